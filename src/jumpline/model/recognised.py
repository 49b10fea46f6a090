"""What an engine or a library has recognised on a page, before any stage looks at it.

Three things, each optional: **pieces** (the engine's blocks with their lines), **stories** (the
articles that the source itself tells apart) and what the source **stated** about the issue in its
metadata. Boxes are in points, origin top left, y down, whatever unit the source counts in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from jumpline.model.geometry import Box

#: What the source says that a piece is. ``heading`` is a heading of which nothing more is known.
Hint: TypeAlias = Literal[
    "masthead",
    "folio",
    "guide",
    "column",
    "kicker",
    "heading",
    "headline",
    "deck",
    "byline",
    "subhead",
    "body",
    "table",
    "item",
    "caption",
    "picture",
    "ad",
    "notice",
]


class Word(NamedTuple):
    """A word as recognised. ``sure`` is the engine's confidence from 0 to 1; -1 for none given."""

    text: str
    box: Box | None
    sure: float


class Words(msgspec.Struct, frozen=True):
    """The words of a line, in columns, because a page has ten thousand: making an object of each
    costs as much as reading the file. ``places`` has four numbers a word: x, y, width and height in
    the source's units, of which ``factor`` is points; a width below 0 is a word without a box.
    ``sure`` has one number a word, or none at all. Iterate to get them as ``Word``."""

    texts: tuple[str, ...] = ()
    places: tuple[float, ...] = ()
    sure: tuple[float, ...] = ()
    factor: float = 1.0

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Word]:
        s, numbers = self.factor, iter(self.places)
        sure = self.sure or itertools.repeat(-1.0)
        for text, x, y, w, h, doubt in zip(
            self.texts, numbers, numbers, numbers, numbers, sure, strict=False
        ):
            box = (x * s, y * s, (x + w) * s, (y + h) * s) if w >= 0 else None
            yield Word(text, box, doubt)


def words_of(found: Iterable[Word]) -> Words:
    """Words with their boxes in points."""
    kept = tuple(found)
    places: list[float] = []
    for _, box, _ in kept:
        x0, y0, x1, y1 = box or (0.0, 0.0, -1.0, 0.0)
        places += (x0, y0, x1 - x0, y1 - y0)
    sure = tuple(word.sure for word in kept) if any(word.sure >= 0 for word in kept) else ()
    return Words(tuple(word.text for word in kept), tuple(places), sure)


class ReadLine(msgspec.Struct, frozen=True):
    """A line as printed: a hyphen at its end stays. ``size`` is the type size that the source
    states, in points; 0 where it states none. ``words`` are empty where the source knows only the
    line; otherwise their texts, in order, are the line's."""

    text: str
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    vertical: bool = False
    words: Words = Words()


class Piece(msgspec.Struct, frozen=True):
    """A block of the source. ``id`` is the source's own name for it; ``level`` 1-6 for a heading
    whose depth is known. ``story`` names the story that it belongs to, and ``place`` counts in it,
    on all its pages together. ``continues`` is true where the source says that it goes on with the
    paragraph of the piece before it."""

    lines: tuple[ReadLine, ...]
    box: Box | None = None
    hint: Hint | None = None
    level: int = 0
    id: str = ""
    story: str = ""
    place: int = 0
    continues: bool = False


class Story(msgspec.Struct, frozen=True):
    """An article, advertisement or notice that the source tells apart. ``id`` is the same on every
    page of it; ``title`` is that of its metadata, which need not be printed so. ``box`` is its zone
    where the source knows no lines."""

    id: str
    title: str = ""
    kind: Literal["article", "ad", "notice"] = "article"
    box: Box | None = None


class Stated(msgspec.Struct, frozen=True):
    """What metadata say about issue and page, believed before what is recognised in masthead and
    folio. ``date`` is year, month, day; ``label`` the page's, as 1 or A01."""

    title: str | None = None
    date: tuple[int, int, int] | None = None
    number: int | None = None
    label: str | None = None
    section: str | None = None
