"""Text, markdown and HTML of an issue: whole, escaped, equal for equal issues."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from jumpline import plugins
from jumpline.errors import FormatError
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.pipeline import one_issue, read_issues
from jumpline.sample import write_pages

HOSTILE = "# <script>alert(1)</script>\n\n本报讯 “&amp;lt;” <img src=x onerror=alert(1)> `code` | 表 | [x](javascript:alert(1))。\n"


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    return one_issue([write_pages(tmp_path)]).issue


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_paragraph_is_in_every_form(form: str, issue: Issue) -> None:
    export = plugins.load("exporters", form)
    text = export(issue).decode()
    assert export(issue).decode() == text
    for article in issue.articles:
        for item in article.body:
            word = item.text.split("“")[0][:12].split("\t")[0]
            assert word in text


def test_a_byline_that_runs_into_the_text_is_said_once(issue: Issue) -> None:
    page = plugins.load("exporters", "html")(issue).decode()
    bylines = [a.byline.text for a in issue.articles if a.byline and a.byline.text]
    first = [a.body[0].text for a in issue.articles if a.body]
    inside = [text for text in bylines if any(each.startswith(text) for each in first)]
    assert inside
    assert all(page.count(text) == 1 for text in inside if len(text) > 8)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_hostile_text_stays_text() -> None:
    (reading,) = read_issues([SourceFile("x.md", HOSTILE.encode())])
    page = plugins.load("exporters", "html")(reading.issue).decode()
    tags = Tags()
    tags.feed(page)
    assert not {"script", "img"} & {tag for tag, _ in tags.seen}
    assert not any(name.startswith("on") for _, attributes in tags.seen for name in attributes)
    markdown = plugins.load("exporters", "markdown")(reading.issue).decode()
    assert "<img" not in markdown.replace("\\<img", "")
    assert "[x](" not in markdown


def test_html_asks_nobody_for_anything(issue: Issue) -> None:
    tags = Tags()
    tags.feed(plugins.load("exporters", "html")(issue).decode())
    for _, attributes in tags.seen:
        for name in ("src", "href"):
            value = attributes.get(name)
            assert value is None or value.startswith("#")


def test_a_page_with_geometry_is_drawn(shared: Path) -> None:
    from xml.etree import ElementTree

    issue = one_issue([shared / "pages/shiyoubao-2024-10-16/page-01.pdf"]).issue
    drawing = plugins.load("exporters", "svg")(issue)
    root = ElementTree.fromstring(drawing)
    blocks = [e for e in root.iter() if e.get("class") == "block"]
    assert len(blocks) == sum(len(page.blocks) for page in issue.pages)
    assert plugins.load("exporters", "svg")(issue) == drawing


def test_an_issue_without_geometry_cannot_be_drawn(issue: Issue) -> None:
    with pytest.raises(FormatError, match="no geometry"):
        plugins.load("exporters", "svg")(issue)
