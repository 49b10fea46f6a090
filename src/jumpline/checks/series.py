"""Runs of articles, and articles that are there twice."""

from __future__ import annotations

from collections.abc import Iterator

from jumpline.checks.case import Case, Finding
from jumpline.checks.likeness import digests, letters, same_text
from jumpline.checks.rule import rule
from jumpline.model.issue import Article


def _numbered(case: Case) -> dict[str, list[tuple[int, Article]]]:
    found: dict[str, list[tuple[int, Article]]] = {}
    for article in case.issue.articles:
        if article.series is not None and article.series.part is not None:
            name = letters(article.series.name)
            found.setdefault(name, []).append((article.series.part, article))
    return found


@rule("series-repeated")
def series_repeated(case: Case) -> Iterator[Finding]:
    for name, parts in _numbered(case).items():
        before = {
            part: other.id
            for other in case.neighbours or ()
            if other.id != case.issue.id
            for series, part, _ in other.series
            if letters(series) == name
        }
        seen: set[int] = set()
        for part, article in parts:
            assert article.series is not None
            if part in seen or part in before:
                place = "in this issue" if part in seen else f"in {before[part]}"
                yield Finding(
                    f"Part {part} of {article.series.name} is there twice: also {place}.",
                    case.of_article(article),
                )
            seen.add(part)


@rule("series-gap")
def series_gap(case: Case) -> Iterator[Finding]:
    for name, parts in _numbered(case).items():
        before = {
            part
            for other in case.neighbours or ()
            for series, part, _ in other.series
            if letters(series) == name
        }
        known = before | {part for part, _ in parts}
        for part, article in parts:
            assert article.series is not None
            if part - 1 not in known and any(other < part - 1 for other in known):
                yield Finding(
                    f"Part {part} of {article.series.name} is here, part {part - 1} is not.",
                    case.of_article(article),
                )


@rule("article-repeated")
def article_repeated(case: Case) -> Iterator[Finding]:
    seen: list[tuple[frozenset[int], str]] = [
        (marks, f"in {other.id}")
        for other in case.neighbours or ()
        if other.id != case.issue.id
        for _, marks in other.articles
    ]
    for article in case.issue.articles:
        marks = article_digests(article)
        for other, place in seen:
            if same_text(marks, other):
                yield Finding(
                    f"The text of this article is there twice: also {place}.",
                    case.of_article(article),
                )
                break
        seen.append((marks, f"on page {article.pages[0] if article.pages else '?'}"))


def article_digests(article: Article) -> frozenset[int]:
    return digests("".join(item.text for item in article.body))
