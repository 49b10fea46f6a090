"""``jumpline commitments``: what somebody said will or must be done, by whom, by when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jumpline.cli.ledgers import Listing, ledger_command, listing_of

if TYPE_CHECKING:
    from jumpline.ledger.entry import Commitment
    from jumpline.model.issue import Issue


@ledger_command("commitments", whole=False)
def command(issues: Iterator[Issue]) -> Listing:
    """List the commitments of pages that are read first, of an issue of the archive, or of the
    articles that a search finds: goals, tasks, projects, promises and instructions, each quoted.

    \b
    jumpline commitments page-01.md
    jumpline commitments changji-ribao/2026-04-07 --json
    jumpline commitments 木垒县 --csv > promised.csv
    """
    from jumpline.ledger.commitments import commitments
    from jumpline.ledger.entry import Commitment

    found = [each for issue in issues for each in commitments(issue)]
    return listing_of("commitments", Commitment, found, _line)


def _line(commitment: Commitment) -> str:
    deadline = f"by {commitment.deadline}" if commitment.deadline else commitment.period or ""
    page = "" if commitment.anchor.page is None else f"p. {commitment.anchor.page}"
    facts = (commitment.kind, commitment.who or commitment.source or "—", deadline, page)
    return f"{'  '.join(fact for fact in facts if fact)}\n  {commitment.quote}"
