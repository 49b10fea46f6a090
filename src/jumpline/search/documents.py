"""An issue as the documents that the index is given."""

from __future__ import annotations

from jumpline.model.archive import ArticleDocument
from jumpline.model.issue import Article, Issue


def articles_of(issue: Issue) -> list[ArticleDocument]:
    """What the index is given of an issue, in its order.

    Parts of the text: kicker, headline and deck (each with its lines joined, so that a phrase is
    found across a line end), byline, every paragraph, captions and credits.
    """
    sections = {page.number: page.section for page in issue.pages}
    return [_document(issue, article, sections) for article in issue.articles]


def _document(issue: Issue, article: Article, sections: dict[int, str | None]) -> ArticleDocument:
    page = article.pages[0] if article.pages else 0
    byline = article.byline
    headline = _line(*article.headline)
    parts = [
        _line(*article.kicker),
        headline,
        _line(*article.deck),
        _line(byline.text or "" if byline else ""),
        *(_line(item.text) for item in article.body),
        *(_line(text) for shot in article.pictures for text in (shot.caption, shot.credit) if text),
    ]
    return ArticleDocument(
        id=article.id,
        issue=issue.id,
        publication=issue.publication.id,
        title=issue.publication.title,
        date=issue.date,
        pages=article.pages,
        page=page,
        section=sections.get(page),
        column=article.column,
        headline=headline,
        source=byline.source if byline else None,
        people=tuple(dict.fromkeys(person.name for person in byline.people)) if byline else (),
        text="\n".join(part for part in parts if part),
        language=article.language or issue.publication.language,
    )


def _line(*lines: str) -> str:
    return " ".join(" ".join(lines).split("\n")).strip()
