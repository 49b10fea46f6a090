"""The guide: every entry leads to an article, on the page that it names.

An entry is rarely the headline word for word. It is compared by its pairs of characters, with the
headings first, then with the whole article.
"""

from __future__ import annotations

from collections.abc import Iterator

from jumpline.checks.case import Case, Finding
from jumpline.checks.likeness import letters, share
from jumpline.checks.rule import rule
from jumpline.model.issue import Article, GuideEntry


def _heading(article: Article) -> str:
    return "|".join((article.column or "", *article.kicker, *article.headline, *article.deck))


def _whole(article: Article) -> str:
    return "|".join((_heading(article), *(item.text for item in article.body)))


def _like(entry: GuideEntry, text: str) -> float:
    lines = [line for line in entry.lines if len(letters(line)) >= 4]
    return max((share(line, text) for line in ("".join(entry.lines), *lines)), default=0.0)


def _on(article: Article, page: int) -> bool:
    return page in article.pages


@rule("guide-page")
def guide_page(case: Case) -> Iterator[Finding]:
    issue = case.issue
    present = {page.number for page in issue.pages}
    for entry in issue.guide:
        text = " ".join(entry.lines)
        if entry.page is None or len(letters(text)) < 4:
            continue
        if issue.page_count and entry.page > max(issue.page_count, *present, 0):
            yield Finding(
                f"The guide names page {entry.page}; the issue has {issue.page_count} pages.",
                case.of_masthead(text),
            )
            continue
        own = [a for a in issue.articles if _on(a, entry.page)]
        there = [(_like(entry, _heading(a)), a) for a in issue.articles if not _on(a, entry.page)]
        best, article = max(there, key=lambda found: found[0], default=(0.0, None))
        # A heading repeated word for word outweighs words that the page's texts have by chance.
        told = _heading if best >= 0.95 else _whole
        here = max((_like(entry, told(a)) for a in own), default=0.0)
        if (
            article is not None
            and (entry.page in present or best >= 0.95)
            and best >= 0.6
            and here < best - 0.3
        ):
            yield Finding(
                f"The guide names page {entry.page}; the article stands on page {article.pages[0]}.",
                {**case.of_masthead(text), "article": article.id},
            )


@rule("guide-article")
def guide_article(case: Case) -> Iterator[Finding]:
    present = {page.number for page in case.issue.pages}
    for entry in case.issue.guide:
        text = " ".join(entry.lines)
        if entry.page not in present or len(letters(text)) < 4:
            continue
        if (
            max((_like(entry, _whole(article)) for article in case.issue.articles), default=0.0)
            < 0.3
        ):
            yield Finding(
                f"The guide announces what no article of page {entry.page} is about.",
                case.of_masthead(text),
            )
