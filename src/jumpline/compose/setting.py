"""Atoms → set lines: glyphs with their places, in ems from the line's start."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from jumpline.compose.atoms import HYPHEN, Atom, Setting, atoms
from jumpline.compose.breaking import Span, break_lines
from jumpline.compose.fonts import FontSet, Glyph


class SetLine(msgspec.Struct, frozen=True):
    """A line of one size. ``glyphs`` are (x, glyph), x in ems; ``width`` is to the last one's
    end; ``indent`` is where the first one begins."""

    text: str
    glyphs: tuple[tuple[float, Glyph], ...]
    width: float
    indent: float = 0.0
    ends: bool = True


def paragraph(
    text: str,
    width: float,
    fonts: FontSet,
    setting: Setting,
    *,
    role: str = "body",
    indent: float = 0.0,
    bold: int = 0,
) -> list[SetLine]:
    """A text as justified lines of ``width`` ems, the first set in by ``indent``."""
    pieces = atoms(text, role, fonts, setting, bold)
    return [
        _set(pieces, span, indent if number == 0 else 0.0)
        for number, span in enumerate(break_lines(pieces, width, indent))
    ]


def single(text: str, role: str, fonts: FontSet, setting: Setting) -> SetLine:
    """A text as one line of its natural width."""
    pieces = atoms(text, role, fonts, setting)
    return _set(pieces, Span(0, len(pieces), 0.0, 0.0, True), 0.0)


def _set(pieces: Sequence[Atom], span: Span, indent: float) -> SetLine:
    x = indent
    placed: list[tuple[float, Glyph]] = []
    text = []
    ratio = span.ratio
    for at in range(span.start, span.end):
        atom = pieces[at]
        shift = atom.shift + (span.lead if at == span.start else 0.0)
        pen = x + shift
        for glyph in atom.glyphs:
            placed.append((pen, glyph))
            pen += glyph.advance
        text.append(atom.text)
        x += atom.width + (span.lead if at == span.start else 0.0)
        if at + 1 < span.end:
            x += ratio * (atom.stretch if ratio >= 0 else atom.shrink)
    final = pieces[span.end - 1] if span.end > span.start else None
    if final is not None and final.hyphen and not span.last:
        for glyph in final.hyphen:
            placed.append((x, glyph))
            x += glyph.advance
        text.append(HYPHEN)
    return SetLine("".join(text), tuple(placed), x, indent, span.last)
