"""Columns of two articles, one close under the other, told apart: where a line says that its text
goes on elsewhere, and where a white wider than the leading lies at the height at which the columns
beside it end or begin, too."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from statistics import median

from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.runs import Line

#: White between two tiers, beyond that between the lines of a column, in sizes of its type.
_WHITE = 0.45
#: How far off the height of a tier's edge columns end or begin, likewise.
_OFF = 1.3
#: Lines that a piece must have, for its edge to be one of a tier.
_LINES = 3


def in_tiers(stacks: Sequence[Stack], ends: Callable[[Line], bool], body: float) -> list[Stack]:
    """The stacks, cut at the edges of tiers. ``ends`` tells the lines behind which a text goes on
    elsewhere."""
    found: list[Stack] = []
    for stack in stacks:
        start = 0
        usual = _usual(stack) if len(stack.lines) >= 2 * _LINES else 0.0
        for at in range(1, len(stack.lines)):
            last = stack.lines[at - 1]
            if ends(last) or _is_edge(stack, at, start, stacks, body, usual):
                found.append(Stack(stack.lines[start:at], stack.frame))
                start = at
        found.append(Stack(stack.lines[start:], stack.frame) if start else stack)
    return found


def _is_edge(
    stack: Stack, at: int, start: int, stacks: Sequence[Stack], body: float, usual: float
) -> bool:
    """Whether a tier ends over the line ``at`` of a column. ``usual`` is the white between its
    lines."""
    if stack.size > 1.3 * body or min(at - start, len(stack.lines) - at) < _LINES:
        return False
    foot, top = stack.lines[at - 1].y1, stack.lines[at].y0
    if top - foot < usual + _WHITE * stack.size:
        return False
    near = _OFF * stack.size
    beside = [
        other
        for other in stacks
        if other is not stack
        and other.frame == stack.frame
        and len(other.lines) >= _LINES
        and abs(other.size - stack.size) < 0.1 * stack.size
        and (other.x0 > stack.x1 or other.x1 < stack.x0)
    ]
    return any(abs(other.y1 - foot) < near for other in beside) and any(
        abs(other.y0 - top) < near for other in beside
    )


def _usual(stack: Stack) -> float:
    """The white between most of a column's lines."""
    lines = stack.lines
    return median(below.y0 - above.y1 for above, below in itertools.pairwise(lines))
