"""Hostile text, addresses and requests."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from jumpline.errors import ArchiveError
from jumpline.web.headers import POLICY
from jumpline.web.templating import oneline, upright

from . import papers
from .conftest import Get, client_of
from .fake import FakeArchive
from .markup import Markup, assert_harmless

ARTICLE = f"/article/{quote(papers.HOSTILE_ID)}"
ISSUE = f"/issue/{papers.HOSTILE_ISSUE.id}"

EVERYTHING = [
    "/", "/.json", "/index.json", "/calendar/yunhe-ribao", "/calendar/yunhe-ribao.json", ISSUE,
    f"{ISSUE}.json", ARTICLE, f"{ARTICLE}.json", "/search?q=a", "/search?q=(", "/search.json?q=(",
    "/openapi.json", "/health", "/static/paper.css", "/static/nothing.css", "/nothing",
    "/nothing.json",
    "/static/../app.py", "/static/%2e%2e/app.py", "/search?page=0", "//evil.example/",
]  # fmt: skip


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_every_answer_is_guarded(get: Get, path: str, method: str) -> None:
    answer = get(path, method)
    assert answer.status_code < 500
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert "location" not in answer.headers
    if method in {"POST", "OPTIONS"}:
        assert answer.status_code in {404, 405}


def test_the_policy_allows_nothing_foreign() -> None:
    parts = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert parts.pop("default-src") == "'none'"
    assert set(parts.values()) <= {"'self'", "'none'"}
    assert parts["frame-ancestors"] == parts["base-uri"] == "'none'"


@pytest.mark.parametrize(
    "path", [ISSUE, ARTICLE, f"{ARTICLE}?dir=vertical", "/", "/calendar/yunhe-ribao"]
)
def test_text_stays_text(path: str) -> None:
    answer = client_of(FakeArchive([papers.HOSTILE_ISSUE]))(path)
    page = Markup(answer.text)
    assert page.faults == []
    for element in page.elements:
        assert element.tag not in {"img", "svg", "b"}
        if element.tag == "script":
            assert_harmless(element)
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            if name in {"href", "src", "action"}:
                assert value.startswith(("/", "#")) and not value.startswith("//")


def test_the_hostile_article_still_says_everything() -> None:
    page = Markup(client_of(FakeArchive([papers.HOSTILE_ISSUE]))(ARTICLE).text)
    assert page.text().count("<script>alert('x')</script>") >= 12
    assert "{{ 7 * 7 }} 12 &#39; &amp;" in page.text()
    assert "\u202e" not in page.one("title").text


def test_the_query_is_text() -> None:
    page = Markup(client_of(FakeArchive())("/search?q=" + quote(f'"><b>{papers.SCRIPT}')).text)
    assert page.all("b") == []
    for script in page.all("script"):
        assert_harmless(script)
    assert page.all("input")[0].attributes["value"] == f'"><b>{papers.SCRIPT}'


def test_upright_escapes() -> None:
    assert str(upright("<b>12'34\"5</b>&#39;")) == (
        '&lt;b&gt;<span class="upright">12</span>&#39;<span class="upright">34</span>&#34;'
        '<span class="upright">5</span>&lt;/b&gt;&amp;#<span class="upright">39</span>;'
    )
    assert oneline("a\u202eb\n c\x00") == "ab c"


@pytest.mark.parametrize("path", ["//evil.example/x", "///evil.example", "/\\evil.example"])
def test_no_link_leaves_the_site(path: str) -> None:
    page = Markup(client_of(FakeArchive())(path).text)
    for link in page.links():
        assert link.startswith(("/", "#")) and not link.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "path",
    [
        "/issue/no/such", "/issue/no/such.json", "/article/no/such/thing", "/article/a/b/c.json",
        "/calendar/none", "/calendar/none.json", "/issue/a", "/issue/yunhe-ribao/2026-04-07/",
        "/issue/../../etc/passwd", "/nothing",
    ],
)  # fmt: skip
def test_unknown_addresses(get: Get, path: str) -> None:
    answer = get(path, accept_language="en")
    assert answer.status_code == 404
    if path.endswith(".json"):
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 404
    else:
        assert "There is no such page" in answer.text
        assert "/" in Markup(answer.text).links()


class _Broken(FakeArchive):
    def publications(self):  # type: ignore[no-untyped-def]
        raise self.error

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


@pytest.mark.parametrize(
    ("error", "status"),
    [(ArchiveError("locked", where="/home/someone/archive"), 503), (RuntimeError("secret"), 500)],
)
@pytest.mark.parametrize("path", ["/", "/index.json", "/health"])
def test_trouble_is_told_without_details(error: Exception, status: int, path: str) -> None:
    answer = client_of(_Broken(error))(path)
    assert answer.status_code == status
    assert "secret" not in answer.text and "someone" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    if path != "/":
        assert answer.json()["status"] == status


def test_a_surrogate_does_not_break_a_page(get: Get) -> None:
    assert get("/search?q=%ED%A0%80").status_code == 200
    assert get("/calendar/%FF").status_code == 404


def test_json_is_json(get: Get) -> None:
    assert json.loads(get(f"{ISSUE}.json").text)["id"] == papers.HOSTILE_ISSUE.id
