"""Lines → stacks of one measure: what a column of text is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import msgspec

from jumpline.model.geometry import Box
from jumpline.stages.layout.runs import OPENING, Line
from jumpline.stages.sentences import ending


class Stack(msgspec.Struct, frozen=True, dict=True):
    """Lines under each other: a column's piece, or the lines of a heading."""

    lines: tuple[Line, ...]
    frame: int

    @cached_property
    def x0(self) -> float:
        """The left edge, without brackets that reach out of it."""
        return min(line.start for line in self.lines)

    @cached_property
    def x1(self) -> float:
        """The right edge, without marks that reach out of it."""
        return max(line.end for line in self.lines)

    @cached_property
    def edges(self) -> tuple[float, float]:
        """Where most of its lines begin and end: the measure, without what reaches out of it."""
        left = Counter(round(line.start / 2) for line in self.lines).most_common(1)[0]
        right = Counter(round(line.end / 2) for line in self.lines).most_common(1)[0]
        em = self.lines[0].size
        inset = 2 * left[0] - self.x0
        # Paragraphs of a line or two: most lines are set in.
        flush = sum(
            line.start - self.x0 < 0.3 * em and line.text[:1] not in OPENING for line in self.lines
        )
        whole = left[1] < 3 or inset > 2.6 * em or (inset > 0.7 * em and flush >= 2)
        x0 = self.x0 if whole else 2.0 * left[0]
        x1 = self.x1 if right[1] < 3 or self.x1 - 2 * right[0] > 2.6 * em else 2.0 * right[0]
        return max(x0 - 1, self.x0), min(x1 + 1, self.x1)

    def face(self, usual: int) -> int:
        """The face of its text: most of its lines', where there are enough to tell, else the
        page's ``usual`` one. Some articles are set in a face of their own."""
        own = self._face
        return usual if own is None else own

    @cached_property
    def _face(self) -> int | None:
        if len(self.lines) < 5:
            return None
        faces = [line.face for line in self.lines]
        if faces.count(faces[0]) == len(faces):
            return faces[0]
        face, count = Counter(faces).most_common(1)[0]
        return face if count > 0.6 * len(faces) else None

    @cached_property
    def y0(self) -> float:
        return self.lines[0].y0

    @cached_property
    def y1(self) -> float:
        return self.lines[-1].y1

    @cached_property
    def box(self) -> Box:
        return (self.x0, self.y0, self.x1, self.y1)

    @property
    def size(self) -> float:
        return self.lines[0].size

    @cached_property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


def frame_of(line: Line, frames: Sequence[Box]) -> int:
    """The smallest frame around a line's middle; -1 for none."""
    cx, cy = (line.x0 + line.x1) / 2, line.cy
    best, area = -1, float("inf")
    for number, (x0, y0, x1, y1) in enumerate(frames):
        if x0 <= cx <= x1 and y0 <= cy <= y1 and (x1 - x0) * (y1 - y0) < area:
            best, area = number, (x1 - x0) * (y1 - y0)
    return best


def stacks(
    lines: Sequence[Line],
    frames: Sequence[Box],
    rules: Sequence[Box],
    body: float,
    alone: Callable[[Line], bool],
    body_face: int,
) -> list[Stack]:
    """Every line joins the stack that it continues, from the top of the page to its foot. A line
    that stands ``alone`` (a byline) neither continues a stack nor begins one."""
    open_: list[list[Line]] = []
    #: Left and right edge of the lines of each.
    spans: list[tuple[float, float]] = []
    frame: dict[int, int] = {}
    closed: set[int] = set()
    live: list[int] = []
    measure = _measure(lines, body)
    for line in sorted(lines, key=lambda line: (line.y0, line.x0)):
        inside = frame_of(line, frames)
        best: tuple[float, int] | None = None
        single = alone(line)
        live = [n for n in live if line.y0 - open_[n][-1].y1 < 2 * open_[n][-1].size]
        for number in live:
            stack = open_[number]
            if frame[number] != inside or single:
                continue
            if number in closed and not _second_byline(stack[-1], line, body_face):
                continue
            distance = _continues(stack, spans[number], line, body, measure)
            if distance is None or _crossed(stack[-1], line, rules):
                continue
            if best is None or distance < best[0]:
                best = (distance, number)
        if best is not None:
            left, right = spans[best[1]]
            spans[best[1]] = (min(left, line.x0), max(right, line.x1))
            open_[best[1]].append(line)
        else:
            frame[len(open_)] = inside
            if single:
                closed.add(len(open_))
            live.append(len(open_))
            open_.append([line])
            spans.append((line.x0, line.x1))
    return _healed([Stack(tuple(found), frame[number]) for number, found in enumerate(open_)])


def _healed(stacks: list[Stack]) -> list[Stack]:
    """Columns cut by a subhead too long for them, whole again."""
    kept: list[Stack] = []
    for stack in stacks:
        above = next((at for at, other in enumerate(kept) if _cut_by_first(other, stack)), None)
        if above is None:
            kept.append(stack)
        else:
            kept[above] = Stack((*kept[above].lines, *stack.lines), stack.frame)
    return kept


def _cut_by_first(above: Stack, stack: Stack) -> bool:
    first, rest = stack.lines[0], stack.lines[1:]
    if not rest or above.frame != stack.frame or above.lines[-1].face != rest[0].face:
        return False
    if not -0.5 * first.size < first.y0 - above.y1 < first.size:
        return False
    em, left, right = first.size, min(line.start for line in rest), max(line.end for line in rest)
    return (
        abs(above.size - first.size) < 0.1 * em
        and abs(above.x0 - left) < 1.2 * em
        and above.x1 < right + 1.2 * em
        and sticks_out(first, left, right)
    )


def sticks_out(line: Line, left: float, right: float) -> bool:
    """Whether a line is too long for its column and reaches out of it, at both sides or one."""
    em = line.size
    return (
        left - 2.5 * em < line.start < left + 0.5 * em
        and right + 0.7 * em < line.end < right + 3 * em
    )


def _second_byline(last: Line, line: Line, body_face: int) -> bool:
    """Whether a line goes on with the byline over it: more names, set like the first."""
    middle = abs((last.x0 + last.x1) - (line.x0 + line.x1)) < line.size
    return (
        line.face == last.face
        and (line.face != body_face or middle)
        and abs(line.size - last.size) < 0.05 * line.size
        and (middle or abs(line.x0 - last.x0) < 0.5 * line.size)
        and line.x1 - line.x0 < last.x1 - last.x0
        and len(line.text) <= 24
        and ending(line.text) == "open"
    )


def upright(lines: Sequence[Line], frames: Sequence[Box]) -> list[Stack]:
    """Upright headlines: tall lines side by side are one, read from the right."""
    groups: list[list[Line]] = []
    for line in sorted((line for line in lines if line.tall), key=lambda line: -line.x0):
        for group in groups:
            last = group[-1]
            near = last.x0 - line.x1 < 1.2 * max(last.size, line.size)
            level = min(last.y1, line.y1) - max(last.y0, line.y0) > 0
            if near and level and abs(last.size - line.size) < 0.15 * line.size:
                group.append(line)
                break
        else:
            groups.append([line])
    return [Stack(tuple(group), frame_of(group[0], frames)) for group in groups]


def common_measure(lines: Sequence[Line], body: float) -> float:
    """The measure of most columns, in points; 0 where there is none."""
    widths = _widths((line for line in lines if line.x1 - line.x0 > 6 * body), body)
    return 0.5 * body * widths.most_common(1)[0][0] if widths else 0.0


def _measure(lines: Sequence[Line], body: float) -> float:
    """The widest measure that several lines of the body share; 0 where there is none."""
    widths = _widths((line for line in lines if not line.tall), body)
    return 0.5 * body * max((width for width, count in widths.items() if count >= 6), default=0)


def _widths(lines: Iterable[Line], body: float) -> Counter[int]:
    """How many lines of the body's size are so wide, in half ems."""
    return Counter(
        round(2 * (line.x1 - line.x0) / body)
        for line in lines
        if abs(line.size - body) < 0.1 * body
    )


def _continues(
    stack: list[Line], span: tuple[float, float], line: Line, body: float, measure: float
) -> float | None:
    """How far below a stack of this ``span`` a line stands that continues it; None if it does
    not."""
    last = stack[-1]
    em = max(last.size, line.size)
    if abs(last.size - line.size) > 0.12 * em or (
        line.face != last.face and not line.mixed and not last.mixed
    ):
        return None
    gap = line.y0 - last.y1
    if not -0.5 * em < gap < (1.0 * em if em < 1.3 * body else 0.8 * em):
        return None
    left, right = span
    overlap = min(right, line.x1) - max(left, line.x0)
    # The measure is known to a quarter of an em.
    widest = 1.05 * measure + 0.25 * body
    close = gap < 0.8 * em and max(right, line.x1) - min(left, line.x0) < widest
    if len(stack) <= 2 and close and em < 1.3 * body and right - left < measure - em:
        # The end of a paragraph at a column's top, a subhead: they do not tell the measure yet.
        return gap if left - 2.7 * em < line.x0 < max(left + 2.7 * em, right) else None
    if overlap < 0.5 * min(right - left, line.x1 - line.x0):
        return None
    centred = abs((line.x0 + line.x1) - (last.x0 + last.x1)) < 1.0 * em
    if em < 1.3 * body and not (centred and len(stack) <= 2):
        # A column keeps its measure; only a first line set in may stand more to the right.
        if line.x0 < left - (2.7 * em if len(stack) <= 2 else 0.7 * em):
            return None
        full = len(stack) > 2 or any(each.x1 - each.x0 > 6 * em for each in stack)
        if full and line.x1 > right + 1.3 * em and right - left > 6 * em:
            return None
    return gap + abs(line.x0 - left) * 0.05


def _crossed(above: Line, below: Line, rules: Sequence[Box]) -> bool:
    """Whether a ruling line runs between two lines."""
    for x0, y0, x1, y1 in rules:
        level = (y0 + y1) / 2
        if above.cy < level < below.cy and x1 - x0 > y1 - y0:
            if min(x1, below.x1) - max(x0, below.x0) > 0.3 * (below.x1 - below.x0):
                return True
    return False


def rejoin(
    columns: Sequence[Stack],
    subheads: Sequence[Stack],
    rules: Sequence[Box],
    body: float,
    measure: float,
) -> tuple[list[Stack], list[Stack]]:
    """Pieces of a column that only a subhead divides, whole again with it; and the subheads that
    stand on no column."""
    groups: list[list[Stack]] = []
    for stack in sorted((*columns, *subheads), key=lambda s: (s.y0, s.x0)):
        for group in groups:
            last = group[-1]
            shared = min(last.x1, stack.x1) - max(last.x0, stack.x0)
            near = -0.6 * body < stack.y0 - last.y1 < 2.0 * body
            divided = stack in subheads or last in subheads
            if (
                divided
                and near
                and last.frame == stack.frame
                and not _crossed(last.lines[-1], stack.lines[0], rules)
                and (
                    shared > 0.5 * min(last.x1 - last.x0, stack.x1 - stack.x0)
                    or _after_short(last, stack, body, measure)
                )
                and _one_measure([*group, stack], subheads, body, measure)
            ):
                group.append(stack)
                break
        else:
            groups.append([stack])
    whole = [
        Stack(tuple(line for stack in group for line in stack.lines), group[0].frame)
        for group in groups
        if len(group) > 1 or group[0] not in subheads
    ]
    return whole, [group[0] for group in groups if len(group) == 1 and group[0] in subheads]


def _after_short(last: Stack, stack: Stack, body: float, measure: float) -> bool:
    """Whether a subhead stands under the short end of a paragraph at the top of its column."""
    return (
        len(last.lines) <= 2
        and last.x0 - body < stack.x0
        and stack.x1 < last.x0 + measure + body
        and last.x1 - last.x0 < measure
    )


def _one_measure(
    group: Sequence[Stack], subheads: Sequence[Stack], body: float, measure: float
) -> bool:
    """Whether the subheads stand in the measure of their column: a caption may be wider."""
    columns = [stack for stack in group if stack not in subheads]
    if not columns:
        return True
    left, right = min(s.x0 for s in columns), max(s.x1 for s in columns)
    if all(len(stack.lines) <= 2 for stack in columns) and right - left < measure:
        # The end of a paragraph does not tell the measure.
        return all(left - body < s.x0 and s.x1 < left + measure + body for s in group)
    return right - left < 1.3 * max(s.x1 - s.x0 for s in columns) and all(
        left - 2.5 * body < stack.x0 and stack.x1 < right + 2.5 * body for stack in group
    )
