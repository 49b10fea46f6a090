"""What a rule is given: an issue as pieces of text that know where they were printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from functools import cached_property
from typing import Any, Literal, TypeAlias

import msgspec

from jumpline.checks.places import placed
from jumpline.model.issue import Anchor, Article, Issue
from jumpline.model.text import fold_width, language_of

Part: TypeAlias = Literal[
    "column",
    "kicker",
    "headline",
    "deck",
    "subhead",
    "paragraph",
    "item",
    "table",
    "caption",
    "notice",
    "ad",
]
HEADING: tuple[Part, ...] = ("kicker", "headline", "deck")
RUNNING: tuple[Part, ...] = ("paragraph", "item")


class Neighbour(msgspec.Struct, frozen=True):
    """Another issue of the same title: what of it rules compare with.

    ``series`` are (name, part, headline); ``articles`` are (headline, digests of the text);
    ``texts`` are what its articles say, one each."""

    id: str
    date: str | None = None
    number: int | None = None
    series: tuple[tuple[str, int, str], ...] = ()
    articles: tuple[tuple[str, frozenset[int]], ...] = ()
    texts: tuple[str, ...] = ()


class Confusion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that a title does not want, or that is easily taken for another."""

    wrong: str
    right: str
    why: str = ""
    unless: tuple[str, ...] = ()


class Piece(msgspec.Struct, frozen=True):
    """A line of a heading, a paragraph, a caption, a notice. ``folded`` has the same length as
    ``text``, in half width."""

    part: Part
    text: str
    folded: str
    page: int
    article: Article | None
    language: str | None
    anchors: tuple[Anchor, ...] = ()

    @property
    def chinese(self) -> bool:
        return (self.language or "")[:2] == "zh"


class Finding(msgspec.Struct, frozen=True):
    """What a rule has found; ``where`` as in ``Problem``."""

    message: str
    where: dict[str, Any]
    suggestion: str | None = None


class Case:
    """An issue under its rules. ``neighbours`` are other issues of its title, ``None`` where there
    is no archive to ask."""

    def __init__(
        self,
        issue: Issue,
        neighbours: tuple[Neighbour, ...] | None = None,
        confusions: tuple[Confusion, ...] = (),
    ) -> None:
        self.issue, self.neighbours, self.confusions = issue, neighbours, confusions
        #: What a rule has found out and another one asks for, too.
        self.memo: dict[str, Any] = {}

    @cached_property
    def date(self) -> Date | None:
        try:
            return Date.fromisoformat(self.issue.date) if self.issue.date else None
        except ValueError:
            return None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All text, article by article, then notices and advertisements."""
        return tuple(self._pieces())

    def of(self, article: Article) -> tuple[Piece, ...]:
        return self._by_article.get(article.id, ())

    def parts(self, *parts: Part) -> Iterator[Piece]:
        return (piece for piece in self.pieces if piece.part in parts)

    def where(self, piece: Piece, quote: str) -> dict[str, Any]:
        """The place of a quotation of a piece: page, block and box as far as they are known."""
        found: dict[str, Any] = {"page": piece.page}
        if piece.article is not None:
            found["article"] = piece.article.id
        spot = placed(self.issue, piece.article, piece.page, piece.anchors, quote)
        return {**found, **spot, "quote": quote[:120]}

    def of_article(self, article: Article, quote: str = "") -> dict[str, Any]:
        """The place of a whole article, shown by its heading."""
        quote = (
            quote or " ".join(article.headline) or (article.body[0].text if article.body else "")
        )
        page = article.pages[0] if article.pages else 1
        spot = placed(self.issue, article, page, (), quote)
        return {"page": page, "article": article.id, **spot, "quote": quote[:120]}

    def of_masthead(self, quote: str) -> dict[str, Any]:
        """The place of something on the front page, or wherever a block prints it."""
        page = self.issue.pages[0].number if self.issue.pages else 1
        return {"page": page, **placed(self.issue, None, page, (), quote), "quote": quote}

    @cached_property
    def _by_article(self) -> dict[str, tuple[Piece, ...]]:
        found: dict[str, list[Piece]] = {}
        for piece in self.pieces:
            if piece.article is not None:
                found.setdefault(piece.article.id, []).append(piece)
        return {name: tuple(pieces) for name, pieces in found.items()}

    def _pieces(self) -> Iterator[Piece]:
        issue = self.issue
        usual = issue.publication.language
        for article in issue.articles:
            language = article.language or usual or _language(article)
            page = article.pages[0] if article.pages else 1
            heads: tuple[tuple[Part, tuple[str, ...]], ...] = (
                ("column", (article.column,) if article.column else ()),
                ("kicker", article.kicker),
                ("headline", article.headline),
                ("deck", article.deck),
            )
            for part, lines in heads:
                for line in lines:
                    yield Piece(part, line, fold_width(line), page, article, language)
            for item in article.body:
                start = item.anchors[0].page if item.anchors else page
                yield Piece(
                    item.role,
                    item.text,
                    fold_width(item.text),
                    start,
                    article,
                    language,
                    item.anchors,
                )
            for picture in article.pictures:
                if picture.caption:
                    text = picture.caption
                    yield Piece("caption", text, fold_width(text), picture.page, article, language)
        apart: tuple[tuple[Part, Any], ...] = (("notice", issue.notices), ("ad", issue.ads))
        for part, notices in apart:
            for notice in notices:
                language = usual or language_of(notice.text)
                text = notice.text
                yield Piece(
                    part, text, fold_width(text), notice.page, None, language, notice.anchors
                )


def _language(article: Article) -> str | None:
    return language_of("".join((*article.headline, *(item.text for item in article.body))))
