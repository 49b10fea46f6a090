"""An article as people cite it: by the styles of three communities, always with page and date."""

from __future__ import annotations

from msgspec.structs import replace

from jumpline.exporters.jsonld import export_jsonld
from jumpline.model.issue import Article, Issue
from jumpline.web.locale import locales, parse_date
from jumpline.web.views.naming import headline_of, issue_title


def citations(issue: Issue, article: Article) -> tuple[tuple[str, str], ...]:
    """Style's name and text. What is not known is left out, never invented."""
    title = (headline_of(article) or "").replace("\u3000", " ")
    paper = issue_title(issue)
    people = [person.name for person in article.byline.people] if article.byline else []
    labels = [page.label for page in issue.pages if page.number in article.pages]
    pages = ",".join(labels or [str(number) for number in article.pages])
    day = parse_date(issue.date)
    english = locales()["en"]
    said = f"{english.months[day.month - 1]} {day.day}" if day else ""
    by = ", ".join(people)
    gb = f"{by + '. ' if by else ''}{title}[N]. {paper}"
    gb += f", {issue.date}" if issue.date else ""
    gb += f"({pages})." if pages else "."
    when = f" ({day.year}, {said})." if day else " (n.d.)."
    where = f"{paper}, {pages}." if pages else f"{paper}."
    apa = f"{by or title}{when} {title + '. ' if by else ''}{where}"
    chicago = f"{by + '. ' if by else ''}“{title}.” {paper}"
    chicago += f", {said}, {day.year}" if day else ""
    chicago += f", {pages}." if pages else "."
    return (("GB/T 7714", gb), ("APA", apa), ("Chicago", chicago))


def cited_by_id(issue: Issue) -> dict[str, str]:
    """The first style's text for each of an issue's articles, by id."""
    return {each.id: citations(issue, each)[0][1] for each in issue.articles}


def linked_data(issue: Issue, article: Article) -> str:
    """schema.org JSON of the article, safe inside of a ``script`` element."""
    alone = replace(issue, articles=(article,))
    text: str = export_jsonld(alone).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
