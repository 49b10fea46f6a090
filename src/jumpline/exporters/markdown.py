"""An issue as markdown, with its facts as YAML front matter."""

from __future__ import annotations

import json
import re

from jumpline.exporters.reading import byline, headline, masthead, pages_of
from jumpline.model.issue import Article, Issue

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


def escape(text: str) -> str:
    """Text of a page as text, whatever markup it happens to look like."""
    return _START.sub(r"\1\\\2\3", _SPECIAL.sub(r"\\\1", text))


def export_markdown(issue: Issue) -> bytes:
    """UTF-8 markdown: front matter, guide, articles by page, notices, advertisements."""
    front = {
        "id": issue.id,
        "title": issue.publication.title,
        "date": issue.date,
        "number": issue.number,
        "pages": [page.label for page in issue.pages],
    }
    lines = ["---", *(f"{name}: {json.dumps(v, ensure_ascii=False)}" for name, v in front.items())]
    parts = ["\n".join([*lines, "---"])]
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
