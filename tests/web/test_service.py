"""Metrics, readiness, cards of articles, and the API under schemathesis."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from jumpline.web.app import create_app
from jumpline.web.views.histogram import histogram

from . import papers
from .conftest import Get
from .fake import FakeArchive
from .markup import Markup


def test_metrics_count_kinds_and_never_paths(get: Get) -> None:
    get("/")
    get(f"/issue/{papers.MAIN_ISSUE.id}")
    get("/nothing/of/the/kind")
    text = get("/metrics").text
    assert 'jumpline_requests_total{kind="home",status="200"} 1' in text
    assert 'jumpline_requests_total{kind="issue",status="200"} 1' in text
    assert 'jumpline_requests_total{kind="other",status="404"} 1' in text
    assert "nothing" not in text and "yunhe" not in text
    for line in text.splitlines():
        assert line.startswith("#") or re.fullmatch(
            r'[a-z_]+\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\} [\d.]+', line
        )
    assert get("/ready").status_code == 200


def test_cards_of_articles(get: Get) -> None:
    page = Markup(get(f"/article/{papers.JUMPED_ID}").text)
    (link,) = [e for e in page.all("link") if e.attributes.get("type", "").endswith("oembed")]
    card = get(link.attributes["href"]).json()
    assert card["version"] == "1.0" and card["type"] == "link"
    assert card["provider_name"] == "云河日报" and card["title"]
    assert get("/oembed?url=http://evil.example/article/x").status_code == 404
    assert get("/oembed?format=xml").status_code == 501


def test_bars_narrow_the_search(get: Get) -> None:
    page = Markup(get(f"/search?q={quote('云河')}").text)
    bars = [
        e
        for e in page.all("a")
        if "aria-label" in e.attributes and "year=" in e.attributes.get("href", "")
    ]
    assert len(bars) >= 2
    for bar in bars:
        answer = get(bar.attributes["href"])
        assert answer.status_code == 200
        count = bar.attributes["aria-label"].split(": ")[1]
        assert count in Markup(answer.text).text()


def test_search_engines_find_every_article(get: Get) -> None:
    from lxml import etree

    robots = get("/robots.txt").text
    start = robots.rpartition("Sitemap: ")[2].strip()
    index = etree.fromstring(get(start.removeprefix("http://paper.test")).content)
    found: set[str] = set()
    for each in index.iter("{*}loc"):
        part = etree.fromstring(get(str(each.text).removeprefix("http://paper.test")).content)
        found |= {str(loc.text) for loc in part.iter("{*}loc")}
    assert f"http://paper.test/article/{papers.JUMPED_ID}" in found
    assert get(f"/article/{papers.JUMPED_ID}").status_code == 200
    assert get("/sitemap.xml?publication=yunhe-ribao&year=0x7d").status_code == 404


def test_changes_are_found_in_their_order() -> None:
    from .conftest import client_of

    archive = FakeArchive()
    get = client_of(archive)
    top = get("/iiif/activity/all.json").json()
    assert top["type"] == "OrderedCollection" and top["totalItems"] == len(archive.changes())
    page = get(top["first"]["id"].removeprefix("http://paper.test")).json()
    times = [each["endTime"] for each in page["orderedItems"]]
    assert times == sorted(times) and len(times) == top["totalItems"]
    assert {each["type"] for each in page["orderedItems"]} == {"Create"}
    for wrong in ("99", "-1", "x", "9" * 30):
        assert get(f"/iiif/activity/{wrong}.json").status_code == 404


def test_nothing_to_compare_is_no_histogram() -> None:
    assert histogram({}, {}) is None
    assert histogram({"month": ()}, {"year": "2026"}) is None


@pytest.mark.filterwarnings("ignore")
def test_schemathesis_finds_nothing() -> None:
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(FakeArchive()))
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=30,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        def check(case: object) -> None:
            response = case.call()  # type: ignore[attr-defined]
            assert response.status_code < 500
            # Whether a text is a query, no schema can say.
            case.validate_response(response, excluded_checks=[positive_data_acceptance])  # type: ignore[attr-defined]

        check()
        tried += 1
    assert tried > 6
