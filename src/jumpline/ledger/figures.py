"""The figures of an issue: every number expression in its articles."""

from __future__ import annotations

from datetime import date as Date

from jumpline.ledger.draft import Draft
from jumpline.ledger.entry import Figure
from jumpline.ledger.grammar import Grammar, grammar
from jumpline.ledger.han import HanReader
from jumpline.ledger.parties import aliases
from jumpline.ledger.places import Pages, Text, texts
from jumpline.ledger.spaced import SpacedReader
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Article, Issue
from jumpline.model.text import han_share


def figures(issue: Issue) -> tuple[Figure, ...]:
    """In the order of the articles and of their texts. Equal input gives equal figures."""
    issued = date_of(issue)
    pages = Pages(issue)
    return tuple(
        found for article in issue.articles for found in article_figures(article, pages, issued)
    )


def date_of(issue: Issue) -> Date | None:
    try:
        return Date.fromisoformat(issue.date) if issue.date else None
    except ValueError:
        return None


def article_figures(article: Article, pages: Pages, issued: Date | None) -> list[Figure]:
    """Of one article. An id names the article and what is printed, so that it stays the same
    whatever else changes on the page."""
    found: list[Figure] = []
    seen: dict[str, int] = {}
    held = texts(article)
    names = article_aliases(held)
    for text in held:
        for draft in drafts_of(text, issued, names):
            figure = _figure(article, text, draft, pages, seen)
            found.append(figure)
    return found


def article_aliases(held: list[Text]) -> dict[str, str]:
    names: dict[str, str] = {}
    for text in held:
        if "(" in text.folded:
            names.update(aliases(text.folded))
    return names


def language_of(text: Text) -> Grammar:
    return grammar("zh" if han_share(text.text) > 0.2 else "en")


def drafts_of(text: Text, issued: Date | None, names: dict[str, str]) -> list[Draft]:
    rules = language_of(text)
    if rules.spaced:
        return SpacedReader(text.text, text.folded, rules, issued).drafts()
    reader = HanReader(text.text, text.folded, rules, issued, names)
    return reader.cells() if text.part == "table" else reader.drafts()


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
