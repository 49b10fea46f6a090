"""Figures over time, as points of a drawing and as rows of a table: the same numbers twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal, InvalidOperation

from jumpline.ledger.entry import Figure
from jumpline.model.issue import Issue

#: Units of the drawing, and the white around the points.
WIDTH, HEIGHT, EDGE = 640, 240, 28


@dataclass(frozen=True)
class Row:
    """A figure with the issue that printed it."""

    issue: str
    date: str | None
    page: int | None
    title: str
    figure: Figure


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    row: Row


@dataclass(frozen=True)
class Chart:
    """Of the measure that was reported on most days: only what is counted alike is compared. ``low`` and ``high`` are the values at the drawing's foot and
    top, ``first`` and ``last`` the days at its sides."""

    measure: str
    unit: str
    points: tuple[Point, ...]
    low: str
    high: str
    first: str
    last: str

    @property
    def line(self) -> str:
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def rows_of(issue: Issue, figures: Sequence[Figure], title: str, words: str) -> list[Row]:
    """The figures that count what the words say; all of an issue's where there are none."""
    return [
        Row(issue.id, issue.date, figure.anchor.page, title, figure)
        for figure in figures
        if not words or words in f"{figure.measure or ''}\n{figure.quote}"
    ]


def chart_of(rows: Sequence[Row]) -> Chart | None:
    """None where nothing was counted alike on two days."""
    dated = [(row, value) for row in rows if row.date and (value := _value(row)) is not None]
    kinds: dict[tuple[str, str], set[str]] = {}
    for row, _ in dated:
        if row.figure.measure:
            kinds.setdefault(_kind(row), set()).add(row.date or "")
    if not kinds:
        return None
    kind = max(kinds, key=lambda each: (len(kinds[each]), each))
    chosen = [(row, value) for row, value in dated if _kind(row) == kind]
    days = [Date.fromisoformat(row.date or "").toordinal() for row, _ in chosen]
    if len(set(days)) < 2:
        return None
    values = [value for _, value in chosen]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    wide = Decimal(max(days) - min(days))
    high = high if high > low else low + 1
    points = [
        Point(
            float(EDGE + (WIDTH - 2 * EDGE) * (day - min(days)) / wide),
            float(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / (high - low)),
            row,
        )
        for (row, value), day in zip(chosen, days, strict=True)
    ]
    points.sort(key=lambda point: point.x)
    return Chart(
        *kind,
        tuple(points),
        f"{low:f}",
        f"{high:f}",
        Date.fromordinal(min(days)).isoformat(),
        Date.fromordinal(max(days)).isoformat(),
    )


def _kind(row: Row) -> tuple[str, str]:
    return (row.figure.measure or "", row.figure.unit or "")


def _value(row: Row) -> Decimal | None:
    try:
        value = Decimal(row.figure.value)
        Date.fromisoformat(row.date or "")
    except (InvalidOperation, ValueError):
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 30 else None
