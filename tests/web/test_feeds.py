"""Feeds are read by a parser that is not ours, without complaint."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from . import papers
from .conftest import Get, client_of
from .fake import FakeArchive

feedparser = pytest.importorskip("feedparser")


@pytest.mark.parametrize("query", ["", "?publication=yunhe-ribao", f"?q={quote('云河')}"])
@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feedparser_reads_them(get: Get, form: str, query: str) -> None:
    answer = get(f"/feed.{form}{query}")
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.entries and found.feed.title
    for entry in found.entries:
        assert entry.link.startswith("http://paper.test/article/")
        assert entry.id.startswith("urn:jumpline:")
        assert get(entry.link.removeprefix("http://paper.test")).status_code == 200
    days = [entry.get("published_parsed") for entry in found.entries]
    assert days == sorted(days, reverse=True)


def test_hostile_text_stays_text() -> None:
    get = client_of(FakeArchive([papers.HOSTILE_ISSUE]))
    for form in ("atom", "rss"):
        found = feedparser.parse(get(f"/feed.{form}").content, sanitize_html=False)
        assert not found.bozo
        assert b"<script" not in get(f"/feed.{form}").content


def test_json_feed(get: Get) -> None:
    told = json.loads(get("/feed.json?publication=yunhe-ribao").content)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert {item["date_published"][:4] for item in told["items"]} <= {"2025", "2026"}
    assert all(item["content_text"] for item in told["items"])


def test_there_is_no_other_form(get: Get) -> None:
    assert get("/feed.exe").status_code == 404
    assert get("/feed.atom?q=(").status_code == 400
