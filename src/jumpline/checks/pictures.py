"""Pictures and their captions, on pages that tell where their pictures are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jumpline.checks.case import Case, Finding
from jumpline.checks.rule import rule
from jumpline.model.geometry import Box
from jumpline.model.issue import Block, Page

#: A caption stands at most so far from its picture, as a share of the page's height.
_NEAR = 0.06


def _near(page: Page, one: Box, two: Box) -> bool:
    far = _NEAR * (page.height or 1000.0)
    apart_x = max(one[0] - two[2], two[0] - one[2], 0.0)
    apart_y = max(one[1] - two[3], two[1] - one[3], 0.0)
    return apart_x <= far and apart_y <= far


def _of(page: Page, role: str) -> list[tuple[Block, Box]]:
    return [(b, b.box) for b in page.blocks if b.role == role and b.box is not None]


def _where(page: Page, block: Block) -> dict[str, Any]:
    found: dict[str, Any] = {"page": page.number, "block": block.id}
    if block.box is not None:
        found["box"] = list(block.box)
    if block.article:
        found["article"] = block.article
    quote = "".join(line.text for line in block.lines)[:120]
    return {**found, "quote": quote} if quote else found


@rule("caption-alone")
def caption_alone(case: Case) -> Iterator[Finding]:
    for page in case.issue.pages:
        pictures = _of(page, "picture")
        for block, box in _of(page, "caption") if pictures else []:
            if not any(_near(page, box, other) for _, other in pictures):
                yield Finding("No picture stands near this caption.", _where(page, block))


@rule("picture-alone")
def picture_alone(case: Case) -> Iterator[Finding]:
    for page in case.issue.pages:
        captions = _of(page, "caption")
        for block, box in _of(page, "picture"):
            if not any(_near(page, box, other) for _, other in captions):
                yield Finding("No caption stands near this picture.", _where(page, block))
    for article in case.issue.articles:
        for picture in article.pictures:
            if not picture.caption and not picture.credit:
                where: dict[str, Any] = {"page": picture.page, "article": article.id}
                if picture.box is not None:
                    where["box"] = list(picture.box)
                yield Finding("A picture has neither caption nor credit.", where)
