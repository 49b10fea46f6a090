"""Words that differ in one character, and whether the two sound alike."""

from __future__ import annotations

from functools import lru_cache


def one_apart(one: str, two: str) -> int | None:
    """The place of the only difference of two texts of one length; None for none, or for more."""
    if len(one) != len(two):
        return None
    wrong = [at for at in range(len(one)) if one[at] != two[at]]
    return wrong[0] if len(wrong) == 1 else None


@lru_cache(maxsize=8192)
def sound(char: str) -> str:
    """Roughly how a character is read, without its tone."""
    from anyascii import anyascii

    return str(anyascii(char)).lower()


def homophones(one: str, two: str) -> bool:
    """
    >>> homophones("晓", "小"), homophones("晓", "大")
    (True, False)
    """
    return one != two and sound(one) == sound(two) != ""
