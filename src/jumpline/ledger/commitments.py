"""The commitments of an issue."""

from __future__ import annotations

from datetime import date as Date

from jumpline.ledger.entry import Commitment, Figure
from jumpline.ledger.figures import (
    article_aliases,
    article_figures,
    date_of,
    language_of,
)
from jumpline.ledger.han import HanReader
from jumpline.ledger.places import Pages, Text, texts
from jumpline.ledger.pledges import pledges
from jumpline.ledger.promises import Promise, promises
from jumpline.ledger.spaced import SpacedReader
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Article, Issue


def commitments(issue: Issue) -> tuple[Commitment, ...]:
    """In the order of the articles. Headlines repeat what a body says, so only bodies are read."""
    issued, pages = date_of(issue), Pages(issue)
    return tuple(
        found for article in issue.articles for found in article_commitments(article, pages, issued)
    )


def article_commitments(article: Article, pages: Pages, issued: Date | None) -> list[Commitment]:
    """Of one article, each with the ids of the figures that it holds."""
    held = texts(article)
    names = article_aliases(held)
    found: list[Commitment] = []
    figures: list[Figure] | None = None
    plan: str | None = None
    seen: dict[str, int] = {}
    for text in held:
        rules = language_of(text)
        if rules.spaced:
            made = pledges(SpacedReader(text.text, text.folded, rules, issued))
        else:
            reader = HanReader(text.text, text.folded, rules, issued, names)
            made = promises(reader, plan)
            plan = _plan(reader) or plan
        if text.paragraph is None or text.part not in ("paragraph", "item"):
            continue
        for promise in made:
            if figures is None:
                figures = article_figures(article, pages, issued)
            found.append(_commitment(article, text, promise, pages, figures, seen))
    return found


def _plan(reader: HanReader) -> str | None:
    named = [p.name for sentence in reader.sentences for p in sentence.periods if p.plan]
    return named[-1] if named else None


def _commitment(
    article: Article,
    text: Text,
    promise: Promise,
    pages: Pages,
    figures: list[Figure],
    seen: dict[str, int],
) -> Commitment:
    quote = promise.span.of(text.text)
    start = promise.span.start + len(quote) - len(quote.lstrip())
    quote = quote.strip()
    end = start + len(quote)
    name = fingerprint(quote, 8)
    seen[name] = seen.get(name, 0) + 1
    if seen[name] > 1:
        name = f"{name}-{seen[name]}"
    return Commitment(
        id=f"{article.id}#c-{name}",
        article=article.id,
        kind=promise.kind,
        who=promise.who,
        source=promise.source,
        responsible=promise.responsible,
        what=promise.what.of(text.text).strip(" 。.;"),
        period=promise.period,
        deadline=promise.deadline,
        figures=tuple(
            figure.id
            for figure in figures
            if figure.anchor.paragraph == text.paragraph
            and figure.anchor.part == text.part
            and start <= figure.anchor.start < end
        ),
        markers=promise.markers,
        quote=quote,
        anchor=pages.place(article, text, start, end),
    )
