"""An issue as plain text, in reading order: for people, pipes and language models."""

from __future__ import annotations

from jumpline.exporters.reading import byline, headline, masthead, pages_of
from jumpline.model.form import form
from jumpline.model.issue import Article, Issue


@form(
    "plain text in reading order",
    suffix=".txt",
    media="text/plain",
    keeps="text articles apart",
)
def export_text(issue: Issue) -> bytes:
    """UTF-8, one paragraph a line, a blank line between, articles divided by a rule."""
    parts = ["\n".join(line for line in masthead(issue) if line)]
    for entry in issue.guide:
        parts.append(f"→ {' '.join(entry.lines)} ({entry.page if entry.page is not None else '?'})")
    parts += [article_text(article) for article in issue.articles]
    for group in (issue.notices, issue.ads):
        parts += [notice.text for notice in group]
    return ("\n\n————————\n\n".join(parts) + "\n").encode()


def article_text(article: Article) -> str:
    """One article: head, byline, paragraphs."""
    head = [article.column and f"[{article.column}]", *article.kicker, headline(article)]
    head += [*article.deck, byline(article.byline), f"p. {pages_of(article)}"]
    body = [item.text for item in article.body]
    if article.continues is not None and not article.continues.resolved:
        body.append(article.continues.text)
    body += [" ".join(filter(None, (p.caption, p.credit))) for p in article.pictures]
    return "\n\n".join(["\n".join(line for line in head if line), *body])
