"""Numerals as exact decimals: 一点二亿, 3.6万, 七万六千, 1,248, twenty-eight, 4.2 billion."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_SHORT = {"廿": "二十", "卅": "三十"}
_WORDS = re.compile(r"[\d,]+(?:\.\d+)?|[a-z]+")
_SPLIT = re.compile(r"([\d., ]+)|([^\d., ]+)")

#: No numeral of more characters is read.
_LONGEST = 64
#: Beyond this many digits a run of digits is a code, not a number that somebody counted.
LONGEST = 18


def chinese(text: str) -> Decimal | None:
    """A numeral in simplified characters, with or without Arabic digits; None where it is none.

    >>> chinese("一点二亿"), chinese("3.6万"), chinese("一万二")
    (Decimal('120000000.0'), Decimal('36000.0'), Decimal('12000'))
    """
    if len(text) > _LONGEST:
        return None
    for short, long in _SHORT.items():
        text = text.replace(short, long)
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))  # 二〇二六
    total = section = Decimal(0)
    digit: Decimal | None = None
    last = 0
    index = 0
    while index < len(text):
        char = text[index]
        if char.isascii():
            match = _SPLIT.match(text, index)
            if match is None or match[1] is None or digit is not None:
                return None
            try:
                digit = Decimal(match[1].replace(",", "").replace(" ", ""))
            except ArithmeticError:
                return None
            index, last = match.end(), 0
            continue
        if char in _DIGITS:
            if digit is not None:
                return None
            if char in "零〇" and index + 1 < len(text) and text[index + 1] != "点":
                last = 0  # 一百零二 is no 一百二
            else:
                digit = Decimal(_DIGITS[char])
        elif char == "点":
            found = _decimal(text, index, digit)
            if found is None:
                return None
            digit, index = found
            continue
        elif char in _TENS:
            section += (Decimal(1) if digit is None else digit) * _TENS[char]
            digit, last = None, _TENS[char]
        elif char in _BIG:
            part = section + (digit or 0)
            if part == 0:
                part = total if total else Decimal(1)
                total = Decimal(0)
            scaled = part * _BIG[char]
            total = (total * _BIG[char] + scaled) if 0 < total < _BIG[char] else total + scaled
            section, digit, last = Decimal(0), None, _BIG[char]
        else:
            return None
        index += 1
    if digit is not None and last >= 100 and digit < 10 and digit == int(digit):
        digit *= last // 10  # 一万二: the next lower place
    return total + section + (digit or 0)


def _decimal(text: str, index: int, digit: Decimal | None) -> tuple[Decimal, int] | None:
    end = index + 1
    while end < len(text) and text[end] in _DIGITS:
        end += 1
    if end == index + 1:
        return None
    fraction = "".join(str(_DIGITS[char]) for char in text[index + 1 : end])
    return (digit or Decimal(0)) + Decimal(f"0.{fraction}"), end


def english(text: str, words: dict[str, int], scales: dict[str, int]) -> Decimal | None:
    """Digits or words with their scale: ``1,280``, ``twenty-six``, ``4.2 billion``."""
    if len(text) > _LONGEST:
        return None
    total = Decimal(0)
    current: Decimal | None = None
    for word in _WORDS.findall(text.lower()):
        if word[0].isdigit():
            current = (current or Decimal(0)) + Decimal(word.replace(",", ""))
        elif word in words:
            current = (current or Decimal(0)) + words[word]
        elif word == "hundred":
            current = (current or Decimal(1)) * 100
        elif word in scales:
            total += (current or Decimal(1)) * scales[word]
            current = None
        elif word != "and":
            return None
    return total + (current or 0)


def plain(value: Decimal) -> str:
    """Without exponent and without zeros that say nothing.

    >>> plain(Decimal("36000.0")), plain(Decimal("-1.820"))
    ('36000', '-1.82')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text
