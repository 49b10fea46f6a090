"""A story in its place: head, pictures and columns drawn, blocks made, anchors noted."""

from __future__ import annotations

import msgspec

from jumpline.compose.canvas import ASCENT, Canvas, Chunk, Ink, Shape
from jumpline.compose.heads import draw_head
from jumpline.compose.setting import single
from jumpline.compose.stories import INSET, BodyLine, Fitted, Hole, Story, pour
from jumpline.model.geometry import Box
from jumpline.model.issue import Anchor

_TALLEST = 0.95


class Drawn(msgspec.Struct):
    """What drawing a story tells: where its body items stand, and its pictures."""

    anchors: dict[int, list[Anchor]]
    boxes: list[Box]
    kept: int


class Place(msgspec.Struct, frozen=True):
    """``y`` is the top; the height is what the plan gives, more than the story needs."""

    column: int
    columns: int
    x: float
    y: float
    height: float
    hole: Hole = Hole()


def draw_story(story: Story, place: Place, canvas: Canvas) -> Drawn:
    return _Drawing(story, place, canvas).draw()


class _Drawing:
    def __init__(self, story: Story, place: Place, canvas: Canvas) -> None:
        self.story, self.place, self.canvas = story, place, canvas
        self.measure, self.id = story.measure, story.article.id
        self.gutter = self.measure.style.grid.gutter
        self.inset = INSET if story.boxed else 0.0
        self.drawn = Drawn({}, [], 0)

    def draw(self) -> Drawn:
        story, place, k = self.story, self.place, self.place.columns
        fitted = story.fit(k, hole=place.hole) or story.fit(k, force=True, hole=place.hole)
        assert fitted is not None
        form = fitted.form
        x, y = place.x + self.inset, place.y + self.inset
        over = fitted.head.height if form == "above" else 0.0
        room = place.height - 2 * self.inset - over
        lines = story.lines(k)
        extra = 1 if story.jump_to else 0
        most = max(fitted.lines, int(room / self.measure.leading + 0.01))
        aspect, picture_lines = self._picture(lines, extra, most, fitted)
        height = max(story.least(k, form, picture_lines, fitted.head_lines, fitted.hole), 1)
        if form == "side":
            height = max(height, fitted.lines)
        widest = self.measure.style.body.widest * self.measure.leading
        leading = min(widest, room / height)
        slack = max(0.0, room - height * leading)
        if story.boxed:
            # The box goes round the text, the blank stays outside.
            bottom = place.y + place.height - slack
            box = (place.x, place.y, place.x + self.measure.span(k), bottom)
            self.canvas.frame(box, self.measure.style.rules.frames)
            slack = 0.0
        ease = min(slack, 0.8 * self.measure.size) if form == "above" else 0.0
        if form == "side":
            self._side_head(x, y, height * leading)
        else:
            under = story.head_columns(k, form, fitted.hole)
            aside = (k - under) * (story.column(k) + self.gutter) if form == "last" else 0.0
            under_text = form == "above" and self.measure.style.heads.under
            below = self.measure.style.heads.below * self.measure.size
            sunk = height * leading + ease + below if under_text else ease / 3
            draw_head(fitted.head, self.canvas, self.id, x + aside, y + sunk)
        top = y + over + ease
        if form == "above" and self.measure.style.heads.under:
            top = y
        if story.pictures:
            self._pictures(x, top, aspect, leading)
        capacities = story.capacities(
            k, form, height, picture_lines, fitted.head_lines, fitted.hole
        )
        spans = pour(lines, capacities, extra)
        assert spans is not None
        ems = story.ems(k) * self.measure.size
        skipped = k - len(capacities)
        for number, (start, end) in enumerate(spans):
            left = x + (number + skipped) * (story.column(k) + self.gutter)
            left += (story.column(k) - ems) / 2 if story.setting.wide else 0.0
            first = top + (height - capacities[number]) * leading
            self._column(lines[start:end], left, first, leading, ems)
            if story.jump_to and end == len(lines) and (end > start or number + 1 == len(spans)):
                self._jump(left, first + (end - start) * leading, leading, ems)
                break
        self.drawn.kept = len(lines)
        return self.drawn

    def _picture(
        self, lines: list[BodyLine], extra: int, most: int, fitted: Fitted
    ) -> tuple[float, int]:
        """Pictures grow into the room that is left."""
        story, k = self.story, self.place.columns
        aspect = self.measure.style.aspect
        if not story.pictures:
            return aspect, 0
        best = (aspect, fitted.picture_lines)
        while aspect < _TALLEST:
            aspect += 0.01
            taller = story.picture_lines(k, aspect)
            if taller > most:
                break
            capacities = story.capacities(k, fitted.form, most, taller, fitted.head_lines)
            if pour(lines, capacities, extra) is None:
                break
            best = (aspect, taller)
        return best

    def _side_head(self, x: float, y: float, length: float) -> None:
        """The head running down the first column, in its middle."""
        turned = self.story.side_head(length)
        assert turned is not None
        width = self.story.column(self.place.columns)
        right = self.canvas.width - (x + width) + (width - turned.height) / 2
        self.canvas.vertical = True
        draw_head(turned, self.canvas, self.id, y, right)
        self.canvas.vertical = False

    def _pictures(self, x: float, top: float, aspect: float, leading: float) -> None:
        story, k = self.story, self.place.columns
        first = k - story.picture_columns(k)
        left = x + first * (story.column(k) + self.gutter)
        width = story.picture_width(k)
        y = top
        for picture in story.pictures:
            height = aspect * width * leading / self.measure.leading
            box = (left, y, left + width, y + height)
            chunk = self.canvas.block("picture", self.id)
            chunk.box = box
            chunk.shapes.append(Shape(box, stroke=0.4, fill=0.8))
            self.drawn.boxes.append(self.canvas.on_page(box, self.canvas.vertical))
            y += height + 0.2 * leading
            lines = story.caption(picture, k)
            size = 0.94 * self.measure.size
            if lines:
                chunk = self.canvas.block("caption", self.id)
            for line in lines:
                at = left + (width - line.width * size) / 2 if len(lines) == 1 else left
                chunk.inks.append(Ink(line, at, y + ASCENT * size, size))
                y += leading
            y += 0.8 * leading

    def _column(
        self, lines: list[BodyLine], left: float, top: float, leading: float, width: float
    ) -> None:
        chunk: Chunk | None = None
        item = -1
        for number, line in enumerate(lines):
            if chunk is None or line.item != item:
                chunk = self.canvas.block(line.role, self.id)
                item = line.item
                self.drawn.anchors.setdefault(item, []).append(Anchor(self.canvas.number, chunk.id))
            x = left + (width - line.line.width * line.size) / 2 if line.centred else left
            y = top + number * leading + (leading - line.size) / 2 + ASCENT * line.size
            chunk.inks.append(Ink(line.line, x, y, line.size))

    def _jump(self, left: float, top: float, leading: float, width: float) -> None:
        story, size = self.story, self.measure.size
        assert story.jump_to is not None
        line = single(story.jump_to, "sans", self.measure.fonts, story.setting)
        size = min(size, width / line.width)
        chunk = self.canvas.block("jump", self.id)
        x = left + width - line.width * size
        chunk.inks.append(Ink(line, x, top + (leading - size) / 2 + ASCENT * size, size))
