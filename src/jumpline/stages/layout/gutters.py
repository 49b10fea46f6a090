"""White between columns, told from white inside a line by what stands above and below it."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from jumpline.model.text import is_cjk
from jumpline.stages.layout.runs import CLOSING, OPENING, Run

#: How far up and down a gutter is looked for, in body sizes; about seven lines either way.
_REACH = 10.0
#: Lines that must leave the same white, beside the one in question.
_WITNESSES = 3
#: Lines of a page that make an edge of its columns.
_COMMON = 8


class Gutters:
    """The runs of one direction, by height."""

    def __init__(self, runs: Sequence[Run], body: float) -> None:
        self.body = body
        self._runs = sorted(
            (run for run in runs if 0.8 * body < run.size < 1.15 * body), key=lambda run: run.cy
        )
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
                near += not open_ and abs(run.cy - left.cy) < 2.5 * em
                ends, begins = ends + open_, begins + open_
                continue
            if abs(run.cy - left.cy) < 0.3 * em:
                continue
            # A line of a column begins at its edge or is set in; what is centred begins anywhere.
            off = (run.x0 - left.x0) / em
            aligned = not whole or -2.4 < off < 0.6 or 1.2 < off < 2.4
            ends += low - 0.3 * em < run.x1 < low + 1.2 * em and aligned
            # The line in question may be the first of its paragraph, and set in.
            begins += (
                max(low + 0.3 * em, high - 2.4 * em) < run.x0 < high + 1.2 * em
                and run.x1 > high + 3 * em
            )
        # A heading, or a notice below, may run across where the gutter ends.
        if min(ends, begins) >= max(_WITNESSES, 3 * crossing):
            return True
        # A mark at the line's end may be set to its whole width, to half of it, or hang.
        hangs = (left.x1 - low) / 2
        return not near and any(self._at_edges(low + hangs * n, high) for n in (0, 1, 2))

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
        below = self._at(left.cy + 0.8 * em, left.cy + 2.2 * em)
        return right.x0 - left.x1 > 3 * em and any(
            0.3 * em < left.x0 - run.x0 < 2.6 * em
            and not any(b - a > 0.9 * em for a, b in self._gaps(run))
            for run in below
            if _ends_with(run, right)
        )

    def split(self, run: Run, width: float) -> list[Run]:
        """A run that follows the file across a gutter, cut there."""
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
