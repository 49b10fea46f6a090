"""Which column of a page comes after which, and after which head: candidates and what speaks for
each.

The question is that of ``stages.follow``, asked of columns. Every candidate has features, each a
weight in ``data/succession.toml``; ``claim`` finds the set of pairs with the greatest sum. Weights
are learnt from composed pages by ``tools/learn_succession.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.text import fold_width
from jumpline.packs import Pack
from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.head import Cues, Head
from jumpline.stages.layout.runs import Line
from jumpline.stages.layout.sight import Sight
from jumpline.stages.layout.steps import GAPS, LEVELS, TEXT, passed
from jumpline.stages.seams import features as seam_features
from jumpline.stages.sentences import begins_inside, ending

#: A head reaches so far down to its first column, a column to the next piece below.
_DEEPEST = 40.0
#: Columns stand so far apart at most, in widths of the narrower.
_WIDEST = 2.3


class Pair(msgspec.Struct, frozen=True):
    """``left`` counts heads, then columns; ``right`` counts columns. ``why`` holds features."""

    left: int
    right: int
    why: dict[str, float]


class Succession:
    """Heads, columns and what stands between them on one page, in one reading direction.

    ``fillers`` are pictures and what else stands in an article without dividing it. ``upside_down``
    says that all stand as in a mirror of water (``mirror``), where a head under its text is one over
    it: then text goes on upwards.
    """

    def __init__(
        self,
        heads: Sequence[Head],
        columns: Sequence[Stack],
        rules: Sequence[Box],
        fillers: Sequence[Box],
        body: float,
        cues: Cues,
        pack: Pack,
        *,
        upside_down: bool = False,
    ) -> None:
        self.upside_down = upside_down
        self.heads, self.columns, self.body = heads, columns, body
        self.cues, self.pack = cues, pack
        self.sight = Sight([head.box for head in heads], columns, rules, fillers, body)
        self.corpus = fold_width("\n".join(stack.text for stack in columns))
        self.indented = self._indented()
        faces = Counter[int]()
        for stack in columns:
            for line in stack.lines:
                faces[line.face] += len(line.text)
        self.face = faces.most_common(1)[0][0] if faces else -1
        self.subheads = {
            line.look
            for stack in columns
            for line in stack.lines[1:]
            if self._is_title(line, stack)
        }

    def _indented(self) -> bool:
        """Whether paragraphs are set in on this page."""
        inset = sum(
            any(line.is_inset(stack.x0) for line in stack.lines[1:])
            for stack in self.columns
            if len(stack.lines) >= 6
        )
        long = sum(len(stack.lines) >= 6 for stack in self.columns)
        return inset >= 0.4 * long

    def pairs(self) -> Iterator[Pair]:
        """All candidates."""
        count = len(self.heads)
        # Behind a jump line the text goes on on another page.
        ended = [self.cues.ends(stack.lines[-1]) for stack in self.columns]
        for right, stack in enumerate(self.columns):
            for at, head in enumerate(self.heads):
                if head.frame == stack.frame:
                    why = self._aside(at, stack) if head.tall else self._under(at, stack)
                    if why:
                        yield Pair(at, right, {**why, **self._start(head, stack)})
            for left, before in enumerate(self.columns):
                if left != right and not ended[left] and before.frame == stack.frame:
                    why = self._down(*self._upper_first(before, stack)) or self._beside(
                        before, stack
                    )
                    if why:
                        yield Pair(count + left, right, {**why, **self._seam(before, stack)})

    def unfollowed(self, left: int) -> dict[str, float]:
        """What speaks for nothing coming after a head or a column."""
        count = len(self.heads)
        if left < count:
            return {"head-without-text": 1.0}
        stack = self.columns[left - count]
        last = stack.lines[-1]
        closed = ending(last.text) in ("closed", "colon")
        full = last.x1 > stack.x1 - 1.5 * last.size
        state = "closed" if closed else "open-full" if full else "open-short"
        return {"last": 1.0, f"last-{self._kind(stack)}-{state}": 1.0}

    def unled(self, right: int) -> dict[str, float]:
        """What speaks for nothing coming before a column."""
        stack = self.columns[right]
        first = stack.lines[0]
        inset = first.is_inset(self._left(stack))
        begins = inset or self.cues.begins(first) or self.cues.signs(first)
        state = "inset" if begins else "flush"
        found = {"first": 1.0, f"first-{self._kind(stack)}-{state}": 1.0}
        if self._is_title(first, stack) and first.look in self.subheads:
            found["first-subhead"] = 1.0
        return found

    def _kind(self, stack: Stack) -> str:
        """Running text, or a few lines that may be anything."""
        if self._is_title(stack.lines[0], stack):
            return "other-face"
        few = "few" if len(stack.lines) > 1 else "one"
        return "text" if len(stack.lines) >= 4 else few + "-on-grid" * self.sight.grid.holds(stack)

    # -- heads -----------------------------------------------------------------------------

    def _under(self, at: int, stack: Stack) -> dict[str, float]:
        """A column under a head, or in the row of columns under it."""
        x0, _, x1, y1 = self.heads[at].box
        body, sight = self.body, self.sight
        off = max(x0 - stack.x1, stack.x0 - x1, 0.0) / body
        over = stack.y0 - self.heads[at].box[1]
        beside = off and stack.x1 < x0 + body and -5 * body < over < y1 - self.heads[at].box[1]
        if beside and sight.row_ends_under(stack, at, self.heads[at].centre):
            # The head stands over the last columns, the first begin beside it.
            return {"under": 1.0, "under-last": 1.0}
        filled = sight.filled(stack, y1) / body
        gap = (stack.y0 - y1) / body - filled
        far = off > 5 * (stack.x1 - stack.x0) / body + 4
        if not -1.2 <= gap <= _DEEPEST or (far and not sight.centred(stack, self.heads[at].centre)):
            return {}
        reach = (min(x0, stack.x0), max(x1, stack.x1)) if off else (stack.x0, stack.x1)
        if sight.heads_between(reach, y1, stack.y0, but=at):
            return {}
        found = {"under": 1.0} | passed("under-gap", gap, GAPS)
        inner = (max(x0, stack.x0) - 1, min(x1, stack.x1) + 1) if not off else reach
        if sight.columns_between(inner, y1, stack.y0, stack):
            found["under-blocked"] = 1.0
        if sight.ruled(reach, y1, stack.y0):
            found["under-ruled"] = 1.0
        if filled > 0:
            found["under-filled"] = 1.0
        if off:
            found["under-off"] = min(off / 10, 3.0)
        head = self.heads[at]
        if abs(stack.x0 - x0) < 1.5 * body:
            found["under-flush"] = 1.0
        elif sight.centred(stack, head.centre):
            found["under-centred"] = 1.0
        else:
            if stack.x0 - x0 > 1.5 * body:
                found["under-right"] = 1.0
            left = sight.row_to_the_left(stack, at)
            if left:
                found["under-second"] = min(left, 3)
        if self._nearer(at, stack):
            found["under-nearer"] = 1.0
        return found

    def _nearer(self, at: int, stack: Stack) -> bool:
        """Whether another head stands straight over the column, or nearer to it."""
        mine = self.heads[at].box
        for other, head in enumerate(self.heads):
            x0, _, x1, y1 = head.box
            if other == at or head.tall or head.frame != self.heads[at].frame:
                continue
            if min(x1, stack.x1) - max(x0, stack.x0) > 0.25 * (stack.x1 - stack.x0):
                if mine[3] < y1 < stack.y0 + self.body:
                    return True
        return False

    def _aside(self, at: int, stack: Stack) -> dict[str, float]:
        """A column beside an upright headline."""
        x0, y0, x1, y1 = self.heads[at].box
        body = self.body
        gap = max(stack.x0 - x1, x0 - stack.x1) / body
        # It may stand in the middle of a column of its own.
        farthest = max(8.0, 0.7 * (stack.x1 - stack.x0) / body)
        # A byline over its text stands as high as both.
        foot = self.sight.foot(stack) if self.cues.signs(stack.lines[0]) else stack.y1
        if not -1 < gap < farthest or min(foot, y1) - max(stack.y0, y0) < 0:
            return {}
        found = {"aside": 1.0, **passed("aside-gap", gap, (2.0, 4.0))}
        if not self.heads[at].heaped:
            # It stands in the height of its columns, at the top or in the middle.
            out = max(stack.y0 - y0, y1 - foot) / body
            level = min(abs(stack.y0 - y0), abs(stack.y0 + foot - y0 - y1) / 2) / body
            found |= passed("aside-out", out, LEVELS) | passed("aside-level", level, LEVELS)
        if stack.x1 < (x0 + x1) / 2:
            found["aside-left"] = 1.0
        if self.sight.walled(self.heads[at].box, stack.box):
            found["aside-walled"] = 1.0
        if self._nearer(at, stack):
            found["aside-nearer"] = 1.0
        return found

    def _start(self, head: Head, stack: Stack) -> dict[str, float]:
        """How a column begins that a head may stand over."""
        first = stack.lines[0]
        found = {}
        inset = first.is_inset(self._left(stack)) or self.cues.signs(first)
        if head.goes_on:
            found["start-goes-on"] = 1.0
        elif begins_inside(first.text):
            found["start-inside"] = 1.0
        elif self.indented:
            found["start-inset" if inset else "start-flush"] = 1.0
        if self.cues.begins(first):
            found["start-lead-in"] = 1.0
        if len(stack.lines) == 1:
            found["start-single"] = 1.0
        if self._is_title(first, stack):
            found["start-title-goes-on" if head.goes_on else "start-title"] = 1.0
        return found

    # -- columns ---------------------------------------------------------------------------

    def _down(self, before: Stack, stack: Stack) -> dict[str, float]:
        """The next piece of the same column."""
        body, sight = self.body, self.sight
        shared = min(before.x1, stack.x1) - max(before.x0, stack.x0)
        narrower = min(before.x1 - before.x0, stack.x1 - stack.x0)
        if self.cues.ends(stack.lines[0]) and len(before.lines) == 1:
            # A jump line stands at the right edge of its column, where a short line does not reach.
            shared = self.sight.grid.edges(before)[1] - stack.x0
        gap = (stack.y0 - before.y1) / body
        if shared < 0.5 * narrower or gap < -1.2:
            return {}
        span = (max(before.x0, stack.x0), min(before.x1, stack.x1))
        if sight.columns_between(span, before.y1, stack.y0, stack, before):
            return {}
        white = gap - sight.filled(stack, before.y1) / body
        if white > _DEEPEST:
            return {}
        found = {
            "down": 1.0,
            **passed("down-gap", max(white, 0.0), GAPS),
        }
        found |= self._cued(before, stack)
        if white < gap - 0.5:
            found["down-filled"] = 1.0
        if sight.ruled(span, before.y1, stack.y0):
            found["down-ruled"] = 1.0
        wide = (min(before.x0, stack.x0), max(before.x1, stack.x1))
        if sight.heads_between(wide, before.y1, stack.y0):
            found["down-headed"] = 1.0
        if abs(before.x0 - stack.x0) > 1.5 * body or abs(before.x1 - stack.x1) > 2.5 * body:
            found[f"down-{self._measure(before, stack)}"] = 1.0
        return found

    def _cued(self, before: Stack, stack: Stack) -> dict[str, float]:
        """A byline over its text, a jump line under it."""
        signed = len(before.lines) == 1 and self.cues.signs(before.lines[0])
        return {"down-signed": float(signed), "down-ends": float(self.cues.ends(stack.lines[0]))}

    def _beside(self, before: Stack, stack: Stack) -> dict[str, float]:
        """A column to the right, or at the left below: where a second tier begins."""
        body, sight = self.body, self.sight
        narrower = min(before.x1 - before.x0, stack.x1 - stack.x0)
        gap = stack.x0 - before.x1
        if gap < -1.5 * body:
            return self._back(before, stack)
        upper, lower = self._upper_first(before, stack)
        if gap > _WIDEST * max(narrower, 8 * body) or sight.above(lower, upper):
            return {}
        skipped = sight.skipped(before, stack)
        tops = (sight.top(before), sight.top(stack))
        level = min(abs(stack.y0 - before.y0), abs(tops[0] - tops[1])) / body
        found = {
            "beside": 1.0,
            **passed("beside-level", level, LEVELS),
            **passed("beside-foot", abs(stack.y1 - before.y1) / body, LEVELS),
        }
        if skipped:
            found["beside-skipped"] = min(skipped, 3)
        elif gap > 4 * body:
            found["beside-far"] = 1.0
        if sight.walled(before.box, stack.box):
            found["beside-walled-as-all" if sight.walls_everywhere else "beside-walled"] = 1.0
        if min(before.y1, stack.y1) - max(before.y0, stack.y0) < 0:
            found["beside-apart"] = 1.0
        below, over = sight.goes_on_below, sight.piece_above
        if self.upside_down:
            below, over = over, below
        if below(before):
            found["beside-goes-on-below"] = 1.0
        if over(stack):
            found["beside-piece-above"] = 1.0
            found["beside-ends"] = float(self.cues.ends(stack.lines[0]))
        mine, other = sight.head_over(before), sight.head_over(stack)
        if other is not None and other != mine and self._leads(before, stack, other):
            found["beside-one-head"] = 1.0
        elif other is not None and other != mine:
            found["beside-own-head"] = 1.0
            if sight.close_under(other, stack):
                found["beside-close-head"] = 1.0
        elif other is not None:
            found["beside-one-head"] = 1.0
        if mine is not None and sight.spans(mine, stack):
            found["beside-spanned"] = 1.0
        elif mine is not None and sight.completes(before, self.heads[mine].centre):
            found["beside-row-whole"] = 1.0
        if abs((before.x1 - before.x0) - (stack.x1 - stack.x0)) > 2 * body:
            found[f"beside-{self._measure(before, stack)}"] = 1.0
        return found

    def _leads(self, before: Stack, stack: Stack, head: int) -> bool:
        """Whether a column begins the row that a head over the next column stands in the middle
        of: the head is that of both."""
        level = abs(self.sight.top(before) - self.sight.top(stack)) < 2.6 * self.body
        return level and self.sight.centred(before, self.heads[head].centre)

    def _back(self, before: Stack, stack: Stack) -> dict[str, float]:
        gap = stack.y0 - before.y1
        if self.upside_down:
            gap = before.y0 - stack.y1
        if stack.x1 > before.x0 + self.body or not -self.body <= gap <= 12 * self.body:
            return {}
        found = {"back": 1.0}
        if self.sight.head_over(before) != self.sight.head_over(stack):
            found["back-own-head"] = 1.0
        if self.sight.ruled((stack.x0, before.x1), before.y1, stack.y0):
            found["back-ruled"] = 1.0
        return found

    def _seam(self, before: Stack, stack: Stack) -> dict[str, float]:
        """What the text says of two columns, by the names of ``stages.seams``."""
        last, first = before.lines[-1], stack.lines[0]
        tail = "".join(line.text for line in before.lines[-4:])
        head = "".join(line.text for line in stack.lines[:3])
        known = seam_features(tail, head, self.corpus, self.pack)
        found = {f"text-{name}": 1.0 for name in known if name in TEXT}
        if self.cues.begins(first):
            found["text-lead-in"] = 1.0
        if self.cues.signs(first):
            found["text-signed"] = 1.0
        if self._is_title(last, before):
            # Nothing ends with a subhead; what touches it from below is its text.
            if not self.sight.touches(*self._upper_first(before, stack)):
                found["text-from-subhead"] = 1.0
            return found
        open_ = ending(last.text) not in ("closed", "colon")
        full = last.x1 > before.x1 - 1.5 * last.size
        if open_ and not full and len(before.lines) > 1:
            found["text-stops-short"] = 1.0
        state = "open" if open_ else "closed-full" if full else "closed-short"
        if self._is_title(first, stack):
            found["text-open-subhead" if open_ else "text-closed-subhead"] = 1.0
        elif self.indented:
            inset = first.is_inset(self._left(stack))
            found[f"text-{state}-{'inset' if inset else 'flush'}"] = 1.0
        else:
            found[f"text-{state}"] = 1.0
        if abs(last.size - first.size) > 0.06 * self.body:
            found["text-other-size"] = 1.0
        return found

    def _upper_first(self, before: Stack, stack: Stack) -> tuple[Stack, Stack]:
        return (stack, before) if self.upside_down else (before, stack)

    def _measure(self, before: Stack, stack: Stack) -> str:
        """How pieces of other widths differ: one or two lines may be short, and stand where the
        columns of the page do."""
        short = [each for each in (before, stack) if len(each.lines) <= 2]
        if not short:
            return "other-measure"
        return "scrap-on-grid" if all(map(self.sight.grid.holds, short)) else "scrap"

    def _left(self, stack: Stack) -> float:
        """Where the column begins that a piece stands in. A byline stands anywhere."""
        alone = len(stack.lines) == 1 and not self.cues.signs(stack.lines[0])
        return self.sight.grid.edges(stack)[0] if alone else stack.x0

    def _is_title(self, line: Line, stack: Stack) -> bool:
        """Whether a line stands in another face than the text: a subhead in its column."""
        return line.face != stack.face(self.face) and not line.mixed and not line.lead
