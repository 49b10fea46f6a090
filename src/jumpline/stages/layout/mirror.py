"""A page as water mirrors it: what stands under a text stands over it there.

So one question serves both kinds of papers. Lines keep their order: they are read as before.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jumpline.model.geometry import Box
from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.head import Head
from jumpline.stages.layout.runs import Line


class MirroredStack(Stack, frozen=True, dict=True):
    """Its first line is the lowest."""

    @property
    def y0(self) -> float:
        return self.lines[-1].y0

    @property
    def y1(self) -> float:
        return self.lines[0].y1


def mirrored(stack: Stack, height: float) -> Stack:
    lines = tuple(_line(line, height) for line in stack.lines)
    return MirroredStack(lines, stack.frame)


def mirrored_head(head: Head, height: float) -> Head:
    return replace(
        head,
        box=mirrored_box(head.box, height),
        lines=tuple(_line(line, height) for line in head.lines),
    )


def mirrored_boxes(boxes: Sequence[Box], height: float) -> list[Box]:
    return [mirrored_box(box, height) for box in boxes]


def mirrored_box(box: Box, height: float) -> Box:
    x0, y0, x1, y1 = box
    return (x0, height - y1, x1, height - y0)


def _line(line: Line, height: float) -> Line:
    return replace(line, y0=height - line.y1, y1=height - line.y0)
