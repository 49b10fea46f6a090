"""A large page in tiles, and the lines of tiles put together again.

A network sees a picture of a bounded size, so a broadsheet is either scaled down, and its small type
lost, or cut. Tiles overlap; a line that lies on a seam is found in two of them, once cut or twice
whole, and becomes one box round both.
"""

from __future__ import annotations

from collections.abc import Iterator

Rect = tuple[float, float, float, float]


def tiles(width: int, height: int, side: int, overlap: int) -> Iterator[tuple[int, int, int, int]]:
    """x0, y0, x1, y1 of tiles of at most ``side`` pixels that cover a picture; neighbours share
    ``overlap`` pixels at least."""
    for y0, y1 in _cuts(height, side, overlap):
        for x0, x1 in _cuts(width, side, overlap):
            yield x0, y0, x1, y1


def _cuts(length: int, side: int, overlap: int) -> list[tuple[int, int]]:
    if length <= side:
        return [(0, length)]
    count = -(-(length - overlap) // (side - overlap))
    step = (length - side) / (count - 1)
    return [(round(at * step), round(at * step) + side) for at in range(count)]


def merged(found: list[list[Rect]]) -> list[Rect]:
    """The boxes of all tiles, each line once, sorted from the top. ``found`` has a list for each
    tile, in pixels of the page."""
    boxes = sorted(
        ((box, tile) for tile, own in enumerate(found) for box in own),
        key=lambda each: (each[0][1], each[0][0], each[1]),
    )
    parent = list(range(len(boxes)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for at, (one, tile) in enumerate(boxes):
        for other in range(at + 1, len(boxes)):
            two, beside = boxes[other]
            if two[1] > one[3]:
                break
            if same_line(one, two) if beside != tile else _is_part(one, two):
                parent[root(other)] = root(at)
    groups: dict[int, list[Rect]] = {}
    for at, (box, _) in enumerate(boxes):
        groups.setdefault(root(at), []).append(box)
    return sorted((_around(group) for group in groups.values()), key=lambda box: (box[1], box[0]))


def same_line(one: Rect, two: Rect) -> bool:
    """Whether two tiles saw one line: pieces of one height that lie on each other's ends, or one
    inside the other."""
    across = min(one[2], two[2]) - max(one[0], two[0])
    down = min(one[3], two[3]) - max(one[1], two[1])
    if across <= 0 or down <= 0:
        return False
    w1, h1, w2, h2 = one[2] - one[0], one[3] - one[1], two[2] - two[0], two[3] - two[1]
    if across * down > 0.7 * min(w1 * h1, w2 * h2):
        return True
    if down > 0.6 * max(h1, h2) and w1 + w2 > h1 + h2:
        return across > 0.4 * min(h1, h2)
    return across > 0.6 * max(w1, w2) and h1 + h2 > w1 + w2 and down > 0.4 * min(w1, w2)


def _is_part(one: Rect, two: Rect) -> bool:
    """Whether one tile saw a piece of a line twice: one box lies mostly inside the other."""
    across = min(one[2], two[2]) - max(one[0], two[0])
    down = min(one[3], two[3]) - max(one[1], two[1])
    if across <= 0 or down <= 0:
        return False
    sizes = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, two)]
    if across * down > 0.6 * min(sizes):
        return True
    highs = [box[3] - box[1] for box in (one, two)]
    # Two pieces of a level line, found apart, of which each begins before the other ends.
    return down > 0.8 * max(highs) and across > 0.5 * min(highs)


def _around(boxes: list[Rect]) -> Rect:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
