"""What stands between two pieces of a page: rules, heads, pictures, other columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from jumpline.model.geometry import Box
from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.grid import Grid


class Sight:
    """A page's things in one reading direction, asked about by place. All boxes are in points."""

    def __init__(
        self,
        heads: Sequence[Box],
        columns: Sequence[Stack],
        rules: Sequence[Box],
        fillers: Sequence[Box],
        body: float,
    ) -> None:
        self.heads, self.columns, self.body = heads, columns, body
        self.fillers = fillers
        self._level = [box for box in rules if box[2] - box[0] > box[3] - box[1]]
        self._upright = [box for box in rules if box[3] - box[1] > box[2] - box[0]]
        self._heads_over: dict[int, int | None] = {}
        self._tops: dict[int, float] = {}
        self._feet: dict[int, float] = {}
        self._spans: dict[int, list[tuple[float, float]]] = {}

    def heads_between(
        self, span: tuple[float, float], top: float, foot: float, *, but: int = -1
    ) -> bool:
        """Whether a head stands between two heights over more than a quarter of a span."""
        least = 0.25 * (span[1] - span[0])
        return any(
            at != but
            and top - self.body < (y0 + y1) / 2 < foot + self.body
            and min(x1, span[1]) - max(x0, span[0]) > min(least, 0.5 * (x1 - x0))
            for at, (x0, y0, x1, y1) in enumerate(self.heads)
        )

    def columns_between(
        self, span: tuple[float, float], top: float, foot: float, *but: Stack
    ) -> bool:
        """Whether running text stands between two heights in a span."""
        return any(
            all(stack is not each for each in but)
            and stack.y0 > top - self.body
            and stack.y1 < foot + self.body
            and min(stack.x1, span[1]) - max(stack.x0, span[0]) > 0.5 * (stack.x1 - stack.x0)
            for stack in self.columns
        )

    def ruled(self, span: tuple[float, float], top: float, foot: float) -> bool:
        """Whether a ruling line runs across between two heights."""
        return any(
            top - 2 < (y0 + y1) / 2 < foot + 2
            and min(x1, span[1]) - max(x0, span[0]) > 0.5 * (span[1] - span[0])
            for x0, y0, x1, y1 in self._level
        )

    def walled(self, one: Box, two: Box) -> bool:
        """Whether an upright ruling line stands between two things side by side."""
        left, right = (one, two) if one[0] < two[0] else (two, one)
        top, foot = max(one[1], two[1]), min(one[3], two[3])
        if top > foot:
            # Nothing of one stands beside the other.
            top, foot = left[1], left[3]
        return any(
            left[2] - 2 < (x0 + x1) / 2 < right[0] + 2 and y0 < foot and y1 > top
            for x0, y0, x1, y1 in self._upright
        )

    def filled(self, stack: Stack, top: float) -> float:
        """How much of the white between a height and the column below is pictures. A picture may
        reach under what is drawn on it: only what lies between counts."""
        spans = sorted((max(y0, top), min(y1, stack.y0)) for y0, y1 in self._pictures(stack))
        total, end = 0.0, top
        for low, high in spans:
            # A picture is often drawn twice, as its frame and its ground.
            total += max(0.0, high - max(low, end))
            end = max(end, high)
        return total

    def _pictures(self, stack: Stack) -> list[tuple[float, float]]:
        """Top and foot of the pictures over or under a column, wherever they stand."""
        key = id(stack)
        if key not in self._spans:
            half = 0.5 * (stack.x1 - stack.x0)
            self._spans[key] = [
                (y0, y1)
                for x0, y0, x1, y1 in self.fillers
                if min(x1, stack.x1) - max(x0, stack.x0) > half
            ]
        return self._spans[key]

    def top(self, stack: Stack) -> float:
        """Where a column begins, with the pictures that stand on it."""
        key = id(stack)
        if key not in self._tops:
            top = stack.y0
            # Upwards from thing to thing: a caption, then its picture.
            for y0, y1 in sorted(self._pictures(stack), key=lambda span: -span[1]):
                if -6 * self.body < top - y1 < 5.5 * self.body and y0 < top - self.body:
                    top = y0
            self._tops[key] = top
        return self._tops[key]

    def head_over(self, stack: Stack) -> int | None:
        """The nearest head above a column, whatever stands between; None for none."""
        key = id(stack)
        if key not in self._heads_over:
            best: tuple[float, int] | None = None
            for at, (x0, _, x1, y1) in enumerate(self.heads):
                shared = min(x1, stack.x1) - max(x0, stack.x0)
                if y1 < stack.y0 + self.body and shared > 0.2 * (stack.x1 - stack.x0):
                    if best is None or y1 > best[0]:
                        best = (y1, at)
            self._heads_over[key] = best[1] if best else None
        return self._heads_over[key]

    def close_under(self, head: int, stack: Stack) -> bool:
        """Whether nothing but pictures and a little white stands between a head and a column."""
        foot = self.heads[head][3]
        return stack.y0 - foot - self.filled(stack, foot) < 4 * self.body

    @cached_property
    def grid(self) -> Grid:
        """The columns of the page."""
        return Grid(self.columns, self.body)

    def goes_on_below(self, stack: Stack) -> bool:
        """Whether another piece of the same column follows close below."""
        return any(self.touches(stack, other) for other in self.columns if other is not stack)

    def piece_above(self, stack: Stack) -> bool:
        """Whether another piece of the same column ends close above."""
        return any(self.touches(other, stack) for other in self.columns if other is not stack)

    def touches(self, upper: Stack, lower: Stack) -> bool:
        """Whether two pieces of one column stand close, one below the other."""
        shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
        return -self.body < lower.y0 - upper.y1 < 1.5 * self.body and shared > 0.5 * min(
            upper.x1 - upper.x0, lower.x1 - lower.x0
        )

    def above(self, stack: Stack, other: Stack) -> bool:
        """Whether a column stands wholly higher than another."""
        return stack.y1 < other.y0 - 2 * self.body

    def skipped(self, left: Stack, right: Stack) -> int:
        """How many columns stand between two that stand side by side."""
        return sum(
            other.x0 > left.x1 - self.body
            and other.x1 < right.x0 + self.body
            and min(other.y1, max(left.y1, right.y1)) - max(other.y0, min(left.y0, right.y0))
            > self.body
            for other in self.columns
        )

    @cached_property
    def walls_everywhere(self) -> bool:
        """Whether ruling lines stand between most columns, so that they divide no articles."""
        walled = total = 0
        for left in self.columns:
            for right in self.columns:
                level = min(left.y1, right.y1) - max(left.y0, right.y0)
                if -self.body < right.x0 - left.x1 < 4 * self.body and level > 3 * self.body:
                    total += 1
                    walled += self.walled(left.box, right.box)
        return total >= 4 and walled > 0.7 * total

    def spans(self, head: int, stack: Stack) -> bool:
        """Whether a head reaches over the middle of a column."""
        x0, _, x1, _ = self.heads[head]
        return x0 < (stack.x0 + stack.x1) / 2 < x1

    def centred(self, stack: Stack, centre: float) -> bool:
        """Whether a column is the first of a row of columns with this middle."""
        edge, top = 2 * centre - stack.x0, self.top(stack)
        return any(
            abs(x1 - edge) < 1.3 * self.body
            and abs(y0 - top) < 2.6 * self.body
            and x0 > stack.x0 - self.body
            for x0, y0, x1 in self._row
        )

    @cached_property
    def _row(self) -> list[tuple[float, float, float]]:
        """Left edge, top and right edge of columns, and of pictures that stand among them."""
        return [
            *((stack.x0, self.top(stack), stack.x1) for stack in self.columns),
            *((x0, y0, x1) for x0, y0, x1, y1 in self.fillers if y1 - y0 > 5 * self.body),
        ]

    def completes(self, stack: Stack, centre: float) -> bool:
        """Whether a column is the last of a row of columns with this middle."""
        edge, top = 2 * centre - stack.x1, self.top(stack)
        return any(
            abs(other.x0 - edge) < 1.3 * self.body
            and abs(self.top(other) - top) < 2.6 * self.body
            and other.x0 < stack.x0 + self.body
            for other in self.columns
        )

    def foot(self, stack: Stack) -> float:
        """Where a column ends, with the pieces that stand close under each other."""
        key = id(stack)
        if key not in self._feet:
            under = [s for s in self.columns if s.y0 > stack.y0 and self.touches(stack, s)]
            self._feet[key] = max(self.foot(under[0]), stack.y1) if under else stack.y1
        return self._feet[key]

    def row_ends_under(self, stack: Stack, head: int, centre: float) -> bool:
        """Whether columns from this one to the right end on one line, without a wall, until one
        stands straight under a head, or begins the row that the head stands in the middle of."""
        x0, _, x1, y1 = self.heads[head]
        edge, foot = stack.x1, self.foot(stack)
        over = self.head_over(stack)
        if over is not None and over != head and self.close_under(over, stack):
            return False
        for other in self._from_left:
            near = -self.body < other.x0 - edge < 4 * self.body
            higher = other.y0 < stack.y0 - 2.6 * self.body
            if other is stack or not near or higher:
                continue
            if abs(self.foot(other) - foot) > 2.6 * self.body:
                continue
            if self.walled(stack.box, other.box):
                return False
            under = x0 < (other.x0 + other.x1) / 2 < x1 or self.centred(other, centre)
            if under and other.y0 > y1 - self.body:
                return other.y0 - y1 < 6 * self.body
            over = self.head_over(other)
            if over is not None and over != head and self.close_under(over, other):
                return False
            edge = other.x1
        return False

    def row_to_the_left(self, stack: Stack, head: int) -> int:
        """How many columns of the same top stand to the left without a wall or another head
        over them: columns of the same article, if the head is theirs."""
        box = self.heads[head]
        edge, count = stack.x0, 0
        for other in self._from_right:
            if other is stack or other.x1 > edge + self.body:
                continue
            near = edge - other.x1 < 4 * self.body
            level = abs(self.top(other) - self.top(stack)) < 2.6 * self.body
            if not near or not level or other.y0 < box[3] - self.body:
                continue
            if self.walled(other.box, stack.box):
                break
            over = self.head_over(other)
            if over is not None and over != head and self.heads[over][3] > box[3] - self.body:
                break
            count, edge = count + 1, other.x0
        return count

    @cached_property
    def _from_left(self) -> list[Stack]:
        return sorted(self.columns, key=lambda stack: stack.x0)

    @cached_property
    def _from_right(self) -> list[Stack]:
        return sorted(self.columns, key=lambda stack: -stack.x1)
