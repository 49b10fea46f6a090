"""The search page and its data."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from jumpline.model.issue import Issue
from jumpline.web.views.search import FACETS, MAX_PAGE, MAX_QUERY, PAGE_SIZE

from . import papers
from .conftest import Get, client_of
from .fake import FakeArchive
from .markup import Markup

WORD = quote("云河")


def test_an_empty_form_searches_nothing(get: Get, archive: FakeArchive) -> None:
    assert get("/search").status_code == 200
    assert get("/search?q=%20").status_code == 200
    assert get("/search.json").json()["hits"] == []
    assert archive.asked == []


def test_hits_are_marked_and_linked(get: Get) -> None:
    page = Markup(get(f"/search?q={quote('育秧工厂')}").text)
    assert {mark.text for mark in page.all("mark")} == {"育秧工厂"}
    assert any(link.startswith(f"/article/{papers.JUMPED_ID}?q=") for link in page.links())
    assert page.all("input")[0].attributes["value"] == "育秧工厂"


def test_paging(get: Get, archive: FakeArchive) -> None:
    total = get(f"/search.json?q={WORD}").json()["total"]
    last = -(-total // PAGE_SIZE)
    assert last > 2
    seen: list[str] = []
    for number in range(1, last + 1):
        data = get(f"/search.json?q={WORD}&page={number}").json()
        assert data["offset"] == (number - 1) * PAGE_SIZE
        seen += [hit["article"] for hit in data["hits"]]
        rels = {
            a.attributes.get("rel")
            for a in Markup(get(f"/search?q={WORD}&page={number}").text).all("a")
        }
        assert ("prev" in rels) == (number > 1)
        assert ("next" in rels) == (number < last)
    assert len(seen) == len(set(seen)) == total


def test_beyond_the_last_page(get: Get) -> None:
    page = Markup(get(f"/search?q={WORD}&page={MAX_PAGE}&lang=en").text)
    assert "There are not that many results." in page.text()


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        f"page={MAX_PAGE + 1}",
        "page=abc",
        "page=1e3",
        "page=%D9%A3",
        "page=" + "9" * 5000,
        "order=random",
        "q=" + "a" * (MAX_QUERY + 1),
        "person=" + "a" * 201,
    ],
)
def test_bounds(get: Get, archive: FakeArchive, query: str) -> None:
    answer = get(f"/search?q=a&{query}" if not query.startswith("q=") else f"/search?{query}")
    assert answer.status_code == 400
    data = get(f"/search.json?{query}")
    assert data.status_code == 400
    assert data.headers["content-type"] == "application/problem+json"
    assert data.json()["parameter"] == query.split("=", maxsplit=1)[0]
    assert archive.asked == []


def test_facets_add_and_remove_filters(get: Get, archive: FakeArchive) -> None:
    page = Markup(get(f"/search?q={WORD}&order=oldest&lang=en&person={quote('林知秋')}").text)
    links = [a for a in page.all("a") if "/search" in a.attributes["href"]]
    (remove,) = [a for a in links if a.attributes.get("aria-label", "").startswith("Remove filter")]
    asked = parse_qs(urlsplit(remove.attributes["href"]).query)
    assert asked == {"q": ["云河"], "order": ["oldest"], "lang": ["en"]}
    assert archive.asked[-1]["filters"] == {"person": "林知秋"}
    page = Markup(get(f"/search?q={WORD}").text)
    queries = [parse_qs(urlsplit(link).query) for link in page.links()]
    assert {"q": ["云河"], "year": ["2025"]} in queries
    assert {"q": ["云河"], "month": ["2026-02"]} in queries


def test_every_facet_has_a_parameter_of_its_own(get: Get, archive: FakeArchive) -> None:
    query = "&".join(f"{parameter}=x" for parameter in FACETS.values())
    assert get(f"/search?q=a&page=2&{query}").status_code == 200
    assert archive.asked[-1]["filters"] == dict.fromkeys(FACETS, "x")
    assert archive.asked[-1]["offset"] == PAGE_SIZE


def test_fold_can_be_switched_off(get: Get, archive: FakeArchive) -> None:
    get("/search?q=a&fold=0")
    assert archive.asked[-1]["fold"] is False
    get("/search?q=a&fold=1")
    assert archive.asked[-1]["fold"] is True


def test_a_wrong_query_is_shown_its_place(get: Get) -> None:
    answer = get("/search?q=ab(c&lang=en")
    page = Markup(answer.text)
    assert answer.status_code == 400
    assert page.one("mark").text == "("
    assert "this bracket is never closed" in page.text()
    data = get("/search.json?q=ab(c")
    assert data.status_code == 400
    assert data.json()["position"] == 2
    assert data.json()["query"] == "ab(c"


def test_no_hit_helps(get: Get) -> None:
    page = Markup(get("/search?q=zzz&fold=0&section=A&lang=en").text)
    assert "Nothing found." in page.text()
    assert "/search?q=zzz&section=A&lang=en" in page.links()
    assert "/search?q=zzz&fold=0&lang=en" in page.links()


def test_snippets_are_text() -> None:
    issues: list[Issue] = [papers.HOSTILE_ISSUE]
    answer = client_of(FakeArchive(issues))("/search?q=" + quote(papers.SCRIPT))
    assert papers.SCRIPT not in answer.text
    assert papers.SCRIPT in {mark.text for mark in Markup(answer.text).all("mark")}
