"""Where a quotation was printed: its block and the box of its lines."""

from __future__ import annotations

import msgspec

from jumpline.ledger.entry import Part, Place
from jumpline.ledger.folding import fold
from jumpline.model.geometry import Box, union
from jumpline.model.issue import Anchor, Article, Block, Issue


class Text(msgspec.Struct, frozen=True):
    """One text of an article: a paragraph of its body, or a line of its head."""

    text: str
    folded: str
    part: Part
    paragraph: int | None
    anchors: tuple[Anchor, ...]


def texts(article: Article) -> list[Text]:
    """Head and body, in the order of reading."""
    heads: tuple[tuple[Part, tuple[str, ...]], ...] = (
        ("kicker", article.kicker),
        ("headline", article.headline),
        ("deck", article.deck),
    )
    head = [Text(line, fold(line), part, None, ()) for part, lines in heads for line in lines]
    body = [
        Text(item.text, fold(item.text), item.role, number, item.anchors)
        for number, item in enumerate(article.body)
    ]
    return head + body


class Pages:
    """The blocks of an issue by page and id."""

    def __init__(self, issue: Issue) -> None:
        self._blocks = {
            (page.number, block.id): block for page in issue.pages for block in page.blocks
        }
        self._folded: dict[tuple[int, str], list[str]] = {}
        self._heads: dict[str, list[tuple[int, Block]]] = {}
        for page in issue.pages:
            for block in page.blocks:
                if block.article is not None and block.role in ("kicker", "headline", "deck"):
                    self._heads.setdefault(block.article, []).append((page.number, block))

    def place(self, article: Article, text: Text, start: int, end: int) -> Place:
        """Of the characters from ``start`` to ``end``. Where they stand in two blocks, the first."""
        quote = squeezed(text.text[start:end])
        page = article.pages[0] if article.pages else None
        block = box = None
        for number, candidate in self._candidates(article, text):
            lines = self._squeezed(number, candidate)
            found = _lines(candidate, lines, quote)
            if block is None or found:
                page, block, box = number, candidate.id, found or candidate.box
            if found or quote in "".join(lines):
                break
        return Place(article.id, text.part, text.paragraph, start, end, page, block, box)

    def _squeezed(self, page: int, block: Block) -> list[str]:
        """A block's lines without whitespace, folded once."""
        lines = self._folded.get((page, block.id))
        if lines is None:
            lines = self._folded[page, block.id] = [squeezed(line.text) for line in block.lines]
        return lines

    def _candidates(self, article: Article, text: Text) -> list[tuple[int, Block]]:
        if text.paragraph is None:
            return [
                (number, block)
                for number, block in self._heads.get(article.id, [])
                if block.role == text.part
            ]
        return [
            (anchor.page, self._blocks[anchor.page, anchor.block])
            for anchor in text.anchors
            if (anchor.page, anchor.block) in self._blocks
        ]


def squeezed(text: str) -> str:
    return "".join(fold(text).split())


def _lines(block: Block, lines: list[str], quote: str) -> Box | None:
    """The box around the lines that hold a quotation."""
    start = "".join(lines).find(quote)
    if start < 0 or not quote:
        return None
    boxes = []
    position = 0
    for line, held in zip(lines, block.lines, strict=True):
        if position < start + len(quote) and position + len(line) > start and held.box is not None:
            boxes.append(held.box)
        position += len(line)
    return union(boxes)
