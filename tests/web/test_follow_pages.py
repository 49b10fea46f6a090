"""Boards, names and digests of a paper that is followed over a year."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from msgspec.structs import replace

from jumpline.archive import open_archive
from jumpline.ledger.digest import Digest, ToldFigure, clashes, days_of, week_of
from jumpline.ledger.entry import Figure
from jumpline.ledger.figures import figures

from . import followed, papers
from .conftest import Get, client_of
from .fake import FakeArchive
from .markup import Markup

BOARD = "/programmes/hg3ze0vs"


@pytest.fixture(scope="module")
def get() -> Iterator[Get]:
    with followed.opened() as archive:
        yield client_of(archive)  # type: ignore[arg-type]


def test_the_board_shows_each_status_with_its_words(get: Get) -> None:
    data = get(f"{BOARD}.json").json()
    assert data["name"] == followed.PLAN and data["day"] == "2026-11-12"
    assert data["counts"] == {
        "contradicted": 1, "overdue": 1, "under_way": 1, "done": 1, "announced": 3,
    }  # fmt: skip
    assert all(each["standing"]["evidence"] for each in data["nodes"])
    page = Markup(get(BOARD).text)
    assert page.faults == []
    for words in ("石桥区36公里引水渠已全部建成投用", "至今尚未完工", "前后矛盾", "市交通运输局"):
        assert words in page.text()
    for link in page.all("a"):
        address = link.attributes["href"]
        if address.startswith("/article/"):
            assert get(address).status_code == 200
    earlier = get(f"{BOARD}.json?day=2026-07-31").json()["counts"]
    assert (earlier["done"], earlier["contradicted"], earlier["overdue"]) == (1, 0, 0)


def test_boards_are_listed_and_bad_days_are_told(get: Get) -> None:
    assert followed.PLAN in Markup(get("/programmes").text).text()
    assert get("/programmes?day=2026-02-30").status_code == 400
    assert get("/programmes/nothing.json").status_code == 404
    empty = client_of(FakeArchive([replace(papers.MAIN_ISSUE, articles=())]))
    assert empty("/programmes").status_code == 200
    assert empty("/programmes.json").json()["programmes"] == []


def test_what_people_decide_stands_on_the_board(tmp_path: Path) -> None:
    with open_archive(tmp_path, create=True) as archive:
        for issue in followed.issues():
            archive.put(issue, [])
        get = client_of(archive)  # type: ignore[arg-type]
        nodes = get(f"{BOARD}.json").json()["nodes"]
        (wrong,) = [
            report["id"]
            for each in nodes
            for report in each["standing"]["reports"]
            if report["says"] == "not_done"
        ]
        (tmp_path / "programmes.json").write_text(
            json.dumps({"decisions": [{"report": wrong, "right": False}]})
        )
        counts = get(f"{BOARD}.json").json()["counts"]
        assert (counts["contradicted"], counts["done"]) == (0, 2)


def test_a_person_has_titles_promises_and_articles(get: Get) -> None:
    data = get(f"/names/person/{quote('苏棠')}.json").json()
    assert [each["title"] for each in data["titles"]] == ["市委书记", "市长"]
    assert data["titles"][1]["first"] == "2026-01-06" and data["titles"][1]["articles"] == 2
    assert len(data["articles"]) == 3 and len(data["commitments"]) == 3
    page = Markup(get(f"/names/person/{quote('苏棠')}").text)
    assert page.faults == [] and "1200户居民" in page.text()
    assert "市水利局" in Markup(get("/names").text).text()
    body = get(f"/names/organisation/{quote('市水利局')}.json").json()
    assert {each["figure"]["printed"] for each in body["figures"]} >= {"8600万元", "7900万元"}
    for wrong in ("/names/person/nobody", "/names/thing/x", f"/names/place/{'x' * 500}"):
        assert get(wrong).status_code == 404
    assert get("/names/person/%22%3Cscript%3E%20OR").status_code == 404


def test_the_week_has_what_is_new_due_and_contradicted(get: Get) -> None:
    data = get(f"/digest/{followed.WEEK}.json").json()
    assert get("/digest.json").json() == get("/digest/2026-11-12.json").json() == data
    assert [each["commitment"]["deadline"] for each in data["new"]] == ["2026-12-15", "2027"]
    assert [each["commitment"]["deadline"] for each in data["due"]] == [
        "2026-11-20",
        "2026-11-30",
        "2026-11-30",
    ]
    (pair,) = data["contradicted"]
    printed = [pair[side]["figure"]["printed"] for side in ("earlier", "later")]
    assert printed == ["8600万元", "7900万元"]
    page = Markup(get(f"/digest/{followed.WEEK}").text)
    assert page.faults == [] and "水毁工程修复" in page.text()
    text = get(f"/digest/{followed.WEEK}.md").text
    assert "## 本月到期 (3) — 2026年11月" in text and "[云河日报 2026年1月6日](http://paper" in text
    assert get("/digest/2026-W60").status_code == get("/digest/x").status_code == 404
    assert get("/digest/2031-W01.json").json()["new"] == []


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_the_digest_is_fed(get: Get, form: str) -> None:
    told = feedparser.parse(get(f"/digest/feed.{form}").text)
    assert not told.bozo and len(told.entries) == 5
    assert told.entries[0].link == f"http://paper.test/digest/{followed.WEEK}"
    assert "7900万元" in told.entries[0].summary
    items = get("/digest/feed.json").json()["items"]
    assert items[0]["id"] == told.entries[0].id


def test_hostile_names_and_quotes_stay_text() -> None:
    get = client_of(FakeArchive())
    for path in ("/programmes", "/names", "/digest", "/digest/2026-04-06"):
        page = Markup(get(path).text)
        assert page.faults == []
    text = get("/digest/2026-04-06.md").text
    assert "<script>" not in text


def test_weeks_and_their_days() -> None:
    assert week_of("2027-01-03") == "2026-W53" and days_of("2026-W53")[1] == "2027-01-03"
    for wrong in ("2026-W00", "2026-13-01", "9999-W53", "week", ""):
        assert week_of(wrong) is None
    assert Digest("2026-W53", *days_of("2026-W53")).month == "2027-01"


def _told(number: int, value: str, **changes: object) -> ToldFigure:
    (model,) = [each for each in figures(followed.issues()[4]) if each.printed == "7900万元"]
    made: Figure = replace(
        model, id=f"{model.id}{number}", article=f"a{number}", value=value, **changes
    )
    return ToldFigure("i", f"2026-01-{number:02}", "报", made)


@pytest.mark.parametrize(
    ("value", "changes", "clashing"),
    [
        ("7900", {}, True),
        ("8632", {}, False),  # 8600 is 8632, rounded
        ("8700", {}, True),
        ("7900", {"period": "2026-Q1"}, False),
        ("7900", {"unit": "%"}, False),
        ("7900", {"who": None, "where": None}, False),
        ("7900", {"bound": ">="}, False),
        ("7900", {"kind": "target"}, False),
        ("7900", {"direction": "up"}, False),
    ],
)
def test_only_the_same_thing_is_contradicted(
    value: str, changes: dict[str, object], clashing: bool
) -> None:
    found = clashes([_told(2, value, **changes)], [_told(1, "8600")])
    assert bool(found) == clashing
