"""The figures of an issue: every number expression in its articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date as Date
from functools import cached_property
from typing import TypeAlias

from jumpline.ledger.draft import Draft
from jumpline.ledger.entry import Figure
from jumpline.ledger.grammar import grammar
from jumpline.ledger.han import HanReader
from jumpline.ledger.parties import aliases
from jumpline.ledger.places import Pages, Text, texts
from jumpline.ledger.spaced import SpacedReader
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Article, Issue
from jumpline.model.text import han_share


def _start(figure: Figure) -> int:
    return figure.anchor.start


Reader: TypeAlias = HanReader | SpacedReader


class Reading:
    """One article, read once for its figures and its commitments."""

    def __init__(self, article: Article, pages: Pages, issued: Date | None) -> None:
        self.article, self.pages = article, pages
        self.texts = texts(article)
        names: dict[str, str] = {}
        for text in self.texts:
            if "(" in text.folded:
                names.update(aliases(text.folded))
        self.readers = [_reader(text, issued, names) for text in self.texts]

    @cached_property
    def figures(self) -> list[Figure]:
        """An id names the article and what is printed, so that it stays the same whatever else
        changes on the page."""
        seen: dict[str, int] = {}
        return [
            _figure(self.article, text, draft, self.pages, seen)
            for text, reader in zip(self.texts, self.readers, strict=True)
            for draft in _drafts(text, reader)
        ]

    @cached_property
    def _by_text(self) -> dict[tuple[str, int | None], list[Figure]]:
        found: dict[tuple[str, int | None], list[Figure]] = {}
        for figure in self.figures:
            found.setdefault((figure.anchor.part, figure.anchor.paragraph), []).append(figure)
        return found

    def figures_in(self, text: Text, start: int, end: int) -> list[Figure]:
        """Those that begin between two places of a text."""
        held = self._by_text.get((text.part, text.paragraph), [])
        first = bisect_left(held, start, key=_start)
        return held[first : bisect_left(held, end, key=_start)]


def figures(issue: Issue) -> tuple[Figure, ...]:
    """In the order of the articles and of their texts. Equal input gives equal figures."""
    return tuple(figure for reading in readings(issue) for figure in reading.figures)


def readings(issue: Issue) -> Iterator[Reading]:
    issued, pages = date_of(issue), Pages(issue)
    for article in issue.articles:
        yield Reading(article, pages, issued)


def date_of(issue: Issue) -> Date | None:
    try:
        return Date.fromisoformat(issue.date) if issue.date else None
    except ValueError:
        return None


def _reader(text: Text, issued: Date | None, names: dict[str, str]) -> Reader:
    rules = grammar("zh" if han_share(text.text) > 0.2 else "en")
    if rules.spaced:
        return SpacedReader(text.text, text.folded, rules, issued)
    return HanReader(text.text, text.folded, rules, issued, names)


def _drafts(text: Text, reader: Reader) -> list[Draft]:
    if text.part == "table" and isinstance(reader, HanReader):
        return reader.cells()
    return reader.drafts()


def _figure(
    article: Article, text: Text, draft: Draft, pages: Pages, seen: dict[str, int]
) -> Figure:
    start, end = draft.expression.start, draft.expression.end
    quote = _trimmed(text.text, draft.clause.start, max(draft.clause.end, end))
    printed = text.text[start:end]
    name = fingerprint(f"{quote} {printed}", 8)
    seen[name] = seen.get(name, 0) + 1
    if seen[name] > 1:
        name = f"{name}-{seen[name]}"
    return Figure(
        id=f"{article.id}#f-{name}",
        article=article.id,
        value=draft.value(),
        unit=draft.expression.unit,
        bound=draft.expression.bound,  # type: ignore[arg-type]
        kind=draft.kind,
        measure=draft.measure,
        who=draft.who,
        source=draft.source,
        where=draft.where,
        period=draft.period,
        compared_to=draft.compared_to,
        direction=draft.direction,
        printed=printed,
        quote=quote,
        anchor=pages.place(article, text, start, end),
        upper=draft.upper(),
    )


def _trimmed(text: str, start: int, end: int) -> str:
    return text[start:end].strip()
