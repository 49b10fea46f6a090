"""Regions → blocks in reading order, with the marks that the later stages know from text."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from jumpline.model.geometry import Box
from jumpline.model.sheet import Sheet, TextLine
from jumpline.packs import Pack
from jumpline.stages.bylines import byline_line
from jumpline.stages.layout.columns import Paragraph, Stack, paragraphs, rejoin, stacks, upright
from jumpline.stages.layout.lines import body_size, lines
from jumpline.stages.layout.regions import Region, as_head, attach_tags, fill, heads, take_small
from jumpline.stages.layout.runs import Line, turn, turn_back
from jumpline.stages.layout.sizes import body_of
from jumpline.stages.layout.succession import Cues, Succession
from jumpline.stages.pages import BlockPage, RawBlock
from jumpline.stages.sentences import unclosed, unopened

#: A heading is larger than this many body sizes.
_LARGER = 1.12


def lay_out(sheet: Sheet, pack: Pack, given: Sequence[Line] = ()) -> BlockPage:
    """The page's blocks in reading order: furniture, articles, boxes. ``given`` are its lines where
    an engine has recognised them; else they are made of the sheet's glyphs."""
    return _Layout(sheet, pack, given).page()


def successions(sheet: Sheet, pack: Pack) -> list[tuple[Succession, bool]]:
    """What is asked about a page's columns, in each reading direction (True for downwards); its
    answers are learnt by ``tools/learn_succession.py``."""
    layout = _Layout(sheet, pack)
    layout.page()
    return layout.asked


class _Layout:
    def __init__(self, sheet: Sheet, pack: Pack, given: Sequence[Line] = ()) -> None:
        self.sheet, self.pack, self.given = sheet, pack, given
        self.body = body_of(given) if given else body_size(sheet.glyphs)
        self.width = sheet.width or 0.0
        self.blocks: list[RawBlock] = []
        self.region = 0
        self.asked: list[tuple[Succession, bool]] = []

    def page(self) -> BlockPage:
        found = self.given or lines(self.sheet)
        for turned in (False, True):
            own = [line for line in found if line.turned is turned]
            if own:
                self._direction(own, turned)
        return BlockPage(
            source=self.sheet.source,
            hint=self.sheet.hint,
            blocks=tuple(self.blocks),
            width=self.sheet.width,
            height=self.sheet.height,
            unit=self.sheet.unit,
            problems=self.sheet.problems,
        )

    def _direction(self, own: list[Line], turned: bool) -> None:
        def here(boxes: tuple[Box, ...]) -> list[Box]:
            return [turn(box, self.width) for box in boxes] if turned else list(boxes)

        rules, frames = here(self.sheet.rules), self._frames(here(self.sheet.frames), own)
        faces: Counter[int] = Counter()
        for line in own:
            if abs(line.size - self.body) < 0.1 * self.body:
                faces[line.face] += len(line.text)
        self.face = faces.most_common(1)[0][0] if faces else -1
        self.own = own
        height = (self.width if turned else self.sheet.height) or 1.0
        tall = upright(own, frames)
        own = [line for line in own if not line.tall]
        every = stacks(own, frames, rules, self.body, self._stands_alone, self.face)
        larger = [stack for stack in every if self._is_head(stack)]
        columns = [stack for stack in every if not self._is_head(stack)]
        margin = [s for s in every if s.y1 < 0.03 * height or s.y0 > 0.975 * height]
        larger = [stack for stack in larger if stack not in margin]
        columns = [stack for stack in columns if stack not in margin]
        captions = [stack for stack in columns if self._is_caption(stack)]
        columns = [stack for stack in columns if stack not in captions]
        apart = self._apart(every, frames)
        regions = heads([s for s in larger if s.frame not in apart], rules, self.body)
        # A byline that stands under no headline is the first line of a column.
        lone = [r for r in regions if all(self._stands_alone(s.lines[0]) for s in r.head)]
        columns += [stack for region in lone for stack in region.head]
        regions = [region for region in regions if region not in lone]
        regions += [Region([stack], stack.frame) for stack in tall]
        fillers = [*here(self.sheet.pictures), *self._panels(here(self.sheet.frames), own)]
        free = [stack for stack in columns if stack.frame not in apart]
        subheads = [stack for stack in free if self._is_subhead(stack)]
        free = [stack for stack in free if stack not in subheads]
        subheads = take_small(regions, subheads, free, rules, self.body)
        free, subheads = rejoin(free, subheads, self.body)
        spaces = [(s.x0, s.y0 - self.body, s.x1, s.y1 + self.body) for s in captions]
        succession = Succession(
            [as_head(region, goes_on=self._goes_on(region)) for region in regions],
            [*free, *subheads],
            rules,
            [*fillers, *spaces],
            self.body,
            Cues(self._ends, self._begins, self._signs),
            self.pack,
        )
        self.asked.append((succession, turned))
        regions = fill(regions, succession)
        regions = attach_tags(regions, self.body)
        self.tags = [box for box in here(self.sheet.frames) if box[3] - box[1] < 4 * self.body]
        first = min((r.bounds[1] for r in regions if self._running(r) >= 6), default=height)
        top = [r for r in regions if self._is_furniture(r, height, first)]
        ears = {number for number in apart if frames[number][3] < min(first, 0.3 * height)}
        ears = {n for n in ears if not self._is_guide([s for s in every if s.frame == n])}
        edge = [stack for region in top for stack in (*region.head, *region.columns)]
        edge += [stack for stack in every if stack.frame in ears and stack not in margin]
        edge += margin
        apart -= ears
        self._rows(edge, reach=3 * self.body)
        for region in sorted(
            (r for r in regions if r not in top), key=lambda r: (r.bounds[1], r.bounds[0])
        ):
            self.region += 1
            self._article(region)
        for stack in captions:
            if stack.frame not in apart:
                self.region += 1
                self._emit("paragraph", stack.lines)
        for number in sorted(apart, key=lambda n: (frames[n][1], frames[n][0])):
            self.region += 1
            self._rows([s for s in every if s.frame == number and s not in margin], reach=1e9)

    def _frames(self, frames: list[Box], own: list[Line]) -> list[Box]:
        """Frames with more than a line in them: a box round a column's name is no region."""
        kept = []
        for box in frames:
            inside = [
                line
                for line in own
                if box[0] < (line.x0 + line.x1) / 2 < box[2] and box[1] < line.cy < box[3]
            ]
            if len(inside) > 2 and box[3] - box[1] > 4 * self.body:
                kept.append(box)
        return kept

    def _panels(self, frames: list[Box], own: list[Line]) -> list[Box]:
        """Painted shapes without text: drawings, maps."""
        return [
            box
            for box in frames
            if not any(
                box[0] < (each.x0 + each.x1) / 2 < box[2] and box[1] < each.cy < box[3]
                for each in own
            )
        ]

    def _is_subhead(self, stack: Stack) -> bool:
        """A short piece in another face: it stands on a column and is none."""
        return (
            stack.lines[0].face != self.face
            and not stack.lines[0].mixed
            and len(stack.lines) <= 2
            and len(stack.text) <= 36
            and not stack.lines[0].lead
        )

    def _is_tag(self, line: Line) -> bool:
        """In a small frame of its own."""
        return any(
            box[0] - 2 < line.x0 and line.x1 < box[2] + 2 and box[1] - 2 < line.cy < box[3] + 2
            for box in self.tags
        )

    def _is_head(self, stack: Stack) -> bool:
        if stack.size > _LARGER * self.body:
            return True
        if len(stack.lines) == 1 and self.pack.match("deck", stack.text):
            return stack.text.rstrip()[-1:] not in "。！？"
        return self._stands_alone(stack.lines[0])

    def _stands_alone(self, line: Line) -> bool:
        """A byline, or a line that names the page that the text comes from."""
        if self._is_byline(line.text) or self._is_byline_of_two(line):
            return not self._runs_on(line)
        jump = self.pack.match("jump-from", line.text)
        return jump is not None and jump.end >= len(line.text.rstrip()) - 1

    def _runs_on(self, line: Line) -> bool:
        """Whether a line fills its measure, is set in, and the next one goes on flush: the first
        line of a text that begins with its writers. A bracket left open says so, too."""
        if line.text.startswith(self.pack.words("openers")):
            return False
        open_ = bool(unclosed(line.text) or unopened(line.text))
        return any(
            (open_ or below.x0 < line.x0 - 0.7 * line.size)
            and abs(below.size - line.size) < 0.05 * line.size
            and below.face == line.face
            and -0.5 * line.size < below.y0 - line.y1 < line.size
            and -2.5 * line.size < below.x0 - line.x0 < 0.7 * line.size
            and -0.7 * line.size < below.x1 - line.x1 < 1.2 * line.size
            and below is not line
            for below in self.own
        )

    def _is_byline_of_two(self, line: Line) -> bool:
        """Whether a short line is a byline together with the one centred under it."""
        if len(line.text) > 16 or not line.text.startswith(self.pack.words("openers")):
            return False
        return any(
            below is not line
            and 0 < below.y0 - line.y0 < 2 * line.size
            and below.face == line.face
            and abs((below.x0 + below.x1) - (line.x0 + line.x1)) < line.size
            and self._is_byline(f"{line.text} {below.text}")
            for below in self.own
        )

    def _is_byline(self, text: str) -> bool:
        return byline_line(text, self.pack) is not None

    def _is_caption(self, stack: Stack) -> bool:
        text = stack.text
        if len(text) > 150 or len(stack.lines) > 4:
            return False
        return self.pack.match("credit", text) is not None or (
            self.pack.match("caption", text) is not None and self._below_picture(stack)
        )

    def _below_picture(self, stack: Stack) -> bool:
        return any(
            box[0] - self.body < stack.x0
            and stack.x1 < box[2] + self.body
            and -self.body < stack.y0 - box[3] < 2 * self.body
            for box in self.sheet.pictures
        )

    def _apart(self, every: list[Stack], frames: list[Box]) -> set[int]:
        """Frames without running text: a guide, an advertisement, notices."""
        apart = set()
        for number in range(len(frames)):
            inside = [stack for stack in every if stack.frame == number]
            running = any(
                len(stack.lines) >= 4
                and len(stack.text) > 8 * len(stack.lines)
                and not self._is_head(stack)
                for stack in inside
            )
            if inside and (not running or self._is_guide(inside)):
                apart.add(number)
        return apart

    def _ends(self, line: Line) -> bool:
        return self.pack.match("jump-to", line.text) is not None

    def _signs(self, line: Line) -> bool:
        return self._is_byline(line.text)

    def _begins(self, line: Line) -> bool:
        return (bool(line.lead) and line.lead.startswith(self.pack.words("own"))) or (
            self.pack.match("lead-in", line.text) is not None
        )

    def _goes_on(self, region: Region) -> bool:
        """Whether a line of the head names the page that the text comes from."""
        return any(
            self.pack.match("jump-from", line.text) is not None
            for stack in region.head
            for line in stack.lines
        )

    def _is_guide(self, inside: list[Stack]) -> bool:
        return any(self.pack.match("guide-head", line.text) for s in inside for line in s.lines)

    @staticmethod
    def _running(region: Region) -> int:
        return sum(len(stack.lines) for stack in region.columns)

    def _is_furniture(self, region: Region, height: float, first: float) -> bool:
        """Masthead, ears, banner and folio: at the edge, or above the first article, and without
        running text."""
        _, y0, _, y1 = region.bounds
        if self._running(region) >= 4:
            return False
        return y1 < 0.1 * height or y0 > 0.97 * height or (y1 < first + 2 and y1 < 0.3 * height)

    # -- writing ---------------------------------------------------------------------------

    def _rows(self, inside: list[Stack], *, reach: float) -> None:
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

    def _article(self, region: Region) -> None:
        main = max((stack.size for stack in region.head), default=0.0)
        face = next((s.lines[0].face for s in region.head if s.size == main), -1)
        for stack in sorted(region.head, key=lambda s: (s.y0, s.x0)):
            same = stack.lines[0].face == face and stack.size > 0.78 * main
            if (stack.size > 0.95 * main or same) and not self._is_byline(stack.text):
                self._emit("heading", stack.lines, level=1)
            else:
                for line in stack.lines:
                    self._emit("strong" if self._is_tag(line) else "paragraph", (line,))
        for stack in region.columns:
            left, right = self._edges(stack, region)
            for found in paragraphs(stack, self.face, left, right):
                after = bool(self.blocks) and self.blocks[-1].kind == "strong"
                begins = after and found.flow == "continues"
                self._paragraph(Paragraph(found.lines, "begins") if begins else found)

    def _edges(self, stack: Stack, region: Region) -> tuple[float, float]:
        """The column's edges, also where this piece of it is one short line."""
        if len(stack.lines) >= 4:
            return stack.edges
        same = [
            other
            for other in region.columns
            if min(other.x1, stack.x1) - max(other.x0, stack.x0) > 0.3 * (stack.x1 - stack.x0)
            and other.x1 - other.x0 < 1.5 * (stack.x1 - stack.x0) + 6 * self.body
        ] or [stack]
        return min(other.x0 for other in same), max(other.x1 for other in same)

    def _paragraph(self, found: Paragraph) -> None:
        self._emit(
            "strong" if found.strong else "paragraph",
            found.lines,
            flow=found.flow,
            lead=found.lines[0].lead if found.lines[0].face == self.face else "",
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
