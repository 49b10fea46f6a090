"""A page taken apart with the standard library: elements, their attributes, their text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: list[Element] = field(default_factory=list)


def assert_harmless(script: Element) -> None:
    """A script of our own files, or data about the page that no browser runs."""
    if "src" in script.attributes:
        assert script.attributes["src"].startswith("/static/")
        assert script.text == ""
    else:
        assert script.attributes["type"] == "application/ld+json"
        assert json.loads(script.text)["@type"] == "PublicationIssue"
        assert "<" not in script.text


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if len(element.attributes) != len(attrs):
            self.faults.append(f"an attribute twice in <{tag}>")
        self.elements.append(element)
        if self.open:
            self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes nothing")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


class Markup:
    def __init__(self, html: str) -> None:
        parser = _Parser()
        parser.feed(html)
        parser.close()
        self.elements = parser.elements
        self.faults = [*parser.faults, *(f"<{element.tag}> stays open" for element in parser.open)]

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def one(self, tag: str) -> Element:
        (element,) = self.all(tag)
        return element

    def by_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in e.attributes.get("class", "").split()]

    def links(self) -> list[str]:
        return [e.attributes["href"] for e in self.all("a")]

    def text(self) -> str:
        return " ".join(self.one("body").text.split())
