"""An issue as markdown, with its facts as YAML front matter."""

from __future__ import annotations

import json
import re
from typing import Any

from jumpline.exporters.names import file_name
from jumpline.exporters.reading import byline, headline, masthead, pages_of
from jumpline.model.form import Exported, Option, form
from jumpline.model.issue import Article, Issue

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


def escape(text: str) -> str:
    """Text of a page as text, whatever markup it happens to look like."""
    return _START.sub(r"\1\\\2\3", _SPECIAL.sub(r"\\\1", text))


@form(
    "markdown with front matter",
    suffix=".md",
    media="text/markdown",
    keeps="text articles apart pictures",
    options={"per": Option("a file an issue, or a file an article", ("issue", "article"))},
    several=True,
)
def export_markdown(issue: Issue, *, per: str = "issue") -> Exported:
    """UTF-8 markdown: front matter, guide, articles by page, notices, advertisements. A file an
    article has the article's facts as its front matter."""
    if per == "article":
        return {
            f"{file_name(article.id.rpartition('/')[2])}.md": _alone(issue, article)
            for article in issue.articles
        }
    front = {
        "id": issue.id,
        "title": issue.publication.title,
        "date": issue.date,
        "number": issue.number,
        "pages": [page.label for page in issue.pages],
    }
    parts = [_front(front)]
    title, facts = masthead(issue)
    parts += [f"# {escape(title)}", escape(facts)] if facts else [f"# {escape(title)}"]
    if issue.guide:
        parts.append(
            "\n".join(
                f"- {escape(' '.join(entry.lines))} ({entry.page if entry.page is not None else '?'})"
                for entry in issue.guide
            )
        )
    parts += [article_markdown(article) for article in issue.articles]
    for group in (issue.notices, issue.ads):
        parts += ["  \n".join(escape(line) for line in n.text.split("\n")) for n in group]
    return ("\n\n".join(parts) + "\n").encode()


def _front(facts: dict[str, Any]) -> str:
    """JSON is YAML, too: no text of a page can end its line or its quotes."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items()]
    return "\n".join(["---", *lines, "---"])


def _alone(issue: Issue, article: Article) -> bytes:
    line, credit = article.dateline, article.byline
    labels = {page.number: page.label for page in issue.pages}
    sections = {page.number: page.section for page in issue.pages}
    facts = {
        "id": article.id,
        "title": headline(article),
        "publication": issue.publication.title,
        "date": issue.date,
        "pages": [labels.get(number, str(number)) for number in article.pages],
        "section": next((sections.get(number) for number in article.pages), None),
        "column": article.column,
        "series": article.series.name if article.series else None,
        "source": credit.source if credit else None,
        "authors": [person.name for person in credit.people] if credit else [],
        "place": line.place if line else None,
        "language": article.language or issue.publication.language,
    }
    return f"{_front(facts)}\n\n{article_markdown(article)}\n".encode()


def article_markdown(article: Article) -> str:
    """One article as a section of level 2."""
    parts = []
    if article.column:
        parts.append(f"**{escape(article.column)}**")
    parts += [escape(line) for line in article.kicker]
    parts.append(f"## {escape(headline(article))}")
    parts += [f"*{escape(line)}*" for line in article.deck]
    credit = byline(article.byline)
    parts.append(escape(" · ".join(filter(None, (credit, f"p. {pages_of(article)}")))))
    for item in article.body:
        if item.role == "subhead":
            parts.append(f"### {escape(item.text)}")
        elif item.role == "table":
            parts.append(_table(item.text))
        else:
            parts.append(escape(item.text))
    if article.continues is not None and not article.continues.resolved:
        parts.append(escape(article.continues.text))
    for picture in article.pictures:
        caption = " ".join(filter(None, (picture.caption, picture.credit)))
        parts.append(f"> {escape(caption)}")
    return "\n\n".join(parts)


def _table(text: str) -> str:
    rows = [[escape(cell) for cell in line.split("\t")] for line in text.split("\n")]
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
