"""A page's lines → its blocks in reading order: furniture, articles, boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jumpline.model.geometry import Box
from jumpline.model.sheet import Sheet
from jumpline.packs import Pack
from jumpline.stages.layout.columns import Stack, rejoin, stacks, upright
from jumpline.stages.layout.grid import Grid
from jumpline.stages.layout.head import Head
from jumpline.stages.layout.lines import body_size, lines
from jumpline.stages.layout.looks import Looks
from jumpline.stages.layout.mirror import mirrored, mirrored_boxes, mirrored_head
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
from jumpline.stages.layout.signed import with_whole_credits
from jumpline.stages.layout.sizes import body_of
from jumpline.stages.layout.succession import Succession
from jumpline.stages.layout.tiers import in_tiers
from jumpline.stages.layout.writing import Writer
from jumpline.stages.pages import BlockPage

#: Points.
_LEAST_BODY = 0.1


def lay_out(sheet: Sheet, pack: Pack, given: Sequence[Line] = ()) -> BlockPage:
    """The page's blocks in reading order: furniture, articles, boxes. ``given`` are its lines where
    an engine has recognised them; else they are made of the sheet's glyphs."""
    return _Layout(sheet, pack, given).page()


class Asked(NamedTuple):
    """A question about a page's columns in one reading direction: whether that is downwards, and
    the page's height in it."""

    succession: Succession
    turned: bool
    height: float


def successions(sheet: Sheet, pack: Pack) -> list[Asked]:
    """What is asked about a page's columns, in each reading direction; the answers are learnt by
    ``jumpline.learning``."""
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
        self.asked: list[Asked] = []

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
        own = with_whole_credits(own, looks.is_byline, looks.is_credit, looks.face)
        frames = self._frames(drawn, own)
        height = (self.width if turned else self.sheet.height) or 1.0
        level = [line for line in own if not line.tall]
        every = stacks(level, frames, rules, self.body, looks.stands_alone, looks.face)
        every = in_tiers(every, looks.cues.ends, self.body)
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
        grid = Grid([stack for region in regions for stack in region.columns], self.body)
        for region in sorted(
            (r for r in regions if r not in top), key=lambda r: (r.bounds[1], r.bounds[0])
        ):
            self.writer.article(region, looks, grid)
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
        columns = in_tiers(columns, looks.cues.ends, self.body)
        spaces = [(s.x0, s.y0 - self.body, s.x1, s.y1 + self.body) for s in captions]
        asked = [*columns, *subheads]
        over = [as_head(region, goes_on=looks.goes_on(region)) for region in regions]
        succession = self._succession(over, asked, [*looks.pictures, *spaces], looks, height)
        self.asked.append(Asked(succession, turned, height))
        filled = [*fill(regions, succession, asked), *tags]
        if not succession.upside_down:
            filled = with_text(filled, looks.rules, self.body)
        return [*folio, *attach_tags(filled, self.body)]

    def _succession(
        self,
        heads: list[Head],
        columns: list[Stack],
        fillers: list[Box],
        looks: Looks,
        height: float,
    ) -> Succession:
        """As printed; in the mirror, where the title sets heads under their texts."""
        rules, below = looks.rules, self.pack.habits.heads == "below"
        if below:
            heads = [mirrored_head(head, height) for head in heads]
            columns = [mirrored(stack, height) for stack in columns]
            fillers, rules = mirrored_boxes(fillers, height), mirrored_boxes(rules, height)
        return Succession(
            heads, columns, rules, fillers, self.body, looks.cues, self.pack, upside_down=below
        )

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
        running = any(_is_running(stack) and not looks.is_head(stack) for stack in inside)
        if inside and (not running or looks.is_guide(inside)):
            apart.add(number)
    return apart


def _is_running(stack: Stack) -> bool:
    """Whether a piece is text: of long lines, or of lines that fill their narrow column."""
    count = len(stack.lines)
    if count < 4 or len(stack.text) > 8 * count:
        return count >= 4
    full = sum(
        line.start - stack.x0 < 2.6 * line.size and stack.x1 - line.end < 1.2 * line.size
        for line in stack.lines
    )
    return len(stack.text) > 5 * count and full > 0.7 * count


def _running(region: Region) -> int:
    return sum(len(stack.lines) for stack in region.columns)


def _is_furniture(region: Region, height: float, first: float) -> bool:
    """Masthead, ears, banner and folio: at the edge, or above the first article, and without
    running text."""
    _, y0, _, y1 = region.bounds
    if _running(region) >= 4:
        return False
    return y1 < 0.1 * height or y0 > 0.97 * height or (y1 < first + 2 and y1 < 0.3 * height)
