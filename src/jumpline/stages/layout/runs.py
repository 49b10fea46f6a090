"""Pieces of printed lines, and the turning of what is read downwards.

Turning: what is read downwards becomes x, and lines that follow each other leftwards follow each
other downwards. ``Line.turned`` says so; ``turn_back`` gives the box as printed.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.sheet import Glyph
from jumpline.model.text import is_cjk

OPENING = "「『“‘（《〈【〔［"
CLOSING = "」』”’）》〉】〕］，。、；：！？"


class Line(msgspec.Struct, frozen=True, dict=True):
    """A piece of a printed line. ``x0…y1`` are in reading direction (turned where vertical);
    ``face`` is that of most of its characters, ``lead`` the text set in another face before;
    ``tall`` marks an upright headline on a page that is read across, ``mixed`` a line in which words
    stand in another face."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    face: int
    turned: bool
    lead: str = ""
    tall: bool = False
    mixed: bool = False

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def look(self) -> tuple[int, float]:
        """Face and size: subheads of one paper look alike."""
        return self.face, round(self.size)

    @property
    def start(self) -> float:
        """Where its text begins. The ink of an opening bracket stands in the right half of its
        square, and where it begins a line its box may reach half an em out of the column."""
        opens = self.text[:1] in OPENING and not self.tall
        return self.x0 + (0.5 * self.size if opens else 0.0)

    def is_inset(self, left: float) -> bool:
        """Whether it is set in from its column's left edge, as a paragraph's first line is."""
        least = 0.7 if is_cjk(self.text[:1] or " ") else 0.4
        return self.start - left > least * self.size

    @property
    def end(self) -> float:
        """Where its text ends, likewise."""
        closes = self.text[-1:] in CLOSING and not self.tall
        return self.x1 - (0.5 * self.size if closes else 0.0)


class Run:
    """Glyphs that follow each other both in the file and on the page."""

    __slots__ = ("cy", "glyphs", "heap", "size", "turned", "x0", "x1", "y0", "y1")

    x0: float
    y0: float
    x1: float
    y1: float
    cy: float

    def __init__(
        self, glyphs: list[Glyph], turned: bool, width: float, *, heap: bool = False
    ) -> None:
        self.glyphs, self.turned, self.heap = glyphs, turned, heap
        boxes = [turn(glyph.box, width) for glyph in glyphs] if turned else [g.box for g in glyphs]
        lefts, tops, rights, feet = zip(*boxes, strict=True)
        self.x0, self.x1 = min(lefts), max(rights)
        self.y0, self.y1 = min(tops), max(feet)
        self.size = usual_size(glyphs)
        self.cy = sum([(top + foot) / 2 for top, foot in zip(tops, feet, strict=True)]) / len(boxes)


def usual_size(glyphs: list[Glyph]) -> float:
    sizes = [glyph.size for glyph in glyphs]
    if sizes.count(sizes[0]) == len(sizes):
        return sizes[0]
    return Counter(sizes).most_common(1)[0][0]


def turn(box: Box, width: float) -> Box:
    """A printed box in the turned page: downwards becomes rightwards, leftwards downwards."""
    return (box[1], width - box[2], box[3], width - box[0])


def turn_back(x0: float, y0: float, x1: float, y1: float, width: float) -> Box:
    """The printed box of a turned one."""
    return (width - y1, x0, width - y0, x1)
