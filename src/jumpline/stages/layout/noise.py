"""Lines as an engine saw them → lines that can be measured.

The height of a recognised line's box says little: it depends on which characters are in it, on blur
and on the engine. How far its characters stand apart says much. So Chinese type is measured along the
line; lines that stand close together in one column are of one size; a line that an engine read
across the white between two columns is two.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from statistics import median

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.recognised import Piece, ReadLine, Word, words_of
from jumpline.model.text import is_cjk
from jumpline.stages.layout.runs import CLOSING, OPENING, Line

#: Ink of a line of Chinese is this much lower than its em.
_INK = 0.91
#: White inside a line that is wider than this many ems may be that between columns.
_GAP = 1.0


def advance(line: ReadLine) -> float:
    """The em of a Chinese line, in points, from the steps between its characters; 0 where it has
    too few, or no box for each."""
    words = [word for word in line.words if word.box is not None]
    steps = []
    for one, two in itertools.pairwise(words):
        if len(one.text) == len(two.text) == 1 and _square(one.text) and _square(two.text):
            assert one.box is not None
            assert two.box is not None
            at = 1 if line.vertical else 0
            steps.append((two.box[at] + two.box[at + 2] - one.box[at] - one.box[at + 2]) / 2)
    if len(steps) < 3:
        return 0.0
    usual = median(steps)
    near = [step for step in steps if 0.6 * usual < step < 1.5 * usual]
    return sum(near) / len(near) if near else 0.0


def _square(char: str) -> bool:
    return is_cjk(char) and char.isalnum()


def size_of(line: ReadLine, usual: float = 0.0) -> float:
    """The em of a line with Chinese characters; 0 for others and where it has no boxes for each.
    Loosely set type has wide steps, narrow type and what lies near by make it high: the height tells
    the em of large type, the less of both that of the text, whose step is ``usual`` (0 where nothing
    is known)."""
    if line.box is None or not any(map(is_cjk, line.text)) or not len(line.words):
        return 0.0
    x0, y0, x1, y1 = line.box
    high = ((x1 - x0) if line.vertical else (y1 - y0)) / _INK
    step = advance(line)
    if not step:
        return high
    if high > 1.12 * step:
        return min(high, 1.6 * step) if high > 1.45 * (usual or high) else step
    return min(high, step)


def usual_step(lines: Sequence[ReadLine]) -> float:
    """The step of most of a page's lines; 0 where none has one."""
    steps = sorted((step, len(line.text)) for line in lines if (step := advance(line)) > 0)
    half, seen = sum(count for _, count in steps) / 2, 0
    for step, count in steps:
        seen += count
        if seen >= half:
            return step
    return 0.0


# -- lines that are two --------------------------------------------------------------------


def parted(pieces: Sequence[Piece], walls: Sequence[Box]) -> list[Piece]:
    """Pieces whose lines end where a column does. ``walls`` are ruling lines."""
    upright = [box for box in walls if box[3] - box[1] > 3 * (box[2] - box[0])]
    level = [line for piece in pieces for line in piece.lines if not line.vertical and line.box]
    edges = _edges(level)
    found = []
    for piece in pieces:
        parts = [part for line in piece.lines for part in _parts(line, upright, edges)]
        if len(parts) == len(piece.lines):
            found.append(piece)
        elif piece.hint is None:
            found += [
                Piece((part,), part.box, story=piece.story, place=piece.place) for part in parts
            ]
        else:
            found.append(msgspec.structs.replace(piece, lines=tuple(parts)))
    return found


def _edges(lines: Sequence[ReadLine]) -> list[tuple[float, float, float]]:
    """(x, y0, y1) of every line's left end, for those that ask whether a column begins there."""
    return [(line.box[0], line.box[1], line.box[3]) for line in lines if line.box]


def _parts(
    line: ReadLine, walls: Sequence[Box], edges: Sequence[tuple[float, float, float]]
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
            if _is_gutter(left[2], right[0], line.box, em, walls, edges):
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
) -> bool:
    middle = (box[1] + box[3]) / 2
    if any(
        left - 0.4 * em < (wall[0] + wall[2]) / 2 < right + 0.4 * em and wall[1] < middle < wall[3]
        for wall in walls
    ):
        return True
    if right - left < 0.6 * em:
        return False
    # Other lines near by begin just here, and none is written across.
    near = [y0 for x, y0, y1 in edges if abs(x - right) < 0.5 * em and abs(y0 - box[1]) < 8 * em]
    return len(near) >= (2 if right - left > _GAP * em else 4)


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
                few = len(current.text) <= 2 or len(line.text) <= 2 or _spaced(current.text)
                latin = current.text.isascii() and line.text.isascii()
                text = current.text + (" " if latin or (wide and not few) else "") + line.text
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


def _one_line(
    left: Line, right: Line, order: Sequence[Line], walls: Sequence[Box], body: float
) -> bool:
    em = min(left.size, right.size)
    gap = right.x0 - left.x1
    few = min(len(left.text), len(right.text)) <= 2
    if gap > (18 if few else 7) * em or gap < -0.5 * em or not 0.7 < left.size / right.size < 1.4:
        return False
    if gap < 0.5 * em and is_cjk(left.text[-1]) and is_cjk(right.text[0]):
        # Columns are further apart.
        return 0.85 < left.size / right.size < 1.18
    if not few and em > 1.3 * body and -0.5 * em < gap < 1.7 * em:
        # Two halves of a headline stand over one column; two headlines over the white between two.
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
        if 0.75 < left.size / right.size < 1.33 and across >= 3:
            return True
    if (
        left.text.isascii()
        and right.text.isascii()
        and left.text.isupper()
        and right.text.isupper()
    ):
        return gap < 2.5 * em
    if not is_cjk(left.text[-1]) or not is_cjk(right.text[0]):
        return False
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
    begun = [line for line in above if line.x0 < left.x0 + 0.5 * em and line.x1 > left.x1]
    ended = [line for line in above if line.x1 > right.x1 - 0.5 * em and line.x0 < right.x0]
    # One line over both, or two lines of one column.
    return any(
        min(one.x1, two.x1) - max(one.x0, two.x0) > 0.5 * min(one.x1 - one.x0, two.x1 - two.x0)
        for one in begun
        for two in ended
    )


def on_pictures(lines: Sequence[Line], pictures: Sequence[Box]) -> tuple[list[Line], list[Line]]:
    """The lines of the page, and those that a photograph shows."""
    page: list[Line] = []
    shown: list[Line] = []
    for line in lines:
        x = (line.x0 + line.x1) / 2
        inside = not line.turned and any(
            box[0] < x < box[2] and box[1] + line.size / 2 < line.cy < box[3] - line.size / 2
            for box in pictures
        )
        (shown if inside else page).append(line)
    return (page, shown) if page else (shown, [])


# -- lines of one column ---------------------------------------------------------------------


def settled(lines: Sequence[Line], body: float) -> list[Line]:
    """Lines whose neighbours above and below are of one size, and that are nearly of it, have it
    too: a line of few characters is hard to measure."""
    order = sorted(range(len(lines)), key=lambda at: (lines[at].y0, lines[at].x0))
    found = list(lines)
    for place, at in enumerate(order):
        line = lines[at]
        if len(line.text) > 12 and abs(line.size - body) < 0.01:
            continue
        beside: list[float] = []
        for step in (-1, 1):
            other = _next(lines, order, place, step)
            if other is not None:
                beside.append(other.size)
        usual = [size for size in beside if abs(size - body) < 0.01] or beside
        if not usual or (abs(usual[0] - body) > 0.01 and len(line.text) > 4):
            continue
        ratio = usual[0] / line.size
        most = 1.5 if len(line.text) <= 4 else 1.25
        if 1 / most < ratio < most and (len(set(beside)) == 1 or len(line.text) <= 4):
            found[at] = msgspec.structs.replace(line, size=usual[0])
    return found


def plain_where_full(lines: Sequence[Line], body: float) -> list[Line]:
    """Bold lines of the text that fill their column are no subheads: words in them are bold (本报讯,
    names)."""
    order = sorted(range(len(lines)), key=lambda at: (lines[at].y0, lines[at].x0))
    found = list(lines)
    for place, at in enumerate(order):
        line = lines[at]
        if not line.face or line.size > 1.1 * body:
            continue
        beside = [_next(lines, order, place, step) for step in (-1, 1)]
        if any(
            other is not None and abs(other.x1 - line.x1) < 1.2 * body and not other.face
            for other in beside
        ):
            found[at] = msgspec.structs.replace(line, face=0, mixed=True)
    return found


def _next(lines: Sequence[Line], order: Sequence[int], place: int, step: int) -> Line | None:
    """The line directly above (-1) or below (1) in the same column."""
    line = lines[order[place]]
    at = place + step
    while 0 <= at < len(order) and abs(lines[order[at]].y0 - line.y0) < 3 * line.size:
        other = lines[order[at]]
        across = min(line.x1, other.x1) - max(line.x0, other.x0)
        apart = (other.cy - line.cy) * step
        if other.turned is line.turned and apart > 0.5 * line.size:
            if (
                across > 0.7 * min(line.x1 - line.x0, other.x1 - other.x0)
                and apart < 2.2 * line.size
            ):
                return other
        at += step
    return None


def extent(line: ReadLine, size: float) -> Box | None:
    """A line's box with the squares of the marks at its ends: a recognised quotation mark is its ink,
    a printed one its half or whole square. Measured from its neighbour, so that ``Line.start`` and
    ``Line.end`` are right."""
    if line.box is None or line.vertical:
        return line.box
    x0, y0, x1, y1 = line.box
    words = [word for word in line.words if word.box is not None]
    step = advance(line) or size
    size = min(size, step)
    if len(words) >= 2 and size > 0:
        first, last = _square_end(words, size, step, 1), _square_end(words, size, step, -1)
        # The ink of a dash, of 一 and of brackets does not fill its square.
        own = is_cjk(line.text[0]) or line.text[0] in "—…(["
        if first is not None and (
            line.text[0] in OPENING or (own and 0.25 * size < x0 - first < 0.9 * size)
        ):
            x0 = first
        if last is not None and line.text[-1] in CLOSING:
            x1 = max(x1, min(last, x1 + 0.6 * size))
    return (x0, y0, max(x0, x1), y1)


def _square_end(words: Sequence[Word], size: float, step: float, way: int) -> float | None:
    """Where the square of the first character (``way`` 1) or of the last (-1) begins or ends, as its
    neighbours tell it; None where they are no single characters."""
    found: list[float] = []
    row = words if way > 0 else words[::-1]
    if len(row[0].text) != 1:
        return None
    for place, word in enumerate(row[1:7], 1):
        if len(word.text) != 1 or word.box is None:
            break
        found.append((word.box[0] + word.box[2]) / 2 - way * (place * step + 0.5 * size))
    return median(found) if found else None


def squared(line: Line) -> Line:
    """A Chinese line as high as its em, about the middle of its ink: so are printed ones."""
    if not any(map(is_cjk, line.text)) or not math.isfinite(line.size):
        return line
    middle = line.cy
    return msgspec.structs.replace(line, y0=middle - line.size / 2, y1=middle + line.size / 2)
