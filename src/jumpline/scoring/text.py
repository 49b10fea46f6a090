"""Comparing texts: without whitespace, whatever the width form of marks and digits."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any


def plain(text: Any) -> str:
    """NFKC without whitespace."""
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split())


def joined(value: Any) -> str:
    """A text, or the lines of one."""
    return plain("".join(value) if isinstance(value, list) else value)


def f1(hits: float, found: float, gold: float) -> float:
    """Harmonic mean of precision and recall; 1 when there is nothing on either side."""
    return 2 * hits / (found + gold) if found + gold else 1.0


def overlap(one: str, two: str) -> float:
    """Jaccard index of two bags of characters."""
    a, b = Counter(one), Counter(two)
    union = sum((a | b).values())
    return sum((a & b).values()) / union if union else 1.0


def counter_f1(found: Counter[Any], gold: Counter[Any]) -> float:
    return f1(sum((found & gold).values()), sum(found.values()), sum(gold.values()))


def edit_distance(one: str, two: str) -> int:
    """Levenshtein distance by bit vectors (Myers 1999, Hyyrö 2003) on Python integers."""
    if len(one) < len(two):
        one, two = two, one
    if not two:
        return len(one)
    places: dict[str, int] = {}
    for at, char in enumerate(two):
        places[char] = places.get(char, 0) | 1 << at
    mask, last = (1 << len(two)) - 1, 1 << (len(two) - 1)
    plus, minus, distance = mask, 0, len(two)
    for char in one:
        equal = places.get(char, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up = minus | ~(horizontal | plus) & mask
        down = plus & horizontal
        distance += bool(up & last) - bool(down & last)
        up, down = (up << 1 | 1) & mask, down << 1 & mask
        plus = down | ~(vertical | up) & mask
        minus = up & vertical
    return distance
