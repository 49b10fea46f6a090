"""A corrected issue → which article each printed line belongs to, and in which order it is read.

Corrections change articles, and blocks only so far as they must: so heads are found by their text,
and bodies by the blocks that their paragraphs name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from jumpline.model.geometry import Box
from jumpline.model.issue import Article, Issue, Page
from jumpline.model.text import plain

#: The order of a line of a head: before all text.
HEAD = -1
#: Text of which nothing is known but that it is none of an article's columns.
ASIDE = "?"
_PANELS = ("notice", "ad", "guide")


class Printed(NamedTuple):
    """A line's box, the article that it belongs to (None where nobody says it) and its place in the
    order of reading, ``HEAD`` for a line of a head."""

    box: Box
    article: str | None
    order: int


def printed(issue: Issue, page: Page) -> list[Printed]:
    """All lines of the page that have a box."""
    heads = {
        article.id: _head(article) for article in issue.articles if page.number in article.pages
    }
    reading = _reading(issue, page)
    found = []
    for block in page.blocks:
        for number, line in enumerate(block.lines):
            if line.box is None:
                continue
            if block.id in reading:
                owner, order = reading[block.id]
                found.append(Printed(line.box, owner, 1000 * order + number))
                continue
            text = plain(line.text)
            owners = [name for name, head in heads.items() if len(text) > 1 and text in head]
            if len(owners) == 1:
                found.append(Printed(line.box, owners[0], HEAD))
            else:
                aside = ASIDE if block.role in _PANELS else None
                found.append(Printed(line.box, aside, 0))
    return found


def _head(article: Article) -> str:
    """All that stands in its head, apart by a sign that no line has."""
    byline = article.byline.text if article.byline and article.byline.text else ""
    parts = (article.column or "", *article.kicker, *article.headline, *article.deck, byline)
    return "\n".join(plain(part) for part in parts if part)


def _reading(issue: Issue, page: Page) -> dict[str, tuple[str, int]]:
    """Blocks of the page → their article and their place in it. A block of two articles tells
    nothing."""
    claims: dict[str, set[str]] = defaultdict(set)
    found: dict[str, tuple[str, int]] = {}
    for article in issue.articles:
        order = 0
        for item in article.body:
            for anchor in item.anchors:
                if anchor.page == page.number:
                    claims[anchor.block].add(article.id)
                    found.setdefault(anchor.block, (article.id, order))
                    order += 1
    return {name: value for name, value in found.items() if len(claims[name]) == 1}


def located(lines: Sequence[Printed], x: float, y: float) -> tuple[str | None, int]:
    """The line at a place of the page: its article and order."""
    best = 1e9
    where: tuple[str | None, int] = (None, 0)
    for (x0, y0, x1, y1), article, order in lines:
        if x0 - 2 <= x <= x1 + 2 and y0 - 2 <= y <= y1 + 2:
            away = abs(2 * x - x0 - x1) + abs(2 * y - y0 - y1)
            if away < best:
                best, where = away, (article, order)
    return where
