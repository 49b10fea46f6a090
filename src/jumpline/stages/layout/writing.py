"""Regions → blocks, with the marks that the later stages know from text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from jumpline.model.geometry import Box
from jumpline.model.sheet import TextLine
from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.grid import Grid
from jumpline.stages.layout.looks import Looks
from jumpline.stages.layout.paragraphs import Paragraph, paragraphs
from jumpline.stages.layout.regions import Region, is_headline
from jumpline.stages.layout.runs import Line, turn_back
from jumpline.stages.pages import RawBlock


class Writer:
    """Writes blocks one after the other. ``width`` is the page's, in points."""

    def __init__(self, width: float, body: float) -> None:
        self.width, self.body = width, body
        self.blocks: list[RawBlock] = []
        self.region = 0

    def apart(self, found: Sequence[Stack]) -> None:
        """A piece that stands for itself: a caption."""
        for stack in found:
            self.region += 1
            self._emit("paragraph", stack.lines)

    def rows(self, inside: Sequence[Stack], *, reach: float) -> None:
        """Line by line across: an entry and its page number stand far apart on one line; in a
        masthead only what is near belongs together."""
        rows: list[list[Line]] = []
        for line in sorted(
            (line for s in inside for line in s.lines), key=lambda each: (each.cy, each.x0)
        ):
            for row in reversed(rows[-6:]):
                last = row[-1]
                near = max(line.x0 - last.x1, last.x0 - line.x1) < reach
                if (
                    abs(last.cy - line.cy) < 0.5 * line.size
                    and near
                    and (reach > 1e6 or abs(last.size - line.size) < 0.1 * line.size)
                ):
                    row.append(line)
                    break
            else:
                rows.append([line])
        for row in rows:
            row.sort(key=lambda line: line.x0)
            wide = any(b.x0 - a.x1 > 2 * b.size for a, b in itertools.pairwise(row))
            self._emit("paragraph", tuple(row), gap="  " if wide else " ")

    def article(self, region: Region, looks: Looks, grid: Grid) -> None:
        """The lines of the head, then the columns cut into paragraphs."""
        self.region += 1
        tall = any(stack.lines[0].tall for stack in region.head)
        head = sorted(region.head, key=lambda s: (-s.x1,) if tall else (s.y0, s.x0))
        for stack in head:
            if is_headline(stack, head) and not looks.is_byline(stack.text):
                self._emit("heading", stack.lines, level=1)
            else:
                for line in stack.lines:
                    self._emit("strong" if looks.is_tag(line) else "paragraph", (line,))
        for stack in region.columns:
            left, right = self._edges(stack, region, grid)
            for found in paragraphs(stack, looks.face, left, right):
                after = bool(self.blocks) and self.blocks[-1].kind == "strong"
                begins = after and found.flow == "continues"
                self._paragraph(Paragraph(found.lines, "begins") if begins else found, looks.face)

    def _edges(self, stack: Stack, region: Region, grid: Grid) -> tuple[float, float]:
        """The column's edges, also where this piece of it is one short line."""
        if len(stack.lines) >= 4:
            return stack.edges
        same = [
            other
            for other in region.columns
            if min(other.x1, stack.x1) - max(other.x0, stack.x0) > 0.3 * (stack.x1 - stack.x0)
            and other.x1 - other.x0 < 1.5 * (stack.x1 - stack.x0) + 6 * self.body
        ] or [stack]
        if len(same) == 1:
            return grid.edges(stack)
        return min(other.x0 for other in same), max(other.x1 for other in same)

    def _paragraph(self, found: Paragraph, face: int) -> None:
        self._emit(
            "strong" if found.strong else "paragraph",
            found.lines,
            flow=found.flow,
            lead=found.lines[0].lead if found.lines[0].face == face else "",
        )

    def _emit(
        self,
        kind: str,
        found: tuple[Line, ...],
        *,
        level: int = 0,
        flow: str = "",
        lead: str = "",
        gap: str = "",
    ) -> None:
        if not found:
            return
        kept = []
        if gap:
            text = gap.join(line.text for line in found)
            kept.append(TextLine(text, self._printed(found)))
        else:
            kept = [TextLine(line.text, self._printed((line,))) for line in found]
        self.blocks.append(
            RawBlock(
                order=len(self.blocks),
                kind=kind,  # type: ignore[arg-type]
                lines=tuple(kept),
                level=level,
                lead=lead,
                indented=flow == "begins",
                flow=flow,
                region=self.region,
            )
        )

    def _printed(self, found: tuple[Line, ...]) -> Box:
        x0, y0 = min(line.x0 for line in found), min(line.y0 for line in found)
        x1, y1 = max(line.x1 for line in found), max(line.y1 for line in found)
        box = turn_back(x0, y0, x1, y1, self.width) if found[0].turned else (x0, y0, x1, y1)
        return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
