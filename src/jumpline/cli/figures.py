"""``jumpline figures``: what is counted, how much of it, when, and where it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jumpline.cli.chosen import issues_of
from jumpline.cli.options import archive_option, csv_option, json_option
from jumpline.cli.output import note, print_json, write

if TYPE_CHECKING:
    from jumpline.ledger.entry import Figure


@click.command("figures")
@click.argument("what", nargs=-1, required=True, metavar="PATH...|ISSUE|QUERY")
@archive_option
@json_option
@csv_option
def command(what: tuple[str, ...], archive: str, as_json: bool, as_csv: bool) -> None:
    """List the figures of pages that are read first, of an issue of the archive, or of the articles
    that a search finds: value, unit, what is counted, period, and the words that say so.

    \b
    jumpline figures page-01.md
    jumpline figures changji-ribao/2026-04-07 --json
    jumpline figures 贷款 --csv > loans.csv
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    from jumpline.ledger.entry import Figure
    from jumpline.ledger.figures import figures
    from jumpline.ledger.table import columns_of, csv_of

    found = [figure for issue in issues_of(what, archive) for figure in figures(issue)]
    if as_json:
        print_json({"figures": found})
    elif as_csv:
        write(csv_of(found, columns_of(Figure)), None)
    else:
        for figure in found:
            click.echo(_line(figure))
        note(f"{len(found)} figures")


def _line(figure: Figure) -> str:
    value = f"{figure.value}–{figure.upper}" if figure.upper is not None else figure.value
    amount = f"{figure.bound or ''}{value} {figure.unit or ''}".rstrip()
    facts = [amount, figure.measure or "—", figure.period or "", figure.who or ""]
    if figure.kind != "actual":
        facts.append(figure.kind)
    page = "" if figure.anchor.page is None else f"p. {figure.anchor.page}"
    head = "  ".join(fact for fact in (*facts, page) if fact)
    return f"{head}\n  {figure.quote}"
