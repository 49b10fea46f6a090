"""What a line or a piece of a page looks like: byline, subhead, caption, head, folio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jumpline.model.geometry import Box
from jumpline.model.text import han_share
from jumpline.packs import Pack
from jumpline.stages.bylines import byline_line
from jumpline.stages.layout.columns import Stack, common_measure
from jumpline.stages.layout.head import Cues
from jumpline.stages.layout.regions import Region
from jumpline.stages.layout.runs import Line
from jumpline.stages.sentences import ending, unclosed, unopened

#: A heading is larger than this many body sizes.
_LARGER = 1.12
#: A face of more than this share of the characters of the body's size is one of running text.
_MUCH = 0.25


class Looks:
    """The lines of a page in one reading direction, with its pictures and frames. ``face`` is that
    of most of its text, ``measure`` the width of most of its columns."""

    def __init__(
        self,
        own: Sequence[Line],
        pictures: Sequence[Box],
        frames: Sequence[Box],
        rules: Sequence[Box],
        body: float,
        pack: Pack,
    ) -> None:
        self.own, self.rules, self.body, self.pack = own, rules, body, pack
        self.pictures = [*pictures, *self._panels(frames)]
        self.tags = [box for box in frames if box[3] - box[1] < 4 * body]
        self.measure = common_measure([line for line in own if not line.tall], body)
        faces: Counter[int] = Counter()
        for line in own:
            if abs(line.size - body) < 0.1 * body:
                faces[line.face] += len(line.text)
        self.face = faces.most_common(1)[0][0] if faces else -1
        #: Faces that much of the page is set in: articles may differ.
        self.faces = {face for face, count in faces.items() if count > _MUCH * faces.total()}

    @property
    def cues(self) -> Cues:
        """What lines say of their articles."""
        return Cues(self._ends, self._begins, self._signs)

    def _panels(self, frames: Sequence[Box]) -> list[Box]:
        """Painted shapes without text: drawings, maps."""
        return [
            box
            for box in frames
            if box[3] - box[1] > 2 * self.body
            and not any(
                box[0] < (each.x0 + each.x1) / 2 < box[2] and box[1] < each.cy < box[3]
                for each in self.own
            )
        ]

    def is_subhead(self, stack: Stack) -> bool:
        """A short piece in another face: it stands on a column and is none."""
        return (
            stack.lines[0].face not in (self.face, *self.faces)
            and not stack.lines[0].mixed
            and len(stack.lines) <= 2
            and len(stack.text) <= (36 if han_share(stack.text) > 0.5 else 72)
            and not stack.lines[0].lead
        )

    def is_tag(self, line: Line) -> bool:
        """In a small frame of its own."""
        return any(
            box[0] - 2 < line.x0 and line.x1 < box[2] + 2 and box[1] - 2 < line.cy < box[3] + 2
            for box in self.tags
        )

    def is_head(self, stack: Stack) -> bool:
        """Large, or a deck or byline by its words."""
        if stack.size > (self.pack.habits.larger or _LARGER) * self.body:
            return True
        if len(stack.lines) == 1 and self.pack.match("deck", stack.text):
            return stack.text.rstrip()[-1:] not in "。！？"
        return self.stands_alone(stack.lines[0])

    def stands_alone(self, line: Line) -> bool:
        """A byline, or a line that names the page that the text comes from."""
        if self.is_byline(line.text) or self._is_byline_of_two(line):
            return not self._runs_on(line) and not self._ends_caption(line)
        jump = self.pack.match("jump-from", line.text)
        return jump is not None and jump.end >= len(line.text.rstrip()) - 1

    def _runs_on(self, line: Line) -> bool:
        """Whether a line fills its measure, is set in, and the next one goes on flush: the first
        line of a text that begins with its writers. A bracket left open says so, too."""
        if line.text.startswith(self.pack.words("openers")):
            return False
        open_ = bool(unclosed(line.text) or unopened(line.text))
        for other in self.own:
            inset = line.x0 - other.x0
            if other is line or abs(other.size - line.size) > 0.05 * line.size:
                continue
            above, below = line.y0 - other.y1, other.y0 - line.y1
            if other.face == line.face and abs(inset) < 0.3 * line.size:
                if -0.5 * line.size < above < 0.6 * line.size and _is_cut(other, line):
                    return True
            if -0.5 * line.size < above < line.size and -2.7 < inset / line.size < 0.7:
                if unclosed(other.text) or (self._begins(other) and self._goes_on_flush(line)):
                    return True
            if not -0.5 * line.size < below < line.size or not -0.7 < inset / line.size < 2.7:
                continue
            full = -0.7 * line.size < other.x1 - line.x1 < 1.2 * line.size
            # "by August. Samuel Okafor, an" begins a column, in the middle of a sentence.
            goes_on = inset > 0.7 * line.size or line.text[:1].islower()
            if open_ or (full and goes_on and other.face == line.face):
                return True
        return False

    def _goes_on_flush(self, line: Line) -> bool:
        """Whether text of the same face goes on under a line, at its left edge or its bracket's."""
        return any(
            other.face == line.face
            and -0.5 * line.size < other.y0 - line.y1 < line.size
            and min(
                abs(left - edge)
                for left in (other.x0, other.start)
                for edge in (line.x0, line.start)
            )
            < 0.4 * line.size
            for other in self.own
            if other is not line
        )

    def _ends_caption(self, line: Line) -> bool:
        """Whether a line stands, set alike and flush, under the lines of a caption: its credit."""
        last = line
        for _ in range(3):
            above = next(
                (
                    other
                    for other in self.own
                    if other.face == line.face
                    and abs(other.size - line.size) < 0.05 * line.size
                    and -0.5 * line.size < last.y0 - other.y1 < 0.6 * line.size
                    and abs(other.x0 - last.x0) < 0.5 * line.size
                    and other is not last
                ),
                None,
            )
            if above is None:
                return False
            if self._picture_over(Stack((above,), -1)) is not None:
                return True
            last = above
        return False

    def _is_byline_of_two(self, line: Line) -> bool:
        """Whether a short line is a byline together with the one centred under it."""
        if len(line.text) > 16 or not line.text.startswith(self.pack.words("openers")):
            return False
        return any(
            below is not line
            and 0 < below.y0 - line.y0 < 2 * line.size
            and below.face == line.face
            and abs((below.x0 + below.x1) - (line.x0 + line.x1)) < line.size
            and self.is_byline(f"{line.text} {below.text}")
            for below in self.own
        )

    def is_byline(self, text: str) -> bool:
        """By the pack's forms."""
        return byline_line(text, self.pack) is not None

    def is_credit(self, text: str) -> bool:
        """Whether it says at its end who took the picture."""
        return self.pack.match("credit", text) is not None

    def is_caption(self, stack: Stack) -> bool:
        """Credited, or close under a picture and set as no column begins."""
        text = stack.text
        if len(text) > 150 or len(stack.lines) > 4:
            return False
        if self.is_credit(text):
            return True
        picture = self._picture_over(stack)
        if picture is None:
            return False
        if self.pack.match("caption", text) is not None:
            return True
        # No column begins like that: set otherwise, centred under the picture, or as wide as it.
        other = stack.lines[0].face != self.face or stack.size < 0.97 * self.body
        inset, outset = stack.x0 - picture[0], picture[2] - stack.x1
        centred = abs(inset - outset) < self.body and inset > 1.2 * self.body
        wide = stack.x1 - stack.x0 > 1.3 * self.measure
        return len(stack.lines) <= 3 and (other or centred or wide)

    def _picture_over(self, stack: Stack) -> Box | None:
        """The picture that a piece stands close under, in its width."""
        return next(
            (
                box
                for box in self.pictures
                if box[0] - self.body < stack.x0
                and stack.x1 < box[2] + self.body
                and -self.body < stack.y0 - box[3] < 2 * self.body
            ),
            None,
        )

    def _ends(self, line: Line) -> bool:
        return self.pack.match("jump-to", line.text) is not None

    def _signs(self, line: Line) -> bool:
        return self.is_byline(line.text)

    def _begins(self, line: Line) -> bool:
        return (bool(line.lead) and line.lead.startswith(self.pack.words("own"))) or (
            self.pack.match("lead-in", line.text) is not None
        )

    def goes_on(self, region: Region) -> bool:
        """Whether a line of the head names the page that the text comes from."""
        return any(
            self.pack.match("jump-from", line.text) is not None
            for stack in region.head
            for line in stack.lines
        )

    def is_guide(self, inside: Sequence[Stack]) -> bool:
        """Whether one of the pieces names itself a guide."""
        return any(self.pack.match("guide-head", line.text) for s in inside for line in s.lines)

    def is_folio(self, region: Region, height: float) -> bool:
        """At the top, over a rule that runs across the page: no article's head."""
        foot = region.bounds[3]
        if foot > 0.08 * height:
            return False
        left, right = min(line.x0 for line in self.own), max(line.x1 for line in self.own)
        return any(
            foot - 2 < (y0 + y1) / 2 < foot + 2.5 * self.body and x1 - x0 > 0.6 * (right - left)
            for x0, y0, x1, y1 in self.rules
        )


def _is_cut(above: Line, line: Line) -> bool:
    """Whether a full line that no stop ends stands over a line: text runs on from it."""
    full = above.x1 - above.x0 > 0.9 * (line.x1 - line.x0) and above.x1 - above.x0 > 8 * line.size
    return full and ending(above.text) in ("open", "comma", "hyphen") and line.text[:1].islower()
