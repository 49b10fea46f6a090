"""Rules, frames and pictures of a page, which pictures hide its text, and what may be outlines."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdfium2 import raw

from jumpline.model.geometry import Box
from jumpline.readers.pdf.outlines import Shape
from jumpline.readers.pdf.placement import Placement

_DEEPEST = 4
#: Share of the page from which a picture is the page itself.
_WHOLE = 0.85
_MOST_SHAPES = 6000


class Shapes(NamedTuple):
    """Boxes in the file's space. ``covered`` are the addresses of text objects under a picture of
    the whole page; ``scans`` are such pictures."""

    rules: list[Box]
    frames: list[Box]
    pictures: list[Box]
    scans: list[Box]
    filled: list[Shape]
    covered: frozenset[int]


def shapes(page: Any, placement: Placement, most: int) -> Shapes:
    """Everything but text; objects beyond ``most`` are passed over."""
    found = Shapes([], [], [], [], [], frozenset())
    area = placement.width * placement.height
    edges = [ctypes.c_float() for _ in range(4)]
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    texts = under = 0
    for kind, each in itertools.islice(_objects(page.raw, 0), most):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts += 1
            continue
        if not raw.FPDFPageObj_GetBounds(each, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        box = (left, bottom, right, top)
        wide, high = right - left, top - bottom
        if kind != raw.FPDF_PAGEOBJ_PATH:
            if wide > 12 and high > 12 and wide * high <= 0.9 * area:
                found.pictures.append(box)
            if kind == raw.FPDF_PAGEOBJ_IMAGE and _on_page(box, placement) >= _WHOLE * area:
                found.scans.append(box)
                if not raw.FPDFPageObj_HasTransparency(each):
                    under = texts
            continue
        if wide * high > 0.9 * area:
            continue
        if min(wide, high) < 4 and max(wide, high) > 20:
            found.rules.append(box)
            continue
        if wide > 16 and high > 8:
            found.frames.append(box)
        if high > 4 and wide > 1 and len(found.filled) < _MOST_SHAPES:
            pieces = raw.FPDFPath_CountSegments(each)
            if pieces > 4 and raw.FPDFPath_GetDrawMode(each, mode, stroked) and mode.value:
                found.filled.append(Shape(box, pieces))
    return found._replace(covered=_first_texts(page, under, most)) if under else found


def _on_page(box: Box, placement: Placement) -> float:
    wide = min(box[2], placement.right) - max(box[0], placement.left)
    high = min(box[3], placement.top) - max(box[1], placement.bottom)
    return max(0.0, wide) * max(0.0, high)


def _first_texts(page: Any, count: int, most: int) -> frozenset[int]:
    texts = (
        ctypes.addressof(each.contents)
        for kind, each in itertools.islice(_objects(page.raw, 0), most)
        if kind == raw.FPDF_PAGEOBJ_TEXT
    )
    return frozenset(itertools.islice(texts, count))


def _objects(holder: Any, depth: int) -> Iterator[tuple[int, Any]]:
    """All objects of a page and of the forms in it, with their kinds, in the order of drawing."""
    count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    for index in range(count(holder)):
        found = get(holder, index)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                yield from _objects(found, depth + 1)
        else:
            yield kind, found
