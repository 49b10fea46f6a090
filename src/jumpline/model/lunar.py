"""The Chinese calendar: which day of it a day is, and what a printed one says.

The astronomy is that of ``lunar_python``; this module only names what jumpline needs of it.
"""

from __future__ import annotations

import re
from datetime import date as Date
from functools import lru_cache

import msgspec

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MONTHS = {"正": 1, "冬": 11, "腊": 12, "臘": 12, "十一": 11, "十二": 12} | {
    numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)
}
_PRINTED = re.compile(
    rf"(?:([{_STEMS}][{_BRANCHES}])(?:[(（]?[鼠牛虎兔龙龍蛇马馬羊猴鸡雞狗猪豬][)）]?)?年)?"
    r"([闰閏])?(正|冬|腊|臘|十[一二]|[一二三四五六七八九十])月(?:大|小)?"
    r"(初[一二三四五六七八九十]|十[一二三四五六七八九]|[二廿][十一二三四五六七八九]"
    r"|二十[一二三四五六七八九]|三十|卅)"
)
_DIGITS = "零一二三四五六七八九十"


class LunarDay(msgspec.Struct, frozen=True):
    """``years`` are the names that the year may have: between the new year and 立春 papers take
    either. ``leap`` is true in a 闰 month."""

    month: int
    day: int
    leap: bool
    years: tuple[str, ...]

    def printed(self) -> str:
        """As mastheads print it: 丙午年二月二十."""
        months = ["正", *"二三四五六七八九", "十", "冬", "腊"]
        tens, ones = divmod(self.day, 10)
        if self.day <= 10:
            day = "初" + _DIGITS[self.day]
        elif ones == 0:
            day = _DIGITS[tens] + "十"
        else:
            day = ("十", "廿")[tens - 1] + _DIGITS[ones]
        return f"{self.years[0]}年{'闰' if self.leap else ''}{months[self.month - 1]}月{day}"


class PrintedLunar(msgspec.Struct, frozen=True):
    year: str | None
    month: int
    day: int
    leap: bool


@lru_cache(maxsize=512)
def lunar_day(day: Date) -> LunarDay:
    """
    >>> lunar_day(Date(2026, 4, 7)).printed()
    '丙午年二月二十'
    """
    from lunar_python import Solar

    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    month = int(found.getMonth())
    years = (str(found.getYearInGanZhi()), str(found.getYearInGanZhiByLiChun()))
    return LunarDay(abs(month), int(found.getDay()), month < 0, tuple(dict.fromkeys(years)))


@lru_cache(maxsize=512)
def solar_term(day: Date) -> str | None:
    """The solar term (节气) that begins on a day, in simplified characters.

    >>> solar_term(Date(2026, 4, 5))
    '清明'
    """
    from lunar_python import Solar

    return str(Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi()) or None


def read_lunar(text: str) -> PrintedLunar | None:
    """What a printed date of the Chinese calendar says; None where it cannot be told.

    >>> read_lunar("农历丙午年二月二十")
    PrintedLunar(year='丙午', month=2, day=20, leap=False)
    """
    match = _PRINTED.search("".join(text.split()))
    if match is None:
        return None
    year, leap, month, day = match.groups()
    return PrintedLunar(year, _MONTHS[month], _day(day), leap is not None)


def _day(text: str) -> int:
    if text in ("三十", "卅"):
        return 30
    if text[0] == "初":
        return _DIGITS.index(text[1])
    if text in ("二十", "廿十", "廿"):
        return 20
    tens = 1 if text[0] == "十" else 2
    return tens * 10 + _DIGITS.index(text[-1])
