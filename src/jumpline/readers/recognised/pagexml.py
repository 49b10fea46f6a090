"""PAGE-XML, 2010 to 2019: regions with lines, reading order, and articles.

An article is what ``custom="structure {id:a1; type:article;}"`` says on a line or a region, or a group
of the reading order whose type is article. Such ids are the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from jumpline.errors import EmptySource
from jumpline.model.geometry import Box, union
from jumpline.model.recognised import Piece, ReadLine, Story, Word, words_of
from jumpline.model.record import Part
from jumpline.model.sheet import Sheet
from jumpline.model.text import is_cjk
from jumpline.ports import Siblings
from jumpline.readers.recognised.alto import confidence
from jumpline.readers.recognised.hints import hint_of
from jumpline.readers.recognised.scale import Scale, extent, number, on_page, scale_of
from jumpline.readers.recognised.xml import Element, local, parse, root_name

_STRUCTURE = re.compile(r"structure\s*\{([^}]*)\}")
_INDEX = re.compile(r"readingOrder\s*\{[^}]*index:\s*(\d+)")
_ID = re.compile(r"\bid:\s*([^;\s]+)")
_TYPE = re.compile(r"\btype:\s*([^;\s]+)")
_REGIONS = ("TextRegion", "TableRegion", "AdvertRegion")
_PICTURES = ("ImageRegion", "GraphicRegion", "LineDrawingRegion", "ChartRegion")


class PageXmlReader:
    """``read`` raises only ``SourceError``."""

    name: ClassVar[str] = "pagexml"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        return 1.0 if root_name(head) == "PcGts" else 0.0

    def returned(self, name: str, data: bytes, siblings: Siblings) -> Part | None:
        from jumpline.readers.recognised.returned import of_pagexml

        return of_pagexml(name, data)

    def read(self, name: str, data: bytes) -> list[Sheet]:
        root = parse(data, where=name)
        sheets = [_Page(page, name).sheet() for page in root if local(page) == "Page"]
        if not any(sheet.pieces for sheet in sheets):
            raise EmptySource("there is no text in this PAGE file.", where=name)
        return sheets


class _Page:
    def __init__(self, page: Element, name: str) -> None:
        self.page, self.name = page, name
        width, height = number(page.get("imageWidth")), number(page.get("imageHeight"))
        if not width or not height:
            width, height = extent(
                _corners(each) for each in page.iter() if local(each) == "Coords"
            )
        unit = (page.get("imageResolutionUnit") or "PPI").upper()
        dpi = number(page.get("imageXResolution")) * (2.54 if unit == "PPCM" else 1.0)
        self.scale: Scale = scale_of(width, height, dpi=dpi or None)
        self.groups: dict[str, str] = {}
        self.order: list[str] = []
        self.stories: dict[str, Story] = {}

    def sheet(self) -> Sheet:
        for each in self.page:
            if local(each) == "ReadingOrder":
                self._order(each, "")
        regions = [each for each in self.page if local(each) in _REGIONS]
        place = {ref: number for number, ref in enumerate(self.order)}
        regions.sort(key=lambda each: place.get(each.get("id"), len(place)))
        found = [piece for region in regions for piece in self._region(region, "")]
        places: dict[str, int] = {}
        pieces = []
        for piece in found:
            if piece.story:
                at = places[piece.story] = places.get(piece.story, -1) + 1
                piece = msgspec.structs.replace(piece, place=at)  # noqa: PLW2901
            pieces.append(piece)
        cut, flaws = on_page(tuple(pieces), self.scale.width, self.scale.height)
        return Sheet(
            source=self.name,
            marks=(),
            width=self.scale.width,
            height=self.scale.height,
            unit="pt",
            problems=(*self.scale.flaws(), *confidence(cut, ""), *flaws),
            rules=tuple(self._boxes("SeparatorRegion")),
            pictures=tuple(box for kind in _PICTURES for box in self._boxes(kind)),
            text="recognised",
            pieces=cut,
            stories=tuple(self.stories.values()),
        )

    def _order(self, element: Element, story: str) -> None:
        """References in their order; those in a group of type article are one story."""
        children = [each for each in element if local(each)]
        if local(element) == "OrderedGroup":
            children.sort(key=lambda each: number(each.get("index")))
        for each in children:
            ref = each.get("regionRef")
            if ref:
                self.order.append(ref)
                if story:
                    self.groups.setdefault(ref, story)
            name = local(each)
            if name.endswith(("Group", "GroupIndexed")):
                said = _told(each)
                kind = each.get("type") or said[1]
                inner = said[0] or each.get("id") or str(len(self.groups))
                self._order(each, inner if kind == "article" else story)

    def _boxes(self, kind: str) -> Iterator[Box]:
        for each in self.page:
            if local(each) == kind:
                box = self._box(each)
                if box is not None:
                    yield box

    def _region(self, region: Element, story: str) -> Iterator[Piece]:
        """The region's lines, cut where they change from one article to another, and its inner
        regions after them."""
        name, kind = _told(region)
        if kind == "article" and name:
            story = name
        story = story or self.groups.get(region.get("id", ""), "")
        hint = hint_of(region.get("type") or "") or hint_of(kind)
        if local(region) == "TableRegion":
            hint = "table"
        elif local(region) == "AdvertRegion":
            hint = "ad"
        lines: list[ReadLine] = []
        current: str | None = None
        elements = [each for each in region if local(each) == "TextLine"]
        elements.sort(key=lambda each: _index(each, elements))
        for element in elements:
            line = self._line(element)
            if line is None:
                continue
            mine, said = _told(element)
            own = mine if said == "article" and mine else story
            if lines and own != current:
                yield self._piece(region, lines, hint, current or "")
                lines = []
            current = own
            lines.append(line)
        if not elements:
            # A region whose text nobody has divided into lines.
            text = _text(region)
            lines = [
                ReadLine(each, self._box(region)) for each in text.splitlines() if each.strip()
            ]
            current = story
        if lines:
            yield self._piece(region, lines, hint, current or "")
        for inner in region.iterchildren():
            if local(inner) in _REGIONS:
                yield from self._region(inner, story)

    def _piece(self, region: Element, lines: list[ReadLine], hint: object, story: str) -> Piece:
        box = union([line.box for line in lines if line.box is not None])
        key = f"{self.name}#{story}" if story else ""
        if key:
            self.stories.setdefault(key, Story(key))
        return Piece(
            tuple(lines),
            box,
            hint_of(str(hint)) if hint else None,
            id=region.get("id", ""),
            story=key,
        )

    def _line(self, element: Element) -> ReadLine | None:
        box = self._box(element)
        found = [each for each in element if local(each) == "Word"]
        words = [Word(_text(each).strip(), self._box(each), _sure(each)) for each in found]
        words = [word for word in words if word.text]
        text = " ".join(_text(element).split())
        joined = " ".join(word.text for word in words)
        text = text or joined
        if not text:
            return None
        if "".join(joined.split()) != "".join(text.split()):
            # The line was corrected, and its words were not.
            words = []
        if box is None:
            box = union([word.box for word in words if word.box is not None])
        tall = box is not None and len(text) > 1 and box[3] - box[1] > 2 * (box[2] - box[0]) > 0
        kind = (hint_of(_told(element)[1]) or "") in ("heading", "headline")
        return ReadLine(
            text, box, bold=kind, vertical=tall and is_cjk(text[0]), words=words_of(words)
        )

    def _box(self, element: Element) -> Box | None:
        for each in element:
            if local(each) == "Coords":
                corners = _corners(each)
                return self.scale.box(*corners) if corners is not None else None
        return None


def _corners(coords: Element) -> Box | None:
    points = coords.get("points")
    if points is None:
        # 2010: a Point element each.
        pairs = [(number(p.get("x")), number(p.get("y"))) for p in coords if local(p) == "Point"]
    else:
        pairs = []
        for pair in points.split():
            x, _, y = pair.partition(",")
            pairs.append((number(x), number(y)))
    if not pairs:
        return None
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    return min(xs), min(ys), max(xs), max(ys)


def _told(element: Element) -> tuple[str, str]:
    """(id, type) of the structure that ``custom`` tells; a type alone is a region's."""
    found = _STRUCTURE.search(element.get("custom") or "")
    if found is None:
        return "", ""
    name, kind = _ID.search(found[1]), _TYPE.search(found[1])
    return (name[1] if name else ""), (kind[1] if kind else "")


def _index(element: Element, elements: list[Element]) -> int:
    found = _INDEX.search(element.get("custom") or "")
    return int(found[1][:6]) if found else len(elements)


def _text(element: Element) -> str:
    """The text of the best TextEquiv: the first index, or the first at all."""
    found = [each for each in element if local(each) == "TextEquiv"]
    found.sort(key=lambda each: number(each.get("index")))
    for equivalent in found:
        for each in equivalent:
            if local(each) == "Unicode":
                return each.text or ""
        for each in equivalent:
            if local(each) == "PlainText":
                return each.text or ""
    return ""


def _sure(element: Element) -> float:
    for each in element:
        if local(each) == "TextEquiv" and each.get("conf"):
            return number(each.get("conf"))
    return -1.0
