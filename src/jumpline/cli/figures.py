"""``jumpline figures``: what is counted, how much of it, when, and where it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jumpline.cli.ledgers import Listing, ledger_command, listing_of

if TYPE_CHECKING:
    from jumpline.ledger.entry import Figure
    from jumpline.model.issue import Issue


@ledger_command("figures", whole=False)
def command(issues: Iterator[Issue]) -> Listing:
    """List the figures of pages that are read first, of an issue of the archive, or of the articles
    that a search finds: value, unit, what is counted, period, and the words that say so.

    \b
    jumpline figures page-01.md
    jumpline figures changji-ribao/2026-04-07 --json
    jumpline figures 贷款 --csv > loans.csv
    """
    from jumpline.ledger.entry import Figure
    from jumpline.ledger.figures import figures

    found = [each for issue in issues for each in figures(issue)]
    return listing_of("figures", Figure, found, _line)


def _line(figure: Figure) -> str:
    value = f"{figure.value}–{figure.upper}" if figure.upper is not None else figure.value
    amount = f"{figure.bound or ''}{value} {figure.unit or ''}".rstrip()
    facts = [amount, figure.measure or "—", figure.period or "", figure.who or ""]
    if figure.kind != "actual":
        facts.append(figure.kind)
    page = "" if figure.anchor.page is None else f"p. {figure.anchor.page}"
    head = "  ".join(fact for fact in (*facts, page) if fact)
    return f"{head}\n  {figure.quote}"
