"""From the calendar to an issue, an article and a search, as readers go."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ..web import papers
from .conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", ["desktop", "phone"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_walk(visit: Open, width: str, script: bool) -> None:
    page = visit(width, java_script_enabled=script).page
    page.goto("/")
    page.get_by_role("link", name="云河日报").first.click()
    page.wait_for_url(re.compile(r"/calendar/yunhe-ribao"))
    page.get_by_role("link", name="2026年4月7日，星期二, 总第12471期").click()
    page.wait_for_url(re.compile(r"/issue/yunhe-ribao/2026-04-07$"))
    assert page.get_by_role("heading", level=1).inner_text() == "云河日报"
    page.get_by_role("heading", level=3).get_by_role("link", name="云河四十万亩水稻").first.click()
    page.wait_for_url(re.compile(r"/article/"))
    assert "一粒好种子" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="以下刊于第2版").click()
    page.wait_for_url(re.compile(r"#page-2$"))
    page.go_back()
    page.get_by_role("link", name="竖排").click()
    page.wait_for_url(re.compile(r"dir=vertical"))
    page.get_by_role("link", name="大字").click()
    page.wait_for_url(re.compile(r"size=large"))
    page.get_by_role("link", name="深色").click()
    page.wait_for_url(re.compile(r"theme=dark"))
    page.get_by_role("searchbox").fill("育秧工厂")
    page.get_by_role("button", name="搜索").click()
    page.wait_for_url(re.compile(r"/search\?.*theme=dark"))
    assert page.locator("mark").first.inner_text() == "育秧工厂"
    page.locator(".hits a").first.click()
    page.wait_for_url(re.compile(r"/article/.*size=large"))


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_facets_narrow_and_widen(visit: Open, width: str) -> None:
    page = visit(width, java_script_enabled=False).page
    page.goto("/search?q=云河")
    before = page.get_by_role("status").inner_text()
    page.locator(".facets").get_by_role("link", name="2025").first.click()
    page.wait_for_url(re.compile(r"year=2025"))
    assert page.get_by_role("status").inner_text() == "4篇" != before
    page.get_by_role("link", name="去掉条件").click()
    page.wait_for_url(re.compile(r"q=[^&]+$"))
    assert page.get_by_role("status").inner_text() == before
    page.get_by_role("link", name="下一页").click()
    page.wait_for_url(re.compile(r"page=2"))


def _focused(page: Any) -> str:
    found: str = page.evaluate(
        "() => document.activeElement.getAttribute('href') || document.activeElement.id"
    )
    return found


def _tab_to(page: Any, wanted: str, most: int = 150) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if _focused(page).startswith(wanted):
            seen = page.evaluate(
                "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"
            )
            assert seen, f"focus on {wanted} cannot be seen"
            return
    raise AssertionError(f"the keyboard never reaches {wanted}")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_keyboard_alone(visit: Open, width: str) -> None:
    page = visit(width).page
    page.goto("/calendar/yunhe-ribao")
    page.keyboard.press("Tab")
    assert _focused(page) == "#main"
    page.keyboard.press("Enter")
    _tab_to(page, f"/issue/{papers.MAIN_ISSUE.id}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/issue/"))
    _tab_to(page, f"/article/{papers.JUMPED_ID}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/article/"))
    _tab_to(page, "find")
    page.keyboard.type("灯塔")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q="))


@pytest.mark.parametrize("width", [1280, 390, 360, 320])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/calendar/yunhe-ribao",
        f"/issue/{papers.MAIN_ISSUE.id}",
        f"/article/{papers.JUMPED_ID}",
        f"/article/{papers.JUMPED_ID}?size=large",
        f"/article/{papers.VERTICAL_ID}?dir=vertical",
        f"/article/{papers.ENGLISH_ID}?lang=en",
        "/search?q=云河",
        "/search?lang=en",
    ],
)
def test_nothing_is_wider_than_the_window(visit: Open, path: str, width: int) -> None:
    page = visit().page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_measure_is_thirty_eight_characters(visit: Open) -> None:
    page = visit().page
    page.goto(f"/article/{papers.JUMPED_ID}")
    measure, size, leading = page.evaluate(
        """() => {
            const paragraph = document.querySelector('.story__body p');
            const style = getComputedStyle(paragraph);
            return [paragraph.clientWidth, parseFloat(style.fontSize), parseFloat(style.lineHeight)];
        }"""
    )
    assert 36 <= measure / size <= 40
    assert abs(leading / size - 1.8) < 0.01


def test_vertical_script_runs_from_right_to_left(visit: Open) -> None:
    page = visit("phone").page
    page.goto(f"/article/{papers.VERTICAL_ID}?dir=vertical")
    first, last, width = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll('.story__body p')];
            const box = document.querySelector('.scroll').getBoundingClientRect();
            return [all[0].getBoundingClientRect().x, all.at(-1).getBoundingClientRect().x, box.right];
        }"""
    )
    assert last < first < width
    head = page.get_by_role("heading", level=1).bounding_box()
    assert 0 <= head["x"] <= 390, "the beginning must be in view"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_theme_follows_the_system_unless_chosen(visit: Open, scheme: str) -> None:
    page = visit(color_scheme=scheme).page
    colours = {}
    for theme in ("auto", "light", "dark"):
        page.goto(f"/?theme={theme}")
        colours[theme] = page.evaluate(
            "() => getComputedStyle(document.documentElement).backgroundColor"
        )
    assert colours["auto"] == colours[scheme]
    assert colours["light"] != colours["dark"]


def test_print_shows_the_text_alone(visit: Open) -> None:
    page = visit(color_scheme="dark").page
    page.goto(f"/article/{papers.JUMPED_ID}")
    page.emulate_media(media="print")
    assert page.locator(".story").is_visible()
    for furniture in (".site", ".site-foot", ".tools", ".turn", ".crumbs"):
        assert not page.locator(furniture).is_visible()
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_hostile_pages_do_nothing(visit: Open) -> None:
    watch = visit()
    watch.page.on("dialog", lambda dialog: watch.complaints.append(dialog.message))
    watch.page.goto(f"/issue/{papers.HOSTILE_ISSUE.id}")
    watch.page.locator(".head a").first.click()
    watch.page.wait_for_url(re.compile(r"/article/.*svg"))
    assert papers.SCRIPT in watch.page.locator("main").inner_text()
