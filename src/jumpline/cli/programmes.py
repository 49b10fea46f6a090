"""``jumpline programmes``: plans as trees, and what the paper has reported of them since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jumpline.cli.chosen import issues_of
from jumpline.cli.options import archive_option, csv_option, json_option
from jumpline.cli.output import note, print_json, write

if TYPE_CHECKING:
    from jumpline.ledger.programme import Node, Programme, Standing


@click.command("programmes")
@click.argument("what", nargs=-1, metavar="[PATH...|QUERY]")
@archive_option
@json_option
@csv_option
@click.option(
    "--given",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Programmes and reports by hand, and decisions on reports (JSON or TOML). May be given again.",
)
@click.option("--day", metavar="DATE", help="Status on this day; else that of the last issue.")
def command(
    what: tuple[str, ...],
    archive: str,
    as_json: bool,
    as_csv: bool,
    files: tuple[Path, ...],
    day: str | None,
) -> None:
    """Show programmes: their goals and tasks, who answers for each, and its status with the
    quotation that it rests on. Without an argument, of the whole archive.

    Reports are proposed. A decision (`right` or not, by the report's id) confirms or removes one.

    \b
    jumpline programmes
    jumpline programmes 规划 --day 2026-12-31 --json
    jumpline programmes --given decisions.toml --csv > board.csv
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    from jumpline.errors import UsageError
    from jumpline.ledger.announce import announced
    from jumpline.ledger.board import board, decided
    from jumpline.ledger.programme import given_from
    from jumpline.ledger.reports import reports
    from jumpline.ledger.table import csv_rows

    given = [given_from(path) for path in files]
    issues = list(issues_of(what, archive))
    day = _day(day) or max((issue.date or "" for issue in issues), default="")
    if not day:
        raise UsageError("no issue has a date.", remedy="Name one with --day.")
    programmes = (*announced(issues), *(each for some in given for each in some.programmes))
    proposed = (*reports(programmes, issues), *(each for some in given for each in some.reports))
    kept = decided(proposed, [each for some in given for each in some.decisions])
    boards = [(programme, board(programme, kept, day)) for programme in programmes]
    if as_json:
        print_json({"day": day, "programmes": [_plain(*each) for each in boards]})
    elif as_csv:
        rows = [row for programme, standings in boards for row in _rows(programme, standings)]
        write(csv_rows(rows, _COLUMNS), None)
    else:
        for programme, standings in boards:
            click.echo(f"{programme.name}  {len(programme.nodes)}  {day}")
            for node, standing in zip(programme.nodes, standings, strict=True):
                click.echo("\n".join(_lines(node, standing)))
        note(f"{len(boards)} programmes")


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


def _lines(node: Node, standing: Standing) -> list[str]:
    facts = [standing.status.replace("_", " "), node.kind, node.title]
    if node.departments:
        facts.append("、".join(node.departments))
    if node.deadline:
        facts.append(f"by {node.deadline}")
    quoted = [f"  {each.date or '—'}  {each.quote}" for each in standing.evidence[-2:]]
    return ["  ".join(facts), *quoted]
