"""How a page lies on its picture: its angle, its paper, and whether it is two pages."""

from __future__ import annotations

import math
from typing import Any

#: Pages are looked at when they are scaled to this many pixels high.
_SMALL = 1600
#: Degrees that a page may lie askew.
_MOST = 4.0


def darkness(samples: Any) -> tuple[Any, float]:
    """How dark a page is where, against the paper around, as 0 to 1; and by what the page was
    scaled for it."""
    import numpy
    from scipy import ndimage

    step = max(1, round(max(samples.shape) / _SMALL))
    height, width = (side // step * step for side in samples.shape)
    small = samples[:height, :width].astype(numpy.float32)
    small = small.reshape(height // step, step, width // step, step).mean(axis=(1, 3))
    paper = ndimage.uniform_filter(ndimage.maximum_filter(small, 9), 61)
    return numpy.clip(1 - small / numpy.maximum(paper, 1), 0, 1), 1 / step


def angle_of(samples: Any) -> float:
    """The clockwise degrees that turn the lines of a page level: those at which its rows differ
    most."""
    import numpy

    dark, _ = darkness(samples)
    edge = max(4, int(0.03 * min(dark.shape)))
    inner = dark[edge:-edge, edge:-edge]
    if inner.size < 2000:
        return 0.0
    ys, xs = numpy.nonzero(inner > 0.25)
    if len(ys) < 500:
        return 0.0
    if len(ys) > 150_000:
        keep = numpy.linspace(0, len(ys) - 1, 150_000).astype(int)
        ys, xs = ys[keep], xs[keep]
    middle = inner.shape[1] / 2

    def rough(angle: float) -> float:
        rows = ys + (xs - middle) * math.tan(math.radians(angle))
        counts = numpy.bincount(
            numpy.clip(rows * 2, 0, 2 * inner.shape[0]).astype(int),
            minlength=2 * inner.shape[0] + 2,
        ).astype(float)
        # Two halves of a row together: at no angle, every other half is empty.
        whole = counts[:-1] + counts[1:]
        return float(((whole[2:] - whole[:-2]) ** 2).sum())

    best, reach = 0.0, _MOST
    for step in (0.2, 0.05, 0.02):
        tried = [best + step * n for n in range(-round(reach / step), round(reach / step) + 1)]
        best = max(tried, key=lambda angle: (rough(angle), -abs(angle)))
        reach = step
    flat = rough(0.0)
    return round(best, 3) if abs(best) < _MOST and rough(best) > 1.02 * flat else 0.0


def paper_of(samples: Any) -> tuple[int, int, int, int]:
    """The paper on a picture that shows the scanner's dark ground around it, as x0, y0, x1, y1."""
    import numpy

    height, width = samples.shape
    step = max(1, round(max(samples.shape) / 800))
    small = samples[::step, ::step]
    bright = float(numpy.percentile(small, 80))
    ground = small < 0.45 * bright
    rows, columns = ground.mean(axis=1) > 0.9, ground.mean(axis=0) > 0.9

    def ends(flags: Any) -> tuple[int, int]:
        first = int(numpy.argmin(flags)) if not flags.all() else 0
        last = len(flags) - int(numpy.argmin(flags[::-1])) if not flags.all() else len(flags)
        return first, last

    (y0, y1), (x0, x1) = ends(rows), ends(columns)
    if (y1 - y0) * (x1 - x0) < 0.3 * small.size:
        return (0, 0, width, height)
    return (
        x0 * step,
        y0 * step,
        width if x1 == small.shape[1] else x1 * step,
        height if y1 == small.shape[0] else y1 * step,
    )


def fold_of(samples: Any) -> int | None:
    """The column at which two pages that were scanned together part; None for one page. A spread is
    wider than high, and nothing is printed across its middle."""
    import numpy
    from scipy import ndimage

    height, width = samples.shape
    if width < 1.15 * height:
        return None
    dark, factor = darkness(samples)
    columns = (dark[int(0.02 * len(dark)) : int(0.98 * len(dark))] > 0.3).mean(axis=0)
    first, last = int(0.44 * len(columns)), int(0.56 * len(columns))
    # The fold itself may be a dark line.
    empty = (columns < 0.004) | (columns > 0.8)
    labels, count = ndimage.label(empty[first:last])
    best: tuple[int, int] | None = None
    for at in range(1, count + 1):
        places = numpy.flatnonzero(labels == at)
        if best is None or len(places) > best[0]:
            best = (len(places), first + int(places.mean()))
    if best is None or best[0] < 0.012 * len(columns):
        return None
    half = columns[:first], columns[last:]
    if any(part.mean() < 0.01 for part in half):
        return None
    return int(best[1] / factor)
