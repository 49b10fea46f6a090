"""Text that was lost on the way: articles without their end, lines that no article claims."""

from __future__ import annotations

from collections.abc import Iterator

from jumpline.checks.case import Case, Finding, Piece
from jumpline.checks.patterns import first
from jumpline.checks.rule import rule
from jumpline.model.issue import Article

_CLOSED = tuple("。！？!?…”’」』）)】》.;；—~～")
_CUT = tuple("，、：,:—")
_TEXT_ROLES = ("column", "kicker", "headline", "deck", "byline", "subhead", "body", "unplaced")


@rule("article-cut")
def article_cut(case: Case) -> Iterator[Finding]:
    for article in case.issue.articles:
        last = _last(case, article)
        if last is None or (article.continues is not None and not article.continues.resolved):
            continue
        text = last.text.rstrip()
        quote = text[-20:]
        whole = sum(text.count(mark) for mark in "。！？") >= 1 or len(case.of(article)) > 2
        if text.endswith(("，", "、", "：", ",")) and whole and len(text) >= 10:
            yield Finding("The article ends in mid-sentence.", case.where(last, quote))
        elif not text.endswith((*_CLOSED, *_CUT)) and _others_end(case, article, last):
            if len(text) >= 30 and first("signed", last.folded) is None:
                yield Finding("The article ends without a full stop.", case.where(last, quote))


def _last(case: Case, article: Article) -> Piece | None:
    body = [piece for piece in case.of(article) if piece.part in ("paragraph", "item", "table")]
    return body[-1] if body and body[-1].part == "paragraph" else None


def _others_end(case: Case, article: Article, last: Piece) -> bool:
    """Whether sentences of this article end as sentences do: verse and lists do not."""
    others = [p for p in case.of(article) if p.part == "paragraph" and p is not last]
    marks = sum(last.text.count(mark) for mark in "。！？")
    closed = sum(piece.text.rstrip().endswith(_CLOSED) for piece in others)
    return closed >= 0.8 * len(others) if others else marks >= 1


@rule("text-orphaned")
def text_orphaned(case: Case) -> Iterator[Finding]:
    issue = case.issue
    told = {(p.where.get("page"), p.where.get("block")) for p in issue.problems}
    anchors = [
        anchor for article in issue.articles for item in article.body for anchor in item.anchors
    ]
    anchors += [anchor for notice in (*issue.notices, *issue.ads) for anchor in notice.anchors]
    claimed = {(anchor.page, anchor.block) for anchor in anchors}
    for page in issue.pages:
        for block in page.blocks:
            key = (page.number, block.id)
            if block.article or block.role not in _TEXT_ROLES or key in told or key in claimed:
                continue
            text = "".join(line.text for line in block.lines).strip()
            if text:
                where = {"page": page.number, "block": block.id, "quote": text[:40]}
                if block.box is not None:
                    where["box"] = list(block.box)
                yield Finding("No article claims this text.", where)
