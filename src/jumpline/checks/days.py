"""Days and years in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta

from jumpline.checks.case import Case, Finding, Piece
from jumpline.checks.patterns import finds, weekday, words
from jumpline.checks.rule import rule
from jumpline.model.lunar import solar_term
from jumpline.model.script import simplified

_LAST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


@rule("day-impossible")
def day_impossible(case: Case) -> Iterator[Finding]:
    for piece in case.pieces:
        for match in finds("month-day", piece.folded):
            month, day = int(match["month"]), int(match["day"])
            year = int(match["year"]) if match["year"] else 2000
            if not _exists(year, month, day):
                quote = piece.text[match.start() : match.end()]
                yield Finding(f"There is no {quote}.", case.where(piece, quote))


def _exists(year: int, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= _LAST[month - 1]:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap or (month, day) != (2, 29)


@rule("day-weekday")
def day_weekday(case: Case) -> Iterator[Finding]:
    if case.date is None:
        return
    for piece in case.pieces:
        for match in _with_weekdays(piece):
            said = weekday(match["weekday"])
            month, day = _month(match["month"]), int(match["day"])
            if match["year"]:
                years = [int(match["year"])]
            else:
                years = _years(piece, match.start(), month, day, case.date)
            days = [Date(y, month, day) for y in years if _exists(y, month, day) and 1 <= y <= 9999]
            if said and days and all(found.isoweekday() != said for found in days):
                quote = piece.text[match.start() : match.end()]
                right = days[0].strftime("%A")
                yield Finding(f"{days[0]} is a {right}: {quote}.", case.where(piece, quote))


def _with_weekdays(piece: Piece) -> Iterator[re.Match[str]]:
    yield from finds("day-weekday", piece.folded)
    yield from finds("day-weekday-en", piece.folded)


def _month(text: str) -> int:
    """A number, or an English name by its first three letters."""
    if text.isdecimal():
        return int(text)
    names = [name[:3].lower() for name in words("english_months")]
    return names.index(text[:3].lower()) + 1


def _years(piece: Piece, at: int, month: int, day: int, issued: Date) -> list[int]:
    """The years that a day without one may be of: the one that puts it nearest to the issue, and
    the last one named before it."""
    kind = "plain-year" if piece.chinese else "plain-year-en"
    named = [int(m["year"]) for m in finds(kind, piece.folded) if m.start() < at][-1:]
    near = [
        (abs((Date(year, month, day) - issued).days), year)
        for year in (issued.year - 1, issued.year, issued.year + 1)
        if 1 <= year <= 9999 and _exists(year, month, day)
    ]
    return [*(year for _, year in sorted(near)[:1]), *named]


@rule("solar-term-wrong")
def solar_term_wrong(case: Case) -> Iterator[Finding]:
    if case.date is None:
        return
    shifts = {"今": (0, -1), "明": (1, 0), "昨": (-1, -2)}
    for piece in case.pieces:
        for match in finds("solar-term", piece.folded):
            if match["which"]:
                days = [case.date + timedelta(days=n) for n in shifts[match["which"][0]]]
            else:
                month, day = int(match["month"]), int(match["day"])
                years = _years(piece, match.start(), month, day, case.date)
                days = [Date(year, month, day) for year in years if _exists(year, month, day)]
            term = simplified(match["term"])
            if days and all(solar_term(found) != term for found in days):
                quote = piece.text[match.start() : match.end()]
                yield Finding(f"{term} is not on {days[0]}.", case.where(piece, quote))


@rule("year-impossible")
def year_impossible(case: Case) -> Iterator[Finding]:
    if case.date is None:
        return
    for piece in case.pieces:
        for match in finds("odd-year", piece.folded):
            year = int(match["year"])
            far = len(match["year"]) == 4 and year <= case.date.year + 60
            if far or (len(match["year"]) == 4 and year % 50 == 0):
                continue
            quote = piece.text[match.start() : match.end()]
            yield Finding(
                f"The year {year} is impossible in a paper of {case.date.year}.",
                case.where(piece, quote),
            )


@rule("year-relative")
def year_relative(case: Case) -> Iterator[Finding]:
    if case.date is None:
        return
    shift = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2, "後": 2}
    for piece in case.pieces:
        for match in finds("relative-year", piece.folded):
            if int(match["year"]) != case.date.year + shift[match["which"]]:
                quote = piece.text[match.start() : match.end()]
                yield Finding(
                    f"{quote}: the paper is of {case.date.year}.", case.where(piece, quote)
                )
