"""Finding: past issues by calendar, titles, facets, bars of years and months, searches as feeds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from msgspec.structs import replace

from jumpline.archive import open_archive
from jumpline.web.server import running

from ..web import followed
from .conftest import READERS, Open, press, tab_to

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("reader", READERS)
def test_a_day_is_found_by_the_calendar(visit: Open, reader: str) -> None:
    page = visit(reader, reader=True).page
    page.goto("/")
    titles = page.locator(".nameplate a").all_inner_texts()
    assert len(titles) >= 2 and "云河日报" in titles
    if reader == "desktop":
        tab_to(page, page.get_by_role("link", name="云河日报", exact=True))
        page.keyboard.press("Enter")
    else:
        press(page.get_by_role("link", name="云河日报", exact=True))
    page.wait_for_url(re.compile(r"/calendar/"))
    year = page.locator(".years a").filter(has_text="2025")
    press(year)
    page.wait_for_url(re.compile(r"year=2025"))
    assert page.locator(".years [aria-current]").inner_text().startswith("2025")
    days = page.locator(".month td.has a")
    assert days.count() >= 1 and page.locator(".month").count() == 12
    name = days.first.get_attribute("aria-label")
    assert re.match(r"2025年\d+月\d+日，星期.", name)
    press(days.first)
    page.wait_for_url(re.compile(r"/issue/yunhe-ribao/2025-"))
    assert name.partition("，")[0] in page.locator(".masthead").inner_text()


@pytest.mark.parametrize("reader", READERS)
def test_bars_narrow_to_a_year_and_a_month(visit: Open, reader: str) -> None:
    page = visit(reader, reader=True).page
    page.goto("/search?q=" + quote("云河"))

    def counts() -> list[int]:
        names = [each.get_attribute("aria-label") for each in page.locator(".histogram a").all()]
        return [int(re.search(r"(\d+)篇", name)[1]) for name in names]  # type: ignore[index]

    def total() -> int:
        return int(re.sub(r"\D", "", page.get_by_role("status").inner_text()))

    def go(bar: int) -> None:
        link = page.locator(".histogram a").nth(bar)
        if reader == "desktop":
            tab_to(page, link)
            page.keyboard.press("Enter")
        else:
            press(link.locator(".histogram__room"))

    everything = total()
    assert sum(counts()) == everything and len(counts()) >= 2
    wanted = counts()[0]
    go(0)
    page.wait_for_url(re.compile(r"year=2025"))
    assert total() == wanted == sum(counts())
    month = counts()[0]
    go(0)
    page.wait_for_url(re.compile(r"month=2025-"))
    assert total() == month
    assert page.locator(".active a").count() == 2
    press(page.locator(".active a").first)
    page.wait_for_url(lambda url: url.count("2025") == 1)
    # Bars as high as what they count.
    page.goto("/search?q=" + quote("云河"))
    heights = [
        float(each.get_attribute("height")) for each in page.locator(".histogram__bar").all()
    ]
    assert heights.index(max(heights)) == counts().index(max(counts()))


def test_a_search_is_followed_by_its_feed(visit: Open, tmp_path: Path) -> None:
    """What is found today is in the feed; what appears tomorrow stands on top of it."""
    shutil.copytree(followed._folder(), tmp_path / "a")
    with open_archive(tmp_path / "a") as archive, running(archive) as address:
        page = visit("phone-plain", reader=True, base_url=address.rstrip("/")).page
        page.goto("/search?year=2026&q=" + quote("市水利局"))
        total = int(re.sub(r"\D", "", page.get_by_role("status").inner_text()))
        links = page.locator(".feeds").last
        found = {}
        for form in ("Atom", "RSS", "JSON Feed"):
            href = links.get_by_role("link", name=form, exact=True).get_attribute("href")
            found[form] = page.request.get(href)
            assert found[form].status == 200 and "year=2026" in href
        atom = feedparser.parse(found["Atom"].text())
        assert not atom.bozo and len(atom.entries) == total
        assert len(found["JSON Feed"].json()["items"]) == total
        # Programs find it from the page itself.
        head = page.locator("link[rel=alternate][type='application/atom+xml']")
        assert head.get_attribute("href") == links.get_by_role("link", name="Atom").get_attribute(
            "href"
        )
        page.goto(atom.entries[0].link)
        assert "市水利局" in page.locator("main").inner_text()
        issue = archive.get("yunhe-ribao/2026-11-12")
        new = replace(
            issue,
            id="yunhe-ribao/2026-12-01",
            date="2026-12-01",
            articles=tuple(
                replace(
                    each,
                    id=each.id.replace("2026-11-12", "2026-12-01"),
                    headline=("市水利局通报冬修",),
                )
                for each in issue.articles
            ),
        )
        archive.put(new, [])
        later = feedparser.parse(page.request.get(atom.feed.links[0].href).text())
        assert later.entries[0].title == "市水利局通报冬修"
        assert [each.id for each in later.entries[1:]] == [each.id for each in atom.entries]
        newest = page.request.get("/feed.atom?publication=yunhe-ribao").text()
        assert feedparser.parse(newest).entries[0].id == later.entries[0].id
