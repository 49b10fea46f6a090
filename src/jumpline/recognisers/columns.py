"""Lines that run downwards → lines that a network can read: cut into characters, put side by side.

Upright type stands on a grid: every character has a square, all squares of a page are of one pitch. So
the pitch is measured on the long lines, and each line asks only where its first square begins. Marks
stand in the upper right of their squares, and brackets are turned: they are put as in a level line.
"""

from __future__ import annotations

from statistics import median
from typing import Any

from jumpline.recognisers.crops import Crop

#: Characters from which on a line tells the pitch.
_LONG = 7
#: White round a character that is cut out, in shares of the pitch.
_ROOM = 0.08


def with_cells(crops: list[Crop]) -> list[Crop]:
    """Vertical lines with their characters."""
    down = [crop for crop in crops if crop.vertical]
    if not down:
        return crops
    pitches = [
        found[0] / _near(crop, down)
        for crop in down
        if crop.box[3] - crop.box[1] > _LONG * _em(crop) and (found := _grid(crop, None))
    ]
    share = median(pitches) if pitches else 1.08
    return [_cut(crop, share * _near(crop, down)) if crop.vertical else crop for crop in crops]


def _em(crop: Crop) -> float:
    return max(6.0, crop.box[2] - crop.box[0])


def _near(crop: Crop, down: list[Crop]) -> float:
    """The width of a line of full characters: that of lines like it, since its own may be marks and
    narrow characters only."""
    own = _em(crop)
    alike = [_em(other) for other in down if own / 1.25 < _em(other) < own * 1.4]
    return median(alike) if own < 1.3 * median(alike) else own


def _cut(crop: Crop, pitch: float) -> Crop:
    found = _grid(crop, pitch)
    if found is None:
        return crop
    step, start = found
    high = crop.picture.shape[0]
    last = crop.box[3] - crop.left
    cells = []
    at = start
    while at < last - 0.12 * step and len(cells) < 400:
        cells.append((max(0, round(at)), min(high, round(at + step))))
        at += step
    return crop._replace(cells=tuple(cell for cell in cells if cell[1] - cell[0] > 2))


def _grid(crop: Crop, pitch: float | None) -> tuple[float, float] | None:
    """Pitch and first row of the squares: cuts that cross the least ink. ``pitch`` None tries all
    that type may have."""
    import numpy

    em = _em(crop)
    dark = _dark(crop)
    # Rows above and below the line are white.
    room = int(2 * em)
    ink = numpy.concatenate([numpy.zeros(room), dark.sum(axis=1), numpy.zeros(room)])
    near = numpy.convolve(ink, [0.5, 1.0, 0.5], "same")
    top, bottom = crop.box[1] - crop.left, crop.box[3] - crop.left
    tried = (
        [pitch * (0.985 + 0.005 * n) for n in range(7)]
        if pitch
        else [em * (0.98 + 0.01 * n) for n in range(33)]
    )
    best: tuple[float, float, float] | None = None
    for step in tried:
        for start in numpy.arange(top - 0.62 * step, top + 0.01, max(0.5, 0.02 * step)):
            count = max(1, int(numpy.ceil((bottom - start) / step - 0.1)))
            cuts = start + step * numpy.arange(count + 1)
            rows = numpy.clip(numpy.round(cuts).astype(int) + room, 0, len(ink) - 1)
            cost = float(near[rows].mean())
            # Of grids that fit alike: the first character near the head of its square.
            cost += 0.02 * em * abs((top - start) / step - 0.06)
            if best is None or cost < best[0]:
                best = (cost, float(step), float(start))
    return None if best is None else (best[1], best[2])


def _dark(crop: Crop) -> Any:
    import numpy

    grey = crop.picture[..., 0]
    low, high = (float(value) for value in numpy.percentile(grey, (2, 90)))
    dark = grey < (low + high) / 2
    return ~dark if dark.mean() > 0.55 else dark


def side_by_side(crop: Crop) -> Any:
    """The characters of a vertical line as a level one."""
    import cv2
    import numpy

    if not crop.cells:
        return cv2.rotate(crop.picture, cv2.ROTATE_90_COUNTERCLOCKWISE)
    dark = _dark(crop)
    paper = int(numpy.percentile(crop.picture, 85))
    side = max(crop.picture.shape[1], max(bottom - top for top, bottom in crop.cells))
    room = max(1, int(_ROOM * side))
    white = numpy.full((side, room, 3), paper, numpy.uint8)
    parts: list[Any] = [white]
    for top, bottom in crop.cells:
        square = numpy.full((side, side, 3), paper, numpy.uint8)
        cell, ink = crop.picture[top:bottom], dark[top:bottom]
        mark = _mark(cell, ink, side)
        if mark is None:
            y, x = (side - cell.shape[0]) // 2, (side - cell.shape[1]) // 2
            square[y : y + cell.shape[0], x : x + cell.shape[1]] = cell
        else:
            picture, left, down = mark
            high, wide = picture.shape[:2]
            y, x = min(down, side - high), min(left, side - wide)
            square[y : y + high, x : x + wide] = picture
        parts += [square, white]
    return numpy.concatenate(parts, axis=1)


def _mark(cell: Any, ink: Any, side: int) -> tuple[Any, int, int] | None:
    """A mark as it stands in a level line, with its place in the square: x, y of its corner. None
    for a character."""
    import cv2
    import numpy

    rows, columns = numpy.flatnonzero(ink.any(axis=1)), numpy.flatnonzero(ink.any(axis=0))
    if not len(rows) or not len(columns):
        return None
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    high, wide = bottom - top, right - left
    room = max(1, side // 20)
    part = cell[max(0, top - room) : bottom + room, max(0, left - room) : right + room]
    if high < 0.42 * side and wide < 0.42 * side and top < 0.55 * side and left > 0.3 * side:
        # A comma or a stop: at the lower left.
        return part, int(0.06 * side), side - part.shape[0] - int(0.04 * side)
    if high < wide < 0.62 * side and high < 0.55 * side and ink.sum() < 0.45 * high * wide:
        # A bracket, turned: opening ones stand in the lower half of their square.
        turned = cv2.rotate(part, cv2.ROTATE_90_COUNTERCLOCKWISE)
        opening = (top + bottom) / 2 > 0.5 * len(ink)
        x = side - turned.shape[1] if opening else int(0.04 * side)
        return turned, x, int(0.04 * side) if opening else side - turned.shape[0]
    return None
