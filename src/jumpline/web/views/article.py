"""An article as pieces in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jumpline.model.issue import Article, BodyItem, Issue, Jump, Page, Picture
from jumpline.web.views.naming import (
    byline_of,
    headline_of,
    language_of_article,
    page_by_number,
)

PieceKind = Literal["paragraph", "verse", "subhead", "list", "table", "text", "seam"]


@dataclass(frozen=True)
class Piece:
    """``seam`` marks where the text goes on on another page: ``page`` is its number."""

    kind: PieceKind
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    page: int | None = None


@dataclass(frozen=True)
class JumpView:
    """``page`` is null when the page is not in the issue: then there is nothing to link to."""

    text: str
    page: int | None
    named: int | None


@dataclass(frozen=True)
class PrintedOn:
    number: int
    page: Page | None


@dataclass(frozen=True)
class Neighbour:
    article: Article
    title: str | None
    language: str | None


@dataclass(frozen=True)
class ArticleView:
    issue: Issue
    article: Article
    title: str | None
    language: str | None
    byline: str | None
    pieces: tuple[Piece, ...]
    pictures: tuple[Picture, ...]
    continued_from: JumpView | None
    continues: JumpView | None
    seam_out: str | None
    seam_in: str | None
    printed_on: tuple[PrintedOn, ...]
    previous: Neighbour | None
    following: Neighbour | None


def article_view(issue: Issue, article: Article) -> ArticleView:
    pieces = _pieces(article)
    seamed = any(piece.kind == "seam" for piece in pieces)
    place = next(
        (number for number, other in enumerate(issue.articles) if other.id == article.id), None
    )
    return ArticleView(
        issue=issue,
        article=article,
        title=headline_of(article),
        language=language_of_article(issue, article),
        byline=byline_of(article),
        pieces=pieces,
        pictures=article.pictures,
        # A jump that was followed is shown at its seam, inside the text.
        continued_from=_jump(issue, article.continued_from, shown=seamed),
        continues=_jump(issue, article.continues, shown=seamed),
        seam_out=article.continues.text if article.continues else None,
        seam_in=article.continued_from.text if article.continued_from else None,
        printed_on=tuple(
            PrintedOn(number, page_by_number(issue, number)) for number in article.pages
        ),
        previous=_neighbour(issue, place - 1) if place else None,
        following=_neighbour(issue, place + 1) if place is not None else None,
    )


def _neighbour(issue: Issue, place: int) -> Neighbour | None:
    if place >= len(issue.articles):
        return None
    article = issue.articles[place]
    return Neighbour(article, headline_of(article), language_of_article(issue, article))


def _jump(issue: Issue, jump: Jump | None, *, shown: bool) -> JumpView | None:
    if jump is None or (jump.resolved and shown):
        return None
    page = page_by_number(issue, jump.page)
    return JumpView(text=jump.text, page=page.number if page else None, named=jump.page)


def _pieces(article: Article) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    page = article.pages[0] if article.pages else None
    for item in article.body:
        pages = [anchor.page for anchor in item.anchors]
        # A paragraph cut by the page's end belongs to the page where it begins.
        if pages and pages[0] != page and page is not None:
            pieces.append(Piece("seam", page=pages[0]))
        _add(pieces, item)
        if pages:
            if pages[-1] != pages[0]:
                pieces.append(Piece("seam", page=pages[-1]))
            page = pages[-1]
    return tuple(pieces)


def _add(pieces: list[Piece], item: BodyItem) -> None:
    if item.role == "subhead":
        pieces.append(Piece("subhead", item.text))
    elif item.role == "item":
        if pieces and pieces[-1].kind == "list":
            pieces[-1] = Piece("list", items=(*pieces[-1].items, item.text))
        else:
            pieces.append(Piece("list", items=(item.text,)))
    elif item.role == "table":
        rows = table_rows(item.text)
        pieces.append(Piece("table", rows=rows) if rows else Piece("text", item.text))
    else:
        pieces.append(Piece("verse" if "\n" in item.text.strip() else "paragraph", item.text))


_RULE = re.compile(r"^[\s|:+-]*-[\s|:+-]*$")


def table_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a table kept as text: cells apart by tabs or bars. Empty if it is none of those,
    so that the text is shown line by line as it stands."""
    rows = []
    for line in text.strip().splitlines():
        if "|" in line and _RULE.match(line):
            continue
        if "\t" in line:
            rows.append(tuple(cell.strip() for cell in line.split("\t")))
        elif "|" in line:
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
        else:
            return ()
    widths = {len(row) for row in rows}
    return tuple(rows) if len(widths) == 1 and max(widths) > 1 else ()
