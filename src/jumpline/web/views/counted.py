"""The figures of an article, as a reader looks them over."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from jumpline.ledger.commitments import entries
from jumpline.ledger.entry import Commitment, Figure
from jumpline.model.issue import Article, Issue


@dataclass(frozen=True)
class Counted:
    """``amount`` as printed; ``said`` is the clause that holds it."""

    amount: str
    measure: str | None
    period: str | None
    who: str | None
    said: str


@dataclass(frozen=True)
class Promised:
    said: str
    who: str | None
    by: str | None


def counted(issue: Issue, article: Article) -> tuple[tuple[Counted, ...], tuple[Promised, ...]]:
    """The article's figures and commitments, in the order of its text."""
    figures, commitments = entries(replace(issue, articles=(article,)))
    return tuple(map(_counted, figures)), tuple(map(_promised, commitments))


def _counted(figure: Figure) -> Counted:
    return Counted(
        figure.printed, figure.measure, figure.period, figure.who or figure.source, figure.quote
    )


def _promised(commitment: Commitment) -> Promised:
    return Promised(commitment.quote, commitment.who, commitment.deadline)
