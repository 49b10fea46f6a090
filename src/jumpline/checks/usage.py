"""What stands together in a title: runs of characters and how often, from its issues.

A small model, built anew for each check from the issue itself and the issues that lie around it in the
archive; what is known of any paper (``data/usage.toml``) comes before it. It reports; it never changes.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

_RUN = re.compile(r"[一-鿿]{2,200}")
#: Words that come and go without a fault, and all that counts.
LIGHT = frozenset(
    "的是了着过得地之所也又还更再很最都就才已将把被在于和与及等其这那此是有为个两一二三四五六七八九十百千万亿多每各新大小"
)
#: A model of more text would take longer than reading does.
_MOST = 400_000


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``verb_wanted``: words that only a verb can follow; ``noun``: words that are nouns only. Each
    with verbs that often stand there."""

    verb_wanted: dict[str, tuple[str, ...]]
    noun: dict[str, tuple[str, ...]]


@cache
def known() -> Known:
    text = (files("jumpline.checks") / "data" / "usage.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Known)


class Usage:
    """Of texts, one a story, and of ``others`` before them: how often two characters stand in a row,
    and which one stands between two and two, in how many stories."""

    def __init__(self, texts: Iterable[str], others: Usage | None = None) -> None:
        self.others = others
        self._pairs: Counter[str] = Counter()
        self._middles: dict[str, Counter[str]] = defaultdict(Counter)
        left = _MOST
        for text in texts:
            left -= len(text)
            if left < 0:
                break
            seen: set[tuple[str, str]] = set()
            for run in _RUN.findall(text):
                self._pairs.update(run[at : at + 2] for at in range(len(run) - 1))
                for at in range(len(run) - 4):
                    seen.add((run[at : at + 2] + run[at + 3 : at + 5], run[at + 2]))
            for around, middle in seen:
                self._middles[around][middle] += 1

    def pairs(self, pair: str) -> int:
        return self._pairs[pair] + (self.others.pairs(pair) if self.others else 0)

    def missing(self, before: str, after: str, least: int) -> str | None:
        """The character that stands between two and two in so many stories at least, and no other
        one does; None for none, and for light ones."""
        found = self._between(before + after)
        if len(found) != 1:
            return None
        ((char, count),) = found.items()
        return char if count >= least and char not in LIGHT else None

    def stories(self, before: str, char: str, after: str) -> int:
        """In how many stories a character stands between two and two."""
        return self._between(before + after).get(char, 0)

    def _between(self, around: str) -> dict[str, int]:
        found = dict(self._middles.get(around, {}))
        if self.others is not None:
            for char, count in self.others._between(around).items():
                found[char] = found.get(char, 0) + count
        return found


@lru_cache(maxsize=8)
def usage_of(texts: tuple[str, ...]) -> Usage:
    """Of issues that stay as they are, while one among them is checked again and again."""
    return Usage(texts)
