"""How a title, a page and an article are called where one line must do."""

from __future__ import annotations

from jumpline.model.archive import IssueSummary, PublicationSummary
from jumpline.model.issue import Article, Issue, Page
from jumpline.model.text import is_cjk

#: Characters of the text that stand in for a missing headline.
_STAND_IN = 28


def headline_of(article: Article) -> str | None:
    """The headline in one line; without one, the beginning of the text or a caption."""
    if any(line.strip() for line in article.headline):
        return _joined(article.headline)
    for text in (
        article.column,
        *(item.text for item in article.body),
        *(picture.caption for picture in article.pictures),
    ):
        if text and text.strip():
            line = " ".join(text.split())
            return line if len(line) <= _STAND_IN else line[:_STAND_IN] + "……"
    return None


def _joined(lines: tuple[str, ...]) -> str:
    """Headline lines are phrases: where words have no spaces, a wide one keeps them apart."""
    whole = ""
    for line in filter(None, (line.strip() for line in lines)):
        wide = bool(whole) and (is_cjk(whole[-1]) or is_cjk(line[0]))
        gap = ("\u3000" if wide else " ") if whole else ""
        whole = f"{whole}{gap}{line}"
    return whole


#: Signs that papers print before a byline.
_ORNAMENTS = "□■◇◆○●◎△▲☆★ \u3000"


def byline_of(article: Article) -> str | None:
    """As printed, without the ornament before it, where that is known; else from its parts."""
    byline = article.byline
    if byline is None:
        return None
    if byline.text:
        return byline.text.strip().lstrip(_ORNAMENTS) or None
    people = " ".join(
        f"{person.role} {person.name}" if person.role else person.name for person in byline.people
    )
    return " ".join(part for part in (byline.source, people) if part) or None


def language_of_article(issue: Issue, article: Article) -> str | None:
    return article.language or issue.publication.language


def publication_title(publication: PublicationSummary | IssueSummary) -> str:
    if isinstance(publication, PublicationSummary):
        return publication.title or publication.id
    return publication.title or publication.publication


def issue_title(issue: Issue) -> str:
    return issue.publication.title or issue.publication.latin_title or issue.publication.id


def edition_of(summary: IssueSummary) -> str:
    """What an issue's id says after its date, such as an extra's or an evening edition's name."""
    tail = summary.id.rpartition("/")[2]
    return tail.removeprefix(summary.date).strip("-") if summary.date else ""


def page_by_number(issue: Issue, number: int | None) -> Page | None:
    return next((page for page in issue.pages if page.number == number), None)
