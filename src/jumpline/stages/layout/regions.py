"""Stacks → regions: which heading stands over which columns, and what stands apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jumpline.model.geometry import Box
from jumpline.stages.layout.columns import Stack


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
        for stack in sorted(self.columns, key=lambda s: (s.x0 + s.x1)):
            for group in groups:
                left, right = min(s.x0 for s in group), max(s.x1 for s in group)
                shared = min(right, stack.x1) - max(left, stack.x0)
                if shared > 0.5 * min(right - left, stack.x1 - stack.x0):
                    group.append(stack)
                    break
            else:
                groups.append([stack])
        return [stack for group in groups for stack in sorted(group, key=lambda s: s.y0)]


def heads(found: Sequence[Stack], rules: Sequence[Box], is_byline: Callable[[str], bool], body: float) -> list[Region]:
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


def claim(regions: list[Region], columns: Sequence[Stack], rules: Sequence[Box], body: float) -> list[Region]:
    """Give every column to the head that it belongs to: the nearest above it that overlaps it; else
    the head of a column beside it with the same top; else the one that its text goes on from."""
    orphans: list[Stack] = []
    for stack in sorted(columns, key=lambda s: (s.y0, s.x0)):
        region = _above(regions, stack, rules)
        if region is not None:
            region.columns.append(stack)
        else:
            orphans.append(stack)
    for stack in list(orphans):
        region = _beside(regions, stack, body)
        if region is not None:
            region.columns.append(stack)
            orphans.remove(stack)
    loose: dict[int, Region] = {}
    for stack in orphans:
        region = loose.setdefault(stack.frame, Region([], stack.frame))
        region.columns.append(stack)
    return [*regions, *loose.values()]


def _above(regions: list[Region], stack: Stack, rules: Sequence[Box]) -> Region | None:
    best: tuple[float, Region] | None = None
    for region in regions:
        if not region.head or region.frame != stack.frame:
            continue
        left, right = min(s.x0 for s in region.head), max(s.x1 for s in region.head)
        foot = max(s.y1 for s in region.head)
        shared = min(right, stack.x1) - max(left, stack.x0)
        if shared < 0.25 * min(right - left, stack.x1 - stack.x0):
            continue
        gap = stack.y0 - foot
        if gap < -0.8 * stack.size or _ruled(region.head[-1], stack, rules):
            continue
        if best is None or gap < best[0]:
            best = (gap, region)
    return best[1] if best else None


def _beside(regions: list[Region], stack: Stack, body: float) -> Region | None:
    """A head narrower than its columns: the column beside an owned one with the same top."""
    best: tuple[float, Region] | None = None
    for region in regions:
        if not region.head or region.frame != stack.frame:
            continue
        for owned in region.columns:
            gap = max(stack.x0 - owned.x1, owned.x0 - stack.x1)
            level = abs(stack.y0 - owned.y0)
            if -body < gap < 4 * body and level < 2.5 * body:
                if best is None or gap + level < best[0]:
                    best = (gap + level, region)
    return best[1] if best else None
