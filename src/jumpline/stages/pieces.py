"""Pieces of an issue's text taken out and put back, with the blocks that they were printed in."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from jumpline.model.correction import Spot
from jumpline.model.issue import Article, BodyItem, Issue, Page
from jumpline.model.sheet import TextLine
from jumpline.stages.spots import Lost, Place, find_piece, piece_of

#: Parts that stand in an article's body.
BODY = ("paragraph", "subhead", "item", "table")


def body_piece(issue: Issue, wanted: Spot) -> Place:
    place = find_piece(issue, wanted)
    if place.article < 0 or place.part not in BODY:
        raise Lost(f"“{wanted.quote[:24]}” is no piece of an article's body")
    return place


def owner(issue: Issue, wanted: Spot) -> int:
    """The article that a spot stands in."""
    place = piece_of(issue, wanted)
    if place.article < 0:
        raise Lost(f"“{wanted.quote[:24]}” stands in no article")
    return place.article


def behind(issue: Issue, article: int, after: Spot | None) -> int:
    if after is None:
        return 0
    place = body_piece(issue, after)
    if place.article != article:
        raise Lost(f"“{after.quote[:24]}” stands in another article")
    return place.index + 1


def taken_out(article: Article, place: Place) -> Article:
    if place.part == "column":
        return replace(article, column=None)
    if place.part == "caption":
        picture = replace(article.pictures[place.index], caption=None)
        return replace(article, pictures=with_item(article.pictures, place.index, picture))
    if place.part in BODY:
        body = tuple(each for n, each in enumerate(article.body) if n != place.index)
        return replace(article, body=body)
    lines: tuple[str, ...] = getattr(article, place.part)
    kept = tuple(line for n, line in enumerate(lines) if n != place.index)
    return replace(article, **{place.part: kept})


def put(issue: Issue, place: Place, text: str) -> Issue:
    if place.part in ("notice", "ad"):
        field = "notices" if place.part == "notice" else "ads"
        notices = getattr(issue, field)
        changed = replace(notices[place.index], text=text)
        return replace(issue, **{field: with_item(notices, place.index, changed)})
    article = issue.articles[place.article]
    if place.part == "column":
        article = replace(article, column=text)
    elif place.part == "caption":
        picture = replace(article.pictures[place.index], caption=text)
        article = replace(article, pictures=with_item(article.pictures, place.index, picture))
    elif place.part in BODY:
        item = replace(article.body[place.index], text=text)
        article = replace(article, body=with_item(article.body, place.index, item))
    else:
        lines = with_item(getattr(article, place.part), place.index, text)
        article = replace(article, **{place.part: lines})
    return with_article(issue, place.article, article)


def with_item(items: tuple[Any, ...], index: int, item: Any) -> tuple[Any, ...]:
    return (*items[:index], item, *items[index + 1 :])


def with_article(issue: Issue, number: int, article: Article) -> Issue:
    return replace(issue, articles=with_item(issue.articles, number, article))


# -- blocks ------------------------------------------------------------------------------------


def in_lines(issue: Issue, place: Place, old: str, new: str) -> Issue:
    """The printed line of the article that holds a text, if there is exactly one."""
    name = issue.articles[place.article].id if place.article >= 0 else None
    hits = [
        (page.number, block.id, number)
        for page in issue.pages
        for block in page.blocks
        if block.article == name
        for number, line in enumerate(block.lines)
        if old in line.text
    ]
    if len(hits) != 1:
        return issue
    ((number, block_id, at),) = hits

    def changed(page: Page) -> Page:
        if page.number != number:
            return page
        return replace(
            page,
            blocks=tuple(
                replace(block, lines=with_item(block.lines, at, _line(block.lines[at], old, new)))
                if block.id == block_id
                else block
                for block in page.blocks
            ),
        )

    return replace(issue, pages=tuple(changed(page) for page in issue.pages))


def _line(line: TextLine, old: str, new: str) -> TextLine:
    return replace(line, text=line.text.replace(old, new, 1))


def claimed(issue: Issue, items: list[BodyItem], article: str) -> Issue:
    """The blocks of pieces belong to an article now."""
    moved = {(anchor.page, anchor.block) for item in items for anchor in item.anchors}
    pages = tuple(
        replace(
            page,
            blocks=tuple(
                replace(block, article=article) if (page.number, block.id) in moved else block
                for block in page.blocks
            ),
        )
        for page in issue.pages
    )
    return replace(issue, pages=pages)


def referred(issue: Issue, names: dict[str, str]) -> Issue:
    """What names an article by its id names it by the new one."""
    pages = tuple(
        replace(
            page,
            blocks=tuple(
                replace(block, article=names[block.article]) if block.article in names else block
                for block in page.blocks
            ),
        )
        for page in issue.pages
    )
    guide = tuple(
        replace(entry, article=names[entry.article]) if entry.article in names else entry
        for entry in issue.guide
    )
    problems = tuple(
        replace(problem, where={**problem.where, "article": names[problem.where["article"]]})
        if problem.where.get("article") in names
        else problem
        for problem in issue.problems
    )
    return replace(issue, pages=pages, guide=guide, problems=problems)
