"""Lines that run downwards → lines that a network can read: cut into characters, put side by side.

They are cut at white rows, since digits that lie on their side stand on no grid; characters that touch
each other are cut at equal steps. Marks stand in the upper right of their squares, and brackets are
turned: they are put as in a level line.
"""

from __future__ import annotations

from typing import Any

from jumpline.recognisers.crops import Crop

#: White round a character that is cut out, in shares of the line's width.
_ROOM = 0.08


def with_cells(crop: Crop) -> Crop:
    """A vertical line with its characters."""
    import numpy

    em = max(6.0, crop.box[2] - crop.box[0])
    rows = _dark(crop).any(axis=1).astype(numpy.int8)
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[0], rows, [0]])))
    cells: list[tuple[int, int]] = []
    for top, bottom in zip(map(int, edges[::2]), map(int, edges[1::2]), strict=True):
        if cells and bottom - cells[-1][0] <= 1.12 * em:
            cells[-1] = (cells[-1][0], bottom)
        elif bottom - top > 1.6 * em:
            # Characters that touch each other are cut at equal steps.
            count = max(2, round((bottom - top) / em))
            step = (bottom - top) / count
            cells += [(round(top + n * step), round(top + (n + 1) * step)) for n in range(count)]
        else:
            cells.append((top, bottom))
    return crop._replace(cells=tuple(cells))


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
    side = max([crop.picture.shape[1], *(bottom - top for top, bottom in crop.cells)])
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
