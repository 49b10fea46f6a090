"""Files that jumpline itself has written come back as they went: their record, and the blocks and
lines that their own elements hold."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any

from jumpline.model.geometry import Box
from jumpline.model.issue import Block, Page
from jumpline.model.record import RECORD, Part
from jumpline.model.roles import ROLES
from jumpline.model.sheet import TextLine
from jumpline.ports import Siblings
from jumpline.readers.recognised.hocr import html
from jumpline.readers.recognised.paths import inside
from jumpline.readers.recognised.scale import number
from jumpline.readers.recognised.xml import Element, local, parse

_POINTS = 72 / 1200
_XLINK = "{http://www.w3.org/1999/xlink}href"
_CUSTOM = re.compile(r"(\w+)\s*\{([^}]*)\}")
_BBOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_MARK = RECORD.encode()


def of_mets(name: str, data: bytes, siblings: Siblings) -> Part | None:
    """The part of a METS file with a record, and of the ALTO files that it names."""
    if _MARK not in data:
        return None
    root = parse(data, where=name)
    told = _decoded(root)
    if told is None:
        return None
    files = {
        each.get("ID"): inside(str(where.get(_XLINK) or "")) or ""
        for each in root.iter()
        if local(each) == "file"
        for where in each
    }
    owners = _owners(root)
    pages = []
    for div in root.iter():
        if local(div) == "div" and div.get("TYPE") == "PAGE":
            ref = next((each.get("FILEID") for each in div if local(each) == "fptr"), None)
            found = siblings.find(files.get(ref, ""))
            if found is not None:
                blocks = _alto_blocks(parse(found.data, where=found.name), ref, owners)
                pages.append(_page(int(number(div.get("ORDER"))), blocks))
    return Part(told, tuple(pages))


def _decoded(root: Element) -> str | None:
    for wrap in root.iter():
        if local(wrap) == "mdWrap" and wrap.get("OTHERMDTYPE") == RECORD:
            text = "".join(wrap.itertext())
            try:
                return base64.b64decode(text, validate=False).decode()
            except (binascii.Error, UnicodeDecodeError):
                return None
    return None


def _owners(root: Element) -> dict[tuple[str | None, str | None], int]:
    """(file, block) → the number of its article."""
    found: dict[tuple[str | None, str | None], int] = {}
    for div in root.iter():
        if local(div) == "div" and div.get("TYPE") == "ARTICLE":
            place = int(number((div.get("ID") or "").rpartition("-")[2]))
            for area in div.iter():
                if local(area) == "area":
                    found[area.get("FILEID"), area.get("BEGIN")] = place
    return found


def _alto_blocks(
    root: Element, ref: str | None, owners: dict[tuple[str | None, str | None], int]
) -> Iterable[tuple[Any, ...]]:
    for each in root.iter():
        if local(each) in ("TextBlock", "Illustration"):
            lines = [_alto_line(line) for line in each if local(line) == "TextLine"]
            role = (each.get("TAGREFS") or "").removeprefix("role-")
            yield each.get("ID"), role, _alto_box(each), lines, owners.get((ref, each.get("ID")))


def _alto_line(line: Element) -> TextLine:
    text = "".join(
        " " if local(each) == "SP" else each.get("CONTENT") or ""
        for each in line
        if local(each) in ("String", "SP")
    )
    return TextLine(text, _alto_box(line))


def _alto_box(element: Element) -> Box:
    x, y, w, h = (
        number(element.get(name)) * _POINTS for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")
    )
    return (round(x, 4), round(y, 4), round(x + w, 4), round(y + h, 4))


def _page(number_of_page: int, found: Iterable[tuple[Any, ...]]) -> Page:
    """Articles by their numbers: their ids are in the record."""
    blocks = tuple(
        Block(
            str(name),
            role if role in ROLES else "unplaced",
            box,
            tuple(lines),
            str(owner) if owner else None,
        )
        for name, role, box, lines, owner in found
    )
    return Page(number=number_of_page, label="", blocks=blocks)


def of_pagexml(name: str, data: bytes) -> Part | None:
    """The part of a PAGE file with a record."""
    if _MARK not in data:
        return None
    root = parse(data, where=name)
    told = next(
        (
            str(each.get("value"))
            for each in root.iter()
            if local(each) == "UserAttribute" and each.get("name") == RECORD
        ),
        None,
    )
    sheet = next((each for each in root if local(each) == "Page"), None)
    if told is None or sheet is None:
        return None
    scale = 72 / (number(sheet.get("imageXResolution")) or 72)
    place = int(number(_custom(sheet).get("page", {}).get("number")))
    return Part(told, (_page(place, _page_blocks(sheet, scale)),))


def _page_blocks(sheet: Element, scale: float) -> Iterable[tuple[Any, ...]]:
    for region in sheet:
        if local(region).endswith("Region"):
            custom = _custom(region)
            lines = [_page_line(each, scale) for each in region.iter() if local(each) == "TextLine"]
            owner = int(number(custom.get("structure", {}).get("id", "a")[1:]))
            role = custom.get("role", {}).get("type", "")
            yield region.get("id"), role, _page_box(region, scale), lines, owner


def _custom(element: Element) -> dict[str, dict[str, str]]:
    """``readingOrder {index:3;} role {type:body;}`` by name and key."""
    return {
        name: {
            key.strip(): value.strip()
            for key, _, value in (pair.partition(":") for pair in inner.split(";"))
            if value
        }
        for name, inner in _CUSTOM.findall(element.get("custom") or "")
    }


def _page_line(line: Element, scale: float) -> TextLine:
    text = ""
    for equivalent in line:
        if local(equivalent) == "TextEquiv":
            text = next((each.text or "" for each in equivalent if local(each) == "Unicode"), "")
    return TextLine(text, _page_box(line, scale))


def _page_box(element: Element, scale: float) -> Box | None:
    for each in element:
        if local(each) == "Coords":
            pairs = [pair.partition(",") for pair in (each.get("points") or "").split()]
            xs = [number(x) * scale for x, _, _ in pairs]
            ys = [number(y) * scale for _, _, y in pairs]
            if xs:
                return (
                    round(min(xs), 3), round(min(ys), 3), round(max(xs), 3), round(max(ys), 3)
                )  # fmt: skip
    return None


def of_hocr(name: str, data: bytes) -> Part | None:
    """The part of an hOCR file with a record."""
    if _MARK not in data:
        return None
    root = html(data, where=name)
    told = next((str(e.get("content")) for e in root.iter("meta") if e.get("name") == RECORD), None)
    if told is None:
        return None
    pages = tuple(
        _page(int(number(each.get("data-number"))), _hocr_blocks(each))
        for each in root.iter("div")
        if each.get("class") == "ocr_page"
    )
    return Part(told, pages)


def _hocr_blocks(page: Element) -> Iterable[tuple[Any, ...]]:
    for area in page:
        if local(area) == "div" and area.get("data-block"):
            lines = [
                TextLine("".join(line.itertext()), _hocr_box(line))
                for line in area
                if local(line) == "span"
            ]
            owner = int(number(area.get("data-article")))
            yield area.get("data-block"), area.get("data-role"), _hocr_box(area), lines, owner


def _hocr_box(element: Element) -> Box | None:
    found = _BBOX.search(element.get("title") or "")
    if found is None:
        return None
    x0, y0, x1, y1 = (int(each) / 10 for each in found.groups())
    return (x0, y0, x1, y1)
