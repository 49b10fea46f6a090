"""Dates in a query: a day, a month, a year, or a range of any of them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from jumpline.errors import QueryError

EARLIEST, LATEST = 1, 9999_12_31

_DAY = re.compile(r"(\d{4})(?:[-/年](\d{1,2})(?:[-/月](\d{1,2})日?|月?)|年?)")
_RANGE = re.compile(r"\.\.+|…+|~|至")


def parse_dates(text: str, query: str, position: int) -> tuple[int, int]:
    """First and last day as numbers: 2026-04 is (20260401, 20260431).

    Raises ``QueryError``. ``position`` is where ``text`` stands in ``query``.
    """
    plain = "".join(unicodedata.normalize("NFKC", text.replace("…", "..")).split())
    ends = _RANGE.split(plain)
    if len(ends) == 1:
        return _span(plain, text, query, position)
    if len(ends) != 2 or not any(ends):
        raise _error(f"{text!r} is not a range of dates.", query, position)
    first = _span(ends[0], text, query, position)[0] if ends[0] else EARLIEST
    last = _span(ends[1], text, query, position)[1] if ends[1] else LATEST
    if first > last:
        raise _error("the range of dates ends before it begins.", query, position)
    return first, last


def day_number(iso: str | None) -> int:
    """2026-04-07 → 20260407; 0 for no date or one that is not ISO 8601."""
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return 0
    return day.year * 10_000 + day.month * 100 + day.day


def last_day_number(iso: str) -> int:
    """2026-06 → 20260631, 2026 → 20261231, as the last days of ranges are; 0 for no date."""
    found = _DAY.fullmatch(iso)
    if found is None:
        return 0
    year, month, day = (int(part) if part else None for part in found.groups())
    if not 1 <= (month or 12) <= 12 or not 1 <= (day or 31) <= 31:
        return 0
    return (year or 0) * 10_000 + (month or 12) * 100 + (day or 31)


def _span(plain: str, text: str, query: str, position: int) -> tuple[int, int]:
    found = _DAY.fullmatch(plain)
    if found is None:
        raise _error(f"{text!r} is not a date.", query, position)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        raise _error(f"there is no such date as {text!r}.", query, position) from None
    assert year is not None
    low = year * 10_000 + (month or 1) * 100 + (day or 1)
    return low, year * 10_000 + (month or 12) * 100 + (day or 31)


def _error(what: str, query: str, position: int) -> QueryError:
    return QueryError(
        what,
        query=query,
        position=position,
        remedy="Write date:2026-04-07, date:2026-04, date:2026 or date:2026-01-01..2026-04-30.",
    )
