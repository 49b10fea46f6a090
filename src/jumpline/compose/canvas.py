"""A page while it is made: blocks with their lines, and everything that will be drawn.

Positions are those of a page read from left to right. What is made while ``Canvas.vertical`` is
set is turned at the end: what ran to the right runs down, what stood below stands to the left.
"""

from __future__ import annotations

import msgspec

from jumpline.compose.setting import SetLine
from jumpline.model.geometry import Box, union
from jumpline.model.issue import Block
from jumpline.model.roles import Role
from jumpline.model.sheet import TextLine

#: The em box around the baseline.
ASCENT, DESCENT = 0.88, 0.12


class Ink(msgspec.Struct, frozen=True):
    """A line as drawn: ``x`` is its start, ``y`` its baseline, ``grey`` 0 for black."""

    line: SetLine
    x: float
    y: float
    size: float
    grey: float = 0.0

    @property
    def box(self) -> Box:
        return (
            self.x + self.line.indent * self.size,
            self.y - ASCENT * self.size,
            self.x + self.line.width * self.size,
            self.y + DESCENT * self.size,
        )


class Shape(msgspec.Struct, frozen=True):
    """A rectangle: ruled where ``stroke`` is not 0, painted where ``fill`` is a grey."""

    box: Box
    stroke: float = 0.0
    fill: float | None = None


class Chunk(msgspec.Struct):
    """What one block draws."""

    role: Role
    article: str | None
    inks: list[Ink]
    shapes: list[Shape]
    vertical: bool = False
    box: Box | None = None
    id: str = ""


class Canvas:
    """One page. ``number`` is its place in the issue; ``shapes`` stand where they are printed."""

    def __init__(self, number: int, width: float, height: float) -> None:
        self.number, self.width, self.height = number, width, height
        self.vertical = False
        self.chunks: list[Chunk] = []
        self.shapes: list[Shape] = []

    def block(self, role: Role, article: str | None = None) -> Chunk:
        """A new block; its id counts from the page's first."""
        name = f"p{self.number}.b{len(self.chunks) + 1}"
        chunk = Chunk(role, article, [], [], self.vertical, id=name)
        self.chunks.append(chunk)
        return chunk

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ruling line, given as the rectangle that it is."""
        self.shapes.append(Shape(self.on_page((x0, y0, x1, y1), self.vertical), fill=0.0))

    def frame(self, box: Box, stroke: float, fill: float | None = None) -> None:
        self.shapes.append(Shape(self.on_page(box, self.vertical), stroke, fill))

    def on_page(self, box: Box, vertical: bool) -> Box:
        """Where a box stands on the printed page."""
        x0, y0, x1, y1 = box
        if vertical:
            x0, y0, x1, y1 = self.width - y1, x0, self.width - y0, x1
        return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))

    def blocks(self) -> tuple[Block, ...]:
        found = []
        for chunk in self.chunks:
            lines = tuple(
                TextLine(ink.line.text, self.on_page(ink.box, chunk.vertical)) for ink in chunk.inks
            )
            boxes = [line.box for line in lines if line.box]
            box = self.on_page(chunk.box, chunk.vertical) if chunk.box else union(boxes)
            found.append(Block(chunk.id, chunk.role, box, lines, chunk.article))
        return tuple(found)
