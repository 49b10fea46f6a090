"""Stacks → regions: which heading stands over which columns, and what stands apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from jumpline.model.geometry import Box
from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.runs import Line
from jumpline.stages.sentences import ending


class Cues(NamedTuple):
    """What a line says of its article: a jump line or a signature ends it, a lead-in begins it."""

    ends: Callable[[Line], bool]
    begins: Callable[[Line], bool]


class Region:
    """A head (stacks of its lines, from above) and its columns in reading order. A region without
    a head is text that nothing stands over; one without columns, a heading alone."""

    def __init__(self, head: list[Stack], frame: int) -> None:
        self.head, self.frame = head, frame
        self.columns: list[Stack] = []

    @property
    def bounds(self) -> Box:
        found = [*self.head, *self.columns]
        return (
            min(s.x0 for s in found),
            min(s.y0 for s in found),
            max(s.x1 for s in found),
            max(s.y1 for s in found),
        )

    def in_order(self) -> list[Stack]:
        """Columns from left to right, each from above: pieces that share most of their measure
        are one column."""
        groups: list[list[Stack]] = []
        for stack in sorted(self.columns, key=lambda s: s.x0 + s.x1):
            for group in groups:
                left, right = min(s.x0 for s in group), max(s.x1 for s in group)
                shared = min(right, stack.x1) - max(left, stack.x0)
                if shared > 0.5 * min(right - left, stack.x1 - stack.x0):
                    group.append(stack)
                    break
            else:
                groups.append([stack])
        return [stack for group in groups for stack in sorted(group, key=lambda s: s.y0)]


def heads(found: Sequence[Stack], rules: Sequence[Box], body: float) -> list[Region]:
    """Groups of heading stacks that stand close under each other, with the byline under them."""
    rest = sorted(found, key=lambda stack: (stack.y0, stack.x0))
    groups: list[list[Stack]] = []
    for stack in rest:
        for group in reversed(groups):
            if group[0].frame == stack.frame and _under(group, stack, rules, body):
                group.append(stack)
                break
        else:
            groups.append([stack])
    return [Region(group, group[0].frame) for group in groups]


def _under(group: list[Stack], stack: Stack, rules: Sequence[Box], body: float) -> bool:
    left, right = min(s.x0 for s in group), max(s.x1 for s in group)
    last = max(group, key=lambda s: s.y1)
    overlap = min(right, stack.x1) - max(left, stack.x0)
    if overlap < 0.5 * min(right - left, stack.x1 - stack.x0):
        return False
    gap = stack.y0 - last.y1
    near = max(1.4 * min(last.size, stack.size), 1.6 * body)
    return -0.6 * stack.size < gap < near and not _ruled(last, stack, rules)


def _ruled(above: Stack, below: Stack, rules: Sequence[Box]) -> bool:
    for x0, y0, x1, y1 in rules:
        if above.y1 - 2 < (y0 + y1) / 2 < below.y0 + 2 and x1 - x0 > y1 - y0:
            if min(x1, below.x1) - max(x0, below.x0) > 0.5 * (below.x1 - below.x0):
                return True
    return False


def claim(
    regions: list[Region],
    columns: Sequence[Stack],
    rules: Sequence[Box],
    fillers: Sequence[Box],
    body: float,
    cues: Cues,
) -> list[Region]:
    """Give every column to the head that it belongs to, the surest first: columns close under a
    head or under another piece of its column; columns beside an owned one with the same top; at
    last the nearest head above. ``fillers`` are pictures, which stand between without dividing."""
    waiting = sorted(columns, key=lambda s: (s.y0, s.x0))
    while waiting:
        offers = [(_offer(regions, stack, rules, fillers, body, cues), stack) for stack in waiting]
        least = min(cost for (cost, _), _ in offers)
        if least == float("inf"):
            break
        # The surest first, and with it all that are as sure: each may be the neighbour of others.
        for (cost, region), stack in offers:
            if cost <= least + 0.3 * body and region is not None:
                region.columns.append(stack)
                waiting.remove(stack)
    loose = [Region([], stack.frame) for stack in waiting]
    for region, stack in zip(loose, waiting, strict=True):
        region.columns.append(stack)
    return [*regions, *_merge_loose(loose, body)]


def _offer(
    regions: list[Region],
    stack: Stack,
    rules: Sequence[Box],
    fillers: Sequence[Box],
    body: float,
    cues: Cues,
) -> tuple[float, Region | None]:
    """The cheapest region for a column, and its cost."""
    best: tuple[float, Region | None] = (float("inf"), None)
    for region in regions:
        if not region.head or region.frame != stack.frame:
            continue
        cost = min(
            _under_cost(region, stack, rules, fillers),
            _beside_cost(region, stack, rules, fillers, body, cues),
        )
        if cost < best[0]:
            best = (cost, region)
    return best


def _under_cost(
    region: Region, stack: Stack, rules: Sequence[Box], fillers: Sequence[Box]
) -> float:
    """How far a column stands below its region's head, or below the piece of the same column."""
    left, right = min(s.x0 for s in region.head), max(s.x1 for s in region.head)
    low = max(region.head, key=lambda s: s.y1)
    above = [] if low.lines[0].tall else [(left, right, low)]
    above += [(other.x0, other.x1, other) for other in region.columns if other.y1 <= stack.y0 + 2]
    best = float("inf")
    for x0, x1, other in above:
        shared = min(x1, stack.x1) - max(x0, stack.x0)
        gap = stack.y0 - other.y1
        if shared < 0.25 * min(x1 - x0, stack.x1 - stack.x0) or gap < -0.8 * stack.size:
            continue
        if _ruled(other, stack, rules):
            continue
        for fx0, fy0, fx1, fy1 in fillers:
            # A picture may reach under what is drawn on it: only what lies between counts.
            high = min(fy1, stack.y0) - max(fy0, other.y1)
            if high > 0 and min(fx1, stack.x1) - max(fx0, stack.x0) > 0.5 * (stack.x1 - stack.x0):
                gap -= high
        gap = max(gap, 0.0)
        # Pieces of one column touch; white between them is where another article ends.
        best = min(best, 0.7 * gap if other is low else gap if gap < stack.size else 4 * gap)
    return best


def _beside_cost(
    region: Region,
    stack: Stack,
    rules: Sequence[Box],
    fillers: Sequence[Box],
    body: float,
    cues: Cues,
) -> float:
    """How well a column continues a row of columns: the same top as its neighbour, the height of a
    picture above it taken as its own."""
    best = float("inf")
    top = _top(stack, fillers, body)
    # An upright headline stands beside its columns, like a column.
    for owned in [*region.columns, *(s for s in region.head if s.lines[0].tall)]:
        gap = max(stack.x0 - owned.x1, owned.x0 - stack.x1)
        level = min(abs(stack.y0 - owned.y0), abs(top - _top(owned, fillers, body)))
        if owned.lines[0].tall:
            # It may be centred on the height of its columns.
            level = min(level, abs(stack.y0 + stack.y1 - owned.y0 - owned.y1) / 2)
        if not -body < gap < 4 * body or _walled(owned, stack, rules):
            continue
        seam = _seam(owned, stack, cues) * body + 0.3 * max(gap, 0.0)
        if level < 2.6 * body:
            best = min(best, 1.2 * body + level + seam)
        foot = abs(stack.y1 - owned.y1)
        if foot < 2.6 * body and owned.y0 < stack.y1 and stack.y0 < owned.y1:
            # Columns of one article end on one line, also where they begin under another one.
            left = owned.x0 < stack.x0
            best = min(best, (2.0 if left else 4.0) * body + foot + seam)
    return best


def _seam(owned: Stack, stack: Stack, cues: Cues) -> float:
    """What the text says of two columns side by side: below 0 where a sentence runs on from one
    into the other, above where one article ends or begins between them. In body sizes."""
    if owned.lines[0].tall:
        return 0.0
    if owned.x0 > stack.x0:
        # To the left of an owned column only where the headline is narrower than its text.
        return _seam(stack, owned, cues)
    last, first = owned.lines[-1], stack.lines[0]
    if cues.ends(last) or cues.begins(first):
        return 3.0
    runs_on = ending(last.text) not in ("closed", "colon") and last.x1 > owned.x1 - 1.5 * last.size
    inset = first.x0 - stack.x0 > 0.7 * first.size
    if runs_on:
        return 1.5 if inset else -0.6
    return 0.0 if inset or last.x1 > owned.x1 - 1.5 * last.size else 0.8


def _top(stack: Stack, fillers: Sequence[Box], body: float) -> float:
    """Where a column begins, with the picture that stands on it."""
    tops = [
        y0
        for x0, y0, x1, y1 in fillers
        if min(x1, stack.x1) - max(x0, stack.x0) > 0.5 * (stack.x1 - stack.x0)
        and -6 * body < stack.y0 - y1 < 5.5 * body
        and y0 < stack.y0 - body
    ]
    return min(tops, default=stack.y0)


def attach_subheads(regions: list[Region], subheads: Sequence[Stack], body: float) -> list[Stack]:
    """Give each subhead to the region of the column piece that it stands on (or under); those that
    stand on none are left."""
    left = []
    for stack in subheads:
        best: tuple[float, Region] | None = None
        for region in regions:
            for other in region.columns:
                middle = (stack.x0 + stack.x1) / 2
                if not other.x0 - body < middle < other.x1 + body or other.frame != stack.frame:
                    continue
                below, above = other.y0 - stack.y1, stack.y0 - other.y1
                gap = below if below > -body else above + body
                if -body < gap < 4 * body and (best is None or gap < best[0]):
                    best = (gap, region)
        if best is None:
            left.append(stack)
        else:
            best[1].columns.append(stack)
    return left


def attach_tags(regions: list[Region], body: float) -> list[Region]:
    """A small heading that owns nothing, close over the head of a region, is a line of that head:
    the name of a column at its corner."""
    kept = list(regions)
    for tag in regions:
        if tag.columns or len(tag.head) != 1 or tag.head[0].size > 1.7 * body:
            continue
        stack = tag.head[0]
        best: tuple[float, Region] | None = None
        for region in kept:
            if region is tag or not region.head or not region.columns or region.frame != tag.frame:
                continue
            x0, _, x1, _ = region.bounds
            gap = min(s.y0 for s in region.head) - stack.y1
            away = gap + 0.2 * abs(stack.x0 - x0)
            middle = (stack.x0 + stack.x1) / 2
            if x0 - body < middle < x1 + body and -2 * body < gap < 4 * body:
                if best is None or away < best[0]:
                    best = (away, region)
        if best is not None:
            best[1].head.append(stack)
            kept.remove(tag)
    return kept


def _walled(one: Stack, two: Stack, rules: Sequence[Box]) -> bool:
    """Whether an upright ruling line stands between two columns."""
    left, right = (one, two) if one.x0 < two.x0 else (two, one)
    return any(
        left.x1 - 2 < (x0 + x1) / 2 < right.x0 + 2
        and y1 - y0 > x1 - x0
        and y0 < left.y1
        and y1 > left.y0
        for x0, y0, x1, y1 in rules
    )


def _merge_loose(loose: list[Region], body: float) -> list[Region]:
    """Columns that no head owns, side by side with one top, are one text."""
    merged: list[Region] = []
    for region in loose:
        stack = region.columns[0]
        for other in merged:
            near = any(
                abs(owned.y0 - stack.y0) < 2.2 * body and stack.x0 - owned.x1 < 4 * body
                for owned in other.columns
            )
            if near and other.frame == region.frame and len(stack.lines) > 3:
                other.columns.append(stack)
                break
        else:
            merged.append(region)
    return merged
