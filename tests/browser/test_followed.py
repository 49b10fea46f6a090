"""Figures as a chart, a plan's board, people and the week: shown, and each word leads to its place."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from ..web import followed
from .conftest import READERS, Open, press, tab_to

pytestmark = pytest.mark.browser


def _go(page: Any, reader: str, target: Any) -> None:
    if reader == "desktop":
        tab_to(page, target, most=200)
        page.keyboard.press("Enter")
    else:
        press(target)


def _quoted(page: Any, reader: str, words: str) -> None:
    """The article is open, where these words stand: in sight, and marked where a script may."""
    page.wait_for_url(re.compile(r"/article/"))
    place = page.locator(".story__body p").filter(has_text=words).first
    if "plain" not in reader:
        marked = "".join(page.locator(".story mark").all_inner_texts())
        assert "".join(words.split()) in "".join(marked.split())
    for _ in range(40):
        box = place.bounding_box()
        if -box["height"] < box["y"] < page.viewport_size["height"]:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{words} is out of sight")


@pytest.mark.parametrize("reader", READERS)
def test_figures_are_a_chart_whose_points_lead_to_their_sentence(
    visit: Open, followed_paper: str, reader: str
) -> None:
    page = visit(reader, reader=True, base_url=followed_paper).page
    page.goto("/figures")
    page.get_by_role("searchbox").fill("水利补助资金")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q="))
    rows = page.locator(".counted tbody tr")
    assert {"8600万元", "7900万元"} <= set(rows.locator("td:first-child").all_inner_texts())
    points = page.locator(".chart a")
    names = [each.get_attribute("aria-label") for each in points.all()]
    assert names == sorted(names) and any("7900万元" in name for name in names)
    # The less is lower on the paper, the later further to the right.
    places = [
        (float(each.get_attribute("cx")), float(each.get_attribute("cy")))
        for each in page.locator(".chart circle").all()
    ]
    assert places[0][0] < places[-1][0] and places[0][1] < places[-1][1]
    _go(page, reader, points.last)
    _quoted(page, reader, "7900万元")
    page.go_back()
    _go(page, reader, rows.filter(has_text="8600万元").get_by_role("link"))
    _quoted(page, reader, "8600万元")


@pytest.mark.parametrize("reader", READERS)
def test_a_board_shows_what_became_of_a_plan(visit: Open, followed_paper: str, reader: str) -> None:
    page = visit(reader, reader=True, base_url=followed_paper).page
    page.goto("/")
    _go(page, reader, page.locator(".follow a").first)
    page.wait_for_url(re.compile(r"/programmes$"))
    _go(page, reader, page.get_by_role("link", name=followed.PLAN))
    page.wait_for_url(re.compile(r"/programmes/\w+"))
    lanes = {
        each.locator("h2").inner_text().split()[0]: each.locator(".card").count()
        for each in page.locator(".lane").all()
    }
    assert sum(lanes.values()) == 7 and sorted(lanes.values()) == [1, 1, 1, 1, 3]
    _go(page, reader, page.locator(".legend a").last)
    page.wait_for_url(re.compile(r"#\w+$"))
    done = page.locator(".card").filter(has_text="引水渠")
    assert "2026-06" in done.inner_text() or "2026年6月" in done.inner_text()
    _go(page, reader, done.locator("summary"))
    told = done.locator("details blockquote")
    assert told.count() >= 3 and told.last.is_visible()
    link = done.locator("details").get_by_role("link").last
    words = told.last.inner_text()
    _go(page, reader, link)
    _quoted(page, reader, words)


@pytest.mark.parametrize("reader", READERS)
def test_a_person_has_a_page(visit: Open, followed_paper: str, reader: str) -> None:
    page = visit(reader, reader=True, base_url=followed_paper).page
    page.goto("/names")
    _go(page, reader, page.get_by_role("link", name="苏棠", exact=True))
    page.wait_for_url(re.compile(r"/names/person/"))
    assert page.locator(".titles dt").all_inner_texts() == ["市委书记", "市长"]
    assert page.locator(".seen-in li").count() == 3
    said = page.locator(".said").filter(has_text="1200户居民")
    words = said.locator("blockquote").inner_text()
    _go(page, reader, said.get_by_role("link"))
    _quoted(page, reader, words)
    page.go_back()
    _go(page, reader, page.locator(".seen-in a").first)
    page.wait_for_url(re.compile(r"/article/"))
    assert "苏棠" in page.locator(".story").inner_text()


@pytest.mark.parametrize("reader", READERS)
def test_the_week_says_what_does_not_agree(visit: Open, followed_paper: str, reader: str) -> None:
    page = visit(reader, reader=True, base_url=followed_paper).page
    page.goto("/digest")
    clash = page.locator(".clashes li")
    assert clash.locator(".side__amount").all_inner_texts() == ["8600万元", "7900万元"]
    assert page.locator("section[aria-labelledby=new] .said").count() == 2
    assert page.locator("section[aria-labelledby=due] .said").count() == 3
    _go(page, reader, clash.get_by_role("link", name=re.compile("7月7日")))
    _quoted(page, reader, "8600万元")
    page.go_back()
    _go(page, reader, page.locator(".turn a").first)
    page.wait_for_url(re.compile(r"/digest/2026-W34"))
    assert "水毁工程修复" in page.locator("section[aria-labelledby=new]").inner_text()
    _go(page, reader, page.locator(".turn .turn__next"))
    page.wait_for_url(re.compile(rf"/digest/{followed.WEEK}"))
    feed = page.get_by_role("link", name="Atom").get_attribute("href")
    assert page.request.get(feed).status == 200
    text = page.request.get(page.get_by_role("link", name="Markdown").get_attribute("href"))
    assert "7900万元" in text.text()


def test_commitments_about_something(visit: Open, followed_paper: str) -> None:
    page = visit("phone-plain", reader=True, base_url=followed_paper).page
    page.goto("/commitments?q=" + quote("供热管网"))
    said = page.locator(".hits li")
    assert said.count() == 1 and "2026-12-15" in said.inner_text()
    press(said.get_by_role("link"))
    _quoted(page, "phone-plain", "供热管网检修")
