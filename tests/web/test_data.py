"""Every page as data, and the description of the data."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.routing import Route

from jumpline.model import codec
from jumpline.web.app import create_app
from jumpline.web.openapi import description

from . import followed, papers
from .conftest import Get, client_of
from .fake import FakeArchive
from .markup import Markup

SAMPLES = {
    "/index.json": "/index.json",
    "/issues.json": "/issues.json?publication=yunhe-ribao&limit=2",
    "/articles.json": "/articles.json?year=2026&limit=3",
    "/calendar/{publication}.json": "/calendar/yunhe-ribao.json?year=2026",
    "/issue/{publication}/{date}.json": f"/issue/{papers.MAIN_ISSUE.id}.json",
    "/page/{publication}/{date}/{number}.json": f"/page/{papers.MAIN_ISSUE.id}/1.json",
    "/article/{publication}/{date}/{key}.json": f"/article/{papers.JUMPED_ID}.json",
    "/search.json": f"/search.json?q={quote('云河')}&year=2026",
    "/figures.json": f"/figures.json?q={quote('云河')}",
    "/commitments.json": f"/commitments.json?q={quote('云河')}",
    "/quote.json": f"/quote.json?article={quote(papers.JUMPED_ID)}&q={quote('育秧工厂')}",
    "/programmes.json": "/programmes.json?day=2026-11-12",
    "/programmes/{programme}.json": "/programmes/hg3ze0vs.json",
    "/names.json": "/names.json",
    "/names/{kind}/{name}.json": f"/names/person/{quote('苏棠')}.json",
    "/digest.json": "/digest.json",
    "/digest/{week}.json": f"/digest/{followed.WEEK}.json",
    "/openapi.json": "/openapi.json",
    "/health": "/health",
}


def test_the_issue_is_the_issue_json(get: Get) -> None:
    for issue in (papers.MAIN_ISSUE, papers.HOSTILE_ISSUE, papers.EVENING_ISSUE):
        assert get(f"/issue/{issue.id}.json").content == codec.encode(issue)


def test_the_article_knows_its_place(get: Get) -> None:
    data = get(f"/article/{papers.OPEN_JUMP_ID}.json").json()
    assert data["article"]["id"] == papers.OPEN_JUMP_ID
    assert data["issue"]["id"] == papers.MAIN_ISSUE.id
    assert data["pages"] == [{"number": 1, "label": "01", "section": "要闻"}]
    assert data["previous"] == papers.JUMPED_ID
    assert data["next"] == "yunhe-ribao/2026-04-07/01-library0"


def test_search_has_hits_total_and_snippets(get: Get) -> None:
    data = get(f"/search.json?q={quote('育秧工厂')}").json()
    assert data["total"] == len(data["hits"]) == 1
    assert ["育秧工厂", True] in data["hits"][0]["snippet"]


def test_home_and_calendar(get: Get) -> None:
    home = get("/index.json").json()
    assert [known["id"] for known in home["publications"]] == ["yunhe-ribao", "haikang-wanbao"]
    dates = [summary["date"] or "" for summary in home["newest"]]
    assert dates == sorted(dates, reverse=True)
    assert get("/.json").content == get("/index.json").content
    year = get("/calendar/yunhe-ribao.json?year=2025").json()
    assert {summary["date"][:4] for summary in year["issues"]} == {"2025"}
    assert [entry["year"] for entry in year["years"]] == [2025, 2026]


def test_year_is_bounded(get: Get) -> None:
    for year in ("0", "10000", "x", "-1", "9" * 4301):
        assert get(f"/calendar/yunhe-ribao.json?year={year}").status_code == 400
    assert get("/calendar/yunhe-ribao.json?year=1").json()["issues"] == []


def test_pages_name_their_data(get: Get) -> None:
    for path in (
        "/",
        "/calendar/yunhe-ribao?year=2025",
        f"/issue/{papers.MAIN_ISSUE.id}",
        f"/article/{quote(papers.HOSTILE_ID)}",
        "/search?q=a%26b&year=2026",
    ):
        page = Markup(get(path + ("&" if "?" in path else "?") + "theme=dark").text)
        (link,) = [e for e in page.all("link") if e.attributes.get("type") == "application/json"]
        assert get(link.attributes["href"]).status_code == 200
        assert "theme" not in link.attributes["href"]


def test_the_description_is_openapi() -> None:
    validate(description())
    validate(description("/paper"))


def test_the_description_and_the_routes_agree() -> None:
    app = create_app(FakeArchive())
    routes = {
        route.path for route in app.routes if isinstance(route, Route) and route.include_in_schema
    }
    data = {path for path in routes if path.endswith(".json") or path == "/health"}
    assert set(description()["paths"]) == data == set(SAMPLES)
    for path in data:
        names = set(re.findall(r"{(\w+)}", path))
        parameters = description()["paths"][path]["get"].get("parameters", [])
        assert {p["name"] for p in parameters if p["in"] == "path"} == names
    # Every page has its data, and the other way round.
    pages = {path for path in routes - data if path != "/"}
    assert {f"{path}.json" for path in pages} == data - {
        *(
            "/index.json",
            "/openapi.json",
            "/health",
            "/quote.json",
            "/issues.json",
            "/articles.json",
        )
    }


def test_words_are_quoted_with_page_and_box(get: Get) -> None:
    found = get(SAMPLES["/quote.json"]).json()
    assert found["said"] and all(each["page"] and each["text"] for each in found["quotations"])
    assert found["citation"] and found["article"] == papers.JUMPED_ID
    at = f"/quote.json?article={quote(papers.JUMPED_ID)}"
    assert get(f"{at}&q={quote('没有这样的话')}").json()["said"] is False
    assert get(at).status_code == 400
    assert get("/quote.json?article=no/such/one&q=a").status_code == 404


@pytest.mark.parametrize("path", SAMPLES)
def test_answers_are_as_described(get: Get, path: str) -> None:
    if path.startswith(("/programmes", "/names", "/digest")):
        get = client_of(FakeArchive(followed.issues()))
    whole = description()
    answer = whole["paths"][path]["get"]["responses"]["200"]
    schema: dict[str, Any] = {
        **answer["content"]["application/json"]["schema"],
        "components": whole["components"],
    }
    Draft202012Validator(schema).validate(get(SAMPLES[path]).json())


def test_failures_are_as_described(get: Get) -> None:
    whole = description()
    schema = {**whole["components"]["schemas"]["Failure"], "components": whole["components"]}
    for path, status in (
        ("/issue/a/b.json", 404),
        ("/search.json?q=(", 400),
        ("/search.json?page=0", 400),
    ):
        answer = get(path)
        assert answer.status_code == status
        Draft202012Validator(schema).validate(answer.json())


def test_described_parameters_are_read(archive: FakeArchive) -> None:
    get = client_of(archive)
    parameters = description()["paths"]["/search.json"]["get"]["parameters"]
    for parameter in parameters:
        limit = parameter["schema"].get("maxLength")
        if limit:
            assert get(f"/search.json?{parameter['name']}={'a' * (limit + 1)}").status_code == 400
        archive.asked.clear()
        assert get(f"/search.json?q=a&{parameter['name']}=1").status_code in {200, 400}
