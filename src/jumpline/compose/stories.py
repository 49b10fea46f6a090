"""An article, or its part on one page, as a shape: so many columns, so high."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, TypeAlias

import msgspec

from jumpline.compose.atoms import Setting
from jumpline.compose.fonts import FontSet
from jumpline.compose.heads import Head, HeadSpec, head, printed_byline
from jumpline.compose.setting import SetLine, paragraph, single
from jumpline.compose.style import Style
from jumpline.model.issue import Article, Picture
from jumpline.model.roles import Role
from jumpline.packs import Pack

#: Between a box and its text.
INSET = 9.0
_TALLEST = 0.95
#: Lines of a column that show that it belongs to the columns before it.
_REACH = 4


class BodyLine(msgspec.Struct, frozen=True):
    """``item`` counts the article's body; ``keep`` holds a line to the next one."""

    line: SetLine
    item: int
    role: Role
    size: float
    centred: bool = False
    keep: bool = False


class Measure(msgspec.Struct, frozen=True):
    """A page's body: size, leading (points) and what it is set with. ``turned`` are the fonts of
    vertical headlines; None where there are none."""

    style: Style
    fonts: FontSet
    size: float
    leading: float
    turned: FontSet | None = None

    @property
    def columns(self) -> int:
        return self.style.grid.columns

    def span(self, columns: int) -> float:
        return self.style.span(columns)


#: Where a head stands: above its columns, above the first of them (the others begin beside it),
#: above the last of them, or running down in a column of its own. ``wrap`` is an article whose last
#: columns run under another one.
Form: TypeAlias = Literal["above", "beside", "last", "side", "wrap"]


class Hole(msgspec.Struct, frozen=True):
    """The corner at the top right that an article leaves to another: columns and points."""

    columns: int = 0
    height: float = 0.0


NO_HOLE = Hole()


class Fitted(msgspec.Struct, frozen=True):
    """A story at a number of columns: what it needs at least. ``lines`` are those of its highest
    column, of which ``head_lines`` go to a head that only some columns stand under."""

    head: Head
    form: Form
    lines: int
    picture_lines: int
    head_lines: int
    height: float
    hole: Hole = NO_HOLE


class Story:
    """``lines_from`` and ``lines_to`` cut the body's lines: a part of a jumped article."""

    def __init__(
        self,
        article: Article,
        rank: int,
        measure: Measure,
        pack: Pack,
        setting: Setting,
        *,
        boxed: bool = False,
    ) -> None:
        self.article, self.rank, self.measure, self.pack = article, rank, measure, pack
        self.setting, self.boxed = setting, boxed
        self.form: Form = "above"
        self.pictures: tuple[Picture, ...] = article.pictures
        self.lines_from = 0
        self.lines_to: int | None = None
        self.jump_to: str | None = None
        self.jump_from: str | None = None
        self._lines: dict[float, list[BodyLine]] = {}
        self._fitted: dict[tuple[int, bool, Hole], Fitted | None] = {}

    @cached_property
    def spec(self) -> HeadSpec:
        article = self.article
        if self.jump_from is not None:
            return HeadSpec(None, (), article.headline, (), None, self.jump_from, 4, self.setting)
        return HeadSpec(
            article.column,
            article.kicker,
            article.headline,
            article.deck,
            printed_byline(article),
            None,
            self.rank,
            self.setting,
        )

    # -- measures --------------------------------------------------------------------------

    def inner(self, columns: int) -> float:
        """The width inside a box, or all of it."""
        return self.measure.span(columns) - (2 * INSET if self.boxed else 0.0)

    def column(self, columns: int) -> float:
        gutter = self.measure.style.grid.gutter
        return (self.inner(columns) - (columns - 1) * gutter) / columns

    def ems(self, columns: int) -> float:
        """The measure: whole characters where the script has no spaces to stretch."""
        ems = self.column(columns) / self.measure.size
        return math.floor(ems + 0.02) if self.setting.wide else round(ems, 4)

    def lines(self, columns: int) -> list[BodyLine]:
        """The part's lines in columns of that width."""
        ems = self.ems(columns)
        if ems not in self._lines:
            self._lines[ems] = self._set(ems)
        found = self._lines[ems]
        return found[self.lines_from : self.lines_to]

    def _set(self, ems: float) -> list[BodyLine]:
        fonts, size, found = self.measure.fonts, self.measure.size, list[BodyLine]()
        indent = self.measure.style.body.indent
        for number, item in enumerate(self.article.body):
            if item.role == "subhead":
                wraps = paragraph(item.text, ems, fonts, self.setting, role="bold")
                if len(wraps) == 1:
                    wraps = [single(item.text, "bold", fonts, self.setting)]
                centred = self.measure.style.heads.align == "centre"
                found += [BodyLine(w, number, "subhead", size, centred, True) for w in wraps]
            elif item.role == "table":
                for text in item.text.split("\n"):
                    for wrap in paragraph(text, ems / 0.94, fonts, self.setting, role="sans"):
                        found.append(BodyLine(wrap, number, "table", 0.94 * size))
            else:
                text = " ".join(item.text.split())
                bold = self._lead(text) if number == 0 else 0
                for wrap in paragraph(text, ems, fonts, self.setting, indent=indent, bold=bold):
                    found.append(BodyLine(wrap, number, "body", size))
        return found

    def _lead(self, text: str) -> int:
        """How much of the body's start is bold: 本报讯."""
        if self.pack.match("lead-in", text[:160]) is None:
            return 0
        for word in self.pack.words("own"):
            for tail in ("讯", "訊", "消息"):
                if text.startswith(word + tail):
                    return len(word + tail)
        return 0

    # -- shapes ----------------------------------------------------------------------------

    def picture_columns(self, columns: int) -> int:
        return columns if columns <= 2 else max(1, round(columns / 2))

    def picture_width(self, columns: int) -> float:
        wide = self.picture_columns(columns)
        return wide * self.column(columns) + (wide - 1) * self.measure.style.grid.gutter

    def caption(self, picture: Picture, columns: int) -> list[SetLine]:
        """The caption's lines, a little smaller than the body."""
        text = caption_text(picture, self.setting)
        if not text:
            return []
        ems = self.picture_width(columns) / (0.94 * self.measure.size)
        ems = math.floor(ems) if self.setting.wide else ems
        return paragraph(text, ems, self.measure.fonts, self.setting, role="sans")

    def picture_lines(self, columns: int, aspect: float) -> int:
        """How many body lines the pictures with their captions take from a column."""
        total = 0.0
        for picture in self.pictures:
            total += aspect * self.picture_width(columns)
            total += (len(self.caption(picture, columns)) + 1.1) * self.measure.leading
        return math.ceil(total / self.measure.leading)

    def head_columns(self, columns: int, form: Form, hole: Hole = NO_HOLE) -> int:
        """How many columns the head stands above."""
        if form in ("beside", "last"):
            return max(2, round(0.55 * columns))
        return columns - hole.columns

    def text_columns(self, columns: int, form: Form) -> int:
        return columns - 1 if form == "side" else columns

    def capacities(
        self,
        columns: int,
        form: Form,
        height: int,
        picture_lines: int,
        head_lines: int,
        hole: Hole = NO_HOLE,
    ) -> list[int]:
        """Lines that each column takes; pictures stand at the top of the last columns."""
        pictured = columns - self.picture_columns(columns) if self.pictures else columns
        under = self.head_columns(columns, form, hole) if head_lines else 0
        headed = range(columns - under, columns) if form == "last" else range(under)
        left = math.ceil(hole.height / self.measure.leading)
        return [
            max(
                0,
                height
                - (picture_lines if at >= pictured else 0)
                - (head_lines if at in headed else 0)
                - (left if at >= columns - hole.columns else 0),
            )
            for at in range(self.text_columns(columns, form))
        ]

    def fit(self, columns: int, *, force: bool = False, hole: Hole = NO_HOLE) -> Fitted | None:
        """What the story needs at least at that many columns; None where its head has no room."""
        key = (columns, force, hole)
        if key not in self._fitted:
            self._fitted[key] = self._fit(columns, force, hole, wanted=self.form)
        return self._fitted[key]

    def _fit(self, columns: int, force: bool, hole: Hole, *, wanted: Form) -> Fitted | None:
        if self.column(columns) < 5 * self.measure.size:
            return None
        if wanted == "side" and columns > 1:
            found = self._beside_a_side_head(columns)
            if found is not None:
                return found
        form: Form = wanted if wanted in ("beside", "last") and columns > 2 else "above"
        if hole.columns:
            form = "wrap"
        measure = self.measure
        width = self.inner(columns)
        if form != "above":
            width = measure.span(self.head_columns(columns, form, hole))
        top = head(self.spec, width, measure.style, measure.fonts, measure.size, force=force)
        if top is None:
            return None
        pictures = self.picture_lines(columns, measure.style.aspect)
        head_lines = 0 if form == "above" else math.ceil(top.height / measure.leading)
        lines = self.least(columns, form, pictures, head_lines, hole)
        height = lines * measure.leading + (2 * INSET if self.boxed else 0.0)
        if form == "above":
            height += top.height
        fitted = Fitted(top, form, lines, pictures, head_lines, height, hole)
        if form == "last" and not self.reaches(columns, fitted):
            return self._fit(columns, force, hole, wanted="above")
        return fitted

    def _beside_a_side_head(self, columns: int) -> Fitted | None:
        """With the head running down in the first column; None where it is too long or thick."""
        measure = self.measure
        least = self.least(columns, "side", 0, 0)
        for lines in range(least, least + 8):
            turned = self.side_head(lines * measure.leading)
            if turned is not None and turned.height <= self.column(columns):
                return Fitted(turned, "side", lines, 0, 0, lines * measure.leading)
        return None

    def side_head(self, length: float) -> Head | None:
        """The head as it runs down ``length``."""
        measure = self.measure
        assert measure.turned is not None
        return head(self.spec, length, measure.style, measure.turned, measure.size)

    def least(
        self,
        columns: int,
        form: Form,
        picture_lines: int,
        head_lines: int,
        hole: Hole = NO_HOLE,
    ) -> int:
        """The smallest height in lines at which the body fits."""
        lines = self.lines(columns)
        extra = 1 if self.jump_to else 0
        wide = self.picture_columns(columns) if self.pictures else 0
        taken = wide * picture_lines
        if head_lines:
            taken += self.head_columns(columns, form, hole) * head_lines
        left = math.ceil(hole.height / self.measure.leading)
        taken += hole.columns * left
        count = len(lines) + extra + taken
        height = max(math.ceil(count / self.text_columns(columns, form)), 1)
        if self.pictures:
            height = max(height, picture_lines)
        if head_lines:
            height = max(height, head_lines + 3)
        if hole.columns:
            height = max(height, left + 4)
        while True:
            capacities = self.capacities(columns, form, height, picture_lines, head_lines, hole)
            if pour(lines, capacities, extra) is not None:
                return height
            height += 1

    def reaches(self, columns: int, fitted: Fitted) -> bool:
        """Whether some lines of the body stand where only this form puts them: under a head over
        the last columns, under the other article in the corner. Without them nobody could tell
        whose they are."""
        form = fitted.form
        capacities = self.capacities(
            columns, form, fitted.lines, fitted.picture_lines, fitted.head_lines, fitted.hole
        )
        poured = pour(self.lines(columns), capacities, 1 if self.jump_to else 0)
        if poured is None:
            return False
        last = self.head_columns(columns, "last") if form == "last" else fitted.hole.columns
        first, *_ = poured[columns - last :]
        return first[1] - first[0] >= _REACH

    def area(self) -> float:
        """About how much of a page it takes, in square points."""
        measure = self.measure
        columns = min(4, measure.columns)
        fitted = self.fit(columns) or self.fit(measure.columns, force=True)
        if fitted is None:
            return 0.0
        return (fitted.height + measure.style.grid.gap) * (
            measure.span(columns) + measure.style.grid.gutter
        )

    def keep(self, count: int | None) -> None:
        """Cut the part to its first lines; None makes it whole again."""
        self.lines_to = None if count is None else self.lines_from + count
        self._fitted.clear()


def caption_text(picture: Picture, setting: Setting) -> str:
    parts = [part for part in (picture.caption, picture.credit) if part]
    return ("" if setting.wide else " ").join(parts)


def pour(
    lines: Sequence[BodyLine], capacities: Sequence[int], extra: int = 0
) -> list[tuple[int, int]] | None:
    """Lines into columns, in order: (start, end) for each; None where they do not fit.

    A subhead is not the last line of a column. ``extra`` lines stay free in the last column used.
    """
    found: list[tuple[int, int]] = []
    at, count = 0, len(lines)
    for capacity in capacities:
        end = min(at + capacity, count)
        if end == count and extra and end - at + extra > capacity:
            end = max(at, capacity - extra + at)
        while end < count and end > at and lines[end - 1].keep:
            end -= 1
        found.append((at, end))
        at = end
    return found if at == count else None
