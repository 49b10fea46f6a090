"""TEI P5 as jumpline writes it: text from the paragraphs, blocks from the zones."""

from __future__ import annotations

from typing import ClassVar

from jumpline.errors import SourceError
from jumpline.model.geometry import Box
from jumpline.model.issue import Block, Page
from jumpline.model.record import RECORD, Part
from jumpline.model.roles import ROLES
from jumpline.model.sheet import Mark, Sheet, TextLine
from jumpline.ports import Siblings
from jumpline.readers.recognised.scale import number
from jumpline.readers.recognised.xml import Element, local, parse, root_name, text_of

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class TeiReader:
    """An edition by somebody else is read as marked text: headings and paragraphs, a sheet a page
    break where the text has some. Raises only ``SourceError``."""

    name: ClassVar[str] = "tei"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        return 1.0 if root_name(head) in ("TEI", "teiCorpus") else 0.0

    def returned(self, name: str, data: bytes, siblings: Siblings) -> Part | None:
        if RECORD.encode() not in data:
            return None
        root = parse(data, where=name)
        told = next((e.text or "" for e in root.iter() if local(e) == "xenoData"), "")
        if RECORD not in told:
            return None
        pages = tuple(_page(each) for each in root.iter() if local(each) == "surface")
        return Part(told, pages, _texts(root))

    def read(self, name: str, data: bytes) -> list[Sheet]:
        root = parse(data, where=name)
        text = next((each for each in root.iter() if local(each) == "text"), None)
        sheets: list[list[Mark]] = [[]]
        labels: list[str | None] = [None]
        for each in text.iter() if text is not None else ():
            kind = local(each)
            if kind == "pb":
                if sheets[-1]:
                    sheets.append([])
                    labels.append(None)
                labels[-1] = each.get("n")
            elif kind in ("head", "p", "byline", "ab", "l", "item"):
                line = text_of(each)
                if line:
                    mark = "heading" if kind == "head" else "paragraph"
                    level = 1 if kind == "head" else 0
                    sheets[-1].append(Mark(mark, (TextLine(line),), level))  # type: ignore[arg-type]
        found = [
            Sheet(source=name, marks=tuple(marks), hint=label)
            for marks, label in zip(sheets, labels, strict=True)
            if marks
        ]
        if not found:
            raise SourceError("there is no text in this TEI file.", where=name)
        return found


def _page(surface: Element) -> Page:
    blocks = []
    for zone in surface:
        if local(zone) == "zone":
            role = zone.get("type")
            owner = (zone.get("corresp") or "").rpartition("-")[2]
            lines = tuple(TextLine(e.text or "", _box(e)) for e in zone if local(e) == "line")
            blocks.append(
                Block(
                    zone.get("n") or "",
                    role if role in ROLES else "unplaced",
                    _box(zone),
                    lines,
                    owner or None,
                )
            )
    place = int(number((surface.get(_XML_ID) or "").rpartition("-")[2]))
    return Page(number=place, label="", blocks=tuple(blocks))


def _box(element: Element) -> Box | None:
    if element.get("ulx") is None:
        return None
    x0, y0, x1, y1 = (number(element.get(name)) for name in ("ulx", "uly", "lrx", "lry"))
    return (x0, y0, x1, y1)


def _texts(root: Element) -> dict[tuple[str, int], str]:
    """By article's number and place in its body: ``article-3-0`` is the first of the third."""
    found = {}
    for each in root.iter():
        article, _, place = (each.get(_XML_ID) or "").removeprefix("article-").partition("-")
        if article.isdecimal() and place.isdecimal():
            if local(each) == "table":
                rows = ["\t".join(cell.text or "" for cell in row) for row in each]
                text = "\n".join(rows)
            else:
                text = "".join(each.itertext())
            found[article, int(place)] = text
    return found
