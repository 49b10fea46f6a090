"""Headlines that a press turned into shapes: rows of filled outlines where no text stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jumpline.model.geometry import Box


class Shape(NamedTuple):
    """A filled path: its box and the number of its pieces (lines and curves)."""

    box: Box
    pieces: int


#: Pieces of a rectangle, or of another shape that charts are made of.
_PLAIN = 6
#: Rows that are looked at for a shape, from the right: drawings have thousands.
_NEAR = 300


class _Row:
    def __init__(self, shape: Shape) -> None:
        self.shapes = [shape]
        self.box = shape.box

    def takes(self, shape: Shape) -> bool:
        """Beside the row's end, at its height."""
        _, y0, x1, y1 = self.box
        left, low, _, high = shape.box
        common = min(y1, high) - max(y0, low)
        tall = max(y1 - y0, high - low)
        return left - x1 <= 0.9 * tall and common >= 0.6 * min(y1 - y0, high - low)

    def add(self, shape: Shape) -> None:
        self.shapes.append(shape)
        self.box = _around(self.box, shape.box)


def outlined(filled: Sequence[Shape], texts: Sequence[Box], body: float) -> list[Box]:
    """Boxes of what looks like lines of text without being any. ``texts`` are the boxes of the
    characters in the same space, ``body`` the page's usual size in points.

    A row is as wide as three characters at least, larger than body text, made of many pieces, and
    most of its shapes are as high as the row; drawings and charts are not.
    """
    low, high = max(10.0, 1.2 * body), 260.0
    rows: list[_Row] = []
    fit = [shape for shape in filled if shape.box[3] - shape.box[1] <= high]
    for shape in sorted(fit, key=lambda shape: shape.box[0]):
        home = next((row for row in reversed(rows[-_NEAR:]) if row.takes(shape)), None)
        if home is None:
            rows.append(_Row(shape))
        else:
            home.add(shape)
    found = [row.box for row in rows if low <= row.box[3] - row.box[1] and _is_line(row)]
    return _blocks([box for box in found if not _has_text(box, texts)])


def _is_line(row: _Row) -> bool:
    wide, tall = row.box[2] - row.box[0], row.box[3] - row.box[1]
    if wide < 2.5 * tall:
        return False
    # A character is about as wide as high, or half that: this is less than its simplest form.
    if sum(shape.pieces for shape in row.shapes) < 9 * wide / tall:
        return False
    rich = [shape for shape in row.shapes if shape.pieces > _PLAIN]
    if len(row.shapes) == 1:
        return row.shapes[0].pieces >= 14 * wide / tall
    high = [shape for shape in rich if shape.box[3] - shape.box[1] >= 0.5 * tall]
    covered = sum(shape.box[2] - shape.box[0] for shape in high)
    return len(high) >= 3 and 0.4 * wide <= covered <= 1.6 * wide


def _has_text(box: Box, texts: Sequence[Box]) -> bool:
    inside = sum(
        box[0] < (x0 + x1) / 2 < box[2] and box[1] < (y0 + y1) / 2 < box[3]
        for x0, y0, x1, y1 in texts
    )
    return inside > 1


def _blocks(boxes: list[Box]) -> list[Box]:
    """Lines above each other as one."""
    made: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box[3]):
        for at, known in enumerate(made):
            tall = max(box[3] - box[1], 1.0)
            beside = min(box[2], known[2]) - max(box[0], known[0])
            if beside > 0.3 * min(box[2] - box[0], known[2] - known[0]):
                if known[1] - box[3] < 0.8 * tall:
                    made[at] = _around(known, box)
                    break
        else:
            made.append(box)
    return made


def _around(one: Box, two: Box) -> Box:
    return (min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]))
