"""An issue as one HTML file: no script, no request, every character of the page escaped."""

from __future__ import annotations

from html import escape

from jumpline.exporters.names import file_name
from jumpline.exporters.reading import credit, headline, masthead
from jumpline.model.form import Exported, Option, form
from jumpline.model.issue import Article, Issue

_STYLE = (
    "body{max-width:40em;margin:2em auto;padding:0 1em;line-height:1.8;"
    'font-family:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",Georgia,serif}'
    "header{border-bottom:3px double;text-align:center}article{border-top:1px solid;margin-top:2em}"
    ".column{font-weight:bold}.kicker,.deck,.byline,figcaption{color:#444}"
    "[lang^=zh] p.text{text-indent:2em;margin:0}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}"
    ".kicker,.deck,.byline,figcaption{color:#bbb}}"
)


@form(
    "HTML",
    suffix=".html",
    media="text/html",
    keeps="text articles apart pictures",
    options={"per": Option("a file an issue, or a file an article", ("issue", "article"))},
    several=True,
)
def export_html(issue: Issue, *, per: str = "issue") -> Exported:
    """UTF-8 HTML5 with its own style."""
    if per == "article":
        return {
            f"{file_name(article.id.rpartition('/')[2])}.html": _page(
                issue, headline(article), [article_html(article)]
            )
            for article in issue.articles
        }
    title, facts = masthead(issue)
    parts = [f"<header><h1>{escape(title)}</h1><p>{escape(facts)}</p></header>\n<main>"]
    if issue.guide:
        entries = "".join(_guide(e.lines, e.page, e.article) for e in issue.guide)
        parts.append(f"<nav><ul>{entries}</ul></nav>")
    parts += [article_html(article) for article in issue.articles]
    for group in (issue.notices, issue.ads):
        parts += [f"<aside><p>{_lines(notice.text)}</p></aside>" for notice in group]
    parts.append("</main>")
    return _page(issue, f"{title} {issue.date or ''}", parts)


def _page(issue: Issue, title: str, parts: list[str]) -> bytes:
    language = escape(issue.publication.language or "und")
    head = [
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>\n</head>\n<body>",
    ]
    return "\n".join([*head, *parts, "</body>\n</html>\n"]).encode()


def _guide(lines: tuple[str, ...], page: int | None, article: str | None) -> str:
    text = f"{escape(' '.join(lines))} ({page if page is not None else '?'})"
    return (
        f'<li><a href="#{escape(_anchor(article))}">{text}</a></li>'
        if article
        else f"<li>{text}</li>"
    )


def _anchor(article: str) -> str:
    return "a-" + article.rpartition("/")[2]


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def article_html(article: Article) -> str:
    """One article as an ``article`` element."""
    language = f' lang="{escape(article.language)}"' if article.language else ""
    parts = [f'<article id="{escape(_anchor(article.id))}"{language}>']
    if article.column:
        parts.append(f'<p class="column">{escape(article.column)}</p>')
    parts += [f'<p class="kicker">{escape(line)}</p>' for line in article.kicker]
    parts.append(f"<h2>{'<br>'.join(map(escape, article.headline or (headline(article),)))}</h2>")
    parts += [f'<p class="deck">{escape(line)}</p>' for line in article.deck]
    parts.append(f'<p class="byline">{escape(credit(article))}</p>')
    for item in article.body:
        if item.role == "subhead":
            parts.append(f"<h3>{escape(item.text)}</h3>")
        elif item.role == "table":
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) + "</tr>"
                for line in item.text.split("\n")
            )
            parts.append(f"<table>{rows}</table>")
        else:
            parts.append(f'<p class="text">{escape(item.text)}</p>')
    if article.continues is not None and not article.continues.resolved:
        parts.append(f"<p>{escape(article.continues.text)}</p>")
    for picture in article.pictures:
        caption = " ".join(filter(None, (picture.caption, picture.credit)))
        parts.append(f"<figure><figcaption>{escape(caption)}</figcaption></figure>")
    parts.append("</article>")
    return "\n".join(parts)
