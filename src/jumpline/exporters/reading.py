"""What every readable export shares: an article's head and byline as lines of text."""

from __future__ import annotations

from jumpline.model.issue import Article, Byline, Issue


def headline(article: Article) -> str:
    """The headline in one line; of a headless article its first words."""
    if article.headline:
        return " ".join(article.headline)
    return article.body[0].text[:30] + "…" if article.body else "—"


def byline(found: Byline | None) -> str | None:
    """As printed where it was a line of its own, else put together from its parts."""
    if found is None:
        return None
    if found.text:
        return found.text
    people = " ".join(f"{person.role or ''} {person.name}".strip() for person in found.people)
    return f"{found.source or ''} {people}".strip() or None


def credit(article: Article) -> str:
    """The line under the head: byline and pages. A byline that runs into the first paragraph is
    said there, and not twice."""
    said = byline(article.byline)
    if said and article.body and article.body[0].text.startswith(said):
        said = None
    return " · ".join(filter(None, (said, f"p. {pages_of(article)}")))


def masthead(issue: Issue) -> list[str]:
    """Title and the facts of the issue, a line each."""
    facts = [
        issue.date,
        issue.weekday,
        issue.lunar_date,
        f"№ {issue.number}" if issue.number is not None else None,
    ]
    title = issue.publication.title or issue.publication.id
    return [title, " · ".join(fact for fact in facts if fact)]


def pages_of(article: Article) -> str:
    return ", ".join(str(page) for page in article.pages)
