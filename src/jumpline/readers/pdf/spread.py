"""Two printed pages drawn on one: taken apart at the gutter between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.scan import Scan
from jumpline.model.sheet import Flaw, Glyph, Sheet

#: A spread is wider than high; two pages lie beside each other.
_WIDEST, _NARROWEST = 2.2, 1.15
#: How far the middle of a gutter that nothing else confirms lies from the page's, as a share of
#: the width.
_OFF = 0.02
_LABEL = re.compile(r"[A-Z]?0?(\d{1,3})")
#: Characters that each side has at least.
_LEAST = 100


def halves(sheet: Sheet) -> list[Sheet]:
    """The sheet itself, or its left and right page, each with its own coordinates.

    Apart are pages with nothing across the gutter in their middle and with folios that number two
    pages; without such folios, the gutter must be far wider than those between columns.
    """
    cut = _gutter(sheet)
    if cut is None or sheet.width is None:
        return [sheet]
    left = _part(sheet, 0.0, cut, "left")
    right = _part(sheet, cut, sheet.width, "right")
    return [left, right]


def _gutter(sheet: Sheet) -> float | None:
    wide, high = sheet.width or 0.0, sheet.height or 1.0
    if not _NARROWEST <= wide / high <= _WIDEST or len(sheet.glyphs) < 2 * _LEAST:
        return None
    middle = wide / 2
    drawn = [glyph.box for glyph in sheet.glyphs]
    # A line where the paper is folded is no part of either page.
    rules = [
        box
        for box in sheet.rules
        if box[2] - box[0] >= 4 or abs((box[0] + box[2]) / 2 - middle) > 0.005 * wide
    ]
    things = [*drawn, *sheet.pictures, *rules, *sheet.frames]
    x0 = max((box[2] for box in things if (box[0] + box[2]) / 2 < middle), default=0.0)
    x1 = min((box[0] for box in things if (box[0] + box[2]) / 2 >= middle), default=wide)
    sides = sum((box[0] + box[2]) / 2 < middle for box in drawn)
    if x1 <= x0 or not _LEAST <= sides <= len(drawn) - _LEAST:
        return None
    if min(middle - x0, x1 - middle) < 0.003 * wide or x1 - x0 < 0.012 * wide:
        return None
    if _numbered(sheet, middle):
        return middle
    other = max(_gaps(drawn, x0, x1), default=0.0)
    alone = x1 - x0 > max(0.04 * wide, 2.5 * other)
    return middle if alone and abs((x0 + x1) / 2 - middle) < _OFF * wide else None


def _gaps(drawn: Iterable[Box], x0: float, x1: float) -> list[float]:
    """Widths of the empty strips on either side of the gutter, from the first character to the
    last, in points."""
    gaps = []
    for own in ([b for b in drawn if b[2] <= x0], [b for b in drawn if b[0] >= x1]):
        reach = None
        for left, _, right, _ in sorted(own):
            if reach is not None and left > reach:
                gaps.append(left - reach)
            reach = right if reach is None else max(reach, right)
    return gaps


def _numbered(sheet: Sheet, cut: float) -> bool:
    left, right = _numbers(sheet, 0.0, cut), _numbers(sheet, cut, sheet.width or 0.0)
    # Inner pages follow each other; the outer spread has the last page and the first.
    return any(one + 1 in right for one in left if one % 2 == 0) or (
        1 in right and any(one % 2 == 0 for one in left)
    )


def _numbers(sheet: Sheet, x0: float, x1: float) -> set[int]:
    """Page numbers that stand alone at the top or bottom of a part of the sheet."""
    high = sheet.height or 1.0
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in sheet.glyphs:
        _, y0, _, y1 = glyph.box
        if x0 <= glyph.box[0] < x1 and (y1 < 0.08 * high or y0 > 0.94 * high):
            lines[round((y0 + y1) / 8)].append(glyph)
    found: set[int] = set()
    for line in lines.values():
        line.sort(key=lambda glyph: glyph.box[0])
        word, end = "", None
        for glyph in line:
            apart = end is not None and glyph.box[0] - end > 0.35 * glyph.size
            if apart or glyph.spaced:
                found |= _label(word)
                word = ""
            word += glyph.text
            end = glyph.box[2]
        found |= _label(word)
    return found


def _label(word: str) -> set[int]:
    core = re.sub(r"^第|[版页頁面]$", "", word.strip("|｜·-—–[]【】 "))
    label = _LABEL.fullmatch(core)
    return {int(label[1])} if label and 0 < int(label[1]) < 500 else set()


def _part(sheet: Sheet, x0: float, x1: float, side: str) -> Sheet:
    def inside(box: Box) -> bool:
        return x0 <= (box[0] + box[2]) / 2 < x1

    def moved(box: Box) -> Box:
        return (round(box[0] - x0, 2), box[1], round(box[2] - x0, 2), box[3])

    glyphs = tuple(
        msgspec.structs.replace(glyph, box=moved(glyph.box))
        for glyph in sheet.glyphs
        if inside(glyph.box)
    )
    flaws = tuple(
        Flaw(flaw.code, flaw.message, moved(flaw.box) if flaw.box else None)
        for flaw in sheet.problems
        if flaw.box is None or inside(flaw.box)
    )
    return msgspec.structs.replace(
        sheet,
        hint=None,
        width=round(x1 - x0, 2),
        glyphs=glyphs,
        problems=flaws,
        rules=tuple(moved(box) for box in sheet.rules if inside(box)),
        frames=tuple(moved(box) for box in sheet.frames if inside(box)),
        pictures=tuple(moved(box) for box in sheet.pictures if inside(box)),
        side=side,
        scan=_half(sheet.scan, x0, x1, sheet.height or 0.0),
        facsimile=_half(sheet.facsimile, x0, x1, sheet.height or 0.0),
    )


def _half(scan: Scan | None, x0: float, x1: float, high: float) -> Scan | None:
    if scan is None:
        return None
    scale = scan.dpi / 72
    crop = (round(x0 * scale), 0, round(x1 * scale), round(high * scale))
    return msgspec.structs.replace(scan, crop=crop)
