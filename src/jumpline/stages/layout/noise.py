"""Lines as an engine saw them → lines that can be measured.

The height of a recognised line's box says little: it depends on which characters are in it, on blur
and on the engine. How far its characters stand apart says much. So Chinese type is measured along the
line, and lines that stand close together in one column are of one size.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.recognised import ReadLine, Word
from jumpline.model.text import is_cjk
from jumpline.stages.layout.runs import CLOSING, OPENING, Line

#: Ink of a line of Chinese is this much lower than its em.
_INK = 0.91
#: And that of a line of letters with ascenders and descenders.
_LETTERS = 0.9
_CAPITALS = 0.72


def advance(line: ReadLine) -> float:
    """The em of a line, in points: of Chinese from the steps between its characters, of letters from
    their widths; 0 where it has too few, or no box for each."""
    words = [word for word in line.words if word.box is not None]
    if not any(map(is_cjk, line.text)):
        return _by_width(words)
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


def _by_width(words: Sequence[Word]) -> float:
    """The em of words in letters, from how wide they are: the white between them, which justifying
    stretches, counts for nothing."""
    wide = em = 0.0
    for word in words:
        if word.box is not None:
            wide += word.box[2] - word.box[0]
            em += sum(map(_width, word.text))
    return wide / em if em > 2 else 0.0


def _width(char: str) -> float:
    """The usual share of an em that a letter is wide."""
    if char in "ijl.,'!|:;ftI()[]-":
        return 0.3
    if char in "mwMW":
        return 0.8
    return 0.66 if char.isupper() else 0.48


def _square(char: str) -> bool:
    return is_cjk(char) and char.isalnum()


def size_of(line: ReadLine, usual: float = 0.0) -> float:
    """The em of a line whose engine tells where its characters stand; 0 for others.
    Loosely set type has wide steps, narrow type and what lies near by make it high: the height tells
    the em of large type, the less of both that of the text, whose step is ``usual`` (0 where nothing
    is known)."""
    if line.box is None or not len(line.words):
        return 0.0
    x0, y0, x1, y1 = line.box
    step = advance(line)
    if not any(map(is_cjk, line.text)):
        low = (y1 - y0) / (_CAPITALS if line.text.isupper() else _LETTERS)
        if not _alike(line):
            return 0.0
        # Letters set apart are as large as they are high.
        return (low if low < 0.8 * step else max(low, step)) if step > 1.3 * usual > 0 else step
    high = ((x1 - x0) if line.vertical else (y1 - y0)) / _INK
    if not step:
        return high
    if high > 1.12 * step:
        return min(high, 1.6 * step) if high > 1.45 * (usual or high) else step
    return min(high, step)


def _alike(line: ReadLine) -> bool:
    """Whether an engine knows the height of the line only, not that of its words."""
    assert line.box is not None
    return all(
        word.box is not None
        and abs(word.box[1] - line.box[1]) + abs(word.box[3] - line.box[3]) < 0.1
        for word in line.words
    )


def usual_step(lines: Sequence[ReadLine]) -> float:
    """The step of most of a page's lines; 0 where none has one."""
    return middle((step, len(line.text)) for line in lines if (step := advance(line)) > 0)


def middle(weighed: Iterable[tuple[float, int]]) -> float:
    """The median of values, each with its weight; 0 where there is none."""
    order = sorted(weighed)
    half, seen = sum(count for _, count in order) / 2, 0
    for value, count in order:
        seen += count
        if seen >= half:
            return value
    return 0.0


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
        if line.size > 1.3 * body and (head := _same_block(lines, order, place)) is not None:
            found[at] = msgspec.structs.replace(line, size=max(line.size, head.size))
            continue
        if not usual or (abs(usual[0] - body) > 0.01 and len(line.text) > 4):
            continue
        ratio = usual[0] / line.size
        most = 1.5 if len(line.text) <= 4 else 1.25
        if 1 / most < ratio < most and (len(set(beside)) == 1 or len(line.text) <= 4):
            found[at] = msgspec.structs.replace(line, size=usual[0])
    return found


def _same_block(lines: Sequence[Line], order: Sequence[int], place: int) -> Line | None:
    """The next line of a headline: it begins and ends where this one does."""
    line = lines[order[place]]
    for step in (-1, 1):
        other = _next(lines, order, place, step)
        if other is not None and 0.8 < other.size / line.size < 1.25:
            near = max(abs(other.x0 - line.x0), abs(other.x1 - line.x1))
            if near < 0.6 * line.size:
                return other
    return None


def plain_where_full(lines: Sequence[Line], body: float) -> list[Line]:
    """Bold lines of the text that fill their column, or that end a sentence, are no subheads: words in
    them are bold (本报讯, names)."""
    order = sorted(range(len(lines)), key=lambda at: (lines[at].y0, lines[at].x0))
    found = list(lines)
    for place, at in enumerate(order):
        line = lines[at]
        if not line.face or line.size > 1.1 * body:
            continue
        beside = [_next(lines, order, place, step) for step in (-1, 1)]
        if line.text[-1] in "。；！？" or any(
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
        if not _square(word.text):
            continue
        found.append((word.box[0] + word.box[2]) / 2 - way * (place * step + 0.5 * size))
    return median(found) if found else None


def squared(line: Line) -> Line:
    """A Chinese line as high as its em, about the middle of its ink: so are printed ones."""
    if not any(map(is_cjk, line.text)) or not math.isfinite(line.size):
        return line
    middle = line.cy
    return msgspec.structs.replace(line, y0=middle - line.size / 2, y1=middle + line.size / 2)
