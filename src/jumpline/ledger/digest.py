"""A week of the paper: what it promised, what is due in its month, which figures do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal, InvalidOperation

import msgspec

from jumpline.ledger.entry import Commitment, Figure

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


class ToldFigure(msgspec.Struct, frozen=True):
    """``title`` is the newspaper's."""

    issue: str
    date: str
    title: str
    figure: Figure


class ToldCommitment(msgspec.Struct, frozen=True):
    issue: str
    date: str
    title: str
    commitment: Commitment


class Clash(msgspec.Struct, frozen=True):
    """Two figures of the same thing, owner, unit and period that are not the same number."""

    earlier: ToldFigure
    later: ToldFigure


class Digest(msgspec.Struct, frozen=True):
    """``week`` is ISO 8601's (2026-W15), ``first`` and ``last`` its Monday and Sunday. What is due is due
    in the month of its last day."""

    week: str
    first: str
    last: str
    new: tuple[ToldCommitment, ...] = ()
    due: tuple[ToldCommitment, ...] = ()
    contradicted: tuple[Clash, ...] = ()

    @property
    def month(self) -> str:
        return self.last[:7]


def week_of(text: str) -> str | None:
    """The week that an ISO week or a day names; None where it names none.

    >>> week_of("2026-04-07"), week_of("2026-W15"), week_of("2026-W60")
    ('2026-W15', '2026-W15', None)
    """
    named = _WEEK.fullmatch(text)
    try:
        if named:
            Date.fromisocalendar(int(named[1]), int(named[2]), 7)
            return text
        year, week, _ = Date.fromisoformat(text).isocalendar()
    except (ValueError, OverflowError):
        return None
    return f"{year:04d}-W{week:02d}"


def days_of(week: str) -> tuple[str, str]:
    """Monday and Sunday. ``week`` comes from ``week_of``."""
    year, _, number = week.partition("-W")
    first = Date.fromisocalendar(int(year), int(number), 1)
    return first.isoformat(), (first + timedelta(days=6)).isoformat()


def digest(
    week: str,
    new: Iterable[ToldCommitment],
    due: Iterable[ToldCommitment],
    figures: Iterable[ToldFigure],
    earlier: Iterable[ToldFigure],
) -> Digest:
    """``new`` and ``figures`` are the week's own; ``due`` and ``earlier`` come from any issue up to it,
    and what does not belong is left out."""
    first, last = days_of(week)
    ending = {
        told.commitment.id: told
        for told in due
        if told.date <= last and _ends_in(told.commitment.deadline, last[:7])
    }
    return Digest(
        week,
        first,
        last,
        tuple(sorted(new, key=lambda told: (told.date, told.commitment.article))),
        tuple(
            sorted(ending.values(), key=lambda told: (_day(told), told.date, told.commitment.id))
        ),
        clashes(figures, earlier),
    )


def _ends_in(deadline: str | None, month: str) -> bool:
    """A year ends with its December."""
    if not deadline:
        return False
    return (deadline if len(deadline) > 4 else f"{deadline}-12")[:7] == month


def _day(told: ToldCommitment) -> str:
    """For sorting: what ends with its month stands behind all its days."""
    return (told.commitment.deadline or "").ljust(10, "~")


def clashes(figures: Iterable[ToldFigure], earlier: Iterable[ToldFigure]) -> tuple[Clash, ...]:
    """Each figure against the last before it that counts the same."""
    held: dict[tuple[str, ...], ToldFigure] = {}
    own = sorted(figures, key=_order)
    marked = {told.figure.id for told in own}
    known = sorted((told for told in earlier if told.figure.id not in marked), key=_order)
    found = []
    for told in sorted([*known, *own], key=_order):
        key = comparable(told.figure)
        if key is None:
            continue
        before = held.get(key)
        if before is not None and told.figure.id in marked:
            if before.figure.article != told.figure.article and not _agree(before, told):
                found.append(Clash(before, told))
        held[key] = told
    return tuple(found)


def _order(told: ToldFigure) -> tuple[str, str]:
    return told.date, told.figure.id


def comparable(figure: Figure) -> tuple[str, ...] | None:
    """What two figures must share to be held against each other; None for one that stands alone. Only
    exact ones of a thing, an owner and a time, no changes and no ranges: a false alarm costs more than
    a missed one."""
    if figure.kind != "actual" or figure.bound or figure.upper or figure.direction:
        return None
    owner = figure.who or figure.where
    if not figure.measure or len(figure.measure) < 2 or not owner or not figure.period:
        return None
    return figure.measure, figure.unit or "", owner, figure.period


def _agree(one: ToldFigure, other: ToldFigure) -> bool:
    """Whether one is the other rounded: 863亿 and 863.2亿 say the same."""
    try:
        values = [Decimal(one.figure.value), Decimal(other.figure.value)]
    except InvalidOperation:
        return one.figure.value == other.figure.value
    short, long = sorted(values, key=lambda value: len(value.normalize().as_tuple().digits))
    step = Decimal(1).scaleb(int(short.normalize().as_tuple().exponent))
    return abs(short - long) < step
