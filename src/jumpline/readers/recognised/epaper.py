"""Page files of a digital paper: a picture with clickable polygons, a list of headlines, a list of
pages with their PDFs.

There is no text but the headlines: each is a story with its zone. The articles' own files, where they
lie beside the page, are not read yet.
"""

from __future__ import annotations

import re
from typing import ClassVar

from jumpline.errors import EmptySource
from jumpline.model.geometry import Box, union
from jumpline.model.recognised import Piece, ReadLine, Stated, Story
from jumpline.model.sheet import Sheet
from jumpline.model.text import squeeze
from jumpline.model.wellformed import wellformed_text
from jumpline.readers.recognised.hocr import html
from jumpline.readers.recognised.scale import extent, number, scale_of
from jumpline.readers.recognised.xml import Element

_MAP = re.compile(rb"<area\b[^>]{0,4000}\bcoords\s*=", re.IGNORECASE)
_PAPER = re.compile(
    r"第?\s*([A-Z]?\d{1,3})\s*版\s*[:：]\s*(\S[^\n]{0,40})?".encode(), re.IGNORECASE
)
_LABEL = re.compile(r"第?\s*([A-Z]?\d{1,3})\s*版\s*[:：]\s*([^\s<>|]{1,40})?")
_DATE = re.compile(r"(20\d\d|19\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_IN_SCRIPT = re.compile(r"view\(\s*([\"'])(.*?)\1\s*\)", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NAME = re.compile(r"([㐀-鿿]{2,10}?(?:日报|晚报|早报|时报|晨报|商报|都市报|晚刊|周报|报))")


class EpaperReader:
    """``read`` raises only ``SourceError``."""

    name: ClassVar[str] = "epaper"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return 0.0
        return 0.8 if _MAP.search(head) and _PAPER.search(head) else 0.0

    def read(self, name: str, data: bytes) -> list[Sheet]:
        root = html(data, where=name)
        zones: dict[str, list[Box]] = {}
        for area in root.iter("area"):
            box = _polygon(area.get("coords") or "")
            href = (area.get("href") or "").strip()
            if box is not None and href:
                zones.setdefault(href, []).append(box)
        titles = _titles(root, set(zones))
        if not titles:
            raise EmptySource("there is no headline on this page of a digital paper.", where=name)
        scale = scale_of(*extent(box for boxes in zones.values() for box in boxes))
        pieces, stories = [], []
        for place, (href, lines) in enumerate(titles.items()):
            found = [scale.box(*box) for box in zones.get(href, ())]
            zone = union([box for box in found if box is not None])
            story = f"{name}#{href}"
            stories.append(Story(story, " ".join(lines), box=zone))
            read = tuple(ReadLine(line, zone) for line in lines)
            pieces.append(Piece(read, zone, "headline", id=href, story=story, place=place))
        return [
            Sheet(
                source=name,
                marks=(),
                width=scale.width,
                height=scale.height,
                unit="pt",
                problems=scale.flaws(),
                pieces=tuple(pieces),
                stories=tuple(stories),
                stated=_stated(root),
            )
        ]


def _polygon(coords: str) -> Box | None:
    values = [number(part) for part in re.split(r"[\s,]+", coords.strip()) if part]
    if len(values) < 4:
        return None
    xs, ys = values[::2], values[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def _titles(root: Element, hrefs: set[str]) -> dict[str, list[str]]:
    """Lines of the headline of every zone, in the order of the list; a zone without one is not
    listed. A link that only has a picture in it says nothing."""
    found: dict[str, list[str]] = {}
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if href not in hrefs:
            continue
        script = _IN_SCRIPT.search("".join(link.itertext()))
        if script:
            lines = [_TAG.sub("", line) for line in _BREAK.split(script[2])]
        else:
            for line_break in list(link.iter("br")):
                # What HTML may say by number, and XML may not.
                line_break.tail = "\n" + wellformed_text(line_break.tail or "")
            lines = "".join(link.itertext()).split("\n")
        kept = [squeeze(line) for line in lines if squeeze(line)]
        if kept and len("".join(kept)) > len("".join(found.get(href, []))):
            found[href] = kept
    return found


def _stated(root: Element) -> Stated:
    for script in list(root.iter("script", "style")):
        script.text = ""
    text = " ".join(" ".join(root.itertext()).split())
    label, date = _LABEL.search(text), _DATE.search(text)
    # The page that is shown stands in bold or by itself; the list of pages names all.
    title = next((each.text or "" for each in root.iter("title")), "")
    near = text[max(0, date.start() - 40) : date.start()] if date else ""
    # 江西日报社数字报: the site's name goes on behind the paper's.
    name = [each for each in _NAME.findall(near) if not each.startswith("社")][-1:]
    name = name or _NAME.findall(title)
    return Stated(
        title=name[0] if name else None,
        date=(int(date[1]), int(date[2]), int(date[3])) if date else None,
        label=label[1] if label else None,
        section=label[2] if label else None,
    )
