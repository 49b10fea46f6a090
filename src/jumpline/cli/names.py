"""``jumpline names``: people, organisations and places, and what shows them to be such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jumpline.cli.chosen import issues_of
from jumpline.cli.options import archive_option, csv_option, json_option
from jumpline.cli.output import note, print_json, write

if TYPE_CHECKING:
    from jumpline.ledger.names import Mention


@click.command("names")
@click.argument("what", nargs=-1, required=True, metavar="PATH...|ISSUE|QUERY")
@archive_option
@json_option
@csv_option
def command(what: tuple[str, ...], archive: str, as_json: bool, as_csv: bool) -> None:
    """List the people, organisations and places that pages, an issue of the archive, or the articles
    that a search finds name, with their titles. A name that nothing shows to be one is left out.

    \b
    jumpline names page-01.md
    jumpline names changji-ribao/2026-04-07 --json
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    from jumpline.ledger.names import Mention, mentions
    from jumpline.ledger.table import columns_of, csv_of

    found = [mention for issue in issues_of(what, archive) for mention in mentions(issue)]
    if as_json:
        print_json({"names": found})
    elif as_csv:
        write(csv_of(found, columns_of(Mention)), None)
    else:
        for mention in found:
            click.echo(_line(mention))
        note(f"{len(found)} names")


def _line(mention: Mention) -> str:
    page = f"p. {mention.anchor.page}" if mention.anchor and mention.anchor.page else ""
    printed = "" if mention.printed == mention.name else f"({mention.printed})"
    facts = (mention.kind, mention.name, printed, mention.title or "", page)
    return "  ".join(fact for fact in facts if fact)
