"""``compose``: an issue as pages, and the same issue with what the pages print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from jumpline.compose.pdf import Order, write_pdf
from jumpline.compose.press import Laid, lay_out
from jumpline.compose.style import Style
from jumpline.model.issue import (
    Article,
    BodyItem,
    Evidence,
    Issue,
    Jump,
    Notice,
    Page,
    Picture,
)
from jumpline.packs import Pack, load

_replace = msgspec.structs.replace


class Composed(msgspec.Struct, frozen=True):
    """``issue`` is what the pages print: blocks, lines, boxes, anchors and jumps are filled in."""

    issue: Issue
    pdf: bytes


def compose(
    issue: Issue,
    style: Style,
    *,
    packs: Sequence[str] = (),
    fonts: Sequence[Path] = (),
    order: Order = "article",
    seed: int = 0,
    glyphs_one_by_one: bool = False,
) -> Composed:
    """Print an issue. An article that does not fit its page goes on on a later one.

    ``packs`` name the pack that words jumps and folios (without one, the language's); ``fonts``
    are folders to look in first. ``order="shuffled"`` draws the blocks in an order that ``seed``
    gives, ``glyphs_one_by_one`` places each character by itself: what some presses write.
    Equal input gives equal bytes. Raises ``JumplineError`` where the issue is too long for its
    pages, ``MissingExtra`` without the extra ``compose``.
    """
    pack = _pack(packs, issue.publication.language or style.language)
    plain = without_layout(issue)
    laid = lay_out(plain, style, pack, fonts)
    pdf = write_pdf(
        laid.canvases,
        laid.fonts,
        title=" ".join(text for text in (issue.publication.title, issue.date) if text) or issue.id,
        language=issue.publication.language or style.language,
        order=order,
        seed=seed,
        glyphs_one_by_one=glyphs_one_by_one,
    )
    return Composed(_printed(plain, laid), pdf)


def _pack(names: Sequence[str], language: str) -> Pack:
    if names:
        return load(names[0])
    return load(language if language in ("zh-Hans", "zh-Hant") else "en")


def without_layout(issue: Issue) -> Issue:
    """The issue without what a page adds: geometry, blocks, anchors, jumps, problems, evidence.

    An article stays on its first page, and its pictures with it.
    """
    return _replace(
        issue,
        pages=tuple(
            _replace(page, width=None, height=None, unit=None, blocks=()) for page in issue.pages
        ),
        articles=tuple(
            _replace(
                article,
                pages=article.pages[:1],
                body=tuple(_replace(item, anchors=()) for item in article.body),
                pictures=tuple(
                    _replace(picture, page=article.pages[0] if article.pages else 0, box=None)
                    for picture in article.pictures
                ),
                continues=None,
                continued_from=None,
            )
            for article in issue.articles
        ),
        notices=tuple(_replace(notice, anchors=()) for notice in issue.notices),
        ads=tuple(_replace(ad, anchors=()) for ad in issue.ads),
        problems=(),
        evidence=Evidence(),
    )


def _printed(issue: Issue, laid: Laid) -> Issue:
    blocks = {canvas.number: canvas for canvas in laid.canvases}

    def page(page: Page) -> Page:
        canvas = blocks[page.number]
        return _replace(
            page, width=canvas.width, height=canvas.height, unit="pt", blocks=canvas.blocks()
        )

    def panel(key: str, notice: Notice) -> Notice:
        return _replace(notice, anchors=tuple(laid.panels.get(key, ())))

    return _replace(
        issue,
        pages=tuple(page(one) for one in issue.pages),
        articles=tuple(_article(article, laid) for article in issue.articles),
        notices=tuple(panel(f"n{at}", notice) for at, notice in enumerate(issue.notices)),
        ads=tuple(panel(f"a{at}", ad) for at, ad in enumerate(issue.ads)),
    )


def _article(article: Article, laid: Laid) -> Article:
    parts = sorted(laid.parts[article.id], key=lambda part: part[1])
    body = list(article.body)
    pictures: list[Picture] = list(article.pictures)
    for number, item in enumerate(body):
        anchors = tuple(anchor for _, _, drawn in parts for anchor in drawn.anchors.get(number, ()))
        body[number] = BodyItem(item.role, item.text, anchors)
    first, page, drawn = parts[0]
    for number, box in enumerate(drawn.boxes):
        pictures[number] = _replace(pictures[number], box=box)
    continues = continued = None
    if len(parts) > 1:
        rest, target, _ = parts[1]
        continues = Jump(target, first.jump_to or "", resolved=True)
        continued = Jump(page, rest.jump_from or "", resolved=True)
    return _replace(
        article,
        pages=tuple(dict.fromkeys(number for _, number, _ in parts)),
        body=tuple(body),
        pictures=tuple(pictures),
        continues=continues,
        continued_from=continued,
    )
