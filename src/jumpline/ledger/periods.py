"""When: periods of text without spaces, resolved by the issue's date."""

from __future__ import annotations

import calendar
import re
from datetime import date as Date
from datetime import timedelta
from functools import cache

import msgspec

from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.numerals import chinese

_NUMBER = r"[\d零〇一二两三四五六七八九十]+"
_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][九〇零][零〇一二三四五六七八九]{2})年"
_RELATIVE = r"(?P<relative>今年|本年度?|去年|上年度?|前年|明年|后年|当年|大前年)"
_MONTH = rf"(?P<month>{_NUMBER})月(?:份)?"
_REGEX = re.compile(
    r"(?=[\d零〇一二两三四五六七八九十今去上前明后当本大第首下昨年岁未此])(?:"
    rf"(?P<plan>(?<![{'一二三四五六七八九十'}\d])十[一二三四五六]五(?![\d一二三四五六七八九十个项条名年]))"
    rf"|(?:{_YEAR}|{_RELATIVE})(?:的)?(?:"
    rf"{_MONTH}(?:(?P<day>{_NUMBER})[日号]|(?P<monthend>末|底))?"
    r"|(?P<yearend>年?末|年?底)|(?P<quarter>第?[一二三四1-4首]季度?)|(?P<half>上半年|下半年)|(?P<season>[春夏秋冬][天季]?))?"
    rf"|(?P<month2>{_NUMBER})月(?:份)?(?:(?P<day2>{_NUMBER})[日号]|(?P<monthend2>末|底)|(?P<third>[上中下]旬))?"
    r"|(?P<span1>\d{1,2})[—\-至到](?P<span2>\d{1,2})月(?:份)?"
    rf"|前(?P<months>{_NUMBER})个?月(?!来|内)"
    r"|(?P<quarter2>第?[一二三四1-4首]季度?)|(?P<half2>上半年|下半年)"
    r"|(?P<monthword>本月|上个?月|下个?月|当月)(?P<monthend3>末|底)?"
    r"|(?P<dayword>昨[日天]|今[日天]|明[日天]|前天)"
    r"|(?P<yearend2>(?<!\d)年底|年末|岁末)|(?P<within>年内)"
    r"|(?P<ahead>(?:未来|今后|此后)[一二两三四五六七八九十\d]+年))"
)
_HALVES = {"上": "H1", "下": "H2"}
_QUARTERS = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4}
_YEARS = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2, "大": -3}
_DAYS = {"昨": -1, "今": 0, "明": 1, "前": -2}


class Period(msgspec.Struct, frozen=True):
    """``name`` is what it resolves to: 十四五, 2025, 2025-12, 2025-12-31, 2026-Q1, 2026-01/2026-04;
    a vague one is kept as printed and is not ``known``. ``ahead`` is true behind the issue's date."""

    start: int
    end: int
    name: str
    known: bool
    ahead: bool = False
    plan: bool = False


@cache
def _vague(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(any_of(grammar.data.periods["vague"]))


def periods(folded: str, grammar: Grammar, issued: Date | None) -> list[Period]:
    """All of them, left to right."""
    found = []
    for match in _REGEX.finditer(folded):
        name = _resolved(match, folded, issued)
        if name is not None:
            plan = match["plan"] is not None
            ahead = issued is not None and not plan and name[:1].isdigit() and _after(name, issued)
            known = plan or name[:1].isdigit()
            found.append(Period(match.start(), match.end(), name, known, ahead, plan))
    found += [Period(m.start(), m.end(), m[0], False) for m in _vague(grammar).finditer(folded)]
    return sorted(found, key=lambda period: period.start)


def _after(name: str, issued: Date) -> bool:
    text = issued.isoformat()
    if "/" in name:
        name = name.split("/")[1]
    if len(name) == 4:
        return name > text[:4]
    if "Q" in name or "H" in name:
        last = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}
        return f"{name[:4]}-{last[name[5:]]}" > text[:7]
    return name > text[: len(name)]


def _number(text: str) -> int | None:
    value = chinese(text)
    return int(value) if value is not None and value == int(value) else None


def _resolved(match: re.Match[str], folded: str, issued: Date | None) -> str | None:
    if match["plan"]:
        return match["plan"]
    if match["ahead"]:
        return match["ahead"]
    if match["year"] or match["relative"]:
        return _in_year(match, issued)
    if issued is None:
        return match[0]
    year = issued.year
    if match["span2"]:
        return f"{year}-{int(match['span1']):02}/{year}-{int(match['span2']):02}"
    if match["months"]:
        count = _number(match["months"])
        return f"{year}-01/{year}-{count:02}" if count and count <= 12 else None
    if match["quarter2"]:
        return f"{year}-Q{_quarter(match['quarter2'])}"
    if match["half2"]:
        return f"{year}-{_HALVES[match['half2'][0]]}"
    if match["monthword"]:
        step = {"上": -1, "下": 1}.get(match["monthword"][0], 0)
        index = year * 12 + issued.month - 1 + step
        name = f"{index // 12}-{index % 12 + 1:02}"
        return _month_end(name) if match["monthend3"] else name
    if match["dayword"]:
        return (issued + timedelta(days=_DAYS[match["dayword"][0]])).isoformat()
    if match["yearend2"]:
        return f"{year}-12-31"
    if match["within"]:
        return str(year)
    if match["month2"]:
        return _month_of(match, folded, issued)
    return None


def _in_year(match: re.Match[str], issued: Date | None) -> str | None:
    if match["year"]:
        year = _number(match["year"])
    elif issued is not None:
        year = issued.year + _YEARS[match["relative"][0]]
    else:
        return match[0]
    if year is None:
        return None
    if match["month"]:
        return _day(year, _number(match["month"]), match["day"], match["monthend"])
    if match["yearend"]:
        return f"{year}-12-31"
    if match["quarter"]:
        return f"{year}-Q{_quarter(match['quarter'])}"
    if match["half"]:
        return f"{year}-{_HALVES[match['half'][0]]}"
    return str(year)


def _quarter(text: str) -> int:
    char = text.lstrip("第")[0]
    return int(char) if char.isdigit() else _QUARTERS[char]


def _day(year: int, month: int | None, day: str | None, end: str | None) -> str | None:
    if month is None or not 1 <= month <= 12:
        return None
    if end:
        return _month_end(f"{year}-{month:02}")
    if day is None:
        return f"{year}-{month:02}"
    number = _number(day)
    if number is None or not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year}-{month:02}-{number:02}"


def _month_end(name: str) -> str:
    year, month = int(name[:4]), int(name[5:7])
    return f"{name}-{calendar.monthrange(year, month)[1]:02}"


def _month_of(match: re.Match[str], folded: str, issued: Date) -> str | None:
    """A month without a year: the one that is nearest, and to come where it is a last day."""
    month = _number(match["month2"])
    if month is None or not 1 <= month <= 12:
        return None
    year = issued.year
    to_come = folded[match.end() :].startswith(("前", "之前", "以前", "起"))
    if to_come and month < issued.month:
        year += 1
    elif not to_come and month > issued.month + 6:
        year -= 1
    elif not to_come and month < issued.month - 9:
        year += 1
    end = match["monthend2"]
    return _day(year, month, match["day2"], end)
