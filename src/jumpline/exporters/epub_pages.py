"""The XHTML files of an EPUB: a front page, the articles, what is no article."""

from __future__ import annotations

import msgspec

from jumpline.exporters.markup import XHTML
from jumpline.exporters.reading import credit, headline, masthead
from jumpline.exporters.xmlfile import Element, Maker, xml_bytes
from jumpline.model.issue import Article, Issue

_EPUB = "http://www.idpf.org/2007/ops"


class Text(msgspec.Struct, frozen=True):
    """A file, and the printed pages that begin in it."""

    name: str
    data: bytes
    pages: tuple[int, ...] = ()


class _Page:
    def __init__(self, title: str, language: str, *, vertical: bool = False) -> None:
        self.make = Maker(XHTML, epub=_EPUB)
        self.root = self.make.root("html", xml_lang=language, lang=language)
        if vertical:
            self.root.set("class", "vertical")
        head = self.make(self.root, "head")
        self.make(head, "title", title.strip() or "—")
        self.make(head, "link", rel="stylesheet", type="text/css", href="style.css")
        self.body = self.make(self.root, "body")

    def line(self, kind: str, text: str | None, parent: Element = None) -> None:
        if text:
            self.make(self.body if parent is None else parent, "p", text, class_=kind)

    def data(self) -> bytes:
        found = xml_bytes(self.root, pretty=False).partition(b"\n")
        return found[0] + b"\n<!DOCTYPE html>\n" + found[2] + b"\n"


def front_page(issue: Issue) -> Text:
    title, facts = masthead(issue)
    page = _Page(title, issue.publication.language or "und")
    page.make(page.body, "h1", title)
    page.line("facts", facts)
    known = {article.id: at for at, article in enumerate(issue.articles, 1)}
    if issue.guide:
        entries = page.make(page.body, "ul")
        for entry in issue.guide:
            item = page.make(entries, "li")
            at = known.get(entry.article or "")
            text = " ".join(entry.lines)
            if at:
                page.make(item, "a", text, href=f"article-{at}.xhtml")
            else:
                item.text = text
    return Text("front.xhtml", page.data())


def article_page(
    issue: Issue, article: Article, at: int, begun: list[int], *, upright: bool
) -> Text:
    """``begun`` are printed pages that begin with this article."""
    language = article.language or issue.publication.language or "und"
    page = _Page(headline(article), language, vertical=upright)
    make = page.make
    labels = {each.number: each.label for each in issue.pages}
    for number in begun:
        mark = make(page.body, "span", id=f"page-{number}", role="doc-pagebreak")
        mark.set("aria-label", labels.get(number, str(number)) or str(number))
        mark.set(f"{{{_EPUB}}}type", "pagebreak")
    body = make(page.body, "article")
    page.line("column", article.column, body)
    for text in article.kicker:
        page.line("kicker", text, body)
    head = make(body, "h1", (article.headline or (headline(article),))[0])
    for text in article.headline[1:]:
        make(head, "br").tail = text
    for text in article.deck:
        page.line("deck", text, body)
    page.line("byline", credit(article), body)
    for item in article.body:
        if item.role == "subhead":
            make(body, "h2", item.text)
        elif item.role == "table":
            table = make(body, "table")
            for row in item.text.split("\n"):
                cells = make(table, "tr")
                for cell in row.split("\t"):
                    make(cells, "td", cell)
        else:
            make(body, "p", item.text, class_="text")
    if article.continues is not None and not article.continues.resolved:
        page.line("jump", article.continues.text, body)
    for picture in article.pictures:
        page.line("caption", " ".join(filter(None, (picture.caption, picture.credit))), body)
    return Text(f"article-{at}.xhtml", page.data(), tuple(begun))


def notices_page(issue: Issue) -> Text:
    page = _Page("§", issue.publication.language or "und")
    for notice in (*issue.notices, *issue.ads):
        box = page.make(page.body, "section")
        for line in notice.text.split("\n"):
            page.line("notice", line, box)
    return Text("notices.xhtml", page.data())
