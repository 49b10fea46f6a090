"""White between columns, told from white inside a line by what stands above and below it."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from jumpline.model.geometry import Box
from jumpline.model.text import is_cjk
from jumpline.stages.layout.runs import CLOSING, OPENING, Run

#: How far up and down a gutter is looked for, in body sizes; about seven lines either way.
_REACH = 10.0
#: Lines that must leave the same white, beside the one in question.
_WITNESSES = 3
#: Characters that a headline has at least.
_HEADLINE = 4
#: Lines of a page that make an edge of its columns.
_COMMON = 8


class Gutters:
    """The runs of one direction, by height."""

    def __init__(self, runs: Sequence[Run], body: float, walls: Sequence[Box] = ()) -> None:
        self.body, self.walls = body, walls
        self._runs = sorted(
            (run for run in runs if 0.8 * body < run.size < 1.15 * body), key=lambda run: run.cy
        )
        self._large = [run for run in runs if run.size > 1.3 * body]
        self._white: dict[int, list[tuple[float, float]]] = {}
        wide = [run for run in self._runs if run.x1 - run.x0 > 5 * body]
        self._starts = Counter(round(run.x0 / 2) for run in wide)
        self._ends = Counter(round(run.x1 / 2) for run in wide)
        self._levels = [run.cy for run in self._runs]

    def divide(self, left: Run, right: Run) -> bool:
        """Whether the white between two runs of one line is a gutter: the lines around leave it
        free, too, and end and begin at its edges."""
        if not 0.9 * self.body < left.size < 1.1 * self.body:
            return False
        low, high = _inner_edges(left, right)
        if not 0.35 * self.body < high - low < 4 * self.body:
            return False
        ends = begins = crossing = near = 0
        em = self.body
        around = self._at(left.cy - _REACH * em, left.cy + _REACH * em)
        whole = self._begins_line(left, around)
        for run in around:
            if run is left or run is right:
                continue
            if run.x0 < low - em and run.x1 > high + em:
                # A run that follows the file across the gutter leaves it free all the same.
                open_ = any(a < low + 1 and b > high - 1 for a, b in self._gaps(run))
                crossing += not open_
                near += not open_ and abs(run.cy - left.cy) < 1.9 * em
                ends, begins = ends + open_, begins + open_
                continue
            if abs(run.cy - left.cy) < 0.3 * em:
                continue
            # A line of a column begins at its edge or is set in; what is centred begins anywhere.
            off = (run.x0 - left.x0) / em
            aligned = not whole or -2.4 < off < 0.6 or 1.2 < off < 2.4
            # The line in question may be the last of its paragraph, and short.
            ends += low - 0.3 * em < run.x1 < max(low + 1.2 * em, high - 0.35 * em) and aligned
            # The line in question may be the first of its paragraph, and set in.
            begins += (
                max(low + 0.3 * em, high - 2.4 * em) < run.x0 < high + 1.2 * em
                and run.x1 > high + 3 * em
            )
        # A heading, or a notice below, may run across where the gutter ends.
        if min(ends, begins) >= max(_WITNESSES, 3 * crossing):
            return True
        # Lines that fill just the left one's measure: the right one is of the next column, of
        # which there may be no more under a picture.
        if not crossing and high - low > 0.8 * em and self._is_full(left, around):
            return True
        if near:
            return False
        # A mark at the line's end may be set to its whole width, to half of it, or hang; a last
        # line may be short.
        steps = range(int(max(left.x1 - low, high - 0.35 * em - low) / 2) + 1)
        return any(self._at_edges(low + 2 * step, high) for step in steps)

    def _at(self, low: float, high: float) -> list[Run]:
        """The runs between two heights."""
        return self._runs[bisect_left(self._levels, low) : bisect_left(self._levels, high)]

    def _begins_line(self, run: Run, around: Sequence[Run]) -> bool:
        """Whether nothing of its line stands close before a run."""
        return not any(
            abs(other.cy - run.cy) < 0.3 * self.body
            and -0.2 * self.body < run.x0 - other.x1 < 0.7 * self.body
            for other in around
            if other is not run
        )

    def _is_full(self, run: Run, around: Sequence[Run]) -> bool:
        """Whether most lines near a run begin and end where it does: it is a whole line."""
        em = self.body
        alike = [
            other
            for other in around
            if other is not run
            and abs(other.x1 - run.x1) < 0.6 * em
            and -0.6 * em < other.x0 - run.x0 < 2.3 * em
        ]
        return len(alike) >= _WITNESSES and run.x1 - run.x0 > 8 * em

    def _at_edges(self, low: float, high: float) -> bool:
        """Whether many lines of the page end and begin at the edges of a white."""
        ends = sum(self._ends[round(low / 2) + step] for step in (-1, 0, 1))
        begins = sum(self._starts[round(high / 2) + step] for step in (-1, 0, 1))
        return ends >= _COMMON and begins >= _COMMON

    def _gaps(self, run: Run) -> list[tuple[float, float]]:
        """White wider than half an em inside a run."""
        if id(run) not in self._white:
            at = 1 if run.turned else 0
            boxes = [glyph.box for glyph in run.glyphs]
            self._white[id(run)] = [
                (before[at + 2], after[at])
                for before, after in itertools.pairwise(boxes)
                if after[at] - before[at + 2] > 0.5 * run.size
            ]
        return self._white[id(run)]

    def between(self, left: Run, right: Run) -> bool:
        """Whether the white between two large runs holds a gutter of the columns above or below:
        two headlines side by side."""
        reach = 25 * self.body
        ends = begins = 0
        for run in self._at(left.cy - reach, left.cy + reach):
            ends += left.x1 - self.body < run.x1 <= right.x0 and run.x0 < left.x1 - 3 * self.body
            begins += left.x1 <= run.x0 < right.x0 + self.body and run.x1 > right.x0 + 3 * self.body
        return min(ends, begins) >= 2 * _WITNESSES

    def each_flush(self, left: Run, right: Run, white: float) -> bool:
        """Whether each of two large runs begins just where columns below do, and columns end in the
        ``white`` between them. Two phrases of one headline stand a whole character apart."""
        if white < 0.3 * right.size or abs(white - right.size) < 0.12 * right.size:
            return False
        if any(self._runs_across(run, left, right) for run in self._large):
            return False
        reach, near = 25 * self.body, 0.3 * self.body
        ends = first = second = 0
        for run in self._at(left.cy - reach, left.cy + reach):
            if run.x1 - run.x0 > 3 * self.body:
                ends += left.x1 - self.body < run.x1 <= right.x0 and run.x0 < left.x1
                first += abs(run.x0 - left.x0) < near
                second += abs(run.x0 - right.x0) < near
        return ends >= _WITNESSES and min(first, second) >= 2 * _WITNESSES

    def _runs_across(self, run: Run, left: Run, right: Run) -> bool:
        """Whether a line of the same headline runs over or under the white between two runs."""
        em = right.size
        return (
            abs(run.size - em) < 0.05 * em
            and 0.5 * em < abs(run.cy - right.cy) < 2.2 * em
            and run.x0 < left.x1 - em
            and run.x1 > right.x0 + em
        )

    def measured(self, left: Run, right: Run) -> bool:
        """Whether two runs at the edges of a measure are one line, set to its full width: the line
        over them fills just that measure."""
        em = left.size
        if left.size != right.size:
            return False
        if abs(left.cy - right.cy) > 0.1 * em or right.x0 < left.x1:
            return False
        above = self._at(left.cy - 2.2 * em, left.cy - 0.8 * em)
        if any(abs(run.x0 - left.x0) < 0.3 * em for run in above if _ends_with(run, right)):
            return True
        # The first line of a paragraph is set in: the one below goes from edge to edge.
        if right.x0 - left.x1 <= 3 * em:
            return False
        below = self._at(left.cy + 0.8 * em, left.cy + 2.2 * em)
        if any(0.3 * em < left.x0 - run.x0 < 2.6 * em for run in self._whole(below, right)):
            return True
        # The last line of its column: lines further up go from edge to edge.
        further = self._at(left.cy - _REACH * em, left.cy + _REACH * em)
        inset = [left.x0 - run.x0 for run in self._whole(further, right)]
        return sum(-0.3 * em < white < 2.6 * em for white in inset) >= _WITNESSES

    def _whole(self, runs: Sequence[Run], right: Run) -> list[Run]:
        """Of some runs those without wide gaps that end where one does."""
        least = 0.9 * right.size
        return [
            run
            for run in runs
            if _ends_with(run, right) and not any(b - a > least for a, b in self._gaps(run))
        ]

    def split(self, run: Run, width: float) -> list[Run]:
        """A run that follows the file across a gutter, cut there."""
        if run.size > 1.3 * self.body:
            return self._split_large(run, width)
        at = 1 if run.turned else 0
        boxes = [glyph.box for glyph in run.glyphs]
        for place in range(1, len(boxes)):
            white = boxes[place][at] - boxes[place - 1][at + 2]
            if white <= 0.6 * run.size:
                continue
            # White between words may grow to an em where a line is set to its full width.
            words = not is_cjk(run.glyphs[place - 1].text[-1]) and not is_cjk(
                run.glyphs[place].text[0]
            )
            if white > (1.0 if words else 0.6) * run.size:
                left = Run(run.glyphs[:place], run.turned, width)
                right = Run(run.glyphs[place:], run.turned, width)
                if self.divide(left, right):
                    return [left, *self.split(right, width)]
        return [run]

    def _split_large(self, run: Run, width: float) -> list[Run]:
        """Headlines side by side that follow each other in the file: of two sizes, with a ruling
        line between them, or each over columns of its own."""
        at = 1 if run.turned else 0
        for place in range(_HEADLINE, len(run.glyphs) - _HEADLINE + 1):
            before, after = run.glyphs[place - 1], run.glyphs[place]
            # The boxes of upright characters reach into each other.
            end = before.box[1] + run.size if run.turned else before.box[2]
            white = after.box[at] - end
            if white <= 0.15 * run.size:
                continue
            left = Run(run.glyphs[:place], run.turned, width)
            right = Run(run.glyphs[place:], run.turned, width)
            two_sizes = abs(left.size - right.size) > 0.03 * run.size
            if (
                self.walled(left, right)
                or (two_sizes and white > 0.25 * run.size)
                or self.each_flush(left, right, white)
            ):
                return [left, *self._split_large(right, width)]
        return [run]

    def walled(self, left: Run, right: Run) -> bool:
        """Whether an upright ruling line stands between two runs."""
        return any(
            left.x1 - 2 < (x0 + x1) / 2 < right.x0 + 2 and y0 < left.cy < y1
            for x0, y0, x1, y1 in self.walls
        )


def _ends_with(run: Run, right: Run) -> bool:
    """Whether a line ends at the edge at which another does."""
    return abs(run.x1 - right.x1) < 0.3 * right.size


def _inner_edges(left: Run, right: Run) -> tuple[float, float]:
    """The edges of the white between two runs. The box of a bracket set to half its width reaches
    half an em out of its column, a mark that hangs in the margin a whole one."""
    low, high = left.x1, right.x0
    if left.glyphs[-1].text in CLOSING:
        low -= left.size
    if right.glyphs[0].text in OPENING:
        high += 0.5 * right.size
    return low, high
