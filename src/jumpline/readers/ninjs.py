"""IPTC ninjs: packages that jumpline wrote come back whole; any other item is an article's text."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import msgspec

from jumpline.errors import SourceError
from jumpline.model.record import RECORD, Part
from jumpline.model.sheet import Mark, Sheet, TextLine
from jumpline.ports import Siblings
from jumpline.readers.recognised.hocr import html
from jumpline.readers.recognised.xml import parse, text_of

_KEYS = re.compile(rb'"uri"\s*:|ninjs')
_SAID = re.compile(
    rb'"(?:bodies|body_x?html|body_text|headlines?|representation_?[tT]ype|pub_?[sS]tatus)"\s*:'
)


class NinjsReader:
    """Versions 1 to 3. Raises only ``SourceError``."""

    name: ClassVar[str] = "ninjs"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return 0.0
        return 0.95 if _KEYS.search(head) and _SAID.search(head) else 0.0

    def returned(self, name: str, data: bytes, siblings: Siblings) -> Part | None:
        if RECORD.encode() not in data:
            return None
        plain = _decoded(name, data)
        told = next(
            (
                str(each.get("value"))
                for each in _objects(plain.get("descriptions"))
                if each.get("role") == RECORD
            ),
            None,
        )
        if told is None:
            return None
        texts: dict[tuple[str, int], str] = {}
        for at, item in enumerate(_objects(plain.get("associations")), 1):
            for body in _objects(item.get("bodies"))[:1]:
                root = parse(str(body.get("value")).encode(), where=name)
                for place, each in enumerate(root):
                    rows = ["\t".join(cell.text or "" for cell in row) for row in each]
                    text = "\n".join(rows) if each.tag == "table" else "".join(each.itertext())
                    texts[str(at), place] = text
        return Part(told, (), texts)

    def read(self, name: str, data: bytes) -> list[Sheet]:
        plain = _decoded(name, data)
        marks: list[Mark] = []
        for item in [plain, *_objects(plain.get("associations"))]:
            marks += _marks(item, name)
        if not marks:
            raise SourceError("there is no text in this ninjs file.", where=name)
        return [Sheet(source=name, marks=tuple(marks))]


def _decoded(name: str, data: bytes) -> dict[str, Any]:
    try:
        plain = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"this JSON is broken ({str(error)[:100]}).", where=name) from error
    if not isinstance(plain, dict):
        raise SourceError("this is no ninjs item.", where=name)
    return plain


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, or of an object that names them, as version 1 has it."""
    inner = list(value.values()) if isinstance(value, dict) else value
    return [each for each in inner if isinstance(each, dict)] if isinstance(inner, list) else []


def _marks(item: dict[str, Any], name: str) -> list[Mark]:
    """Headline, byline and paragraphs of one item; none of a picture."""
    bodies = [
        (
            str(each.get("value", "")),
            "html" in str(each.get("contentType", each.get("contenttype"))),
        )
        for each in _objects(item.get("bodies"))
    ]
    for key, value in item.items():
        if key.startswith("body") and isinstance(value, str):
            bodies.append((value, "html" in key))
    if not bodies:
        return []
    heads = [str(each.get("value", "")) for each in _objects(item.get("headlines"))]
    title = str(item.get("headline") or next(iter(heads), "") or item.get("title") or "")
    marks = [Mark("heading", (TextLine(title),), 1)] if title.strip() else []
    if isinstance(item.get("byline") or item.get("by"), str):
        marks.append(Mark("paragraph", (TextLine(str(item.get("byline") or item.get("by"))),)))
    text, marked = next((each for each in bodies if each[1]), bodies[0])
    if not text.strip():
        return marks
    lines = text.splitlines()
    if marked:
        root = html(text.encode("utf-8", "replace"), where=name)
        lines = [text_of(each) for each in root.iter("p", "h1", "h2", "h3", "li", "td")]
    return marks + [Mark("paragraph", (TextLine(line.strip()),)) for line in lines if line.strip()]
