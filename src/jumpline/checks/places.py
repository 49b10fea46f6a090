"""Where on the page a quotation stands: the block that prints it, and the box of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jumpline.model.geometry import union
from jumpline.model.issue import Anchor, Article, Block, Issue
from jumpline.model.text import plain


def placed(
    issue: Issue,
    article: Article | None,
    page: int,
    anchors: tuple[Anchor, ...],
    quote: str,
) -> dict[str, Any]:
    """``page``, ``block`` and ``box`` of the first block that prints the quotation; of the first
    block named by an anchor, where none prints it whole; nothing for text without blocks."""
    wanted = plain(quote)
    first: dict[str, Any] = {}
    for number, block in _candidates(issue, article, page, anchors):
        spot = _in_block(number, block, wanted)
        if spot is not None:
            return spot
        if not first and anchors:
            first = _spot(number, block, block.box)
    return first


def _candidates(
    issue: Issue, article: Article | None, page: int, anchors: tuple[Anchor, ...]
) -> Iterator[tuple[int, Block]]:
    if anchors:
        named = {(anchor.page, anchor.block) for anchor in anchors}
        for each in issue.pages:
            for block in each.blocks:
                if (each.number, block.id) in named:
                    yield each.number, block
        return
    for each in sorted(issue.pages, key=lambda found: found.number != page):
        for block in each.blocks:
            if article is None or block.article == article.id:
                yield each.number, block


def _in_block(page: int, block: Block, wanted: str) -> dict[str, Any] | None:
    lines = [plain(line.text) for line in block.lines]
    start = "".join(lines).find(wanted) if wanted else -1
    if start < 0:
        return None
    end, at, boxes = start + len(wanted), 0, []
    for line, text in zip(block.lines, lines, strict=True):
        if at < end and at + len(text) > start and line.box is not None:
            boxes.append(line.box)
        at += len(text)
    return _spot(page, block, union(boxes) or block.box)


def _spot(page: int, block: Block, box: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"page": page, "block": block.id}
    if box is not None:
        found["box"] = list(box)
    return found
