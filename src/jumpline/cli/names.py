"""``jumpline names``: people, organisations and places, and what shows them to be such."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jumpline.cli.ledgers import Listing, ledger_command, listing_of

if TYPE_CHECKING:
    from jumpline.ledger.names import Mention
    from jumpline.model.issue import Issue


@ledger_command("names", whole=False)
def command(issues: Iterator[Issue]) -> Listing:
    """List the people, organisations and places that pages, an issue of the archive, or the articles
    that a search finds name, with their titles. A name that nothing shows to be one is left out.

    \b
    jumpline names page-01.md
    jumpline names changji-ribao/2026-04-07 --json
    """
    from jumpline.ledger.names import Mention, mentions

    found = [each for issue in issues for each in mentions(issue)]
    return listing_of("names", Mention, found, _line)


def _line(mention: Mention) -> str:
    page = f"p. {mention.anchor.page}" if mention.anchor and mention.anchor.page else ""
    printed = "" if mention.printed == mention.name else f"({mention.printed})"
    facts = (mention.kind, mention.name, printed, mention.title or "", page)
    return "  ".join(fact for fact in facts if fact)
