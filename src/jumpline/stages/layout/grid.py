"""The columns of a page: where a short piece's column begins and ends, of which it says too little
itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from jumpline.stages.layout.columns import Stack

#: So many lines tell the edges of their column.
_LINES = 3
#: How many columns further on the page's longer ones tell where one stands.
_FURTHER = (1, 2, 3)
#: How exactly a line begins where its column does, in ems.
_NEAR = 0.15
#: What is narrower than this share of the pitch is no column: a date block.
_WIDE = 0.5


class Grid:
    """The pieces of a page that tell their column's edges. All measures are in points."""

    def __init__(self, columns: Sequence[Stack], body: float) -> None:
        self.body = body
        self._long = [stack for stack in columns if len(stack.lines) >= _LINES]

    def edges(self, stack: Stack) -> tuple[float, float]:
        """Left and right edge of the column that a piece stands in: its own where it is long enough
        to tell, or where none of the page is known at its place."""
        if len(stack.lines) >= _LINES:
            return stack.edges
        em = stack.size
        around = [
            (x0, x1)
            for x0, x1 in self._places(stack.frame)
            if x0 - 0.6 * em < stack.x0 < x0 + 2.7 * em and stack.x1 < x1 + 1.3 * em
        ]
        if not any(self._begins_at(x0, stack) for x0, _ in around):
            # Another article may stand on columns of its own.
            around += [edges for edges in self._room if self._begins_at(edges[0], stack)]
        if not around:
            return stack.x0, stack.x1
        return min(
            around,
            key=lambda edges: (
                not self._begins_at(edges[0], stack),
                abs(edges[1] - stack.x1) + abs(edges[0] - stack.x0),
            ),
        )

    def _begins_at(self, left: float, stack: Stack) -> bool:
        """Whether a piece begins where a column does, or as far within as a first line is set."""
        inset, em = stack.x0 - left, stack.size
        return any(abs(inset - wide * em) < _NEAR * em for wide in (0.0, self._indent))

    def holds(self, stack: Stack) -> bool:
        """Whether a piece begins at the edge of a column, or set in, and ends within it."""
        near = 0.5 * self.body
        return any(
            x0 - near < stack.x0 < x0 + 5 * near and stack.x1 < x1 + near for x0, x1 in self._known
        ) or any(
            abs(stack.x0 - x0) < near and stack.x1 < x1 + near
            for x0, x1 in self._further(self._known)
        )

    def _places(self, frame: int) -> Iterator[tuple[float, float]]:
        """The columns in a frame, and after them those that the page has room for."""
        own = [
            stack.edges
            for stack in self._long
            if stack.frame == frame and stack.size < 1.3 * self.body
        ]
        yield from own
        yield from self._further(own)

    def _further(self, known: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
        """Places to the right of columns at which other columns would stand, and none does
        otherwise."""
        near = 0.5 * self.body
        wide = [(x0, x1) for x0, x1 in self._known if x1 - x0 > _WIDE * self._pitch]
        for left, right in self._steps(known):
            if not any(low < right - near and high > left + near for low, high in wide):
                yield left, right

    def _steps(self, known: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
        for x0, x1 in known if self._pitch else ():
            for count in _FURTHER:
                yield x0 + count * self._pitch, x1 + count * self._pitch

    @cached_property
    def _room(self) -> list[tuple[float, float]]:
        """Places to the right of all columns, whatever stands there otherwise."""
        return list(self._steps(self._known))

    @cached_property
    def _indent(self) -> float:
        """How far first lines are set in on this page, in ems; 0 where they are not."""
        insets = Counter(
            round(2 * (line.start - stack.edges[0]) / line.size) / 2
            for stack in self._long
            for line in stack.lines
            if line.size and line.is_inset(stack.edges[0])
        )
        return insets.most_common(1)[0][0] if insets else 0.0

    @cached_property
    def _known(self) -> list[tuple[float, float]]:
        return [(stack.x0, stack.x1) for stack in self._long]

    @cached_property
    def _pitch(self) -> float:
        """How far from each other columns side by side begin, usually; 0 where there are none."""
        lefts = {x0 for x0, _ in self._known}
        steps = Counter(
            round(right - x0)
            for x0, x1 in self._known
            for right in lefts
            if 0.5 * self.body < right - x1 < 4 * self.body
        )
        return float(steps.most_common(1)[0][0]) if steps else 0.0
