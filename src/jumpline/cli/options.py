"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
DEFAULT_ARCHIVE = "jumpline-archive"


def archive_option(command: Command) -> Command:
    return click.option(
        "--archive",
        metavar="DIR|URL",
        envvar="JUMPLINE_ARCHIVE",
        default=DEFAULT_ARCHIVE,
        show_default=True,
        show_envvar=True,
        help="The archive.",
    )(command)


def house_option(command: Command) -> Command:
    return click.option(
        "--house",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE.toml",
        help="The paper's own name, colours, logo and contacts.",
    )(command)


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")(command)


def csv_option(command: Command) -> Command:
    return click.option("--csv", "as_csv", is_flag=True, help="CSV, for spreadsheets.")(command)


def output_option(command: Command) -> Command:
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write here instead of to standard output.",
    )(command)


def recognition_options(command: Command) -> Command:
    """--recogniser and --recogniser-option, for ``recognition``."""
    command = click.option(
        "--correct/--no-correct",
        default=True,
        show_default=True,
        help="Correct what is clearly misread in a picture; each correction is told.",
    )(command)
    command = click.option(
        "--recogniser-option",
        "recogniser_options",
        multiple=True,
        metavar="NAME=VALUE",
        help="An option of the recogniser. May be given again.",
    )(command)
    return click.option(
        "--recogniser",
        metavar="NAME",
        default="",
        help="Who reads pages that are pictures: rapidocr, tesseract, or none.",
    )(command)


def recognition(recogniser: str, options: tuple[str, ...], correct: bool) -> Any:
    """What these options say. Raises ``UsageError``."""
    from jumpline.errors import UsageError
    from jumpline.model.scan import Recognition

    pairs = []
    for option in options:
        name, mark, value = option.partition("=")
        if not mark or not name:
            raise UsageError(
                f"{option!r} is no option of a recogniser.", remedy="Write it NAME=VALUE."
            )
        pairs.append((name, value))
    return Recognition(recogniser, tuple(pairs), correct)


def pack_option(command: Command) -> Command:
    return click.option(
        "--pack",
        "packs",
        multiple=True,
        metavar="FILE.toml",
        help="A title's own conventions, on top of the built-in ones. May be given again.",
    )(command)
