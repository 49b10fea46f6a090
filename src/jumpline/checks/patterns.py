"""How dates, numbers, names and addresses are written: expressions as data, by kind.

All of them see width-folded text, of the same length as the printed one. They are bounded, so that
a hostile text costs no more than its length.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

#: Longer texts are looked at in part only: nothing that is printed as one paragraph is longer.
LONGEST = 20_000


class PatternData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    regex: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    patterns: tuple[PatternData, ...]
    words: dict[str, tuple[str, ...]]
    weekdays: dict[str, int]


@cache
def _data() -> _Words:
    text = (files("jumpline.checks") / "data" / "patterns.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Words)


def patterns() -> tuple[PatternData, ...]:
    return _data().patterns


@cache
def _compiled(kind: str) -> tuple[re.Pattern[str], ...]:
    found = tuple(re.compile(_filled(each.regex)) for each in _data().patterns if each.kind == kind)
    assert found, kind
    return found


def _filled(regex: str) -> str:
    """``{words:NAME}`` is any word of that list, the longest first."""

    def options(match: re.Match[str]) -> str:
        words = sorted(_data().words[match[1]], key=lambda word: (-len(word), word))
        return "(?:" + "|".join(map(re.escape, words)) + ")"

    return re.sub(r"\{words:([a-z_]+)\}", options, regex)


def finds(kind: str, folded: str) -> Iterator[re.Match[str]]:
    """Every match of every pattern of a kind, pattern by pattern."""
    for regex in _compiled(kind):
        yield from regex.finditer(folded[:LONGEST])


def first(kind: str, folded: str) -> re.Match[str] | None:
    return next(finds(kind, folded), None)


def words(name: str) -> tuple[str, ...]:
    return _data().words[name]


@cache
def word_set(name: str) -> frozenset[str]:
    return frozenset(words(name))


def weekday(text: str) -> int | None:
    """1 for Monday to 7 for Sunday; None for what names no weekday.

    >>> weekday("星期二"), weekday("Tue.")
    (2, 2)
    """
    return _data().weekdays.get("".join(text.split()).strip(".,").lower())
