"""The body of an article as XHTML elements, one child for each paragraph."""

from __future__ import annotations

from lxml import etree

from jumpline.exporters.xmlfile import Element, Maker
from jumpline.model.issue import Article, BodyItem

XHTML = "http://www.w3.org/1999/xhtml"
_TAGS = {"paragraph": "p", "subhead": "h2", "item": "p", "table": "table"}


def add_body(make: Maker, parent: Element, article: Article) -> None:
    """One child an item: p, h2, p of the class item, table."""
    for item in article.body:
        _item(make, parent, item)


def _item(make: Maker, parent: Element, item: BodyItem) -> None:
    if item.role == "table":
        table = make(parent, "table")
        for line in item.text.split("\n"):
            row = make(table, "tr")
            for cell in line.split("\t"):
                make(row, "td", cell)
        return
    make(parent, _TAGS[item.role], item.text, class_="item" if item.role == "item" else None)


def body_markup(article: Article) -> str:
    """A ``div`` without a namespace, well-formed: HTML and XML at once."""
    root = etree.Element("div")
    add_body(Maker(""), root, article)
    found: str = etree.tostring(root, encoding="unicode", method="xml")
    return found
