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


def runner_options(command: Command) -> Command:
    """--runner, --jobs and what a task may cost, for ``runner_named``."""
    command = click.option(
        "--task-memory",
        type=click.IntRange(64),
        default=8192,
        show_default=True,
        metavar="MIB",
        help="Memory that reading a file, or putting an issue together, may take in a worker.",
    )(command)
    command = click.option(
        "--task-seconds",
        type=click.IntRange(1),
        default=1800,
        show_default=True,
        help="The same for its time.",
    )(command)
    command = click.option(
        "--jobs",
        type=click.IntRange(1),
        default=None,
        help="Processes that read side by side. Default: this one; of a cluster, all.",
    )(command)
    return click.option(
        "--runner",
        metavar="NAME[://ADDRESS]",
        default="local",
        show_default=True,
        help="Where pages are read: local, ray (this machine), ray://HOST:6379, ray://auto.",
    )(command)


def runner_named(runner: str, jobs: int | None, task_seconds: int, task_memory: int) -> Any:
    """What these options say; None where everything is read in this process. Raises ``NotFound``,
    ``UsageError`` and ``MissingExtra``."""
    from jumpline import plugins
    from jumpline.errors import UsageError
    from jumpline.runner.limits import Limits

    name, mark, address = runner.partition("://")
    limits = Limits(seconds=task_seconds, memory=task_memory * 1024**2)
    if name == "local":
        if mark:
            raise UsageError("the runner local has no address.", remedy="Write --runner local.")
        if jobs is None or jobs == 1:
            return None
        return plugins.load("runners", name)(jobs, limits=limits)
    return plugins.load("runners", name)(address, workers=jobs, limits=limits)
