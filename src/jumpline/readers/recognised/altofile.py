"""A file of ALTO 1 to 4, with or without its namespace → its pages.

Read with expat as it comes, without a tree: a page has ten thousand words, and a tree of them costs
more than everything else. Lines stay as printed: HYP is a hyphen at a line's end, and SUBS_CONTENT,
the word as it would be whole, is not used.
"""

from __future__ import annotations

import itertools
import re
from typing import Any
from xml.parsers import expat

import msgspec

from jumpline.errors import SourceError
from jumpline.model.geometry import Box, union
from jumpline.model.recognised import Hint, Piece, ReadLine, Words
from jumpline.model.text import is_cjk
from jumpline.readers.recognised.hints import hint_of
from jumpline.readers.recognised.scale import Scale, extent, number, scale_of
from jumpline.readers.recognised.xml import guarded

_DPI = re.compile(rb"xdpi\s*[:=]\s*(\d{2,4})")
_WANTED = (
    "String", "SP", "HYP", "TextLine", "TextBlock", "ComposedBlock", "Page", "Illustration",
    "GraphicalElement", "TextStyle", "MeasurementUnit", "softwareName", "ElementRef", "alto",
    "LayoutTag", "StructureTag", "RoleTag", "OtherTag", "ReadingOrder",
)  # fmt: skip

#: The place of an attribute that a word does not have.
_NONE = 1_000_000
_NOWHERE = ("0", "0", "-1", "0")
_OF_WORD = ("CONTENT", "HPOS", "VPOS", "WIDTH", "HEIGHT", "WC")


class Place(msgspec.Struct, frozen=True):
    """Where an id of the file stands: which piece, and which line of it (-1 for all)."""

    piece: int
    line: int = -1


class AltoPage(msgspec.Struct, frozen=True):
    """A page of an ALTO file. ``places`` has its blocks and lines, and words that were asked for,
    by id; a composed block is the list of its blocks."""

    pieces: tuple[Piece, ...]
    pictures: tuple[Box, ...]
    places: dict[str, tuple[Place, ...]]
    scale: Scale
    number: str | None
    ordered: bool
    engine: str


def read_alto(
    data: bytes, *, where: str, wanted: frozenset[str] = frozenset(), dpi: float | None = None
) -> list[AltoPage]:
    """The file's pages. ``wanted`` are ids of words whose places are asked for; ``dpi`` is the
    resolution of the picture, where somebody else knows it. Raises ``SourceError``."""
    data = guarded(data, where=where)
    told = _DPI.search(data[:65536])
    found = _Handler(wanted, float(told[1]) if told else dpi)
    try:
        found.parser.Parse(data, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise SourceError(
            f"this XML is broken ({error}).",
            where=where,
            remedy="Export it again; it may be truncated.",
        ) from error
    found.finish()
    return found.pages


class _Handler:
    """Gathers pages while expat reads.

    Ends of elements are heard only where something hangs on them: a line ends where another
    element than a word begins.
    """

    def __init__(self, wanted: frozenset[str], dpi: float | None) -> None:
        self.wanted, self.dpi = wanted, dpi
        self.pages: list[AltoPage] = []
        self.unit, self.engine, self.letters = "pixel", "", list[str]()
        self.kinds: dict[str, str] = {}
        self.spelt: dict[str, str] = {}
        self.styles: dict[str, tuple[float, bool]] = {}
        self.tags: dict[str, Hint | None] = {}
        self.order: list[str] = []
        #: The line's words as expat gives them (name, value, name, value…), None for a space.
        self.rows: list[list[str] | None] = []
        self.layouts: dict[int, tuple[list[str], tuple[int, ...]]] = {}
        self.hyphen = ""
        self.page: dict[str, str] | None = None
        self.scale = scale_of(0, 0)
        self._clear()
        self.parser: Any = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self._hear()

    def _clear(self) -> None:
        self.pieces: list[Piece] = []
        self.pictures: list[Box] = []
        self.places: dict[str, tuple[Place, ...]] = {}
        self.lines: list[ReadLine] = []
        self.block: dict[str, str] | None = None
        self.line: dict[str, str] | None = None
        self.composed: list[tuple[dict[str, str], int]] = []

    def _hear(self) -> None:
        """Sets what is called for every element: it is called for every word, and does little. The
        names of words and spaces are as this file writes them, with its prefix."""
        add, other = self.rows.append, self._other
        word, space = self.spelt.get("String"), self.spelt.get("SP")

        def start(name: str, at: list[str]) -> None:
            if name == word:
                add(at)
            elif name == space:
                add(None)
            else:
                other(name, at)

        self.parser.StartElementHandler = start

    # -- elements --------------------------------------------------------------------------

    def _other(self, name: str, row: list[str]) -> None:
        kind = self.kinds.get(name)
        if kind is None:
            bare = name.rpartition(":")[2]
            kind = self.kinds[name] = bare if bare in _WANTED else ""
            if kind in ("String", "SP"):
                # The first one: it is known from now on.
                self.spelt[kind] = name
                self._hear()
        if kind in ("String", "SP"):
            self.rows.append(row if kind == "String" else None)
            return
        at = dict(zip(row[::2], row[1::2], strict=True))
        if kind == "HYP":
            # A soft hyphen is how some write the one that is printed.
            self.hyphen = at.get("CONTENT", "-").replace("\u00ad", "-") or "-"
            return
        if self.line is not None:
            self._end_line()
        if kind == "TextLine":
            self.line = at
            return
        if kind in ("TextBlock", "ComposedBlock", "Page", "Illustration", "GraphicalElement"):
            self._end_block()
        if kind == "TextBlock":
            self.block = at
        elif kind == "Page":
            self._end_page()
            self.page = at
            self.scale = scale_of(
                number(at.get("WIDTH")), number(at.get("HEIGHT")), unit=self.unit, dpi=self.dpi
            )
        elif kind == "ComposedBlock":
            self.composed.append((at, len(self.pieces)))
            self.parser.EndElementHandler = self._end
        elif kind == "Illustration":
            box = self._box(at)
            if box is not None:
                self.pictures.append(box)
        elif kind == "TextStyle":
            size = number(at.get("FONTSIZE"))
            style = f"{at.get('FONTSTYLE', '')} {at.get('FONTFAMILY', '')}".lower()
            self.styles[at.get("ID", "")] = (size if 3 <= size <= 300 else 0.0, "bold" in style)
        elif kind.endswith("Tag"):
            self.tags[at.get("ID", "")] = hint_of(at.get("LABEL", "")) or hint_of(
                at.get("TYPE", "")
            )
        elif kind == "ElementRef":
            self.order.append(at.get("REF", ""))
        elif kind in ("MeasurementUnit", "softwareName"):
            self.letters = []
            self.parser.CharacterDataHandler = self.letters.append
            self.parser.EndElementHandler = self._end

    def _end(self, name: str) -> None:
        kind = self.kinds.get(name)
        if kind == "ComposedBlock" and self.composed:
            self._end_block()
            at, first = self.composed.pop()
            if at.get("ID"):
                self.places[at["ID"]] = tuple(map(Place, range(first, len(self.pieces))))
            if not self.composed:
                self.parser.EndElementHandler = None
        elif kind in ("MeasurementUnit", "softwareName"):
            self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
            text = "".join(self.letters).strip()
            if kind == "MeasurementUnit":
                self.unit = text or "pixel"
            elif text not in ("", "NA"):
                self.engine = text

    def finish(self) -> None:
        self._end_block()
        self._end_page()

    # -- what they make --------------------------------------------------------------------

    def _end_line(self) -> None:
        at, self.line = self.line or {}, None
        words, text = self._words()
        text += self.hyphen
        self.rows.clear()
        self.hyphen = ""
        if not text:
            return
        box = self._box(at)
        if box is None:
            box = union([word.box for word in words if word.box is not None])
        if "ID" in at:
            self.places[at["ID"]] = (Place(len(self.pieces), len(self.lines)),)
        size, bold = self._style(at.get("STYLEREFS") or (self.block or {}).get("STYLEREFS", ""))
        vertical = box is not None and len(text) > 1 and box[3] - box[1] > 2 * (box[2] - box[0]) > 0
        self.lines.append(ReadLine(text, box, size, bold, vertical and is_cjk(text[0]), words))

    def _words(self) -> tuple[Words, str]:
        """The line's words and its text."""
        rows = self.rows
        kept = [row for row in rows if row is not None]
        if kept:
            names, (c, h, v, w, t, wc) = self._layout(kept[0])
            alike = [row[::2] for row in kept].count(names) == len(kept)
            spaced = len(rows) - len(kept) in (len(kept), len(kept) - 1)
            if alike and spaced and None not in rows[::2] and max(c, h, v, w, t) < _NONE:
                # Nine lines of ten: words of one layout, a space after each.
                self._find()
                texts = [row[c] for row in kept]
                places = [each for row in kept for each in (row[h], row[v], row[w], row[t])]
                sure = _numbers([row[wc] for row in kept]) if wc < _NONE else ()
                words = Words(tuple(texts), _numbers(places), sure, self.scale.factor)
                return words, " ".join(texts).strip()
        return self._uneven_words()

    def _uneven_words(self) -> tuple[Words, str]:
        """The same of a line whose words have different attributes, or touch each other."""
        texts: list[str] = []
        text: list[str] = []
        places: list[str] = []
        doubts: list[str] = []
        size, names, layouts = -1, list[str](), self.layouts
        c = h = v = w = t = wc = _NONE
        for row in self.rows:
            if row is None:
                text.append(" ")
                continue
            if len(row) != size:
                size = len(row)
                names, (c, h, v, w, t, wc) = layouts.get(size) or self._layout(row)
            if row[::2] != names:
                names, (c, h, v, w, t, wc) = self._layout(row)
            try:
                places += (row[h], row[v], row[w], row[t])
            except IndexError:
                places += _NOWHERE
            doubts.append(row[wc] if wc < _NONE else "-1")
            content = row[c] if c < _NONE else ""
            texts.append(content)
            text.append(content)
        self._find()
        found = Words(tuple(texts), _numbers(places), _numbers(doubts), self.scale.factor)
        if len(texts) > 1 and len(texts) == len(self.rows) and not _glued(found):
            return found, " ".join(texts)
        return found, "".join(text).strip()

    def _layout(self, row: list[str]) -> tuple[list[str], tuple[int, ...]]:
        """The names of a word's attributes, and where the values stand that are used."""
        found = self.layouts.get(len(row))
        if found is None or row[::2] != found[0]:
            names = row[::2]
            at = (2 * names.index(name) + 1 if name in names else _NONE for name in _OF_WORD)
            found = self.layouts[len(row)] = (names, tuple(at))
        return found

    def _find(self) -> None:
        """Places of the words that were asked for."""
        if self.wanted:
            for row in self.rows:
                ids = {} if row is None else dict(zip(row[::2], row[1::2], strict=True))
                if ids.get("ID") in self.wanted:
                    self.places[ids["ID"]] = (Place(len(self.pieces), len(self.lines)),)

    def _end_block(self) -> None:
        if self.line is not None:
            self._end_line()
        at = self.block
        if at is None:
            if self.lines:
                self.pieces.append(Piece(tuple(self.lines)))
                self.lines = []
            return
        if at.get("ID"):
            self.places[at["ID"]] = (Place(len(self.pieces)),)
        hint = next(
            (hint for ref in at.get("TAGREFS", "").split() if (hint := self.tags.get(ref))), None
        )
        hint = hint or hint_of(at.get("TYPE", ""))
        for outer, _ in reversed(self.composed):
            hint = hint or hint_of(outer.get("TYPE", ""))
        self.pieces.append(Piece(tuple(self.lines), self._box(at), hint, id=at.get("ID", "")))
        self.block, self.lines = None, []

    def _end_page(self) -> None:
        at, self.page = self.page, None
        if at is None:
            return
        scale = self.scale
        if scale.width is None:
            width, height = extent(line.box for piece in self.pieces for line in piece.lines)
            again = scale_of(width, height, unit=self.unit, dpi=self.dpi)
            if not again.assumed:
                scale = again
            scale = msgspec.structs.replace(scale, width=width or None, height=height or None)
        printed = at.get("PRINTED_IMG_NR", "").strip()
        pieces, ordered = _in_order(self.pieces, self.places, self.order)
        self.pages.append(
            AltoPage(
                pieces,
                tuple(self.pictures),
                self.places,
                scale,
                printed if printed.isalnum() and len(printed) < 5 else None,
                ordered,
                self.engine,
            )
        )
        self._clear()

    def _style(self, refs: str) -> tuple[float, bool]:
        size, bold = 0.0, False
        for ref in refs.split():
            found = self.styles.get(ref)
            if found is not None:
                size, bold = found[0] or size, bold or found[1]
        return size, bold

    def _box(self, at: dict[str, str]) -> Box | None:
        try:
            s = self.scale.factor
            x, y = float(at["HPOS"]) * s, float(at["VPOS"]) * s
            box = (x, y, x + float(at["WIDTH"]) * s, y + float(at["HEIGHT"]) * s)
        except (KeyError, ValueError):
            return None
        # Also false for what is no number.
        return box if -1e9 < x < 1e9 and -1e9 < y < 1e9 and box[2] < 1e9 and box[3] < 1e9 else None


_decode_numbers = msgspec.json.Decoder(tuple[float, ...]).decode


def _numbers(texts: list[str]) -> tuple[float, ...]:
    """Numbers of a line's words. Most are as JSON writes them, whose decoder is five times as fast
    as ``float``."""
    try:
        return _decode_numbers(f"[{','.join(texts)}]")
    except msgspec.DecodeError:
        return tuple(map(number, texts))


def _glued(found: Words) -> bool:
    """Whether the words of a line without spaces touch: characters, or parts of a word."""
    words = list(found)
    gaps = [
        right.box[0] - left.box[2]
        for left, right in itertools.pairwise(words)
        if left.box is not None and right.box is not None
    ]
    if 2 * sum(is_cjk(word.text[0]) for word in words if word.text) > len(words):
        return True
    height = max((word.box[3] - word.box[1] for word in words if word.box is not None), default=0.0)
    return bool(gaps) and sorted(gaps)[len(gaps) // 2] < 0.1 * height


def _in_order(
    pieces: list[Piece], places: dict[str, tuple[Place, ...]], order: list[str]
) -> tuple[tuple[Piece, ...], bool]:
    """Pieces in the reading order of ALTO 4, where the file has one. Places stay valid only where
    the order is that of the file, so that they are moved along."""
    wanted = [place.piece for ref in order for place in places.get(ref, ()) if place.line < 0]
    sequence = list(dict.fromkeys(at for at in wanted if at < len(pieces)))
    if not sequence:
        return tuple(pieces), False
    sequence += [at for at in range(len(pieces)) if at not in set(sequence)]
    now = {before: after for after, before in enumerate(sequence)}
    for ref, found in places.items():
        places[ref] = tuple(Place(now[place.piece], place.line) for place in found)
    return tuple(pieces[at] for at in sequence), True
