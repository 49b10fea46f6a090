"""What a scanned page draws beside its text: ruling lines, ruled boxes, pictures. In points."""

from __future__ import annotations

from typing import Any, NamedTuple

from jumpline.model.geometry import Box

#: Points: shorter strokes are characters.
_SHORTEST = 26.0
#: Points: thicker ones are bars and pictures.
_THICKEST = 5.0


class Drawn(NamedTuple):
    rules: tuple[Box, ...]
    frames: tuple[Box, ...]
    pictures: tuple[Box, ...]


def drawn(samples: Any, dpi: float) -> Drawn:
    import numpy

    step = max(1, round(dpi / 240))
    small = samples[::step, ::step]
    scale = 72 / dpi * step
    paper = brightness(small)
    dark = small < 0.78 * paper
    pictures = _pictures(small, paper, scale)
    level = _strokes(dark, scale)
    upright = [_flipped(box) for box in _strokes(numpy.ascontiguousarray(dark.T), scale)]
    level = [box for box in level if not _within(box, pictures)]
    upright = [box for box in upright if not _within(box, pictures)]
    frames = _frames(level, upright)
    return Drawn(tuple(_rounded(b) for b in [*level, *upright]), tuple(frames), tuple(pictures))


def brightness(samples: Any) -> Any:
    """How bright paper is everywhere: the light falls off along one way or the other, the shadow of
    a fold for instance, and every row and column has paper in it somewhere."""
    import numpy
    from scipy import ndimage

    few = samples[::4, ::4].astype(numpy.float32)
    columns = numpy.percentile(few, 93, axis=0)
    columns = ndimage.median_filter(columns, 41, mode="nearest")
    rows = numpy.percentile(few / numpy.maximum(columns, 1), 93, axis=1)
    rows = ndimage.median_filter(rows, 41, mode="nearest")
    found = numpy.repeat(rows, 4)[: len(samples), None] * numpy.repeat(columns, 4)[None, :]
    return found[:, : samples.shape[1]].astype(numpy.float32)


def _strokes(dark: Any, scale: float) -> list[Box]:
    """Level strokes: long runs of dark pixels, a little askew and with small breaks, that are thin
    and have white above and below."""
    import numpy
    from scipy import ndimage

    length = int(_SHORTEST / scale)
    # Closed over breaks, one pixel up and down for what lies askew, then opened by the length.
    thick = ndimage.maximum_filter1d(dark.view(numpy.uint8), 3, axis=0)
    closed = ndimage.minimum_filter1d(ndimage.maximum_filter1d(thick, 5, axis=1), 5, axis=1)
    opened = ndimage.maximum_filter1d(
        ndimage.minimum_filter1d(closed, length, axis=1), length, axis=1
    )
    labels, _ = ndimage.label(opened, numpy.ones((3, 3)))
    found: list[Box] = []
    for place in ndimage.find_objects(labels):
        down, across = place
        high, wide = down.stop - down.start, across.stop - across.start
        if high * scale > _THICKEST + 2 * scale or wide < 6 * high:
            continue
        room = max(2, round(1.2 / scale))
        above = dark[max(0, down.start - room) : max(0, down.start), across]
        below = dark[down.stop : down.stop + room, across]
        near = [part.mean() for part in (above, below) if part.size]
        # Rows of characters have ink on both sides; one side may be the edge of a panel.
        if (near and min(near) > 0.12) or sum(near) > 0.9:
            continue
        trim = 1 if high > 2 else 0
        found.append(
            (
                across.start * scale,
                (down.start + trim) * scale,
                across.stop * scale,
                (down.stop - trim) * scale,
            )
        )
    return _joined(found)


def _joined(strokes: list[Box]) -> list[Box]:
    """Pieces of one ruling line, broken by noise, are one."""
    found: list[Box] = []
    for box in sorted(strokes, key=lambda each: (each[0], each[1])):
        for at, other in enumerate(found):
            gap = box[0] - other[2]
            if abs((box[1] + box[3]) - (other[1] + other[3])) < 4 and -3 < gap < 6:
                found[at] = (
                    other[0],
                    min(box[1], other[1]),
                    max(box[2], other[2]),
                    max(box[3], other[3]),
                )
                break
        else:
            found.append(box)
    return found


def _flipped(box: Box) -> Box:
    return (box[1], box[0], box[3], box[2])


def _within(box: Box, areas: list[Box]) -> bool:
    return any(
        area[0] + 2 < box[0]
        and box[2] < area[2] - 2
        and area[1] + 2 < box[1]
        and box[3] < area[3] - 2
        for area in areas
    )


def _frames(level: list[Box], upright: list[Box]) -> list[Box]:
    """Rectangles of four ruling lines that meet at their corners."""
    found: list[Box] = []
    near = 5.0
    for top in level:
        for bottom in level:
            if bottom[1] - top[3] < 15 or abs(top[0] - bottom[0]) > near:
                continue
            if abs(top[2] - bottom[2]) > near:
                continue
            sides = [
                box
                for box in upright
                if abs(box[1] - top[1]) < near + 3 and abs(box[3] - bottom[3]) < near + 3
            ]
            left = [box for box in sides if abs(box[0] - top[0]) < near]
            right = [box for box in sides if abs(box[2] - top[2]) < near]
            if left and right:
                found.append(_rounded((left[0][0], top[1], right[0][2], bottom[3])))
    return found


def _pictures(small: Any, paper: Any, scale: float) -> list[Box]:
    """Where there is tone instead of paper: areas in which hardly anything is as bright as paper.
    Characters have paper between their strokes."""
    import numpy
    from scipy import ndimage

    step = max(1, round(4.0 / scale))
    height, width = (side // step for side in small.shape)
    cut = numpy.s_[: height * step, : width * step]
    # Noise and what shows through from the back are no tone.
    calm = ndimage.uniform_filter(small[cut], 3, output=numpy.float32)
    bright = (calm > 0.9 * paper[cut]).reshape(height, step, width, step)
    tone = bright.mean(axis=(1, 3)) < 0.3
    tone = ndimage.binary_closing(tone, numpy.ones((3, 3)))
    tone = ndimage.binary_opening(tone, numpy.ones((7, 7)))
    found = [
        box for box in _areas(tone, step * scale) if box[2] - box[0] > 40 and box[3] - box[1] > 30
    ]
    # White letters part a panel across the page from left to right.
    wide = numpy.pad(tone, ((0, 0), (12, 12)))
    wide = ndimage.binary_closing(wide, numpy.ones((1, 25)))[:, 12:-12]
    panels = [
        box
        for box in _areas(wide, step * scale)
        if box[2] - box[0] > 0.8 * width * step * scale
        and box[3] - box[1] > 20
        and box[2] - box[0] > 8 * (box[3] - box[1])
    ]
    return [*panels, *(box for box in found if not any(_covers(panel, box) for panel in panels))]


def _areas(cells: Any, side: float) -> list[Box]:
    from scipy import ndimage

    labels, _ = ndimage.label(cells)
    return [
        _rounded((across.start * side, down.start * side, across.stop * side, down.stop * side))
        for down, across in ndimage.find_objects(labels)
    ]


def _covers(one: Box, two: Box) -> bool:
    return one[0] <= two[0] and one[1] <= two[1] and two[2] <= one[2] and two[3] <= one[3]


def _rounded(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
