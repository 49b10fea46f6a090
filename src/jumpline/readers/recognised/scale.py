"""From a source's units to points, and boxes that stay on their page."""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.recognised import Piece, ReadLine, Word, words_of
from jumpline.model.sheet import Flaw

#: Width of a page whose resolution is unknown, in points: between tabloid and broadsheet.
ASSUMED_WIDTH = 1000.0
_OF_UNIT = {"mm10": 72 / 254, "inch1200": 72 / 1200}


class Scale(msgspec.Struct, frozen=True):
    """Points per unit of the source, and the page's size in points. ``assumed`` is true where the
    source does not tell its resolution."""

    factor: float
    width: float | None
    height: float | None
    assumed: bool = False

    def flaws(self) -> tuple[Flaw, ...]:
        if not self.assumed:
            return ()
        width = ASSUMED_WIDTH if self.width is None else self.width
        what = f"it does not tell its resolution; the page was taken to be {width:.0f} points wide"
        return (Flaw("size-assumed", what),)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box | None:
        """A box in points; None for what is no box."""
        s = self.factor
        found = (min(x0, x1) * s, min(y0, y1) * s, max(x0, x1) * s, max(y0, y1) * s)
        return found if all(map(math.isfinite, found)) else None


def scale_of(
    width: float, height: float, *, unit: str = "pixel", dpi: float | None = None
) -> Scale:
    """The scale of a page of ``width`` by ``height`` units; 0 for a size that is not known."""
    width = width if math.isfinite(width) and width > 0 else 0.0
    height = height if math.isfinite(height) and height > 0 else 0.0
    factor = _OF_UNIT.get(unit.lower())
    assumed = False
    if factor is None and dpi is not None and 20 <= dpi <= 5000:
        factor = 72 / dpi
    if factor is not None and not 50 <= (width or 1000) * factor <= 20_000:
        # What it tells cannot be: a page as wide as a stamp, or as a house.
        factor = None
    if factor is None:
        assumed = True
        factor = ASSUMED_WIDTH / width if width else 1.0
    return Scale(factor, width * factor or None, height * factor or None, assumed)


def extent(boxes: Iterable[Box | None]) -> tuple[float, float]:
    """Width and height that hold all boxes: the size of a page that tells none."""
    kept = [box for box in boxes if box is not None and all(map(math.isfinite, box))]
    return (
        max((box[2] for box in kept), default=0.0),
        max((box[3] for box in kept), default=0.0),
    )


def on_page(
    pieces: tuple[Piece, ...], width: float | None, height: float | None
) -> tuple[tuple[Piece, ...], tuple[Flaw, ...]]:
    """Pieces with every box inside the page, and what had to be cut."""
    if not width or not height:
        return pieces, ()
    limit = (width + 1.0, height + 1.0)
    cut = 0
    kept = []
    for piece in pieces:
        lines = piece.lines
        if not all(_fits(line.box, limit) for line in lines):
            cut += sum(not _fits(line.box, limit) for line in lines)
            lines = tuple(_clip_line(line, width, height) for line in lines)
        if lines is not piece.lines or not _fits(piece.box, limit):
            box = _clip(piece.box, width, height)
            piece = msgspec.structs.replace(piece, lines=lines, box=box)  # noqa: PLW2901
        kept.append(piece)
    if not cut:
        return pieces, ()
    what = f"{cut} lines reach out of the page; their boxes were cut at its edge"
    return tuple(kept), (Flaw("box-outside", what),)


def _fits(box: Box | None, limit: tuple[float, float]) -> bool:
    return box is None or (
        box[0] >= -1 and box[1] >= -1 and box[2] <= limit[0] and box[3] <= limit[1]
    )


def _clip_line(line: ReadLine, width: float, height: float) -> ReadLine:
    words = words_of(Word(w.text, _clip(w.box, width, height), w.sure) for w in line.words)
    return msgspec.structs.replace(line, box=_clip(line.box, width, height), words=words)


def _clip(box: Box | None, width: float, height: float) -> Box | None:
    if box is None:
        return None
    return (
        min(max(box[0], 0.0), width),
        min(max(box[1], 0.0), height),
        min(max(box[2], 0.0), width),
        min(max(box[3], 0.0), height),
    )


def number(text: object) -> float:
    """A number of a source; 0 for what is none."""
    try:
        found = float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return found if math.isfinite(found) else 0.0
