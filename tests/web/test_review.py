"""The review desk over HTTP: what it asks for, what it refuses, what it keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from jumpline.archive import Archive, open_archive
from jumpline.model.signoff import STAGES
from jumpline.web.app import create_app
from jumpline.web.desk import Desk
from jumpline.web.token import HEADER

from .conftest import client_of
from .fake import FakeArchive
from .markup import Markup, assert_harmless
from .papers import HOSTILE_ISSUE

TOKEN = "correct-horse-battery-staple"
ISSUE = "cheng-wan-ri-bao/2026-05-12"
HOME = f"/review/{ISSUE}"
PAGE = """澄湾日报

2026年5月12日

星期三

总第8846期

# 一条旧街

本报讯（记者 江一苇）清晨六点半，铺子已经冒起白汽，要加緊干。

老邱把第一笼包子端上案板。

天黑以后，灯一盏一盏地亮了。
"""


class Browser:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.app = create_app(archive, desk=Desk(archive, TOKEN))

    def ask(
        self, path: str, body: Any = None, token: str | None = TOKEN, **more: Any
    ) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://d.test") as http:
                headers = {} if token is None else {HEADER: token.encode()}
                if body is None:
                    return await http.get(path, headers=headers)
                return await http.post(path, headers=headers, **({"json": body} | more))

        return anyio.run(send)

    def state(self) -> dict[str, Any]:
        answer = self.ask(f"{HOME}/state.json")
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    def correct(self, *corrections: dict[str, Any], expected: str | None = None) -> httpx.Response:
        told = {"issue": ISSUE, "author": "anna", "reason": "", "time": "2026-05-12T08:00:00Z"}
        body = {
            "expected": expected or self.state()["edition"],
            "corrections": [{**told, **each} for each in corrections],
        }
        return self.ask(f"{HOME}/corrections.json", body)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page-01.md").write_text(PAGE, encoding="utf-8")
    with open_archive(tmp_path / "a", create=True) as archive:
        archive.add(tmp_path / "in")
        yield Browser(archive)


def text(quote: str, new: str, **more: Any) -> dict[str, Any]:
    return {"kind": "text", "at": {"quote": quote}, "new": new, **more}


WRITING = {
    "corrections": {"corrections": [text("旧街", "老街")]},
    "undo": {"id": "x"},
    "signoff": {"stage": "first", "author": "anna"},
}


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", "口令" * 10])
def test_nothing_is_written_without_the_token(
    browser: Browser, name: str, token: str | None
) -> None:
    before = browser.archive.edition(ISSUE)
    body = {"expected": before, **WRITING[name]}
    answer = browser.ask(f"{HOME}/{name}.json", body, token)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert browser.archive.edition(ISSUE) == before
    assert browser.archive.signoffs(ISSUE) == []


def test_what_is_told_of_people_asks_for_the_token_too(browser: Browser) -> None:
    for path in (f"{HOME}/state.json", "/review.json"):
        assert browser.ask(path, token=None).status_code == 401
        answer = browser.ask(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"


def test_a_paper_that_is_only_read_has_no_desk() -> None:
    get = client_of(FakeArchive())
    for path in ("/review", HOME, f"{HOME}/state.json", f"{HOME}/corrections.json"):
        for method in ("GET", "POST"):
            assert get(path, method).status_code in {404, 405}


def test_a_page_holds_no_script_of_its_own_and_no_secret(browser: Browser) -> None:
    for path in ("/review", HOME):
        answer = browser.ask(path, token=None)
        assert answer.status_code == 200
        assert TOKEN not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        page = Markup(answer.text)
        assert page.faults == []
        for script in page.all("script"):
            assert_harmless(script)
    assert f"/review/{ISSUE}" in Markup(browser.ask(f"/issue/{ISSUE}").text).links()


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a", create=True) as archive:
        archive.put(HOSTILE_ISSUE, [])
        browser = Browser(archive)
        answer = browser.ask(f"/review/{HOSTILE_ISSUE.id}")
        assert Markup(answer.text).faults == []
        for script in Markup(answer.text).all("script"):
            assert_harmless(script)
        assert browser.ask(f"/review/{HOSTILE_ISSUE.id}/state.json").status_code == 200


def test_a_correction_is_in_the_paper_and_the_index_at_once(browser: Browser) -> None:
    state = browser.correct(text("旧街", "老街")).json()
    assert state["articles"][0]["title"] == "一条老街"
    assert state["corrections"][0]["state"] == "holds"
    assert browser.archive.search("一条老街").total == 1
    assert "一条老街" in browser.ask(f"/issue/{ISSUE}").text
    undone = {"expected": state["edition"], "id": state["corrections"][0]["id"]}
    after = browser.ask(f"{HOME}/undo.json", undone).json()
    assert after["articles"][0]["title"] == "一条旧街"
    assert browser.archive.search("一条老街").total == 0


def test_problems_say_what_may_be_accepted(browser: Browser) -> None:
    state = browser.state()
    weekday = next(each for each in state["problems"] if each["code"] == "weekday-wrong")
    assert weekday["accept"] is None
    mixed = next(each for each in state["problems"] if each["code"] == "script-mixed")
    assert "加緊" in state["pieces"][mixed["piece"]]["text"]
    after = browser.correct({"kind": "text", **mixed["accept"]}).json()
    assert "加紧干" in after["pieces"][mixed["piece"]]["text"]
    assert not [each for each in after["problems"] if each["code"] == "script-mixed"]
    rejected = {"kind": "reject", "code": "weekday-wrong", "quote": weekday["quote"]}
    assert not [
        each
        for each in browser.correct(rejected).json()["problems"]
        if each["code"] == "weekday-wrong"
    ]


def test_two_desks(browser: Browser) -> None:
    seen = browser.state()["edition"]
    assert browser.correct(text("旧街", "老街"), expected=seen).status_code == 200
    late = browser.correct(text("第一笼", "头一笼", author="bo"), expected=seen)
    assert late.status_code == 409
    state = late.json()["state"]
    assert [each["author"] for each in state["corrections"]] == ["anna"]
    assert "第一笼" in "".join(piece["text"] for piece in state["pieces"]), "nothing was kept"
    again = browser.correct(text("第一笼", "头一笼", author="bo"), expected=state["edition"])
    assert [each["state"] for each in again.json()["corrections"]] == ["holds", "holds"]


def test_what_is_sent_twice_is_kept_once(browser: Browser) -> None:
    """A browser whose line broke before it heard the answer."""
    seen = browser.state()["edition"]
    mine = text("旧街", "老街", id="abcdefgh1234")
    first = browser.correct(mine, expected=seen).json()
    second = browser.correct(mine, expected=seen)
    assert second.status_code == 200
    assert second.json() == first


def test_a_desks_clock_does_not_matter(browser: Browser) -> None:
    """Replay has corrections in the order in which people saw each other's."""
    browser.correct(text("旧街", "老街", time="2031-01-01T00:00:00Z"))
    browser.correct(text("老街", "长街", time="1999-01-01T00:00:00+09:00"))
    browser.archive.reread()
    assert browser.state()["articles"][0]["title"] == "一条长街"
    assert {each["state"] for each in browser.state()["corrections"]} == {"holds"}


@pytest.mark.parametrize(
    ("made", "status"),
    [
        (text("没有这句", "x"), 422),
        (text("旧街", "a\x00b"), 422),
        (text("旧街", "老街", issue="other/2026-05-12"), 422),
        ({"kind": "nothing"}, 422),
        ({"kind": "text", "at": {"quote": ""}, "new": ""}, 422),
        (text("旧街", "老街", author=""), 422),
        (text("旧街", "x" * 30_000), 422),
    ],
)
def test_what_is_refused_is_not_kept(browser: Browser, made: dict[str, Any], status: int) -> None:
    answer = browser.correct(made)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
    assert browser.state()["corrections"] == []


@pytest.mark.parametrize("body", [[], {}, {"expected": 1}, {"expected": "", "more": 1}, "x", None])
def test_bodies_that_are_none(browser: Browser, body: Any) -> None:
    for name in WRITING:
        answer = browser.ask(f"{HOME}/{name}.json", body if body is not None else [None])
        assert answer.status_code == 400, answer.text


def test_size_and_form(browser: Browser) -> None:
    path = f"{HOME}/corrections.json"
    assert browser.ask(path, {}, json={"x": "y" * 1_100_000}).status_code == 413
    many = [text("旧街", "老街")] * 201
    assert browser.correct(*many).status_code == 422
    form = browser.ask(path, {}, json=None, data={"expected": "x"})
    assert form.status_code == 415, "no other site's form reaches it"
    assert browser.ask(f"/review/no/such/{'corrections'}.json", WRITING["undo"]).status_code == 400
    asked = {"expected": "x", "corrections": [text("a", "b")]}
    assert browser.ask("/review/no/such/corrections.json", asked).status_code in {404, 422}


def test_signing_off(browser: Browser) -> None:
    def sign(stage: str, **more: Any) -> httpx.Response:
        body = {"expected": browser.state()["edition"], "stage": stage, "author": "Wei", **more}
        return browser.ask(f"{HOME}/signoff.json", body)

    assert sign("second").status_code == 422, "one after the other"
    for stage in STAGES:
        assert sign(stage).status_code == 200
    assert [each["holds"] for each in browser.state()["signed"]] == [True, True, True]
    browser.correct(text("旧街", "老街"))
    state = browser.state()
    assert [each["stale"] for each in state["signed"]] == [True, True, True]
    assert state["signed"][0]["signoff"]["revision"] == 1
    listed = browser.ask("/review.json").json()["issues"][ISSUE]
    assert [each["stale"] for each in listed] == [True, True, True]
    assert sign("final").status_code == 422
    assert sign("first").json()["signed"][0]["holds"]
    assert not sign("first", withdrawn=True).json()["signed"][0]["holds"]
    assert len(browser.state()["signoffs"]) == 5, "what was signed once stays on record"


def test_lines_cover_their_text(browser: Browser) -> None:
    for piece in browser.state()["pieces"]:
        if piece["lines"]:
            assert piece["lines"][0]["start"] == 0
            assert piece["lines"][-1]["end"] == len(piece["text"])
            ends = [line["end"] for line in piece["lines"]]
            assert ends[:-1] == [line["start"] for line in piece["lines"][1:]]
    assert json.dumps(browser.state(), ensure_ascii=False)
