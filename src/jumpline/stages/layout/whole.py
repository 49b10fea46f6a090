"""Lines that an engine took for one, or for two: cut where a column ends, put together where type is
set loosely.

What tells a gutter from white in a line is what other lines do near by: they begin there, or they
stand across it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from statistics import median

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.recognised import Piece, ReadLine, Word, words_of
from jumpline.model.text import is_cjk
from jumpline.stages.layout.noise import size_of
from jumpline.stages.layout.runs import CLOSING, OPENING, Line

#: White inside a line that is wider than this many ems may be that between columns.
_GAP = 0.9


# -- lines that are two --------------------------------------------------------------------


def parted(pieces: Sequence[Piece], walls: Sequence[Box]) -> list[Piece]:
    """Pieces whose lines end where a column does. ``walls`` are ruling lines."""
    upright = [box for box in walls if box[3] - box[1] > 3 * (box[2] - box[0])]
    found = list(pieces)
    # What one round parts tells the next where columns begin.
    for _ in range(3):
        before, found = found, _round(found, upright)
        if len(before) == len(found):
            break
    return found


def _round(pieces: Sequence[Piece], walls: Sequence[Box]) -> list[Piece]:
    level = [line for piece in pieces for line in piece.lines if not line.vertical and line.box]
    edges = _edges(level)
    high = median([line.box[3] - line.box[1] for line in level if line.box] or [0.0])
    found = []
    for piece in pieces:
        parts = [part for line in piece.lines for part in _parts(line, walls, edges, high)]
        if len(parts) == len(piece.lines):
            found.append(piece)
        else:
            found += [
                Piece((part,), part.box, story=piece.story, place=piece.place) for part in parts
            ]
    return found


def _edges(lines: Sequence[ReadLine]) -> list[tuple[float, float, float]]:
    """(left, right, top) of every line, for those that ask whether a column begins or ends there."""
    return [(line.box[0], line.box[2], line.box[1]) for line in lines if line.box]


def _parts(
    line: ReadLine,
    walls: Sequence[Box],
    edges: Sequence[tuple[float, float, float]],
    high: float,
) -> Iterator[ReadLine]:
    words = list(line.words)
    if line.box is None or line.vertical or len(words) < 2 or any(w.box is None for w in words):
        yield line
        return
    em = size_of(line) or (line.box[3] - line.box[1])
    current: list[Word] = []
    for word in words:
        if current:
            left, right = current[-1].box, word.box
            assert left is not None
            assert right is not None
            if _is_gutter(left[2], right[0], line.box, em, walls, edges, high):
                yield _part(line, current)
                current = []
        current.append(word)
    yield _part(line, current) if len(current) < len(words) else line


def _is_gutter(
    left: float,
    right: float,
    box: Box,
    em: float,
    walls: Sequence[Box],
    edges: Sequence[tuple[float, float, float]],
    high: float,
) -> bool:
    middle = (box[1] + box[3]) / 2
    if any(
        left - 0.4 * em < (wall[0] + wall[2]) / 2 < right + 0.4 * em and wall[1] < middle < wall[3]
        for wall in walls
    ):
        return True
    if right - left < 0.6 * em:
        return box[3] - box[1] < 1.15 * high and _overruns(right, box, em, edges)
    # Other lines near by begin or end just here.
    near = [edge for edge in edges if 0 < abs(edge[2] - box[1]) < 8 * em]
    count = sum(abs(begin - right) < 0.5 * em for begin, _, _ in near)
    count += sum(abs(end - left) < 0.5 * em for _, end, _ in near)
    return count >= (3 if right - left > _GAP * em else 5)


def _overruns(
    right: float, box: Box, em: float, edges: Sequence[tuple[float, float, float]]
) -> bool:
    """Whether a line that is too long for its column runs into the one of the next here: that column
    begins here above and below, and nothing else near by stands across."""
    above = below = 0
    for begin, end, top in edges:
        if not 0.3 * em < abs(top - box[1]) < 8 * em:
            continue
        if begin < right - em and end > right + em:
            return False
        if abs(begin - right) < 0.35 * em:
            above, below = above + (top < box[1]), below + (top > box[1])
    return above >= 2 and below >= 2


def _part(line: ReadLine, words: Sequence[Word]) -> ReadLine:
    boxes = [word.box for word in words if word.box is not None]
    assert line.box is not None
    text = words[0].text
    for before, word in itertools.pairwise(words):
        latin = not is_cjk(before.text[-1]) and not is_cjk(word.text[0])
        text += (" " if latin else "") + word.text
    box = (boxes[0][0], line.box[1], boxes[-1][2], line.box[3])
    return msgspec.structs.replace(line, text=text, box=box, words=words_of(words))


# -- lines that are one ----------------------------------------------------------------------


def rejoined(lines: Sequence[Line], walls: Sequence[Box], body: float) -> list[Line]:
    """Pieces of a line that stands under another that covers them all are that line: an engine took
    the white of loosely set type for the end of a line."""
    upright = [box for box in walls if box[3] - box[1] > 3 * (box[2] - box[0])]
    order = sorted(lines, key=lambda line: (line.turned, line.y0))
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (each.turned, each.cy)):
        near = [
            row
            for row in rows[-12:]
            if row[0].turned is line.turned
            and abs(row[0].cy - line.cy) < 0.4 * min(row[0].size, line.size)
        ]
        if near:
            near[-1].append(line)
        else:
            rows.append([line])
    found: list[Line] = []
    for row in rows:
        row.sort(key=lambda each: each.x0)
        current = row[0]
        for line in row[1:]:
            if _one_line(current, line, order, upright, body):
                # What an engine parts although it stands close has a space between.
                gap = line.x0 - current.x1
                wide = gap > 0.6 * line.size or gap < 0.5 * line.size
                few = len(current.text) <= 2 or len(line.text) <= 2
                few = few or (line.size < 1.3 * body and _spaced(current.text))
                latin = current.text.isascii() and line.text.isascii()
                own = line.text
                if gap < -0.5 * line.size and own[0] == current.text[-1]:
                    own = own[1:]
                text = current.text + (" " if latin or (wide and not few) else "") + own
                size = min(current.size, line.size) if few else max(current.size, line.size)
                current = msgspec.structs.replace(
                    current,
                    text=text,
                    x1=line.x1,
                    y0=min(current.y0, line.y0),
                    y1=max(current.y1, line.y1),
                    size=size,
                )
            else:
                found.append(current)
                current = line
        found.append(current)
    return found


def _spaced(text: str) -> bool:
    return len(text) <= 8 and " " not in text


def _centred(left: Line, right: Line, under: Sequence[Line], body: float) -> bool:
    """Whether two pieces stand in the middle of the columns under them together, and not each in the
    middle of its own."""
    columns = [line for line in under if line.x1 - line.x0 > 5 * body]

    def off(x0: float, x1: float) -> float:
        own = [line for line in columns if min(x1, line.x1) - max(x0, line.x0) > body]
        if not own:
            return 1e9
        middle = (min(line.x0 for line in own) + max(line.x1 for line in own)) / 2
        return abs((x0 + x1) / 2 - middle)

    alone = max(off(left.x0, left.x1), off(right.x0, right.x1))
    return off(left.x0, right.x1) < 1.2 * body < alone


def _goes_on(right: Line, under: Sequence[Line], body: float) -> bool:
    """Whether no text begins under the right piece: the column there goes on with the one before."""
    own = [line for line in under if min(right.x1, line.x1) - max(right.x0, line.x0) > body]
    if len(own) < 4:
        return False
    first = min(own, key=lambda line: line.cy)
    edge = min(line.start for line in own if line.x0 > first.x0 - 2 * body)
    centred = abs(first.x0 + first.x1 - right.x0 - right.x1) < 4 * body
    return first.start - edge < 0.5 * body and not (centred and first.x1 - first.x0 < 12 * body)


def _one_line(
    left: Line, right: Line, order: Sequence[Line], walls: Sequence[Box], body: float
) -> bool:
    em = min(left.size, right.size)
    gap = right.x0 - left.x1
    few = min(len(left.text), len(right.text)) <= 2
    marked = left.text[-1] in CLOSING or right.text[0] in OPENING or right.text[0] in CLOSING
    if em > 1.3 * body and marked and -1.3 * em < gap < 0.95 * em:
        # The ink of a mark fills a corner of its square: there is white beside it, it measures less,
        # and what is beside it on either side may take it for its own.
        return 0.7 < left.size / right.size < 1.4
    if gap > (18 if few else 7) * em or gap < -0.5 * em or not 0.7 < left.size / right.size < 1.4:
        return False
    if gap < 0.5 * em:
        # Columns are further apart.
        return 0.85 < left.size / right.size < 1.18
    if not few and em > 1.3 * body and 0.5 * em < gap < 1.7 * em:
        # Two halves of a headline, a square apart, stand over one column; two headlines over the
        # white between two.
        x = (left.x1 + right.x0) / 2
        under = [
            line
            for line in order
            if 0.6 * em < line.cy - left.cy < 12 * body and line.size < 1.3 * body
        ]
        across = sum(line.x0 + body < x < line.x1 - body for line in under)
        # So does a kicker or a deck over or under both.
        across += 3 * any(
            line.size > 1.12 * body
            and 0.6 * line.size < abs(line.cy - left.cy) < 2.2 * em
            and line.x0 + body < x < line.x1 - body
            for line in order
        )
        # Weaker, and only for a whole square of white.
        if gap > 0.88 * em:
            across += 3 * (_centred(left, right, under, body) or _goes_on(right, under, body))
        if 0.75 < left.size / right.size < 1.33 and across >= 3:
            return True
    if (
        left.text.isascii()
        and right.text.isascii()
        and left.text.isupper()
        and right.text.isupper()
    ):
        return gap < 2.5 * em
    if any(
        left.x1 - 2 < (wall[0] + wall[2]) / 2 < right.x0 + 2 and wall[1] < left.cy < wall[3]
        for wall in walls
    ):
        return False
    above = [
        line
        for line in order
        if line.turned is left.turned
        and 0.6 * em < left.cy - line.cy < (3.6 if few else 2.0) * em
        and 0.8 < line.size / em < 1.25
        and len(line.text) > 5
    ]
    # The last line of a paragraph may end before the left piece does.
    begun = [line for line in above if line.x0 < left.x0 + 0.5 * em and line.x1 > left.x0 + 4 * em]
    ended = [line for line in above if line.x1 > right.x1 - 0.5 * em and line.x0 < right.x0]
    # One line over both, or two lines of one column.
    return any(
        min(one.x1, two.x1) - max(one.x0, two.x0) > 0.5 * min(one.x1 - one.x0, two.x1 - two.x0)
        for one in begun
        for two in ended
    )
