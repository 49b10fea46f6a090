"""Which article stands where: bands of a page, stacks in a band, articles in a stack.

Articles keep their order: bands go down the page, stacks to the right, articles in a stack down.
All arrangements of up to four neighbours are tried for a band, then the cheapest sequence of bands
that the page has room for is taken.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import msgspec

from jumpline.compose.stories import Hole, Story

_MOST = 4
_KEPT = 5
_BUCKETS = 60


class Spot(msgspec.Struct, frozen=True):
    """One article's place: ``column`` is its first, ``y`` and ``height`` are measured from the
    top of its band. ``stack`` is the first column of its stack; ``hole`` the corner that it leaves
    to the article after it."""

    story: int
    column: int
    columns: int
    y: float
    height: float
    stack: int
    hole: Hole = Hole()


class Band(msgspec.Struct, frozen=True):
    height: float
    cost: float
    spots: tuple[Spot, ...]


class Plan(msgspec.Struct, frozen=True):
    height: float
    cost: float
    bands: tuple[Band, ...]


@cache
def _compositions(total: int, parts: int) -> tuple[tuple[int, ...], ...]:
    """All ways to write ``total`` as a sum of so many numbers from 1."""
    if parts == 1:
        return ((total,),)
    return tuple(
        (first, *rest)
        for first in range(1, total - parts + 2)
        for rest in _compositions(total - first, parts - 1)
    )


@cache
def _splits(count: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """All ways to cut ``count`` things in a row into runs: (start, end)."""
    found = []
    for mask in range(2 ** (count - 1)):
        cuts = [0, *(at + 1 for at in range(count - 1) if mask >> at & 1), count]
        found.append(tuple(itertools.pairwise(cuts)))
    return tuple(found)


class Planner:
    """``gap`` stands between articles one above the other."""

    def __init__(self, stories: Sequence[Story], columns: int, gap: float) -> None:
        self.stories, self.columns, self.gap = stories, columns, gap
        self._needs = [[self._need(story, k) for k in range(columns + 1)] for story in stories]

    def _need(self, story: Story, columns: int) -> tuple[float, float] | None:
        """Height and cost at a number of columns."""
        if columns == 0:
            return None
        fitted = story.fit(columns, force=columns == self.columns)
        if fitted is None:
            return None
        width = story.measure.span(columns)
        cost = 0.0
        if fitted.lines < 5:
            cost += (5 - fitted.lines) * 2.5 * story.measure.leading * width
        if fitted.lines > 42:
            cost += (fitted.lines - 42) * 1.5 * story.measure.leading * width
        if story.rank == 0 and columns < 0.45 * self.columns:
            cost += 900_000
        if story.rank and columns == self.columns > 3:
            # Bands of one article each make a dull page.
            cost += 0.25 * fitted.height * width
        if columns == 1 and len(story.lines(1)) > 40:
            cost += 20_000
        if fitted.form == "above" and fitted.head.height > 0.8 * fitted.height:
            cost += 0.2 * fitted.head.height * width
        return fitted.height, cost

    def plan(self, height: float) -> Plan | None:
        """The cheapest plan that is not higher than ``height``; None if there is none."""
        count = len(self.stories)
        states: list[list[Plan]] = [[] for _ in range(count + 1)]
        states[0] = [Plan(-self.gap, 0.0, ())]
        width = self.stories[0].measure.span(self.columns) if self.stories else 0.0
        for start in range(count):
            if not states[start]:
                continue
            for end in range(start + 1, min(start + _MOST, count) + 1):
                for band in self._bands(start, end):
                    for before in states[start]:
                        total = before.height + self.gap + band.height
                        if total <= height + 0.01:
                            states[end].append(
                                Plan(total, before.cost + band.cost, (*before.bands, band))
                            )
                states[end] = _thin(states[end], height)
        if not states[count]:
            return None
        return min(states[count], key=lambda plan: plan.cost + 0.3 * (height - plan.height) * width)

    def least(self) -> float:
        """The height of the lowest plan."""
        found = self.plan(1e6)
        lows = [0.0]
        for end in range(1, len(self.stories) + 1):
            low = 1e9
            for start in range(max(0, end - _MOST), end):
                for band in self._bands(start, end):
                    low = min(low, lows[start] + band.height + (self.gap if start else 0.0))
            lows.append(low)
        return lows[-1] if found else 1e9

    def _bands(self, start: int, end: int) -> list[Band]:
        key = (start, end)
        if key not in self._known:
            every = sorted(self._arrange(start, end), key=lambda band: (band.height, band.cost))
            kept: list[Band] = []
            for band in every:
                if not kept or band.cost < kept[-1].cost:
                    kept.append(band)
            if len(kept) > _KEPT:
                step = (len(kept) - 1) / (_KEPT - 1)
                kept = [kept[round(at * step)] for at in range(_KEPT)]
            self._known[key] = kept
        return self._known[key]

    @property
    def _known(self) -> dict[tuple[int, int], list[Band]]:
        found: dict[tuple[int, int], list[Band]] = self.__dict__.setdefault("_bands_known", {})
        return found

    def _arrange(self, start: int, end: int) -> Iterator[Band]:
        for split in _splits(end - start):
            if len(split) > self.columns or any(b - a > 3 for a, b in split):
                continue
            for widths in _compositions(self.columns, len(split)):
                band = self._band(start, split, widths)
                if band is not None:
                    yield band

    def _band(
        self, start: int, split: tuple[tuple[int, int], ...], widths: tuple[int, ...]
    ) -> Band | None:
        heights, cost = [], 0.0
        holes: list[Hole | None] = []
        for (a, b), k in zip(split, widths, strict=True):
            members = range(start + a, start + b)
            needs = [self._needs[number][k] for number in members]
            wrapped = self._wrapped(members, k)
            holes.append(wrapped[0] if wrapped else None)
            if wrapped is not None:
                heights.append(wrapped[1])
                cost += wrapped[2]
                continue
            if not all(needs):
                return None
            heights.append(
                (b - a - 1) * self.gap + sum(need[0] for need in needs if need is not None)
            )
            cost += sum(need[1] for need in needs if need is not None)
        if self._meet(start, split, widths):
            return None
        height = max(heights)
        spots: list[Spot] = []
        column = 0
        for (a, b), k, total, hole in zip(split, widths, heights, holes, strict=True):
            members = range(start + a, start + b)
            soft = any(self.stories[n].pictures for n in members)
            width = self.stories[start].measure.span(k)
            blank = height - total
            cost += blank * width * (0.35 if soft else 1.0)
            # Beyond a tenth the leading cannot make up for it: a hole that the eye sees.
            cost += max(0.0, blank - 0.1 * total - (60 if soft else 0)) * width * 1.5
            if hole is not None:
                corner = column + k - hole.columns
                spots += [
                    Spot(members[0], column, k, 0.0, height, column, hole),
                    Spot(members[1], corner, hole.columns, 0.0, hole.height - self.gap, column),
                ]
            else:
                spots += self._stack(members, column, k, blank / len(members))
            column += k
        return Band(height, cost, tuple(spots))

    def _meet(
        self, start: int, split: tuple[tuple[int, int], ...], widths: tuple[int, ...]
    ) -> bool:
        """Whether columns rise beside heads from both sides, without a ruling line: nobody could
        tell which article those between the heads belong to."""
        if self.stories[start].measure.style.rules.columns:
            return False
        forms = [
            fitted.form if (fitted := self.stories[start + a].fit(k)) is not None else "above"
            for (a, _), k in zip(split, widths, strict=True)
        ]
        return any(
            left == "beside" and right in ("beside", "last")
            for left, right in itertools.pairwise(forms)
        )

    def _stack(self, members: range, column: int, columns: int, share: float) -> Iterator[Spot]:
        """Articles under each other, each a ``share`` higher than it needs."""
        y = 0.0
        for number in members:
            need = self._needs[number][columns]
            assert need is not None
            yield Spot(number, column, columns, y, need[0] + share, column)
            y += need[0] + share + self.gap

    def _wrapped(self, members: range, columns: int) -> tuple[Hole, float, float] | None:
        """The first of two articles round the second, which stands at its top right: the corner,
        the height and the cost. None where it is not meant so or does not go."""
        if len(members) != 2 or columns < 3 or self.stories[members[0]].form != "wrap":
            return None
        key = (members[0], columns)
        if key not in self._corners:
            self._corners[key] = self._corner(members, columns)
        return self._corners[key]

    def _corner(self, members: range, columns: int) -> tuple[Hole, float, float] | None:
        outer, inner = self.stories[members[0]], self.stories[members[1]]
        corner = max(1, round(0.4 * columns))
        need = self._needs[members[1]][corner]
        if need is None or inner.boxed:
            return None
        hole = Hole(corner, need[0] + self.gap)
        fitted = outer.fit(columns, hole=hole)
        if fitted is None or not outer.reaches(columns, fitted):
            return None
        # Blank paper where the outer article is too short to run under the inner one.
        used = sum(
            outer.capacities(columns, "wrap", fitted.lines, 0, fitted.head_lines, hole)
        ) - len(outer.lines(columns))
        leading, width = outer.measure.leading, outer.measure.span(1)
        return hole, fitted.height, need[1] + max(0, used - columns) * leading * width

    @cached_property
    def _corners(self) -> dict[tuple[int, int], tuple[Hole, float, float] | None]:
        return {}


def _thin(plans: list[Plan], height: float) -> list[Plan]:
    """The cheapest of each height, roughly."""
    best: dict[int, Plan] = {}
    for plan in plans:
        bucket = int(plan.height / height * _BUCKETS)
        known = best.get(bucket)
        if known is None or (plan.cost, plan.height) < (known.cost, known.height):
            best[bucket] = plan
    return list(best.values())
