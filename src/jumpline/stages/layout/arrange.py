"""A page's lines → its blocks in reading order: furniture, articles, boxes."""

from __future__ import annotations

from collections.abc import Sequence

from jumpline.model.geometry import Box
from jumpline.model.sheet import Sheet
from jumpline.packs import Pack
from jumpline.stages.layout.columns import Stack, rejoin, stacks, upright
from jumpline.stages.layout.lines import body_size, lines
from jumpline.stages.layout.looks import Looks
from jumpline.stages.layout.regions import (
    Region,
    as_head,
    attach_tags,
    fill,
    heads,
    take_small,
    tall_heads,
    with_text,
)
from jumpline.stages.layout.runs import Line, turn
from jumpline.stages.layout.sizes import body_of
from jumpline.stages.layout.succession import Succession
from jumpline.stages.layout.writing import Writer
from jumpline.stages.pages import BlockPage

#: Points.
_LEAST_BODY = 0.1


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
        # Boxes without a height are no size, and sizes are divided by.
        self.body = max(body_of(given) if given else body_size(sheet.glyphs), _LEAST_BODY)
        self.width = sheet.width or 0.0
        self.writer = Writer(self.width, self.body)
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
            blocks=tuple(self.writer.blocks),
            width=self.sheet.width,
            height=self.sheet.height,
            unit=self.sheet.unit,
            problems=self.sheet.problems,
        )

    def _direction(self, own: list[Line], turned: bool) -> None:
        def here(boxes: tuple[Box, ...]) -> list[Box]:
            return [turn(box, self.width) for box in boxes] if turned else list(boxes)

        drawn, rules = here(self.sheet.frames), here(self.sheet.rules)
        looks = Looks(own, here(self.sheet.pictures), drawn, rules, self.body, self.pack)
        frames = self._frames(drawn, own)
        height = (self.width if turned else self.sheet.height) or 1.0
        level = [line for line in own if not line.tall]
        every = stacks(level, frames, rules, self.body, looks.stands_alone, looks.face)
        margin = [s for s in every if s.y1 < 0.03 * height or s.y0 > 0.975 * height]
        apart = _apart(every, frames, looks)
        inner = [stack for stack in every if stack not in margin]
        larger = [stack for stack in inner if looks.is_head(stack)]
        columns = [stack for stack in inner if all(stack is not each for each in larger)]
        captions = [stack for stack in columns if looks.is_caption(stack)]
        columns = [s for s in columns if s not in captions]
        regions = heads([s for s in larger if s.frame not in apart], rules, self.body)
        # A byline that stands under no headline is the first line of a column.
        lone = [r for r in regions if all(looks.stands_alone(s.lines[0]) for s in r.head)]
        regions = [region for region in regions if region not in lone]
        signed = [stack for region in lone for stack in region.head]
        columns += take_small(regions, signed, columns, rules, self.body)
        regions += tall_heads(upright(own, frames))
        regions = self._articles(
            regions, [s for s in columns if s.frame not in apart], captions, looks, height, turned
        )
        first = min((r.bounds[1] for r in regions if _running(r) >= 6), default=height)
        top = [r for r in regions if _is_furniture(r, height, first)]
        ears = {number for number in apart if frames[number][3] < min(first, 0.3 * height)}
        ears = {n for n in ears if not looks.is_guide([s for s in every if s.frame == n])}
        edge = [stack for region in top for stack in (*region.head, *region.columns)]
        edge += [stack for stack in every if stack.frame in ears and stack not in margin]
        self.writer.rows([*edge, *margin], reach=3 * self.body)
        for region in sorted(
            (r for r in regions if r not in top), key=lambda r: (r.bounds[1], r.bounds[0])
        ):
            self.writer.article(region, looks)
        apart -= ears
        self.writer.apart([stack for stack in captions if stack.frame not in apart])
        for number in sorted(apart, key=lambda n: (frames[n][1], frames[n][0])):
            self.writer.region += 1
            inside = [s for s in every if s.frame == number and s not in margin]
            self.writer.rows(inside, reach=1e9)

    def _articles(
        self,
        regions: list[Region],
        columns: list[Stack],
        captions: list[Stack],
        looks: Looks,
        height: float,
        turned: bool,
    ) -> list[Region]:
        """The heads with their columns, and what no head stands over."""
        folio = [region for region in regions if looks.is_folio(region, height)]
        # A column's name in its small frame stands at the corner of a head, and claims no text.
        tags = [r for r in regions if all(looks.is_tag(s.lines[0]) for s in r.head)]
        regions = [region for region in regions if region not in (*folio, *tags)]
        subheads = [stack for stack in columns if looks.is_subhead(stack)]
        columns = [stack for stack in columns if stack not in subheads]
        named = [s for s in subheads if len(s.lines) == 1 and looks.is_tag(s.lines[0])]
        subheads = [stack for stack in subheads if stack not in named]
        tags += [Region([stack], stack.frame) for stack in named]
        subheads = take_small(regions, subheads, columns, looks.rules, self.body)
        columns, subheads = rejoin(columns, subheads, looks.rules, self.body, looks.measure)
        spaces = [(s.x0, s.y0 - self.body, s.x1, s.y1 + self.body) for s in captions]
        succession = Succession(
            [as_head(region, goes_on=looks.goes_on(region)) for region in regions],
            [*columns, *subheads],
            looks.rules,
            [*looks.pictures, *spaces],
            self.body,
            looks.cues,
            self.pack,
        )
        self.asked.append((succession, turned))
        filled = with_text([*fill(regions, succession), *tags], looks.rules, self.body)
        return [*folio, *attach_tags(filled, self.body)]

    def _frames(self, frames: list[Box], own: list[Line]) -> list[Box]:
        """Frames with more than a line in them: a box round a column's name is no region. Two lines
        make one where the upper is smaller than its frame and stands in its middle: a notice."""
        kept = []
        for box in frames:
            inside = [
                line
                for line in own
                if box[0] < (line.x0 + line.x1) / 2 < box[2] and box[1] < line.cy < box[3]
            ]
            tall = box[3] - box[1] > 4 * self.body
            if tall and (len(inside) > 2 or (len(inside) == 2 and _headed(inside, box))):
                kept.append(box)
        return kept


def _headed(inside: Sequence[Line], box: Box) -> bool:
    """Whether the upper of two lines is a heading over the other: shorter, and in the middle."""
    upper, lower = sorted(inside, key=lambda line: line.y0)
    middle = abs((upper.x0 + upper.x1) - (box[0] + box[2])) < 2 * upper.size
    return middle and upper.x1 - upper.x0 < 0.8 * (lower.x1 - lower.x0) and lower.y0 > upper.cy


def _apart(every: Sequence[Stack], frames: Sequence[Box], looks: Looks) -> set[int]:
    """Frames without running text: a guide, an advertisement, notices."""
    apart = set()
    for number in range(len(frames)):
        inside = [stack for stack in every if stack.frame == number]
        running = any(
            len(stack.lines) >= 4
            and len(stack.text) > 8 * len(stack.lines)
            and not looks.is_head(stack)
            for stack in inside
        )
        if inside and (not running or looks.is_guide(inside)):
            apart.add(number)
    return apart


def _running(region: Region) -> int:
    return sum(len(stack.lines) for stack in region.columns)


def _is_furniture(region: Region, height: float, first: float) -> bool:
    """Masthead, ears, banner and folio: at the edge, or above the first article, and without
    running text."""
    _, y0, _, y1 = region.bounds
    if _running(region) >= 4:
        return False
    return y1 < 0.1 * height or y0 > 0.97 * height or (y1 < first + 2 and y1 < 0.3 * height)
