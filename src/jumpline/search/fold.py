"""Text as searched, with the way back to the text as printed.

Folded: NFKC, lower case, traditional characters as simplified ones (OpenCC, character by
character, so that no phrase table makes the result depend on what stands beside it), and what
nobody sees (soft hyphens, zero-width spaces) removed. Whitespace is removed always, folded or
not: a line break inside a word is no part of the word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import msgspec

#: Not printed: soft hyphen, zero-width and direction marks, variation selectors.
_UNSEEN = (
    *(0xAD, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
)
_HAN = ((0x2E80, 0xA000), (0xF900, 0xFB00), (0x20000, 0x33480))
_JAMO = range(0x1160, 0x1200)


class Folded(msgspec.Struct, frozen=True):
    """``starts[i]`` and ``ends[i]`` bound the piece of the original that character ``i`` of
    ``text`` came from; ``len(text) == len(starts) == len(ends)``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def folded(text: str, *, fold: bool = True) -> str:
    """The text to compare. With ``fold=False`` only whitespace goes.

    >>> folded("昌吉州 撬動貸款８６３億")
    '昌吉州撬动贷款863亿'
    """
    if not fold:
        return "".join(text.split())
    if _marks().isdisjoint(text):
        return text.translate(_table())
    return "".join(piece for _, _, piece in _pieces(text))


def mapped(text: str, *, fold: bool = True) -> Folded:
    """The same with positions: ``mapped(t).text == folded(t)``."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    pieces = _pieces(text) if fold else _plain(text)
    for start, end, piece in pieces:
        chars.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(chars), tuple(starts), tuple(ends))


def _plain(text: str) -> list[tuple[int, int, str]]:
    return [(i, i + 1, char) for i, char in enumerate(text) if not char.isspace()]


def _pieces(text: str) -> list[tuple[int, int, str]]:
    """A character with the marks that combine with it is one piece: e + ´ is é."""
    table, found, start = _table(), [], 0
    if _marks().isdisjoint(text):
        return [(i, i + 1, table[ord(char)]) for i, char in enumerate(text)]
    for marks in _runs_of_marks().finditer(text):
        base = max(marks.start() - 1, start)
        found += [(i, i + 1, table[ord(text[i])]) for i in range(start, base)]
        found.append((base, marks.end(), _fold(text[base : marks.end()])))
        start = marks.end()
    found += [(i, i + 1, table[ord(text[i])]) for i in range(start, len(text))]
    return found


class _Table(dict[int, str]):
    """Fills itself: ``str.translate`` asks for each character once."""

    def __missing__(self, code: int) -> str:
        value = self[code] = _fold(chr(code))
        return value


@cache
def _table() -> _Table:
    return _Table(dict.fromkeys(_UNSEEN, ""))


def _fold(piece: str) -> str:
    """To a fixed point: lower case of a compatibility form may be one again."""
    for _ in range(4):
        lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", piece).casefold())
        lowered = lowered.translate(_simplified())
        if lowered == piece:
            break
        piece = lowered
    return "".join(char for char in piece if not char.isspace() and ord(char) not in _UNSEEN_SET)


_UNSEEN_SET = frozenset(_UNSEEN)


@cache
def _simplified() -> dict[int, str]:
    """Traditional character → simplified, asked of OpenCC once (some 50 ms)."""
    from opencc import OpenCC

    chars = [chr(code) for first, last in _HAN for code in range(first, last)]
    # One a line: OpenCC prefers phrases, and no phrase crosses a line.
    simple = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    table = {old: new for old, new in zip(chars, simple, strict=True) if old != new}
    return {ord(old): table.get(new, new) for old, new in table.items()}


def simplified_characters() -> dict[str, str]:
    """Traditional character → the simplified one that it is searched as, where one character is."""
    found = {chr(code): new for code, new in _simplified().items()}
    return {
        old: new
        for old, new in found.items()
        if len(new) == 1 and ord(old) < 0x10000 and ord(new) < 0x10000
    }


def has_marks(text: str) -> bool:
    """Whether a character may fold otherwise when it stands alone."""
    return not _marks().isdisjoint(text)


@cache
def _marks() -> frozenset[str]:
    """Characters that combine with the one before them."""
    return frozenset(
        chr(code)
        for code in range(0x300, 0x20000)
        if code in _JAMO or unicodedata.combining(unicodedata.normalize("NFKD", chr(code))[0])
    )


@cache
def _runs_of_marks() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(_marks())))}]+")
