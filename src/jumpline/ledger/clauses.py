"""Sentences and clauses of a folded text, as spans."""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec

#: A text without a full stop is cut into pieces of this many characters, so that the work on it
#: stays in proportion to its length.
LONGEST = 1000

#: A half-width point ends a sentence only behind a character that is no digit and no letter.
_HAN_END = re.compile(r"(?<=[\u3400-\u9fff”」)])\.(?![\d.])|[。!?;…\n\t]+[”」』’)\]]*")
#: A full stop ends a sentence before a space and a capital, and not behind an initial or Mr.
_SPACED_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bMrs)(?<!p\.m)(?<!a\.m)"
    r"[.!?]+[”\"’')]*(?=\s+[“\"‘]?[A-Z0-9])|[\n\t]+"
)
_HAN_COMMA = re.compile(
    r"(?<=[\u3400-\u9fff”」)])\.(?![\d.])|(?<!\d),|,(?!\d{3}(?!\d))|[:。!?;\n\t…]|——+"
)
_SPACED_COMMA = re.compile(r",(?!\d{3})|[;:\n\t]|\s[—–-]\s")


class Span(msgspec.Struct, frozen=True):
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def sentences(folded: str, *, spaced: bool) -> list[Span]:
    """Together they hold the whole text; marks belong to the sentence that they end."""
    ends = (_SPACED_END if spaced else _HAN_END).finditer(folded)
    return _cut(folded, 0, len(folded), [match.end() for match in ends])


def clauses(folded: str, sentence: Span, *, spaced: bool) -> list[Span]:
    """Between commas and colons, these left out."""
    found = []
    start = sentence.start
    mark = _SPACED_COMMA if spaced else _HAN_COMMA
    for match in mark.finditer(folded, sentence.start, sentence.end):
        if match.start() > start:
            found.append(Span(start, match.start()))
        start = match.end()
    if start < sentence.end:
        found.append(Span(start, sentence.end))
    return found or [sentence]


def _cut(text: str, start: int, end: int, marks: list[int]) -> list[Span]:
    found = []
    for mark in (*marks, end):
        while mark - start > LONGEST:
            found.append(Span(start, start + LONGEST))
            start += LONGEST
        if mark > start:
            found.append(Span(start, mark))
            start = mark
    return [span for span in found if span.of(text).strip()]


def at(spans: list[Span], position: int) -> int:
    """The index of the span that holds a position (the last before it, between two)."""
    return max(0, bisect_right(spans, position, key=_start) - 1)


def _start(span: Span) -> int:
    return span.start


def apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places as spans in order that do not overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def overlapping(spans: list[tuple[int, int]], start: int, end: int) -> int:
    """Where the first of such spans ends that a place overlaps; 0 for none."""
    index = bisect_right(spans, start, key=_end)
    return spans[index][1] if index < len(spans) and spans[index][0] < end else 0


def _end(span: tuple[int, int]) -> int:
    return span[1]
