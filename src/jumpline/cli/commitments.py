"""``jumpline commitments``: what somebody said will or must be done, by whom, by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jumpline.cli.chosen import issues_of
from jumpline.cli.options import archive_option, csv_option, json_option
from jumpline.cli.output import note, print_json, write

if TYPE_CHECKING:
    from jumpline.ledger.entry import Commitment


@click.command("commitments")
@click.argument("what", nargs=-1, required=True, metavar="PATH...|ISSUE|QUERY")
@archive_option
@json_option
@csv_option
def command(what: tuple[str, ...], archive: str, as_json: bool, as_csv: bool) -> None:
    """List the commitments of pages that are read first, of an issue of the archive, or of the
    articles that a search finds: goals, tasks, projects, promises and instructions, each quoted.

    \b
    jumpline commitments page-01.md
    jumpline commitments changji-ribao/2026-04-07 --json
    jumpline commitments 木垒县 --csv > promised.csv
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    from jumpline.ledger.commitments import commitments
    from jumpline.ledger.entry import Commitment
    from jumpline.ledger.table import columns_of, csv_of

    found = [each for issue in issues_of(what, archive) for each in commitments(issue)]
    if as_json:
        print_json({"commitments": found})
    elif as_csv:
        write(csv_of(found, columns_of(Commitment)), None)
    else:
        for commitment in found:
            click.echo(_line(commitment))
        note(f"{len(found)} commitments")


def _line(commitment: Commitment) -> str:
    deadline = f"by {commitment.deadline}" if commitment.deadline else commitment.period or ""
    page = "" if commitment.anchor.page is None else f"p. {commitment.anchor.page}"
    facts = (commitment.kind, commitment.who or commitment.source or "—", deadline, page)
    return f"{'  '.join(fact for fact in facts if fact)}\n  {commitment.quote}"
