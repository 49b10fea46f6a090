"""Stacks → regions: which heading stands over which columns, and what stands apart."""

from __future__ import annotations

from collections.abc import Sequence

from jumpline.model.geometry import Box
from jumpline.stages.layout.claim import chains
from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.head import Head
from jumpline.stages.layout.succession import Succession


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


def tall_heads(found: Sequence[Stack]) -> list[Region]:
    """Upright headlines, with the kicker at their right and the deck at their left."""
    regions: list[Region] = []
    for stack in sorted(found, key=lambda s: -s.x1):
        for region in regions:
            last = region.head[-1]
            level = min(last.y1, stack.y1) - max(last.y0, stack.y0)
            if (
                region.frame == stack.frame
                and last.x0 - stack.x1 < 1.2 * min(last.size, stack.size)
                and level > 0.5 * min(last.y1 - last.y0, stack.y1 - stack.y0)
            ):
                region.head.append(stack)
                break
        else:
            regions.append(Region([stack], stack.frame))
    return regions


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


def fill(
    regions: Sequence[Region], succession: Succession, columns: Sequence[Stack]
) -> list[Region]:
    """Gives every region the columns that follow its head; the regions without a head, last.
    ``columns`` are those that were asked about, as they are printed."""
    headed, loose = chains(succession)
    for region, chain in zip(regions, headed, strict=True):
        region.columns = [columns[at] for at in chain]
    found = list(regions)
    for chain in loose:
        first = columns[chain[0]]
        region = Region([], first.frame)
        region.columns = [columns[at] for at in chain]
        found.append(region)
    return found


def with_text(regions: Sequence[Region], rules: Sequence[Box], body: float) -> list[Region]:
    """Heads that nothing follows take the text that stands straight under them and follows
    nothing: a notice's one line tells little of itself."""
    kept = list(regions)
    for region in regions:
        if region.columns or not region.head or region.head[0].lines[0].tall:
            continue
        low = max(region.head, key=lambda s: s.y1)
        for other in kept:
            if other.head or other.frame != region.frame:
                continue
            first = other.columns[0]
            shared = min(low.x1, first.x1) - max(low.x0, first.x0)
            near = -0.8 * body < first.y0 - low.y1 < 1.5 * body
            if near and shared > 0.5 * (low.x1 - low.x0) and not _ruled(low, first, rules):
                region.columns = other.columns
                kept.remove(other)
                break
    return kept


def as_head(region: Region, *, goes_on: bool) -> Head:
    """What the columns see of a region's head."""
    x0, y0, x1, y1 = region.bounds
    lines = tuple(line for stack in region.head for line in stack.lines)
    return Head((x0, y0, x1, y1), region.frame, lines, lines[0].tall, goes_on)


def is_headline(stack: Stack, head: Sequence[Stack]) -> bool:
    """Whether lines of a head, given from above, are of its headline: as large as its largest, or
    of its face, not much smaller, and either filling its width or below a smaller kicker."""
    main = max(head, key=lambda s: s.size)
    ratio = stack.size / main.size
    if ratio > 0.95:
        return True
    if ratio < 0.78 or stack.lines[0].face != main.lines[0].face:
        return False
    wide, widest = stack.x1 - stack.x0, main.x1 - main.x0
    smaller = any(
        other.size < 0.95 * stack.size and other.x1 - other.x0 > 0.6 * widest
        for other in head[: list(head).index(stack)]
    )
    return smaller or abs(wide - widest) < 0.04 * widest


def take_small(
    regions: Sequence[Region],
    small: Sequence[Stack],
    columns: Sequence[Stack],
    rules: Sequence[Box],
    body: float,
) -> list[Stack]:
    """Gives kickers, decks and names of columns that are set no larger than the body to the head
    that they stand over or under; those that stand at none are left."""
    left = []
    subheads = {stack.lines[0].look for stack in small if _is_in_column(stack, columns, body)}
    for stack in sorted(small, key=lambda s: s.y0):
        best: tuple[float, Region] | None = None
        for region in regions:
            if region.frame != stack.frame or region.head[0].lines[0].tall:
                continue
            x0, y0, x1, y1 = region.bounds
            gap = max(y0 - stack.y1, stack.y0 - y1)
            if _is_between(stack, region.head):
                gap = 0.0
            near = max(1.8 * body, 0.8 * max(s.size for s in region.head))
            aligned = abs(stack.x0 - x0) < 1.5 * body or abs(
                (stack.x0 + stack.x1) - (x0 + x1)
            ) < max(3 * body, 0.1 * (x1 - x0))
            if not -0.8 * body < gap < near or not aligned or (best is not None and gap >= best[0]):
                continue
            top, foot = min(region.head, key=lambda s: s.y0), max(region.head, key=lambda s: s.y1)
            above, below = (stack, top) if stack.y0 < y0 else (foot, stack)
            if _ruled(above, below, rules):
                continue
            if stack.y0 > y0 and _begins_column(stack, columns, x1 - x0, body, subheads):
                continue
            best = (gap, region)
        if best is None or (
            not _is_close_over(stack, best[1], body) and _is_in_column(stack, columns, body)
        ):
            left.append(stack)
        else:
            best[1].head.append(stack)
    return left


def _is_between(stack: Stack, head: Sequence[Stack]) -> bool:
    """Whether a piece stands in the white between two lines of a head."""
    lines = [line for each in head for line in each.lines]
    least = 0.3 * stack.size
    if not min(line.y0 for line in lines) < stack.y0 < max(line.y0 for line in lines):
        return False
    return all(line.y0 > stack.y1 - least or line.y1 < stack.y0 + least for line in lines)


def _is_close_over(stack: Stack, region: Region, body: float) -> bool:
    """Whether a piece stands straight over the lines of a head, at their edge: nothing of its column
    follows it, so that it is no subhead."""
    x0, y0, _, _ = region.bounds
    return -0.3 * body < y0 - stack.y1 < body and abs(stack.x0 - x0) < 0.5 * body


def _begins_column(
    stack: Stack,
    columns: Sequence[Stack],
    head: float,
    body: float,
    subheads: set[tuple[int, float]],
) -> bool:
    """Whether a small piece under a head is the first subhead of its column: it stands close over
    text of one measure, and the head is wider, or other subheads look like it."""
    for column in columns:
        if not -0.6 * body < column.y0 - stack.y1 < body:
            continue
        if column.x0 - body < stack.x0 and stack.x1 < column.x1 + body:
            return head > 1.15 * (column.x1 - column.x0) or stack.lines[0].look in subheads
    return False


def _is_in_column(stack: Stack, columns: Sequence[Stack], body: float) -> bool:
    """Whether text of the same measure stands close over a piece: a subhead in its column."""
    return any(
        -body < stack.y0 - other.y1 < 1.6 * body
        and other.x0 - body < stack.x0
        and stack.x1 < other.x1 + body
        for other in columns
    )


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
