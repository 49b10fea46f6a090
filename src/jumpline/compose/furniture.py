"""What stands round the articles: masthead, guide, folio, notices and advertisements."""

from __future__ import annotations

import math

import msgspec

from jumpline.compose.atoms import Setting
from jumpline.compose.canvas import ASCENT, Canvas, Chunk, Ink, Shape
from jumpline.compose.setting import SetLine, paragraph, single
from jumpline.compose.stories import Measure
from jumpline.compose.wording import Facts, guide_page
from jumpline.model.issue import Issue, Notice, Page
from jumpline.model.roles import Role
from jumpline.packs import Pack

_GAP = 0.5


class Furniture:
    """Draws what is no article. ``across`` is the room between the inner margins."""

    def __init__(self, issue: Issue, measure: Measure, setting: Setting, pack: Pack, facts: Facts):
        self.issue, self.measure, self.setting, self.pack = issue, measure, setting, pack
        self.facts, self.style, self.fonts = facts, measure.style, measure.fonts
        self.left = self.style.paper.inner
        self.labels = {page.number: page.label for page in issue.pages}

    def line(self, text: str, face: str) -> SetLine:
        return single(text, face, self.fonts, self.setting)

    def put(
        self,
        chunk: Chunk,
        text: str,
        face: str,
        size: float,
        x: float,
        y: float,
        room: float,
        align: float = 0.0,
    ) -> Ink:
        """One line, shrunk to its room; ``align`` 0 is left, 0.5 the middle, 1 right; ``y`` is
        the top of the em box."""
        line = self.line(text, face)
        size = min(size, room / line.width) if line.width else size
        ink = Ink(line, x + align * (room - line.width * size), y + ASCENT * size, size)
        chunk.inks.append(ink)
        return ink

    # -- masthead --------------------------------------------------------------------------

    def masthead(self, canvas: Canvas) -> float:
        """Title, date block and strip, with the guide as its ear; where the articles begin."""
        style, facts, words = self.style, self.facts, self.facts.words
        body = self.measure.size
        across = self.style.text_width
        has_guide = bool(self.issue.guide)
        room = across * style.masthead.share if has_guide else across
        top, height = style.paper.top, style.masthead.height
        dated = bool(words.year_month) and facts.day is not None
        aside = 0.2 * room if dated else 0.0
        y = top
        ear = facts.lines(words.ear)
        if ear:
            chunk = canvas.block("masthead")
            self._spread(chunk, ear, "sans", 0.92 * body, self.left, y, room - aside, 0.0)
            y += 1.5 * body
        bottom = top + height - 2.6 * body
        latin = self.issue.publication.latin_title
        if latin:
            bottom -= 2.2 * body
        title = self.issue.publication.title or self.issue.publication.id
        line = self.line(title, "title")
        size = min(style.masthead.title, (room - aside) * 0.94 / line.width, (bottom - y) / 1.02)
        chunk = canvas.block("masthead")
        self.put(
            chunk, title, "title", size, self.left, y + (bottom - y - size) / 2, room - aside, 0.5
        )
        if latin:
            chunk = canvas.block("masthead")
            self.put(
                chunk, latin, "sans", 1.4 * body, self.left, bottom + 0.2 * body, room - aside, 0.5
            )
        if dated:
            self._date(canvas, self.left + room - aside, top, aside, height - 3.0 * body)
        under = top + height - 2.1 * body
        self._strip(canvas, room, under, dated)
        end = top + height
        if has_guide:
            x = self.left + room + self.style.grid.gutter
            end = self._guide(canvas, x, top, self.left + across - x, height)
        return end + 1.1 * style.grid.gap

    def _strip(self, canvas: Canvas, room: float, y: float, dated: bool) -> None:
        body, facts = self.measure.size, self.facts
        parts = facts.lines(facts.words.strip)
        if not dated:
            day = facts.dated(facts.words.date)
            first = ", ".join(text for text in (self.issue.weekday, day) if text)
            parts = [text for text in (first, *facts.counts(), *parts) if text]
        canvas.rule(self.left, y, self.left + room, y + 0.7)
        if parts:
            chunk = canvas.block("masthead")
            self._spread(chunk, parts, "sans", body, self.left, y + 0.45 * body, room, 0.5)
        canvas.rule(self.left, y + 1.9 * body, self.left + room, y + 1.9 * body + 0.7)

    def _spread(
        self,
        chunk: Chunk,
        parts: list[str],
        face: str,
        size: float,
        x: float,
        y: float,
        room: float,
        align: float,
    ) -> None:
        """Parts on one line with wide gaps, shrunk together where they need more room."""
        widths = [self.line(part, face).width for part in parts]
        gaps = 1.6 * (len(parts) - 1)
        size = min(size, room / (sum(widths) + gaps))
        at = x + align * (room - (sum(widths) + gaps) * size)
        for part, width in zip(parts, widths, strict=True):
            self.put(chunk, part, face, size, at, y, 1e6)
            at += (width + 1.6) * size

    def _date(self, canvas: Canvas, x: float, y: float, room: float, height: float) -> None:
        facts, body = self.facts, self.measure.size
        assert facts.day is not None
        rows: list[tuple[str, str, float]] = [
            (facts.dated(facts.words.year_month), "sans", 1.15 * body),
            (str(facts.day.day), "sans_bold", 2.9 * body),
        ]
        if self.issue.weekday:
            rows.append((self.issue.weekday, "sans", 1.15 * body))
        rows += [(text, "body", 1.0 * body) for text in facts.counts()]
        total = sum(1.35 * size for _, _, size in rows)
        shrink = min(1.0, height / total)
        at = y + max(0.0, (height - total * shrink) / 2)
        chunk = canvas.block("masthead")
        for text, face, size in rows:
            self.put(chunk, text, face, size * shrink, x, at, room, 0.5)
            at += 1.35 * size * shrink

    def _guide(self, canvas: Canvas, x: float, y: float, room: float, height: float) -> float:
        """The guide's box; where it ends."""
        body, pad = self.measure.size, 0.9 * self.measure.size
        size = 1.12 * body
        lines = sum(max(1, len(entry.lines)) for entry in self.issue.guide)
        step = min(1.75 * size, (height - 2 * pad - 2.2 * body) / lines)
        if step < 1.25 * size:
            size = max(0.8 * body, step / 1.25)
            step = 1.25 * size
        head = canvas.block("guide")
        self.put(head, self.facts.words.guide, "sans_bold", 1.5 * body, x, y + pad, room, 0.5)
        at = y + pad + 2.4 * body
        for entry in self.issue.guide:
            chunk = canvas.block("guide")
            number = entry.page
            label = self.labels.get(number, str(number)) if number is not None else ""
            said = guide_page(self.pack, label, self.style.latin) if label else ""
            aside = (self.line(said, "sans").width + 1) * size if said else 0.0
            for text in entry.lines:
                self.put(chunk, text, "body", size, x + pad, at, room - 2 * pad - aside)
                at += step
            if said:
                self.put(chunk, said, "sans", 0.92 * size, x + pad, at - step, room - 2 * pad, 1.0)
        end = max(y + height, at + 0.4 * pad)
        canvas.frame((x, y, x + room, end), self.style.rules.frames)
        return end

    # -- folio -----------------------------------------------------------------------------

    def folio(self, canvas: Canvas, page: Page) -> float:
        """The line at an inner page's head; where the articles begin."""
        body, top = self.measure.size, self.style.paper.top
        right = canvas.width - self.left
        left, middle, title = self.facts.folio(page, self.pack)
        base = top + 1.75 * body
        chunk = canvas.block("folio")
        x = self.left
        for number, text in enumerate(left):
            size = (1.9 if number == 0 else 1.5) * body
            ink = self.put(chunk, text, "sans", size, x, base - ASCENT * size, 1e6)
            x = ink.box[2] + 1.4 * body
        total = sum(self.line(text, "sans").width + 2 for text in middle) * body - 2 * body
        at = max(x + body, (self.left + right - total) / 2)
        for text in middle:
            ink = self.put(chunk, text, "sans", body, at, base - ASCENT * body, 1e6)
            at = ink.box[2] + 2 * body
        for text in title:
            size = 1.8 * body
            room = right - at - body
            self.put(chunk, text, "title", size, at + body, base - ASCENT * size, room, 1.0)
        y = base + 0.9 * body
        canvas.rule(self.left, y, right, y + 1.2)
        canvas.rule(self.left, y + 2.4, right, y + 2.9)
        return y + 3 + 0.9 * self.style.grid.gap

    # -- foot ------------------------------------------------------------------------------

    def foot(self, canvas: Canvas, page: int, draw: bool) -> tuple[float, list[tuple[str, Chunk]]]:
        """Notices and advertisements of a page, in rows at its foot: their height, and for each
        its block. Nothing is drawn unless ``draw`` is set."""
        every: list[tuple[str, Role, Notice]] = [
            *((f"n{n}", "notice", notice) for n, notice in enumerate(self.issue.notices)),
            *((f"a{n}", "ad", ad) for n, ad in enumerate(self.issue.ads)),
        ]
        here = [one for one in every if one[2].page == page]
        rows: list[list[_Panel]] = [[]]
        columns = self.measure.columns
        for key, role, notice in here:
            wish = max(1, min(columns, round(columns * (0.25 if role == "notice" else 0.5))))
            if rows[-1] and sum(panel.columns for panel in rows[-1]) + wish > columns:
                rows.append([])
            rows[-1].append(_Panel(key, role, notice, wish))
        heights = []
        for row in rows:
            if row:
                _widen(row, columns)
                heights.append(max(self._panel_height(panel) for panel in row))
        gap = _GAP * self.style.grid.gap
        total = sum(height + gap for height in heights)
        found: list[tuple[str, Chunk]] = []
        if draw and heights:
            y = canvas.height - self.style.paper.bottom - total + gap
            for row, height in zip(rows, heights, strict=False):
                column = 0
                for panel in row:
                    x = self.left + self.style.span(column + 1) - self.style.span(1)
                    found.append((panel.key, self._panel(canvas, panel, x, y, height)))
                    column += panel.columns
                y += height + gap
        return total + gap if heights else 0.0, found

    def _panel_rows(self, panel: _Panel) -> list[tuple[SetLine, float, float, float]]:
        """(line, size, baseline from the panel's top, align) of each of its lines."""
        body, pad = self.measure.size, 0.8 * self.measure.size
        room = self.style.span(panel.columns) - 2 * pad
        texts = [text for text in panel.notice.text.split("\n") if text.strip()]
        y = pad
        rows: list[tuple[SetLine, float, float, float]] = []
        for number, text in enumerate(texts):
            if number == 0 or panel.role == "ad":
                big = 2.6 if panel.role == "ad" and number == 0 else 1.2
                line = self.line(text, "sans_bold" if number == 0 else "sans")
                size = min(big * body, room / line.width)
                if size >= 0.8 * body:
                    rows.append((line, size, y + (ASCENT + 0.15) * size, 0.5))
                    y += 1.4 * size
                    continue
            size = 0.94 * body
            ems = room / size
            ems = math.floor(ems) if self.setting.wide else ems
            for line in paragraph(text, ems, self.fonts, self.setting):
                rows.append((line, size, y + (ASCENT + 0.15) * size, 0.0))
                y += 1.32 * size
        return rows

    def _panel_height(self, panel: _Panel) -> float:
        rows = self._panel_rows(panel)
        return rows[-1][2] + 1.3 * self.measure.size if rows else 2 * self.measure.size

    def _panel(self, canvas: Canvas, panel: _Panel, x: float, y: float, height: float) -> Chunk:
        pad = 0.8 * self.measure.size
        width = self.style.span(panel.columns)
        chunk = canvas.block(panel.role)
        thick = 2.0 if panel.role == "ad" else 1.0
        chunk.shapes.append(
            Shape((x, y, x + width, y + height), stroke=thick * self.style.rules.frames)
        )
        rows = self._panel_rows(panel)
        drop = (height - self._panel_height(panel)) / 2 if panel.role == "ad" else 0.0
        for line, size, base, align in rows:
            left = x + pad + align * (width - 2 * pad - line.width * size)
            chunk.inks.append(Ink(line, left, y + drop + base, size))
        return chunk


class _Panel(msgspec.Struct):
    key: str
    role: Role
    notice: Notice
    columns: int


def _widen(row: list[_Panel], columns: int) -> None:
    """The panels of a row share the columns that are left, the last ones first."""
    left = columns - sum(panel.columns for panel in row)
    for number in range(left):
        row[-1 - number % len(row)].columns += 1
