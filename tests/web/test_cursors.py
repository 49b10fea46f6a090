"""Lists in parts: everything once, whatever comes meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jumpline.archive import Archive, open_archive
from jumpline.web import cursors
from jumpline.web.failures import BadParameter

from . import followed, papers
from .conftest import Get, client_of
from .fake import FakeArchive


def _parts(get: Get, path: str, name: str, limit: int) -> Iterator[list[Any]]:
    cursor, seen = "", set()
    while True:
        answer = get(f"{path}{'&' if '?' in path else '?'}limit={limit}&cursor={cursor}")
        assert answer.status_code == 200
        yield answer.json()[name]
        cursor = answer.json()["next"]
        if cursor is None:
            return
        assert cursor not in seen and quote(cursor, safe="") == cursor
        seen.add(cursor)


def _all(get: Get, path: str, name: str, limit: int) -> list[Any]:
    parts = list(_parts(get, path, name, limit))
    assert all(len(part) <= limit for part in parts) or name in ("figures", "commitments")
    return [each for part in parts for each in part]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    shutil.copytree(followed._folder(), tmp_path / "a")
    with open_archive(tmp_path / "a") as archive:
        yield archive


@pytest.fixture
def real(archive: Archive) -> Get:
    return client_of(archive)  # type: ignore[arg-type]


LISTS = {
    "/issues.json": "issues",
    "/issues.json?publication=yunhe-ribao&year=2026": "issues",
    "/articles.json": "articles",
    f"/search.json?q={quote('市')}": "hits",
    f"/search.json?order=oldest&q={quote('市')}": "hits",
    f"/figures.json?q={quote('水利')}": "figures",
    f"/commitments.json?q={quote('市')}": "commitments",
    "/names.json": "names",
}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 3])
def test_parts_are_the_whole(real: Get, path: str, limit: int) -> None:
    name = LISTS[path]
    whole = real(path).json()
    assert whole["next"] is None and len(whole[name]) > 1
    assert _all(real, path, name, limit) == whole[name]


def test_every_issue_of_hostile_and_undated_papers_is_listed() -> None:
    archive = FakeArchive()
    get = client_of(archive)
    assert {each["id"] for each in _all(get, "/issues.json", "issues", 2)} == {
        each.id for each in archive.issues()
    }
    articles = _all(get, "/articles.json", "articles", 4)
    assert len(articles) == sum(len(archive.get(each.id).articles) for each in archive.issues())


def _another(archive: Archive, day: str) -> None:
    issue = archive.get("yunhe-ribao/2026-11-12")
    text = (replace(each, id=each.id.replace("2026-11-12", day)) for each in issue.articles)
    name = f"yunhe-ribao/{day}"
    archive.put(replace(issue, id=name, date=day, articles=tuple(text)), [])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"/search.json?order=newest&q={quote('市')}", "hits"),
        ("/issues.json", "issues"),
        ("/articles.json", "articles"),
    ],
)
def test_what_comes_meanwhile_neither_repeats_nor_hides(
    archive: Archive, real: Get, path: str, name: str
) -> None:
    def id_of(each: Any) -> str:
        return str(each.get("article") or each["id"])

    before = [id_of(each) for each in real(path).json()[name]]
    parts = _parts(real, path, name, 2)
    found = [id_of(each) for each in next(parts)]
    # One before and one after all that was given.
    _another(archive, "2025-01-03")
    _another(archive, "2026-12-24")
    for part in parts:
        found += [id_of(each) for each in part]
    assert len(found) == len(set(found))
    assert [each for each in found if each in set(before)] == before


def test_a_cursor_is_of_its_list_alone(real: Get) -> None:
    cursor = real("/issues.json?limit=1").json()["next"]
    for path in (
        f"/issues.json?year=2026&cursor={cursor}",
        f"/articles.json?cursor={cursor}",
        f"/issues.json?cursor={cursor[:-2]}",
        f"/issues.json?cursor={'A' * 20}",
        f"/issues.json?cursor={'%ff' * 9}",
        f"/issues.json?cursor={'A' * 5000}",
        "/issues.json?limit=0",
        "/issues.json?limit=1000000",
        f"/search.json?q=a&cursor={cursor}",
    ):
        answer = real(path)
        assert answer.status_code == 400
        assert answer.json()["parameter"] in ("cursor", "limit")
    assert real(f"/issues.json?cursor={cursor}&lang=en").status_code == 200


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    try:
        cursors.read(text, "a")
    except BadParameter:
        pass
    else:
        assert text == ""


def test_pages_of_a_search_go_on_by_cursor(real: Get) -> None:
    first = real(f"/search.json?q={quote('市')}&page=2&limit=3").json()
    assert first["offset"] == 3
    again = real(f"/search.json?q={quote('市')}&limit=3&cursor={first['next']}").json()
    whole = real(f"/search.json?q={quote('市')}").json()["hits"]
    assert first["hits"] + again["hits"] == whole[3:9]
    assert papers.DAILY.id == whole[0]["publication"]
