"""Text → atoms: the pieces that a line is made of, and where it may break between them.

An atom is a character of Chinese, or a word (a syllable, where it may be hyphenated) of Latin, or
a space. All measures are ems.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import msgspec

from jumpline.compose.fonts import FontSet, Glyph, require
from jumpline.model.text import is_cjk

#: May not begin a line.
CLOSING = "，。、；：？！）》〉」』】〕”’％‰℃·…—～,.;:?!)]}%々ー〗〞﹂﹄"
#: May not end a line.
OPENING = "（《〈「『【〔“‘([{〖〝﹁﹃＄￥$"
#: Full-width marks that are blank in one half.
BLANK_RIGHT = "，。、；：？！）》〉」』】〕”’〗"
BLANK_LEFT = "（《〈「『【〔“‘〖"
#: Marks that traditional Chinese sets in the middle of their square.
CENTRED = "，。、；：？！"
#: Marks that may stand in the margin.
HANGING = "，。、"
_DOUBLED = "—…"
_WORD = re.compile(r"[^\s\u2E80-\uFFEF—…·“”‘’]+|\s+|.", re.S)
_LETTERS = re.compile(r"[^\W\d_]{6,}")
HYPHEN = "-"
FORBIDDEN = 10_000.0


class Atom(msgspec.Struct):
    """``penalty`` is what a break after the atom costs (``FORBIDDEN`` for none); ``hyphen`` are
    the glyphs that the break adds. ``shrink`` and ``stretch`` are what the atom gives way;
    ``trim`` is the blank half that goes at a line's start (negative) or end."""

    text: str
    glyphs: tuple[Glyph, ...]
    width: float
    shift: float = 0.0
    shrink: float = 0.0
    stretch: float = 0.0
    penalty: float = FORBIDDEN
    space: bool = False
    trim: float = 0.0
    hang: bool = False
    hyphen: tuple[Glyph, ...] = ()


class Setting(msgspec.Struct, frozen=True):
    """How a text is set: its language, and whether marks may hang."""

    language: str
    hang: bool = True
    hyphenate: bool = True

    @property
    def wide(self) -> bool:
        return self.language[:2] in ("zh", "ja")


@cache
def _hyphenator(language: str) -> Callable[[str], list[int]]:
    pyphen: Any = require("pyphen")
    found = pyphen.language_fallback(language.replace("-", "_")) or (
        "en_US" if language.startswith("en") else None
    )
    if found is None:
        return lambda _: []
    if found == "en":
        found = "en_US"
    positions: Callable[[str], list[int]] = pyphen.Pyphen(lang=found, left=3, right=3).positions
    return positions


def atoms(
    text: str, role: str, fonts: FontSet, setting: Setting, bold: int = 0, bold_role: str = "bold"
) -> list[Atom]:
    """The atoms of a text. The first ``bold`` characters are set in the face ``bold_role``."""
    found: list[Atom] = []
    at = 0
    for piece in _pieces(text):
        face = bold_role if at < bold else role
        at += len(piece)
        if piece.isspace():
            around = text[at - len(piece) - 1 : at - len(piece)] + text[at : at + 1]
            between = len(around) == 2 and all(map(is_cjk, around))
            _space(found, piece, face, fonts, setting.wide and between)
        elif len(piece) == 1 and is_cjk(piece):
            found.append(_han(piece, face, fonts, setting))
        else:
            found += _word(piece, face, fonts, setting)
    _settle(found, setting)
    return found


def _pieces(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        yield match[0]


def _space(found: list[Atom], piece: str, face: str, fonts: FontSet, han: bool) -> None:
    """Between Chinese characters a space is as wide as one; it keeps its code point."""
    char = "\u3000" if "\u3000" in piece else " "
    glyphs = fonts.shape(face, char, False)
    width = 1.0 if han or char != " " else sum(glyph.advance for glyph in glyphs)
    found.append(
        Atom(
            char,
            glyphs,
            width,
            shrink=0.3 * width,
            stretch=0.35 if han else 1.6 * width,
            space=True,
        )
    )


def _han(char: str, face: str, fonts: FontSet, setting: Setting) -> Atom:
    glyphs = fonts.shape(face, char, setting.wide)
    width = sum(glyph.advance for glyph in glyphs)
    atom = Atom(char, glyphs, width)
    if width > 0.9 and setting.wide:
        if char in CENTRED and setting.language == "zh-Hant":
            atom.shrink = 0.2
        elif char in BLANK_RIGHT:
            atom.trim, atom.shrink = 0.5, 0.2
        elif char in BLANK_LEFT:
            atom.trim, atom.shrink = -0.5, 0.0
    atom.hang = setting.hang and setting.language != "zh-Hant" and char in HANGING
    return atom


def _word(piece: str, face: str, fonts: FontSet, setting: Setting) -> Iterator[Atom]:
    hyphen = fonts.shape(face, HYPHEN, False)
    pieces = [piece]
    if setting.hyphenate and not setting.wide:
        pieces = _syllables(piece, setting.language)
    elif len(piece) > 12:
        # A long address or number has to break somewhere.
        pieces = [piece[at : at + 6] for at in range(0, len(piece), 6)]
    for number, part in enumerate(pieces):
        glyphs = fonts.shape(face, part, False)
        atom = Atom(part, glyphs, sum(glyph.advance for glyph in glyphs))
        if number + 1 < len(pieces):
            soft = part[-1] not in "-–—/"
            if setting.wide:
                atom.penalty = 500.0
            else:
                atom.penalty = 60.0 if soft else 20.0
                atom.hyphen = hyphen if soft else ()
        yield atom


def _syllables(word: str, language: str) -> list[str]:
    cuts: set[int] = set()
    # Never behind the hyphen of a compound: no reader could tell it from one that cuts a word.
    for match in re.finditer(r"—|/(?=[^\W\d_])", word):
        if 1 < match.end() < len(word) - 1:
            cuts.add(match.end())
    positions = _hyphenator(language)
    for match in _LETTERS.finditer(word):
        if not match[0].isupper() and "-" not in word:
            cuts |= {match.start() + at for at in positions(match[0])}
    if not cuts and len(word) > 24:
        cuts = set(range(12, len(word) - 3, 8))
    edges = [0, *sorted(cuts), len(word)]
    return [word[a:b] for a, b in itertools.pairwise(edges) if a < b]


def _settle(found: list[Atom], setting: Setting) -> None:
    """What depends on neighbours: breaks, stretch between characters, blank halves that meet."""
    for left, right in itertools.pairwise(found):
        if right.space or left.penalty < FORBIDDEN:
            continue
        if left.space:
            left.penalty = 0.0 if right.text[0] not in CLOSING else FORBIDDEN
            continue
        a, b = left.text[-1], right.text[0]
        if not (is_cjk(a) or is_cjk(b)) or not setting.wide:
            if setting.wide or (is_cjk(a) and is_cjk(b) and a not in _LATIN_MARKS):
                left.penalty = 0.0 if b not in CLOSING and a not in OPENING else FORBIDDEN
            elif a == "—" and b not in CLOSING:
                left.penalty = 20.0
            continue
        left.stretch += 0.12
        if b not in CLOSING and a not in OPENING and not (a == b and a in _DOUBLED):
            left.penalty = 0.0
        if a in _DOUBLED and b == a:
            left.stretch = 0.0
        if left.trim > 0 and right.trim != 0:
            left.width -= 0.5
            left.shrink, left.trim = 0.0, 0.0
        elif left.trim < 0 and right.trim < 0:
            right.width -= 0.5
            right.shift -= 0.5
            right.trim = 0.0


_LATIN_MARKS = "“”‘’…—·"
