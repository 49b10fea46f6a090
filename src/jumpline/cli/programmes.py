"""``jumpline programmes``: plans as trees, and what the paper has reported of them since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jumpline.cli.ledgers import Listing, ledger_command

if TYPE_CHECKING:
    from jumpline.ledger.programme import Node, Programme, Standing
    from jumpline.model.issue import Issue


@ledger_command("programmes", whole=True)
@click.option(
    "--given",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Programmes and reports by hand, and decisions on reports (JSON or TOML). May be given again.",
)
@click.option("--day", metavar="DATE", help="Status on this day; else that of the last issue.")
def command(issues: Iterator[Issue], files: tuple[Path, ...], day: str | None) -> Listing:
    """Show programmes: their goals and tasks, who answers for each, and its status with the
    quotation that it rests on. Without an argument, of the whole archive.

    Reports are proposed. A decision (`right` or not, by the report's id) confirms or removes one.

    \b
    jumpline programmes
    jumpline programmes 规划 --day 2026-12-31 --json
    jumpline programmes --given decisions.toml --csv > board.csv
    """
    from jumpline.errors import UsageError
    from jumpline.ledger.announce import announced
    from jumpline.ledger.board import board, decided
    from jumpline.ledger.programme import checked, given_from
    from jumpline.ledger.reports import reports

    given = [given_from(path) for path in files]
    kept = list(issues)
    day = _day(day) or max((issue.date or "" for issue in kept), default="")
    if not day:
        raise UsageError("no issue has a date.", remedy="Name one with --day.")
    programmes = (*announced(kept), *(each for some in given for each in some.programmes))
    proposed = (*reports(programmes, kept), *(each for some in given for each in some.reports))
    for path, some in zip(files, given, strict=True):
        checked(some, programmes, proposed, where=str(path))
    told = decided(proposed, [each for some in given for each in some.decisions])
    boards = [(programme, board(programme, told, day)) for programme in programmes]
    return Listing(
        {"day": day, "programmes": [_plain(*each) for each in boards]},
        _COLUMNS,
        (row for each in boards for row in _rows(*each)),
        (line for each in boards for line in _board(*each, day)),
        len(boards),
    )


_COLUMNS = (
    *("programme", "node", "kind", "title", "departments", "deadline", "status"),
    *("quote", "date", "article", "reports"),
)


def _day(day: str | None) -> str | None:
    from datetime import date as Date

    from jumpline.errors import UsageError

    if day is None:
        return None
    try:
        return Date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise UsageError(f"{day!r} is no date.", remedy="Write it 2026-12-31.") from error


def _plain(programme: Programme, standings: tuple[Standing, ...]) -> dict[str, Any]:
    import msgspec

    nodes = [
        {**msgspec.to_builtins(node), **msgspec.to_builtins(standing)}
        for node, standing in zip(programme.nodes, standings, strict=True)
    ]
    return {"id": programme.id, "name": programme.name, "nodes": nodes}


def _rows(programme: Programme, standings: tuple[Standing, ...]) -> list[dict[str, str]]:
    found = []
    for node, standing in zip(programme.nodes, standings, strict=True):
        last = standing.evidence[-1]
        found.append(
            {
                "programme": programme.name,
                "node": node.id,
                "kind": node.kind,
                "title": node.title,
                "departments": "; ".join(node.departments),
                "deadline": node.deadline or "",
                "status": standing.status,
                "quote": last.quote,
                "date": last.date or "",
                "article": last.article or "",
                "reports": str(len(standing.reports)),
            }
        )
    return found


def _board(programme: Programme, standings: tuple[Standing, ...], day: str) -> Iterator[str]:
    yield f"{programme.name}  {len(programme.nodes)}  {day}"
    for node, standing in zip(programme.nodes, standings, strict=True):
        yield from _lines(node, standing)


def _lines(node: Node, standing: Standing) -> list[str]:
    facts = [standing.status.replace("_", " "), node.kind, node.title]
    if node.departments:
        facts.append("、".join(node.departments))
    if node.deadline:
        facts.append(f"by {node.deadline}")
    quoted = [f"  {each.date or '—'}  {each.quote}" for each in standing.evidence[-2:]]
    return ["  ".join(facts), *quoted]
