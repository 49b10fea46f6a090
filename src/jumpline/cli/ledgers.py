"""The frame of commands that list entries of the ledger: which issues, and in which of three forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from jumpline.cli.options import archive_option, csv_option, json_option
from jumpline.cli.output import note, print_json, write

if TYPE_CHECKING:
    import msgspec

    from jumpline.model.issue import Issue


class Listing(NamedTuple):
    """``plain`` is what JSON gives; ``rows`` and ``lines`` are only made where they are printed."""

    plain: dict[str, Any]
    columns: Sequence[str]
    rows: Iterable[dict[str, str]]
    lines: Iterable[str]
    size: int


def listing_of(
    name: str, kind: type[msgspec.Struct], found: Sequence[Any], line: Callable[[Any], str]
) -> Listing:
    """Entries of one kind, a row and a few lines each."""
    from jumpline.ledger.table import columns_of, rows

    return Listing({name: found}, columns_of(kind), rows(found), map(line, found), len(found))


def ledger_command(name: str, *, whole: bool) -> Callable[[Callable[..., Listing]], click.Command]:
    """A command that lists ``name``. ``whole``: where nothing is named, of the whole archive."""

    def made(ask: Callable[..., Listing]) -> click.Command:
        @click.command(name)
        @click.argument(
            "what",
            nargs=-1,
            required=not whole,
            metavar="[PATH...|QUERY]" if whole else "PATH...|ISSUE|QUERY",
        )
        @archive_option
        @json_option
        @csv_option
        @wraps(ask)
        def command(
            what: tuple[str, ...], archive: str, as_json: bool, as_csv: bool, **more: Any
        ) -> None:
            if as_json and as_csv:
                raise click.UsageError("Give --json or --csv, not both.")
            _print(name, ask(_issues(what, archive), **more), as_json=as_json, as_csv=as_csv)

        return command

    return made


def _issues(what: tuple[str, ...], archive: str) -> Iterator[Issue]:
    from jumpline.cli.chosen import issues_of

    return issues_of(what, archive)


def _print(name: str, found: Listing, *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        print_json(found.plain)
    elif as_csv:
        from jumpline.ledger.table import csv_rows

        write(csv_rows(found.rows, found.columns), None)
    else:
        for line in found.lines:
            click.echo(line)
        note(f"{found.size} {name}")
