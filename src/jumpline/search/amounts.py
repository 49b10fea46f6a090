"""Figures in the index: one term for each, and what a comparison asks of these terms.

A term is ``measure|unit|value``. The value has a fixed number of digits before its point, so that
comparing terms letter by letter compares numbers, and a comparison is a regular expression over the
dictionary of terms: exact, and as fast as that dictionary is small.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from jumpline.model.archive import FigureDocument
from jumpline.search.fold import folded

#: Digits before and behind the point; what is larger is found by its measure alone.
WHOLE, PART = 27, 12
_LONGEST = 60
_TEST = re.compile(r"([^<>=≤≥]*)(>=|<=|[<>=≤≥])(.*)", re.DOTALL)
_NUMBER = re.compile(r"(-?[0-9][0-9,]{0,40}(?:\.[0-9]{1,40})?)(.{0,40})", re.DOTALL)
_SAME = {"≤": "<=", "≥": ">="}


@cache
def quantities() -> dict[str, Any]:
    data = files("jumpline.search").joinpath("data", "quantities.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


def split_test(text: str) -> tuple[str, str, str] | None:
    """``贷款>1亿元`` → measure, comparison, amount; None where nothing is compared."""
    found = _TEST.fullmatch(folded(text))
    if found is None:
        return None
    return found[1], _SAME.get(found[2], found[2]), found[3]


def amount(text: str) -> tuple[str, str] | None:
    """The number with its scales multiplied out, and the unit ("" for any). None for no amount.

    >>> amount("1.2万亿元")
    ('1200000000000', '元')
    """
    found = _NUMBER.fullmatch(folded(text))
    if found is None:
        return None
    scales: dict[str, int] = quantities()["scales"]
    value, rest = Decimal(found[1].replace(",", "")), found[2]
    words = sorted(scales, key=len, reverse=True)
    while word := next((word for word in words if rest.startswith(word)), None):
        value, rest = value * scales[word], rest.removeprefix(word)
    if any(char.isdigit() or char in ".-,<>=|" for char in rest):
        return None
    units: dict[str, str] = quantities()["units"]
    return f"{value:f}", units.get(rest, rest)


def terms_of(figure: FigureDocument, *, fold: bool) -> list[str]:
    """One for the value, one more for the end of a range."""
    measure = _plain(figure.measure or "", fold)[:_LONGEST]
    values = [figure.value] if figure.upper is None else [figure.value, figure.upper]
    return [f"{measure}|{folded(_bare(figure.unit or ''))}|{_sortable(value)}" for value in values]


def pattern(measure: str, test: str | None, value: str, unit: str, *, fold: bool) -> str:
    """What terms must match. ``test`` is one of > >= = <= <, None for any value."""
    text = _plain(measure, fold)
    if len(text) > _LONGEST:
        return "no-measure-is-so-long"
    head = f"[^|]*{re.escape(text)}[^|]*" if text else "[^|]*"
    units = re.escape(unit) if unit else "[^|]*"
    return rf"{head}\|{units}\|{'.*' if test is None else _compared(test, _sortable(value))}"


def _plain(text: str, fold: bool) -> str:
    return _bare(folded(text, fold=fold))


def _bare(text: str) -> str:
    return text.replace("|", "")


def _sortable(value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "x"
    if not number.is_finite() or abs(number) >= Decimal(10) ** WHOLE:
        return "x"
    whole, _, part = f"{abs(number):f}".partition(".")
    sign = "n" if number < 0 else "p"
    return f"{sign}{whole.rjust(WHOLE, '0')}.{part[:PART].rstrip('0')}"


def _compared(test: str, key: str) -> str:
    if key == "x":
        return f"(p|n){_ANY}" if test.startswith("<") else "no-number-is-so-large"
    sign, digits = key[0], key[1:]
    same = re.escape(key)
    if test == "=":
        return same
    up = test.startswith(">")
    # Among negative numbers the greater digits are the smaller number.
    away = _greater(digits) if up == (sign == "p") else _smaller(digits)
    ways = [f"{sign}{away}"] if away else []
    if up and sign == "n":
        ways.append(f"p{_ANY}")
    if not up and sign == "p":
        ways.append(f"n{_ANY}")
    if test.endswith("="):
        ways.append(same)
    return f"({'|'.join(ways)})" if ways else "no-number-is-so-small"


#: What may follow once a digit has decided.
_ANY = "[0-9.]*"


def _greater(digits: str) -> str:
    """From the last digit to the first, each in the brackets of the one before: an index takes no
    expression of more than a thousand states. Longer digits behind the point are more, because no
    value ends in 0 there."""
    way = "[0-9]+"
    for digit in reversed(digits):
        here = re.escape(digit) + way
        more = f"|[{int(digit) + 1}-9]{_ANY}" if digit.isdigit() and digit != "9" else ""
        way = f"({here}{more})"
    return way


def _smaller(digits: str) -> str:
    """Empty where nothing is smaller."""
    point, way = digits.index("."), ""
    for at in range(len(digits) - 1, -1, -1):
        digit = digits[at]
        ways = [re.escape(digit) + way] if way else []
        if digit.isdigit() and digit != "0":
            ways.append(f"[0-{int(digit) - 1}]{_ANY}")
        way = f"({'|'.join(ways)})" if ways else ""
        if at > point:
            way = f"({way[1:-1]}|)" if way else "()"
    return way
