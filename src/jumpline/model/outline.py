"""The shape of several boxes together: an article on its page, with its bends.

>>> outlines([(0, 0, 10, 10), (10, 0, 20, 4)])
[((0.0, 0.0), (20.0, 0.0), (20.0, 4.0), (10.0, 4.0), (10.0, 10.0), (0.0, 10.0))]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from jumpline.model.geometry import Box

Point: TypeAlias = tuple[float, float]
#: Corners in turn, clockwise on the page, the first at the top left; holes go the other way.
Polygon: TypeAlias = tuple[Point, ...]


def outlines(boxes: Sequence[Box], others: Iterable[Box] = (), near: float = 0.0) -> list[Polygon]:
    """The outline of all boxes, a polygon for each part that is apart, by the place of its first
    corner. Boxes that are at most ``near`` from each other are joined by what is between them, as
    far as it belongs to none of ``others``."""
    if not boxes:
        return []
    half = near / 2
    grown = [(x0 - half, y0 - half, x1 + half, y1 + half) for x0, y0, x1, y1 in boxes]
    around = (
        min(b[0] for b in grown), min(b[1] for b in grown),
        max(b[2] for b in grown), max(b[3] for b in grown),
    )  # fmt: skip
    taken = [b for b in others if _meet(b, around)] if near else []
    xs = sorted({x for b in (*boxes, *grown, *taken) for x in (b[0], b[2])})
    ys = sorted({y for b in (*boxes, *grown, *taken) for y in (b[1], b[3])})
    cells = _cells(xs, ys, grown)
    if taken:
        cells -= _cells(xs, ys, taken)
        cells |= _cells(xs, ys, boxes)
    return _traced(cells, xs, ys)


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _cells(xs: Sequence[float], ys: Sequence[float], boxes: Iterable[Box]) -> set[tuple[int, int]]:
    """Cells of the grid that the boxes cover."""
    columns = {x: at for at, x in enumerate(xs)}
    rows = {y: at for at, y in enumerate(ys)}
    return {
        (column, row)
        for x0, y0, x1, y1 in boxes
        for column in range(columns[x0], columns[x1])
        for row in range(rows[y0], rows[y1])
    }


def _traced(cells: set[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> list[Polygon]:
    """Edges between a cell that is inside and one that is not, joined to rings."""
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def edge(start: tuple[int, int], end: tuple[int, int]) -> None:
        edges.setdefault(start, []).append(end)

    for column, row in sorted(cells):
        if (column, row - 1) not in cells:
            edge((column, row), (column + 1, row))
        if (column + 1, row) not in cells:
            edge((column + 1, row), (column + 1, row + 1))
        if (column, row + 1) not in cells:
            edge((column + 1, row + 1), (column, row + 1))
        if (column - 1, row) not in cells:
            edge((column, row + 1), (column, row))
    found = []
    for start in sorted(edges, key=lambda point: (point[1], point[0])):
        while edges.get(start):
            ring, point, way = [start], edges[start].pop(), None
            way = (point[0] - start[0], point[1] - start[1])
            while point != start:
                ring.append(point)
                point, way = _onward(edges, point, way)
            found.append(tuple((float(xs[x]), float(ys[y])) for x, y in _corners(ring)))
    return found


def _onward(
    edges: dict[tuple[int, int], list[tuple[int, int]]],
    point: tuple[int, int],
    way: tuple[int, int],
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The next point; where two parts touch at a corner, the right turn stays with its own."""
    ends = edges[point]
    right = (-way[1], way[0])
    best = max(ends, key=lambda end: ((end[0] - point[0], end[1] - point[1]) == right, end))
    ends.remove(best)
    return best, (best[0] - point[0], best[1] - point[1])


def _corners(ring: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without the points on straight lines."""
    kept = []
    for at, (x, y) in enumerate(ring):
        (bx, by), (ax, ay) = ring[at - 1], ring[(at + 1) % len(ring)]
        if (x - bx) * (ay - y) != (y - by) * (ax - x):
            kept.append((x, y))
    return kept
