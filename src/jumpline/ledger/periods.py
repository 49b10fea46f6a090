"""When: periods of text without spaces, resolved by the issue's date.

What an expression of time looks like is said by the grammar (``[[periods.times]]``); how a year, a
month and a step from the issue's day become a name is said here.
"""

from __future__ import annotations

import calendar
import re
from datetime import date as Date
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec

from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.numerals import chinese

_GROUP = re.compile(r"\(\?P<(\w+)>")
#: A month without a year lies at most so many months ahead, else it was last year's.
AHEAD = 6
#: And at most so many behind, else it is next year's.
BEHIND = 9
_LAST = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}
_FIRST = {"Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10", "H1": "01", "H2": "07"}


class Period(msgspec.Struct, frozen=True):
    """``name`` is what it resolves to: 十四五, 2025, 2025-12, 2025-12-31, 2026-Q1, 2026-01/2026-04;
    a vague one is kept as printed and is not ``known``. ``ahead`` is true behind the issue's date."""

    start: int
    end: int
    name: str
    known: bool
    ahead: bool = False
    plan: bool = False


class Time(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One expression of time. ``values`` are steps from the issue's day, month or year."""

    pattern: str
    end: bool = False
    values: dict[str, int] = {}
    examples: tuple[tuple[str, str], ...] = ()
    counter_examples: tuple[str, ...] = ()


class _Rules(msgspec.Struct, frozen=True):
    regex: re.Pattern[str]
    times: tuple[Time, ...]
    vague: re.Pattern[str]
    years: dict[str, int]
    quarters: dict[str, int]
    halves: dict[str, str]
    to_come: tuple[str, ...]


def times_of(grammar: Grammar) -> tuple[Time, ...]:
    """The expressions of time of a grammar."""
    return msgspec.convert(grammar.data.periods["times"], tuple[Time, ...])


@cache
def _rules(grammar: Grammar) -> _Rules:
    table: dict[str, Any] = grammar.data.periods
    times = times_of(grammar)
    options = "|".join(
        f"(?P<t{number}>{_named(expanded(time.pattern, table), number)})"
        for number, time in enumerate(times)
    )
    return _Rules(
        re.compile(f"{table['lead']}(?:{options})"),
        times,
        re.compile(rf"(?<![\d零〇一二三四五六七八九十]){any_of(table['vague'])}"),
        dict(map(tuple, table["years"])),
        dict(map(tuple, table["quarters"])),
        dict(map(tuple, table["halves"])),
        tuple(table["to_come"]),
    )


def expanded(pattern: str, table: dict[str, Any]) -> str:
    """A pattern with {y}, {m}, {d}, {q}, {h} and {n} put in."""
    for mark in ("year", "month", "day", "quarter", "half"):
        pattern = pattern.replace(f"{{{mark[0]}}}", table[mark])
    return pattern.replace("{n}", table["number"])


def _named(pattern: str, number: int) -> str:
    return _GROUP.sub(lambda group: f"(?P<{group[1]}{number}>", pattern)


def periods(folded: str, grammar: Grammar, issued: Date | None) -> list[Period]:
    """All of them, left to right."""
    rules = _rules(grammar)
    found = []
    for match in rules.regex.finditer(folded):
        number = int((match.lastgroup or "t0")[1:])
        own = {
            name[: -len(str(number))]: value
            for name, value in match.groupdict().items()
            if value is not None and name.endswith(str(number)) and name[0] != "t"
        }
        after = folded.startswith(rules.to_come, match.end())
        name = _Resolving(rules, own, rules.times[number], issued, to_come=after).name(match[0])
        if name is None:
            if "day" in own:  # 2月30日: impossible, and kept as printed
                found.append(Period(match.start(), match.end(), match[0], False))
            continue
        plan = "plan" in own
        known = plan or name[:1].isdigit()
        ahead = issued is not None and not plan and name[:1].isdigit() and is_after(name, issued)
        found.append(Period(match.start(), match.end(), name, known, ahead, plan))
    found += [Period(m.start(), m.end(), m[0], False) for m in rules.vague.finditer(folded)]
    return sorted(found, key=lambda period: period.start)


def is_open(name: str, issued: Date) -> bool:
    """Whether a resolved period goes on behind a day."""
    day = issued.isoformat()
    name = name.rsplit("/", 1)[-1].removeprefix("FY")
    if name[5:] in _LAST:
        return f"{name[:4]}-{_LAST[name[5:]]}" >= day[:7]
    return name > day[: len(name)] or (len(name) < len(day) and day.startswith(name))


def is_after(name: str, issued: Date) -> bool:
    """Whether a resolved period is still to come: a quarter and a half year by their first month,
    what else goes on by its last."""
    text = issued.isoformat()
    name = name.rsplit("/", 1)[-1].removeprefix("FY")
    if name[5:] in _LAST:
        return f"{name[:4]}-{_FIRST[name[5:]]}" > text[:7]
    return name > text[: len(name)]


class _Resolving:
    """One match on its way to a name; ``to_come`` where 前 or 起 follows it."""

    def __init__(
        self, rules: _Rules, own: dict[str, str], time: Time, issued: Date | None, *, to_come: bool
    ) -> None:
        self.rules, self.own, self.time, self.issued = rules, own, time, issued
        self.to_come = to_come

    def name(self, printed: str) -> str | None:
        own, values, issued = self.own, self.time.values, self.issued
        for word in ("plan", "ahead"):
            if word in own:
                return own[word]
        if issued is None and "year" not in own:
            return printed
        if "day" in values:
            assert issued is not None
            return (issued + timedelta(days=values["day"])).isoformat()
        year, month = self._year(), self._month()
        if year is None:
            return None
        if "first" in own:
            return f"{year}-{int(own['first']):02}/{year}-{int(own['last']):02}"
        if "months" in own:
            count = _number(own["months"])
            return f"{year}-01/{year}-{count:02}" if count and count <= 12 else None
        if "quarters" in own:
            return f"{year}-01/{year}-{3 * (_number(own['quarters']) or 1):02}"
        if "quarter" in own:
            return f"{year}-Q{self.rules.quarters[own['quarter']]}"
        if "half" in own:
            return f"{year}-{self.rules.halves[own['half']]}"
        if "month" in own or "month" in values:
            return _day(year, month, own.get("day"), end=self.time.end)
        return f"{year}-12-31" if self.time.end else str(year)

    def _year(self) -> int | None:
        own, issued = self.own, self.issued
        if "year" in own:
            return _number(own["year"])
        assert issued is not None
        if "relative" in own:
            return issued.year + self.rules.years[own["relative"]]
        if "month" in self.time.values:
            return (issued.year * 12 + issued.month - 1 + self.time.values["month"]) // 12
        month = _number(own["month"]) if "month" in own else None
        if "quarters" in own:
            month = 3 * (_number(own["quarters"]) or 1)
        return issued.year if month is None else self._nearest(month)

    def _month(self) -> int | None:
        if "month" in self.own:
            return _number(self.own["month"])
        if "month" in self.time.values and self.issued is not None:
            return (self.issued.month - 1 + self.time.values["month"]) % 12 + 1
        return None

    def _nearest(self, month: int) -> int:
        """The year of a month that is printed without one."""
        assert self.issued is not None
        now, year = self.issued.month, self.issued.year
        if self.to_come:
            return year + 1 if month < now else year
        if month > now + AHEAD:
            return year - 1
        return year + 1 if month < now - BEHIND else year


def _number(text: str) -> int | None:
    value = chinese(text)
    return int(value) if value is not None and value == int(value) else None


def _day(year: int, month: int | None, day: str | None, *, end: bool) -> str | None:
    """A month or a day of it; None where there is none such."""
    if month is None or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return f"{year}-{month:02}-{last:02}" if end else f"{year}-{month:02}"
    number = _number(day)
    if number is None or not 1 <= number <= last:
        return None
    return f"{year}-{month:02}-{number:02}"
