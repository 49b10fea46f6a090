"""What a reader gives: one sheet for each page of a source, nothing decided yet."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.recognised import Piece, Stated, Story
from jumpline.model.scan import Scan

MarkKind: TypeAlias = Literal[
    "heading", "strong", "paragraph", "item", "quote", "table", "picture", "rule"
]

#: Problems of a whole page, and of parts of it.
FlawCode: TypeAlias = Literal[
    "page-unreadable",
    "page-untrusted",
    "text-unknown",
    "text-as-shapes",
    "text-recognised",
    "text-corrected",
    "size-assumed",
    "box-outside",
    "file-missing",
    "file-outside",
]


class TextLine(msgspec.Struct, frozen=True, omit_defaults=False):
    """A line as printed. ``box`` is None where the source has no geometry."""

    text: str
    box: Box | None = None


class Mark(msgspec.Struct, frozen=True):
    """A piece of a sheet as its source marked it.

    ``level`` is 1-6 for headings and 0 otherwise. ``lead`` is the text that the source set in
    bold at the start of the piece (本报讯), a hint and never a second copy of the text.
    ``indented`` is true where the source began the piece with a paragraph indent. Pieces of one
    ``cluster`` stood together between blank lines; -1 where the source has none.
    """

    kind: MarkKind
    lines: tuple[TextLine, ...]
    level: int = 0
    lead: str = ""
    indented: bool = False
    cluster: int = -1


class Face(msgspec.Struct, frozen=True):
    """How characters are set. ``bold`` is what the font says of itself."""

    font: str
    bold: bool


class Glyph(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A character as drawn. ``size`` is the height of its em in points; ``face`` indexes the
    sheet's faces; ``upright`` is false for a character turned by a quarter, ``spaced``
    true where the file has a space before it."""

    text: str
    box: Box
    size: float
    face: int
    upright: bool = True
    spaced: bool = False


class Flaw(msgspec.Struct, frozen=True):
    """What is wrong with a sheet, or with the part of it in ``box``. ``code`` is that of the
    issue's problem; the message ends without a full stop."""

    code: FlawCode
    message: str
    box: Box | None = None


class Sheet(msgspec.Struct, frozen=True):
    """One page of a source. A source with geometry gives ``glyphs`` instead of ``marks``, one that
    an engine has recognised gives ``pieces``, in an order that is to be kept where ``ordered``, with
    the ``stories`` on the page as far as the source tells them apart, and with what it ``stated``;
    ``rules`` are ruling lines, ``frames`` ruled rectangles or tinted panels, ``pictures`` images.
    ``source`` names it in messages; ``hint`` is a page label that the
    source's name or a page marker suggests (the folio and the masthead weigh more).
    ``side`` is set where the source drew two pages on one. ``made`` is the day (2026-04-06) on which
    the source says that it was made: something to tell people, never the date of an issue.

    ``text`` is what the glyphs are worth: ``printed`` as set by the press; ``recognised`` by an
    engine, hidden under the page's picture; ``untrusted`` where the file does not tell which
    characters it draws: they keep their places for a recogniser, and no stage reads them.

    ``scan`` is where the page's picture lies, for a recogniser to read; ``windows`` are the parts of
    the page that it is asked for, none meaning all. ``facsimile`` is where it lies for people to see,
    also where there is nothing to recognise."""

    source: str
    marks: tuple[Mark, ...]
    hint: str | None = None
    width: float | None = None
    height: float | None = None
    unit: Literal["pt"] | None = None
    problems: tuple[Flaw, ...] = ()
    glyphs: tuple[Glyph, ...] = ()
    faces: tuple[Face, ...] = ()
    rules: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    text: Literal["printed", "recognised", "untrusted"] = "printed"
    side: Literal["left", "right"] | None = None
    made: str | None = None
    pieces: tuple[Piece, ...] = ()
    stories: tuple[Story, ...] = ()
    ordered: bool = False
    stated: Stated | None = None
    scan: Scan | None = None
    windows: tuple[Box, ...] = ()
    facsimile: Scan | None = None
