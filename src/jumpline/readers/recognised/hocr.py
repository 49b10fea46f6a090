"""hOCR: HTML whose classes and titles tell pages, areas, lines and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from jumpline.errors import EmptySource, SourceError, TooLarge
from jumpline.model.geometry import Box, union
from jumpline.model.recognised import Hint, Piece, ReadLine, Word, words_of
from jumpline.model.record import Part
from jumpline.model.sheet import Sheet
from jumpline.model.text import is_cjk
from jumpline.ports import Siblings
from jumpline.readers.recognised.alto import confidence
from jumpline.readers.recognised.scale import Scale, extent, number, on_page, scale_of
from jumpline.readers.recognised.xml import MAX_BYTES, Element

_BOX = re.compile(r"\bbbox\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)")
_DPI = re.compile(r"\bscan_res\s+(\d+)")
_SURE = re.compile(r"\bx_w?conf\s+(-?[\d.]+)")
_SIZE = re.compile(r"\bx_fsize\s+([\d.]+)")
_PAGE_NUMBER = re.compile(r"\blpageno\s+\"?([A-Za-z]?\d{1,3})")
_SYSTEM = re.compile(rb"ocr-system['\"]\s+content=['\"]([^'\"]{1,80})")
_LINES = frozenset(
    {"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"}
)
_WORDS = frozenset({"ocrx_word", "ocr_word", "ocr_cinfo"})
_AREAS = frozenset({"ocr_carea", "ocrx_block", "ocr_par", "ocr_table", "ocr_float", "ocr_column"})
_HINTS: dict[str, Hint] = {
    "ocr_header": "folio",
    "ocr_footer": "folio",
    "ocr_pageno": "folio",
    "ocr_caption": "caption",
    "ocr_title": "headline",
    "ocr_chapter": "heading",
    "ocr_section": "heading",
    "ocr_subsection": "heading",
    "ocr_author": "byline",
    "ocr_table": "table",
}
_IMAGES = frozenset({"ocr_photo", "ocr_image", "ocr_linedrawing"})


class HocrReader:
    """``read`` raises only ``SourceError``."""

    name: ClassVar[str] = "hocr"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return 0.0
        return 1.0 if b"ocr_page" in head or b"ocr-capabilities" in head else 0.0

    def returned(self, name: str, data: bytes, siblings: Siblings) -> Part | None:
        from jumpline.readers.recognised.returned import of_hocr

        return of_hocr(name, data)

    def read(self, name: str, data: bytes) -> list[Sheet]:
        root = html(data, where=name)
        system = _SYSTEM.search(data[:65536])
        engine = system[1].decode("utf-8", "replace") if system else ""
        pages = [each for each in root.iter() if _kinds(each) & {"ocr_page"}]
        sheets = [_sheet(page, name, engine) for page in pages or [root]]
        if not any(sheet.pieces for sheet in sheets):
            raise EmptySource("there is no text in this hOCR file.", where=name)
        return sheets


def html(data: bytes, *, where: str) -> Element:
    """The root of an HTML document, however it is written. Raises ``SourceError``."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{len(data)} bytes of HTML are more than a page can have.", where=where)
    encoding = "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        told = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", data[:4096])
        encoding = told[1].decode() if told and told[1].lower() != b"utf-8" else "gb18030"
    try:
        text = data.decode(encoding, "replace").removeprefix("\ufeff").replace("\0", "")
        parser = etree.HTMLParser(
            encoding="utf-8",
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser)
    except (etree.LxmlError, LookupError, ValueError) as error:
        raise SourceError(f"this HTML is broken ({str(error)[:100]}).", where=where) from error
    if root is None:
        raise EmptySource("there is nothing in this HTML.", where=where)
    return root


def _kinds(element: Element) -> set[str]:
    return set((element.get("class") or "").split()) if isinstance(element.tag, str) else set()


def _raw_box(element: Element) -> Box | None:
    found = _BOX.search(element.get("title") or "")
    if found is None:
        return None
    x0, y0, x1, y1 = (number(found[n]) for n in range(1, 5))
    return (x0, y0, x1, y1) if x1 > x0 or y1 > y0 else None


def _sheet(page: Element, name: str, engine: str) -> Sheet:
    whole = _raw_box(page)
    boxes = [_raw_box(each) for each in page.iter() if isinstance(each.tag, str)]
    width, height = (whole[2], whole[3]) if whole else extent(boxes)
    title = page.get("title") or ""
    dpi = _DPI.search(title)
    scale = scale_of(width, height, dpi=number(dpi[1]) if dpi else None)
    found = list(_pieces(page, scale))
    pieces, flaws = on_page(tuple(found), scale.width, scale.height)
    printed = _PAGE_NUMBER.search(title)
    pictures = [
        scale.box(*box)
        for each in page.iter()
        if _kinds(each) & _IMAGES and (box := _raw_box(each))
    ]
    return Sheet(
        source=name,
        marks=(),
        hint=printed[1] if printed else None,
        width=scale.width,
        height=scale.height,
        unit="pt",
        problems=(*scale.flaws(), *confidence(pieces, engine), *flaws),
        pictures=tuple(box for box in pictures if box is not None),
        text="recognised",
        pieces=pieces,
    )


def _pieces(page: Element, scale: Scale) -> Iterator[Piece]:
    """Lines by the area that holds them, in the order of the file. Words and text outside of any
    line are lines of their own: nothing is lost."""
    lines: list[ReadLine] = []
    area: Element | None = None
    hint: Hint | None = None
    for element in _units(page):
        line = _line(element, scale)
        if line is None:
            continue
        outer = next((up for up in element.iterancestors() if _kinds(up) & _AREAS), None)
        said = _hint(element)
        if lines and (outer is not area or said != hint or outer is None):
            yield _piece(lines, area, hint)
            lines = []
        area, hint = outer, said
        lines.append(line)
    if lines:
        yield _piece(lines, area, hint)


def _units(page: Element) -> Iterator[Element]:
    """Lines, and words that stand in none."""
    for element in page.iter():
        kinds = _kinds(element)
        if kinds & _LINES:
            if not any(_kinds(up) & _LINES for up in element.iterancestors()):
                yield element
        elif kinds & _WORDS:
            if not any(_kinds(up) & (_LINES | _WORDS) for up in element.iterancestors()):
                yield element
        elif kinds & {"ocr_par"} and not any(_kinds(b) & (_LINES | _WORDS) for b in element.iter()):
            yield element


def _piece(lines: list[ReadLine], area: Element | None, hint: Hint | None) -> Piece:
    box = union([line.box for line in lines if line.box is not None])
    name = area.get("id", "") if area is not None else ""
    return Piece(tuple(lines), box, hint, id=name)


def _hint(element: Element) -> Hint | None:
    for each in (element, *element.iterancestors()):
        for kind in _kinds(each):
            if kind in _HINTS:
                return _HINTS[kind]
    return None


def _line(element: Element, scale: Scale) -> ReadLine | None:
    words = []
    for each in element.iter():
        if _kinds(each) & _WORDS:
            text = " ".join("".join(each.itertext()).split())
            raw = _raw_box(each)
            sure = _SURE.search(each.get("title") or "")
            value = number(sure[1]) / 100 if sure else -1.0
            if text:
                words.append(Word(text, scale.box(*raw) if raw else None, value))
    text = " ".join("".join(element.itertext()).split())
    if not text:
        return None
    if "".join(word.text for word in words).replace(" ", "") != text.replace(" ", ""):
        words = []
    cjk = sum(map(is_cjk, text)) > len(text) / 2
    if words:
        text = " ".join(word.text for word in words)
    if cjk:
        text = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)
    raw = _raw_box(element)
    box = scale.box(*raw) if raw else union([w.box for w in words if w.box is not None])
    size = _SIZE.search(element.get("title") or "")
    tall = box is not None and len(text) > 1 and box[3] - box[1] > 1.5 * (box[2] - box[0]) > 0
    return ReadLine(
        text, box, number(size[1]) if size else 0.0, False, tall and cjk, words_of(words)
    )
