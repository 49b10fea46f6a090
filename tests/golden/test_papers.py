"""Pages of invented papers, read and compared with what they say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from jumpline.model.archive import SourceFile
from jumpline.model.issue import Article, Issue
from jumpline.pipeline import read_issues

_spec = importlib.util.spec_from_file_location("papers", Path(__file__).with_name("papers.py"))
assert _spec is not None
assert _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
PAPERS: dict[str, tuple[dict[str, str], dict[str, Any]]] = dict(_module.PAPERS)
_spec = importlib.util.spec_from_file_location("plain", Path(__file__).with_name("plain.py"))
assert _spec is not None
assert _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
PAPERS |= _module.PAPERS


def read(name: str) -> Issue:
    sources = [SourceFile(file, text.encode()) for file, text in PAPERS[name][0].items()]
    (reading,) = read_issues(sources)
    return reading.issue


@pytest.mark.parametrize("name", PAPERS)
def test_masthead_guide_and_what_is_no_article(name: str) -> None:
    issue, gold = read(name), PAPERS[name][1]
    assert issue.id == gold["id"]
    assert issue.publication.title == gold["title"]
    assert (issue.weekday, issue.number) == (gold["weekday"], gold["number"])
    assert issue.page_count == gold.get("page_count")
    entries = [(" ".join(e.lines), e.page, e.article is not None) for e in issue.guide]
    assert entries == gold.get("guide", [])
    assert (len(issue.notices), len(issue.ads)) == (gold.get("notices", 0), gold.get("ads", 0))


@pytest.mark.parametrize(
    ("name", "number"),
    [(name, n) for name, (_, gold) in PAPERS.items() for n in range(len(gold["articles"]))],
)
def test_article(name: str, number: int) -> None:
    gold = PAPERS[name][1]["articles"][number]
    issue = read(name)
    assert len(issue.articles) == len(PAPERS[name][1]["articles"])
    compare(issue.articles[number], gold)


def compare(article: Article, gold: dict[str, Any]) -> None:
    assert "".join(article.headline) == gold["headline"]
    for field in ("kicker", "deck"):
        if field in gold:
            assert "".join(getattr(article, field)) == gold[field]
    assert article.column == gold.get("column")
    byline = article.byline
    if "people" in gold:
        assert byline is not None
        assert [person.name for person in byline.people] == gold["people"]
    if "source" in gold:
        assert byline is not None
        assert byline.source == gold["source"]
    if "place" in gold:
        assert article.dateline is not None
        assert article.dateline.place == gold["place"]
    if "pages" in gold:
        assert article.pages == gold["pages"]
    texts = [item.text for item in article.body]
    if "paragraphs" in gold:
        assert sum(item.role == "paragraph" for item in article.body) == gold["paragraphs"], texts
    if "subheads" in gold:
        assert [item.text for item in article.body if item.role == "subhead"] == gold["subheads"]
    for piece in gold.get("contains", "").split("|"):
        assert any(piece in text for text in texts), piece
    if "continues" in gold:
        assert article.continues is not None
        assert (article.continues.page, article.continues.resolved) == (gold["continues"], True)
