"""An issue as its pages with their headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jumpline.model.archive import IssueSummary
from jumpline.model.issue import Article, GuideEntry, Issue, Notice, Page, Problem
from jumpline.model.text import han_share
from jumpline.web.locale import parse_date
from jumpline.web.views.naming import byline_of, headline_of, language_of_article

#: Characters of the opening paragraph under a page's first headline.
_EXCERPT = 96


@dataclass(frozen=True)
class Entry:
    """A headline on a page. ``continued`` marks the page where an article goes on."""

    article: Article
    title: str | None
    byline: str | None
    language: str | None
    excerpt: str | None
    continued: bool
    also_on: tuple[int, ...]


@dataclass(frozen=True)
class PageView:
    number: int
    label: str
    page: Page | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class GuideView:
    entry: GuideEntry
    text: str
    article: str | None
    page: int | None


@dataclass(frozen=True)
class ProblemView:
    problem: Problem
    where: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class IssueView:
    issue: Issue
    pages: tuple[PageView, ...]
    missing: int
    guide: tuple[GuideView, ...]
    notices: tuple[Notice, ...]
    ads: tuple[Notice, ...]
    unplaced: tuple[tuple[int, str], ...]
    problems: tuple[ProblemView, ...]
    previous: IssueSummary | None
    following: IssueSummary | None
    year: int | None
    month: int | None


def issue_view(issue: Issue, neighbours: Sequence[IssueSummary]) -> IssueView:
    """``neighbours`` are issues of the same title around this one, in their order."""
    numbers = {page.number for page in issue.pages}
    for article in issue.articles:
        numbers.update(article.pages)
    present = {page.number: page for page in issue.pages}
    ids = {article.id for article in issue.articles}
    order = [summary.id for summary in neighbours]
    place = order.index(issue.id) if issue.id in order else None
    day = parse_date(issue.date)
    return IssueView(
        issue=issue,
        pages=tuple(_page(issue, number, present.get(number)) for number in sorted(numbers)),
        missing=max((issue.page_count or 0) - len(present), 0),
        guide=tuple(_guide(entry, ids, numbers) for entry in issue.guide),
        notices=issue.notices,
        ads=issue.ads,
        unplaced=_unplaced(issue),
        problems=tuple(_problem(problem) for problem in issue.problems),
        previous=neighbours[place - 1] if place else None,
        following=neighbours[place + 1] if place is not None and place + 1 < len(order) else None,
        year=day.year if day else None,
        month=day.month if day else None,
    )


def _page(issue: Issue, number: int, page: Page | None) -> PageView:
    entries: list[Entry] = []
    for article in issue.articles:
        if number in article.pages:
            first = article.pages[0] == number
            lead = first and not any(not entry.continued for entry in entries)
            entries.append(_entry(issue, article, continued=not first, lead=lead))
    # What began on an earlier page stands below what begins here, as on paper.
    entries.sort(key=lambda entry: entry.continued)
    label = page.label if page else f"{number:02d}"
    return PageView(number=number, label=label, page=page, entries=tuple(entries))


def _entry(issue: Issue, article: Article, *, continued: bool, lead: bool) -> Entry:
    return Entry(
        article=article,
        title=headline_of(article),
        byline=byline_of(article),
        language=language_of_article(issue, article),
        excerpt=_excerpt(article) if lead else None,
        continued=continued,
        also_on=article.pages[:1] if continued else article.pages[1:],
    )


def _excerpt(article: Article) -> str | None:
    for item in article.body:
        if item.role == "paragraph" and len(item.text) > 20:
            text = " ".join(item.text.split())
            # Latin letters are half as wide as Chinese characters.
            room = _EXCERPT * 2 if _is_latin(text) else _EXCERPT
            if len(text) <= room:
                return text
            if _is_latin(text):
                return text[:room].rpartition(" ")[0].rstrip(" ,.;:") + " …"
            return text[:room].rstrip("，。；：、“‘（《「『") + "……"
    return None


def _is_latin(text: str) -> bool:
    return han_share(text) < 0.1


def _guide(entry: GuideEntry, ids: set[str], numbers: set[int]) -> GuideView:
    return GuideView(
        entry=entry,
        text=" ".join(entry.lines),
        article=entry.article if entry.article in ids else None,
        page=entry.page if entry.page in numbers else None,
    )


def _unplaced(issue: Issue) -> tuple[tuple[int, str], ...]:
    return tuple(
        (page.number, "\n".join(line.text for line in block.lines))
        for page in issue.pages
        for block in page.blocks
        if block.role == "unplaced"
    )


def _problem(problem: Problem) -> ProblemView:
    where = tuple((str(name), str(value)) for name, value in problem.where.items())
    return ProblemView(problem=problem, where=where)
