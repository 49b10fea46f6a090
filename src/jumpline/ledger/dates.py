"""When: periods of text with spaces, resolved by the issue's date."""

from __future__ import annotations

import calendar
import re
from datetime import date as Date
from functools import cache

from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.periods import Period, is_after

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_RELATIVE = {"last": -1, "this": 0, "next": 1}


@cache
def _regex(grammar: Grammar) -> re.Pattern[str]:
    month = any_of(grammar.data.periods["months"])
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"\b(?:fiscal(?: year)?|(?:the )?financial year)\s+(?P<fiscal>{year})(?:[-/]\d\d)?\b"
        rf"|\b(?:Q(?P<q>[1-4])|(?P<nth>first|second|third|fourth|final|last) quarter)"
        rf"(?:(?: of)?,? (?P<qyear>{year}|last year|this year|next year))?\b"
        rf"|\b(?P<half>first|second) half of (?P<hyear>{year}|the year|last year|this year|next year)\b"
        rf"|\b(?:(?P<end>the end of|end-)\s*)?(?:"
        rf"(?P<relative>last|this|next) (?P<what>year|month|quarter)"
        rf"|(?P<month>{month})(?: (?P<day>\d{{1,2}})(?!\d))?(?:,? (?P<year>{year}))?"
        rf"|(?P<day2>\d{{1,2}}) (?P<month2>{month})(?: (?P<year2>{year}))?"
        rf"|(?P<only>{year})(?![\d%]|,\d|\.\d|\s+{any_of(grammar.units)}\b))\b"
        rf"|\b(?P<vague>{any_of(grammar.data.periods['vague'])})\b",
        re.IGNORECASE,
    )


def spaced_periods(text: str, grammar: Grammar, issued: Date | None) -> list[Period]:
    """All of them, left to right."""
    found = []
    for match in _regex(grammar).finditer(text):
        if match["vague"]:
            found.append(Period(match.start(), match.end(), match[0], False))
            continue
        # "may" is a verb unless a day or a year stands beside it.
        if (match["month"] or "").lower() == "may" and not (
            match["day"] or match["year"] or match["end"]
        ):
            continue
        name = _name(match, grammar, issued)
        if name is None:
            continue
        ahead = issued is not None and is_after(name, issued)
        found.append(Period(match.start(), match.end(), name, True, ahead))
    return found


def _name(match: re.Match[str], grammar: Grammar, issued: Date | None) -> str | None:
    if match["fiscal"]:
        return f"FY{match['fiscal']}"
    if match["q"] or match["nth"] or match["half"]:
        return _part(match, issued)
    if match["only"]:
        return f"{match['only']}-12-31" if match["end"] else match["only"]
    if match["relative"]:
        return None if issued is None else _relative(match, issued)
    months = grammar.data.periods["months"]
    word, day = match["month"] or match["month2"], match["day"] or match["day2"]
    month = months.index(word.lower()) + 1
    said = match["year"] or match["year2"]
    if said is None and issued is None:
        return None
    year = int(said) if said else _nearest(month, issued)
    if day is not None:
        if not 1 <= int(day) <= calendar.monthrange(year, month)[1]:
            return None
        return f"{year}-{month:02}-{int(day):02}"
    if match["end"]:
        return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
    return f"{year}-{month:02}"


def _part(match: re.Match[str], issued: Date | None) -> str | None:
    """A quarter or a half of a year; of the issue's own where none is named."""
    named = (match["qyear"] or match["hyear"] or "the year").lower()
    if named.isdigit():
        year = int(named)
    elif issued is None:
        return None
    else:
        year = issued.year + _RELATIVE.get(named.split()[0], 0)
    if match["half"]:
        return f"{year}-H{1 if match['half'].lower() == 'first' else 2}"
    if (match["nth"] or "").lower() == "last" and not match["qyear"]:
        return None if issued is None else _quarters_on(issued, -1)
    number = int(match["q"]) if match["q"] else _NTH[match["nth"].lower()]
    return f"{year}-Q{number}"


def _quarters_on(issued: Date, step: int) -> str:
    index = issued.year * 4 + (issued.month - 1) // 3 + step
    return f"{index // 4}-Q{index % 4 + 1}"


def _nearest(month: int, issued: Date | None) -> int:
    assert issued is not None
    if month > issued.month + 6:
        return issued.year - 1
    return issued.year + 1 if month < issued.month - 9 else issued.year


def _relative(match: re.Match[str], issued: Date) -> str:
    step = _RELATIVE[match["relative"].lower()]
    what = match["what"].lower()
    if what == "year":
        return f"{issued.year + step}-12-31" if match["end"] else str(issued.year + step)
    if what == "month":
        index = issued.year * 12 + issued.month - 1 + step
        return f"{index // 12}-{index % 12 + 1:02}"
    return _quarters_on(issued, step)
