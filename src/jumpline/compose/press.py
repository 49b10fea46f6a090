"""An issue → laid-out pages: what stands on which page, which articles jump, at which size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from jumpline.compose.atoms import Setting
from jumpline.compose.canvas import Canvas
from jumpline.compose.draw import Drawn, Place, draw_story
from jumpline.compose.fonts import FontSet
from jumpline.compose.furniture import Furniture
from jumpline.compose.heads import printed_byline
from jumpline.compose.plan import Plan, Planner
from jumpline.compose.stories import Form, Hole, Measure, Story
from jumpline.compose.style import Style
from jumpline.compose.wording import Facts, jump_line, wording
from jumpline.errors import JumplineError, UsageError
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Anchor, Article, Issue, Page
from jumpline.model.text import is_cjk
from jumpline.packs import Pack

#: A part of a jumped article has at least so many lines.
_PART = 8
#: How full a page may be, by the areas of its stories, before it takes the rest of another.
_FULL = 0.9
#: How much of an article may stay on its page.
_SHARES = (0.8, 0.65, 0.5, 0.35, 0.22)


class NoRoom(JumplineError):
    """The issue is longer than its pages at this size."""


class Laid(msgspec.Struct):
    """A laid-out issue before it is written: pages, and what the issue gets from them."""

    canvases: list[Canvas]
    fonts: FontSet
    parts: dict[str, list[tuple[Story, int, Drawn]]]
    panels: dict[str, list[Anchor]]


def sizes(style: Style) -> Iterator[float]:
    """Factors of the body's size, the largest first."""
    size = style.body.largest
    while size > style.body.smallest - 0.001:
        yield size
        size -= 0.05


def lay_out(issue: Issue, style: Style, pack: Pack, fonts: Sequence[Path] = ()) -> Laid:
    """The largest body at which the issue's pages take its articles. Raises ``NoRoom``."""
    known = {page.number for page in issue.pages}
    for article in issue.articles:
        if not article.pages or article.pages[0] not in known:
            raise UsageError(
                f"article {article.id} stands on page {article.pages[:1]}, which is not in the issue.",
                remedy="Give the issue a page of that number.",
            )
    found = FontSet(style.faces, fonts)
    failed: NoRoom | None = None
    for factor in sizes(style):
        try:
            return _Press(issue, style, pack, found, factor).run()
        except NoRoom as error:
            failed = error
    assert failed is not None
    raise failed


class _Field(msgspec.Struct):
    """Where a page's articles stand: from ``top``, so high, in the measure's columns."""

    furniture: Furniture
    canvas: Canvas
    measure: Measure
    top: float
    height: float

    @property
    def area(self) -> float:
        return max(1.0, self.height * self.measure.style.text_width)


class _Press:
    def __init__(
        self, issue: Issue, style: Style, pack: Pack, fonts: FontSet, factor: float
    ) -> None:
        self.issue, self.style, self.pack = issue, style, pack
        self.language = issue.publication.language or style.language
        body = style.body.size * factor
        column = style.span(1)
        if not style.latin:
            # A whole number of characters to the column.
            body = column / max(4, round(column / body))
        self.size, self.fonts, self.turned = body, fonts, fonts.turned()
        self.setting = Setting(self.language, style.hang)
        self.labels = {page.number: page.label for page in issue.pages}
        self.waiting: dict[int, list[Story]] = {page.number: [] for page in issue.pages}
        self.areas: dict[int, float] = {}
        self.stories: dict[int, list[Story]] = {}
        self.fields: dict[int, _Field] = {}
        self.laid = Laid([], fonts, {}, {})

    def run(self) -> Laid:
        facts = Facts(self.issue, wording(self.language))
        plain = self._measure(self.style, self.fonts)
        for at, page in enumerate(self.issue.pages):
            paper = self.style.paper
            canvas = Canvas(page.number, paper.width, paper.height)
            furniture = Furniture(self.issue, plain, self.setting, self.pack, facts)
            top = furniture.masthead(canvas) if at == 0 else furniture.folio(canvas, page)
            foot, _ = furniture.foot(canvas, page.number, draw=False)
            field = _Field(furniture, canvas, plain, top, paper.height - paper.bottom - foot - top)
            if page.number in self.style.vertical_pages:
                style = turned_style(self.style, top, field.height)
                field.measure = self._measure(style, self.turned)
                field.top, field.height = paper.inner, self.style.text_width
            self.fields[page.number] = field
            self.stories[page.number] = self._stories(page, field.measure)
            used = sum(story.area() for story in self.stories[page.number])
            self.areas[page.number] = used / field.area
        for page in self.issue.pages:
            self._page(page, self.fields[page.number])
        return self.laid

    def _measure(self, style: Style, fonts: FontSet) -> Measure:
        turned = self.turned if style.heads.side else None
        return Measure(style, fonts, self.size, self.size * style.body.leading, turned)

    def _stories(self, page: Page, measure: Measure) -> list[Story]:
        here = [article for article in self.issue.articles if article.pages[0] == page.number]
        lengths = sorted((sum(len(i.text) for i in a.body) for a in here), reverse=True)
        found = []
        for at, article in enumerate(here):
            length = sum(len(item.text) for item in article.body)
            place = lengths.index(length)
            rank = 0 if at == 0 else min(4, 1 + round(3.4 * place / max(1, len(here) - 1)))
            own = Setting(article.language or self.language, self.style.hang)
            story = Story(article, rank, measure, self.pack, own)
            story.boxed = self._is_boxed(article, at, len(here), story)
            if not story.boxed and page.number not in self.style.vertical_pages:
                story.form = self._form(article, at, story)
            found.append(story)
        return found

    def _is_boxed(self, article: Article, at: int, count: int, story: Story) -> bool:
        """Now and then a short article stands in a box; its id says which."""
        every = self.style.boxed
        short = len(story.lines(1)) < 70
        chosen = every > 0 and int(fingerprint(article.id, 4), 36) % every == 0
        return bool(at and count > 2 and short and chosen)

    def _form(self, article: Article, at: int, story: Story) -> Form:
        """Where the head stands; the article's id says it, where it has the choice."""
        heads, chance = self.style.heads, int(fingerprint(article.id, 6), 36)
        if article.pictures or not article.headline or heads.under:
            return "above"
        upright = all(is_cjk(char) or char == " " for line in article.headline for char in line)
        spare = article.kicker + article.deck
        plain = not article.column and len(spare) < 2 and printed_byline(article) is None
        if heads.side and upright and plain and at and story.setting.wide:
            if chance % heads.side == 0 and all(map(is_cjk, "".join(spare))):
                story.rank = 2
                return "side"
        long = len(story.lines(1)) > 40
        if heads.beside and chance // 7 % heads.beside == 0 and long:
            return "last" if chance // 11 % 3 == 0 else "beside"
        if heads.beside and chance // 13 % (1 + heads.beside // 2) == 0 and long:
            return "wrap"
        return "above"

    # -- one page --------------------------------------------------------------------------

    def _page(self, page: Page, field: _Field) -> None:
        stories = [*self.stories[page.number], *self.waiting[page.number]]
        plan = self._plan(stories, page, field)
        if plan is not None:
            field.canvas.vertical = page.number in self.style.vertical_pages
            self._place(plan, stories, page, field)
            field.canvas.vertical = False
        _, panels = field.furniture.foot(field.canvas, page.number, draw=True)
        for key, chunk in panels:
            self.laid.panels.setdefault(key, []).append(Anchor(page.number, chunk.id))
        self.laid.canvases.append(field.canvas)

    def _plan(self, stories: list[Story], page: Page, field: _Field) -> Plan | None:
        if not stories:
            return None
        grid, height = field.measure.style.grid, field.height
        planner = Planner(stories, grid.columns, grid.gap)
        plan = planner.plan(height)
        while plan is None:
            # A long article that has somewhere to go gives its end to another page.
            whole, target = self._cuttable(stories, page)
            best: tuple[float, Story, int, Plan] | None = None
            for story in whole:
                story.jump_to = jump_line(self.pack, "jump-to", self.labels[target])
                count = len(story.lines(1))
                for share in _SHARES:
                    kept = int(count * share)
                    if kept < _PART or count - kept < _PART:
                        continue
                    story.keep(kept)
                    found = Planner(stories, grid.columns, grid.gap).plan(height)
                    if found is not None and (best is None or found.cost < best[0]):
                        best = (found.cost, story, kept, found)
                story.jump_to = None
                story.keep(None)
            story, kept = whole[0], max(_PART, int(len(whole[0].lines(1)) * _SHARES[-1]))
            if best is not None:
                _, story, kept, plan = best
            count = len(story.lines(1))
            story.jump_to = jump_line(self.pack, "jump-to", self.labels[target])
            story.keep(kept)
            if plan is not None:
                self._fill(story, stories.index(story), plan, height, count)
            self.waiting[target].append(self._rest(story, page, target))
            self.areas[target] += self.waiting[target][-1].area() / self.fields[target].area
        return plan

    def _fill(self, story: Story, number: int, plan: Plan, height: float, whole: int) -> None:
        """A cut article takes all that its place has room for."""
        spot = next(s for band in plan.bands for s in band.spots if s.story == number)
        body = story.measure.style.body
        room = spot.height * min(max(1.0, height / plan.height), body.widest)
        kept = story.lines_to or 0
        while whole - kept - 1 >= _PART:
            story.keep(kept + 1)
            fitted = story.fit(spot.columns, force=True, hole=spot.hole)
            if fitted is None or fitted.height > room:
                break
            kept += 1
        while kept > _PART and story.lines(1)[kept - 1].keep:
            kept -= 1
        story.keep(kept)

    def _cuttable(self, stories: list[Story], page: Page) -> tuple[list[Story], int]:
        """The longest articles that may be cut, and the page that has most room for the rest.
        Raises ``NoRoom``."""
        later = [p.number for p in self.issue.pages if p.number > page.number]
        free = [n for n in later if self.areas[n] < _FULL and len(self.waiting[n]) < 3]
        whole = [
            story
            for story in stories
            if story.jump_to is None
            and story.jump_from is None
            and not story.boxed
            and story.article.headline
            and len(story.lines(1)) >= 2.5 * _PART
            and not any(item.role == "table" for item in story.article.body)
        ]
        if not free or not whole:
            raise NoRoom(
                f"page {page.label} is longer than its paper.",
                where=self.issue.id,
                remedy="Give the issue more pages, shorter articles or a style of smaller type.",
            )
        whole.sort(key=lambda story: -len(story.lines(1)))
        return whole[:3], min(free, key=lambda n: (self.areas[n], n))

    def _rest(self, story: Story, page: Page, target: int) -> Story:
        rest = Story(story.article, 4, self.fields[target].measure, self.pack, story.setting)
        rest.pictures = ()
        rest.jump_from = jump_line(self.pack, "jump-from", self.labels[page.number])
        rest.lines_from = story.lines_to or 0
        return rest

    def _place(self, plan: Plan, stories: list[Story], page: Page, field: _Field) -> None:
        """Draw the plan's articles. What the plan leaves of the page is shared by its bands."""
        measure, canvas, top, height = field.measure, field.canvas, field.top, field.height
        grid, paper = measure.style.grid, measure.style.paper
        spare = max(0.0, height - plan.height)
        # No further than leading and pictures can follow.
        total = sum(band.height for band in plan.bands)
        share = min(spare, total * (measure.style.body.widest - 1)) / max(total, 1.0)
        rest = spare - share * total
        gap = grid.gap + min(0.6 * grid.gap, rest / max(1, len(plan.bands)))
        y = top
        for at, band in enumerate(plan.bands):
            if at:
                self._rule(canvas, measure.style, y - gap / 2)
            grown = band.height * (1 + share)
            for spot in sorted(band.spots, key=lambda spot: (spot.column, spot.y)):
                story = stories[spot.story]
                last = max(s.y + s.height for s in band.spots if s.stack == spot.stack)
                factor = grown / last if last else 1.0
                x = paper.inner + spot.column * (measure.span(1) + grid.gutter)
                hole = Hole(spot.hole.columns, spot.hole.height * factor)
                high = spot.height * factor
                place = Place(spot.column, spot.columns, x, y + spot.y * factor, high, hole)
                drawn = draw_story(story, place, canvas)
                self.laid.parts.setdefault(story.article.id, []).append((story, page.number, drawn))
                if measure.style.rules.columns and spot.column and spot.y == 0:
                    half = measure.style.rules.columns / 2
                    line = x - grid.gutter / 2
                    foot = y + (grown if spot.stack == spot.column else high + 0.3 * gap)
                    canvas.rule(line - half, y, line + half, foot)
                if measure.style.rules.bands and spot.stack != spot.column:
                    # Under an article in another one's corner.
                    edge, foot = x + measure.span(spot.columns), y + high + 0.4 * gap
                    canvas.rule(x, foot, edge, foot + measure.style.rules.bands)
            y += grown + gap

    def _rule(self, canvas: Canvas, style: Style, y: float) -> None:
        if style.rules.bands:
            left = style.paper.inner
            canvas.rule(left, y, left + style.text_width, y + style.rules.bands)


def turned_style(style: Style, top: float, length: float) -> Style:
    """The style of a page whose lines run down: columns of the same measure become tiers, one
    below the other between ``top`` and the foot, their gutters as wide as that makes them."""
    one, gutter = style.span(1), style.grid.gutter
    count = max(1, int((length + gutter) / (one + gutter)))
    between = (length - count * one) / (count - 1) if count > 1 else gutter
    between = min(between, 2.2 * gutter)
    replace = msgspec.structs.replace
    width = count * one + (count - 1) * between + 2 * top
    return replace(
        style,
        paper=replace(style.paper, width=width, inner=top),
        grid=replace(style.grid, columns=count, gutter=between),
    )
