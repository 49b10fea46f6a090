"""A year of issues as months, weeks and days."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jumpline.model.archive import IssueSummary
from jumpline.web.locale import parse_date


@dataclass(frozen=True)
class Day:
    """``number`` is None in the corners of a month's grid that belong to its neighbours."""

    number: int | None
    issues: tuple[IssueSummary, ...] = ()


@dataclass(frozen=True)
class Month:
    number: int
    weeks: tuple[tuple[Day, ...], ...]
    issues: int


@dataclass(frozen=True)
class YearCount:
    year: int
    issues: int


@dataclass(frozen=True)
class CalendarView:
    year: int | None
    months: tuple[Month, ...]
    years: tuple[YearCount, ...]
    issues: tuple[IssueSummary, ...]
    undated: tuple[IssueSummary, ...]


def calendar_view(issues: Sequence[IssueSummary], year: int | None) -> CalendarView:
    """``year`` None shows the newest year that has issues."""
    by_year: dict[int, list[IssueSummary]] = defaultdict(list)
    undated = []
    for summary in issues:
        day = parse_date(summary.date)
        if day is None:
            undated.append(summary)
        else:
            by_year[day.year].append(summary)
    years = tuple(YearCount(number, len(by_year[number])) for number in sorted(by_year))
    shown = year if year is not None else (years[-1].year if years else None)
    chosen = by_year.get(shown, []) if shown is not None else []
    return CalendarView(
        year=shown,
        months=_months(shown, chosen) if shown is not None else (),
        years=years,
        issues=tuple(chosen),
        undated=tuple(undated),
    )


def _months(year: int, issues: Iterable[IssueSummary]) -> tuple[Month, ...]:
    by_day: dict[tuple[int, int], list[IssueSummary]] = defaultdict(list)
    for summary in issues:
        day = parse_date(summary.date)
        if day is not None:
            by_day[day.month, day.day].append(summary)
    months = []
    grid = calendar.Calendar(firstweekday=calendar.MONDAY)
    for month in range(1, 13):
        weeks = tuple(
            tuple(Day(day or None, tuple(by_day.get((month, day), ()))) for day in week)
            for week in grid.monthdayscalendar(year, month)
        )
        count = sum(len(day.issues) for week in weeks for day in week)
        months.append(Month(month, weeks, count))
    return tuple(months)
