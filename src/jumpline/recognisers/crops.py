"""The picture of one line, cut out of a page: its ink, its direction, its characters."""

from __future__ import annotations

from statistics import median
from typing import Any, NamedTuple

from jumpline.recognisers.tiles import Rect

#: A box this much higher than wide holds a line that runs downwards.
TALL = 1.7
#: What is paler than this share of the usual contrast shines through.
_PALE = 0.33


class Crop(NamedTuple):
    """``picture`` is rows, columns and three equal colours; ``box`` its ink in pixels of the page;
    ``left`` and ``right`` are where the picture begins and ends on the page, along the line.
    ``weight`` is how thick its strokes are, in shares of its height; ``contrast`` in grey levels.
    ``cells`` are the characters of a vertical line, as (top, bottom) in rows of the picture."""

    picture: Any
    box: Rect
    left: float
    right: float
    vertical: bool = False
    cells: tuple[tuple[int, int], ...] = ()
    weight: float = 0.0
    contrast: float = 255.0


def crop_of(grey: Any, box: Rect, tall: float = TALL) -> Crop | None:
    """None where nothing is printed in the box. A box that is ``tall`` times higher than wide is read
    downwards."""
    import cv2
    import numpy

    height, width = grey.shape
    x0, y0 = max(0, int(box[0])), max(0, int(box[1]))
    x1, y1 = min(width, int(box[2]) + 1), min(height, int(box[3]) + 1)
    if x1 - x0 < 4 or y1 - y0 < 4:
        return None
    part = grey[y0:y1, x0:x1]
    low, high = (float(v) for v in numpy.percentile(part, (2, 90)))
    if high - low < 12:
        return None
    dark = part < (low + high) / 2
    if dark.mean() > 0.55:
        dark = ~dark
    ink = _ink(dark, x0, y0)
    vertical = (y1 - y0) > tall * (x1 - x0)
    picture = cv2.cvtColor(part, cv2.COLOR_GRAY2BGR)
    # A line of which only the beginning is bold (本报讯) is not bold.
    half = (y1 - y0) // 2 if vertical else (x1 - x0) // 2
    halves = (dark[:half], dark[half:]) if vertical else (dark[:, :half], dark[:, half:])
    em = ink[2] - ink[0] if vertical else ink[3] - ink[1]
    weight = min(_weight(part, em) for part in halves)
    contrast = high - low
    if not vertical:
        return Crop(picture, ink, x0, x1, weight=weight, contrast=contrast)
    return Crop(picture, ink, y0, y1, True, (), weight, contrast)


def _weight(dark: Any, em: float) -> float:
    """The usual thickness of level and upright strokes: ink by its edges."""
    ink = float(dark.sum())
    edges = float((dark[:, 1:] != dark[:, :-1]).sum() + (dark[1:] != dark[:-1]).sum())
    return 4 * ink / edges / em if edges and em > 0 else 0.0


def _ink(dark: Any, x0: int, y0: int) -> Rect:
    """The box without the white round it: specks are not ink, nor are the feet and heads of the
    lines above and below."""
    import numpy

    level = dark.shape[1] > TALL * dark.shape[0]
    if level:
        first, last = _band(dark.sum(axis=1))
        dark = dark.copy()
        dark[:first] = dark[last:] = False
    # A dash is one row of pixels: all columns count, but not all rows.
    columns = numpy.flatnonzero(dark.any(axis=0))
    rows = numpy.flatnonzero(dark.sum(axis=1) >= 2)
    if not len(columns) or not len(rows):
        return (x0, y0, x0 + dark.shape[1], y0 + dark.shape[0])
    return (
        float(x0 + columns[0]),
        float(y0 + rows[0]),
        float(x0 + columns[-1] + 1),
        float(y0 + rows[-1] + 1),
    )


def _band(counts: Any) -> tuple[int, int]:
    """First and last row of the line itself: bands of ink at the picture's edges that white parts
    from the middle belong to other lines."""
    import numpy

    high = len(counts)
    thin = counts <= max(1.0, 0.04 * float(numpy.percentile(counts, 80)))
    first, last = 0, high
    above = numpy.flatnonzero(thin[: int(0.3 * high)])
    if len(above):
        first = int(above[-1]) + 1
    below = numpy.flatnonzero(thin[int(0.7 * high) :])
    if len(below):
        last = int(0.7 * high) + int(below[0])
    return first, last


def seen(crops: list[Crop]) -> list[Crop]:
    """Without what shines through from the back of the page: it is far paler than what is printed."""
    if not crops:
        return []
    usual = median(crop.contrast for crop in crops)
    return [crop for crop in crops if crop.contrast > _PALE * usual]


def body_weight(crops: list[Crop]) -> float:
    """How thick the strokes of most of the text are; 0 for no text."""
    found = sorted((crop.weight, crop.box[2] - crop.box[0]) for crop in crops)
    half, passed = sum(long for _, long in found) / 2, 0.0
    for weight, long in found:
        passed += long
        if passed >= half:
            return weight
    return 0.0


def tall_of(boxes: list[Rect]) -> float:
    """From which shape on a box is read downwards: on a page of vertical lines, one or two characters
    are such a line, too."""
    down = sum(y1 - y0 for x0, y0, x1, y1 in boxes if y1 - y0 > TALL * (x1 - x0))
    across = sum(x1 - x0 for x0, y0, x1, y1 in boxes if x1 - x0 > TALL * (y1 - y0))
    return 1.1 if down > across else TALL
