"""The printed page under the hand: its shapes, dragging, selecting, and turning from page to page."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ..web import shelf
from .conftest import WAYS, Open, press, tab_to

pytestmark = pytest.mark.browser
pytest.importorskip("pyvips")
pytest.importorskip("uharfbuzz")

ISSUE = "chengwan-ribao/2026-05-12"


def _ready(page: Any) -> None:
    page.wait_for_function("() => document.querySelector('.facs__picture').complete")


@pytest.mark.parametrize("reader", WAYS)
def test_pages_articles_and_issues_are_turned(visit: Open, shelf_paper: str, reader: str) -> None:
    page = visit(reader, reader=True, base_url=shelf_paper).page
    page.goto(f"/issue/{ISSUE}")
    press(page.locator(".leaves a").nth(1))
    page.wait_for_url(re.compile(r"/page/.*/2$"))
    # The strip shows the other pages, small, and which one this is.
    here = page.locator(".leaves [aria-current=page]")
    assert (
        "第2版" in here.inner_text().replace("02", "2") and page.locator(".leaves a").count() == 5
    )
    picture = page.locator(".leaves img").first
    picture.scroll_into_view_if_needed()
    assert picture.bounding_box()["height"] > 60
    press(page.locator(".leaves a").nth(3))
    page.wait_for_url(re.compile(r"/page/.*/4$"))
    press(page.get_by_role("link", name="上一版"))
    page.wait_for_url(re.compile(r"/page/.*/3$"))
    press(page.get_by_role("link", name="下一版"))
    page.wait_for_url(re.compile(r"/page/.*/4$"))
    press(page.locator(".paper__list li a").first)
    page.wait_for_url(re.compile(r"/article/"))
    first = page.locator("h1").inner_text()
    press(page.locator(".turn [rel=next]"))
    page.wait_for_url(re.compile(r"/article/.*q3130nem"))
    assert page.locator("h1").inner_text() != first
    press(page.locator(".turn [rel=prev]"))
    page.wait_for_url(re.compile(r"/article/.*5svs5fzb"))
    assert page.locator("h1").inner_text() == first
    press(page.locator(".crumbs a").nth(1))
    page.wait_for_url(re.compile(r"/issue/.*2026-05-12"))
    press(page.locator(".turn [rel=next]"))
    page.wait_for_url(re.compile(r"/issue/.*2026-05-13$"))
    assert "2026年5月13日" in page.locator(".masthead").inner_text()
    assert page.locator(".turn [rel=next]").count() == 0
    for day in (shelf.DAYS[1], shelf.DAYS[0]):
        press(page.locator(".turn [rel=prev]"))
        page.wait_for_url(re.compile(rf"/issue/.*{day}$"))


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_the_keyboard_turns_everything(visit: Open, shelf_paper: str, width: str) -> None:
    page = visit(width, base_url=shelf_paper).page
    page.goto(f"/page/{ISSUE}/1")
    _ready(page)
    names = [each.get_attribute("aria-label") for each in page.locator(".region").all()]
    tab_to(page, page.locator(".leaves a").nth(1))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/page/.*/2$"))
    page.keyboard.press("p")
    page.wait_for_url(re.compile(r"/page/.*/1$"))
    _ready(page)
    tab_to(page, page.locator(".region").nth(1))
    assert page.locator(".facs__name").inner_text() == names[1]
    assert page.locator(".paper__list .lit").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/article/"))
    tab_to(page, page.locator(".turn [rel=next]"))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "aq5k95s3" not in url)
    tab_to(page, page.locator(".seen a").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/page/"))
    page.goto(f"/issue/{ISSUE}")
    tab_to(page, page.locator(".turn [rel=prev]"), most=200)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"2026-05-11$"))


def test_a_region_is_as_the_article_is_printed(visit: Open, shelf_paper: str) -> None:
    """Several columns, not one rectangle; and what lies beside belongs to somebody else."""
    page = visit(base_url=shelf_paper).page
    page.goto(f"/page/{ISSUE}/1")
    _ready(page)
    found = page.evaluate("""() => [...document.querySelectorAll('.region')].map((region) => {
      const path = region.querySelector('path');
      const box = path.getBBox();
      const svg = path.ownerSVGElement;
      let inside = 0, all = 0, foreign = 0;
      for (let i = 0.5; i < 40; i += 1) for (let j = 0.5; j < 40; j += 1) {
        const point = svg.createSVGPoint();
        point.x = box.x + (box.width * i) / 40;
        point.y = box.y + (box.height * j) / 40;
        all += 1;
        const own = path.isPointInFill(point);
        inside += own;
        if (own && [...svg.querySelectorAll('.region path')].some((each) => each !== path && each.isPointInFill(point))) foreign += 1;
      }
      return [inside / all, foreign / all];
    })""")
    assert len(found) == 4
    assert min(share for share, _ in found) < 0.8, "one of them is no rectangle"
    assert all(share > 0.1 for share, _ in found)
    assert all(foreign < 0.08 for _, foreign in found), "they meet at their rims"


def test_a_finger_opens_an_article(visit: Open, shelf_paper: str) -> None:
    page = visit("phone", reader=True, base_url=shelf_paper).page
    page.goto(f"/page/{ISSUE}/1")
    _ready(page)
    region = page.locator(".region").nth(2)
    name = region.get_attribute("aria-label")
    press(region)
    page.wait_for_url(re.compile(r"/article/"))
    assert "".join(page.locator("h1").inner_text().split()) == "".join(name.split())


def _scrolled(page: Any) -> tuple[float, float]:
    left, top = page.evaluate(
        "() => { const it = document.querySelector('.facs__window'); return [it.scrollLeft, it.scrollTop]; }"
    )
    return left, top


def test_the_mouse_drags_the_page_and_opens_nothing(visit: Open, shelf_paper: str) -> None:
    page = visit(base_url=shelf_paper).page
    page.goto(f"/page/{ISSUE}/1")
    _ready(page)
    box = page.locator(".facs__window").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 300
    # The place under the pointer stays under it.
    under = (
        "([x, y]) => { const box = document.querySelector('.facs__sheet').getBoundingClientRect();"
        " return [(x - box.left) / box.width, (y - box.top) / box.height]; }"
    )
    page.mouse.move(x, y)
    before = page.evaluate(under, [x, y])
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function("() => document.querySelector('.facs--near')")
    after = page.evaluate(under, [x, y])
    assert all(abs(a - b) < 0.01 for a, b in zip(before, after, strict=True))
    start = _scrolled(page)
    page.mouse.down()
    page.mouse.move(x - 120, y - 90, steps=4)
    page.mouse.up()
    left, top = _scrolled(page)
    assert left - start[0] > 100 and top - start[1] > 70
    page.wait_for_timeout(100)
    assert "/page/" in page.url
    page.mouse.click(x, y)
    page.wait_for_url(re.compile(r"/article/"))


def test_a_finger_drags_the_page_and_opens_nothing(visit: Open, shelf_paper: str) -> None:
    page = visit("phone", reader=True, base_url=shelf_paper).page
    page.goto(f"/page/{ISSUE}/1")
    _ready(page)
    press(page.locator("[data-do=in]"))
    press(page.locator("[data-do=in]"))
    start = _scrolled(page)
    page.locator(".facs__window").evaluate("(it) => it.scrollIntoView({ behavior: 'instant' })")
    box = page.locator(".facs__window").bounding_box()
    session = page.context.new_cdp_session(page)
    x, y = box["x"] + 250, box["y"] + 150
    for step in range(10):
        kind = "touchStart" if step == 0 else "touchMove"
        point = {"x": x - 15 * step, "y": y, "id": 0}
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(100)
    assert _scrolled(page)[0] - start[0] > 50
    assert "/page/" in page.url


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_dragging_over_columns_selects_the_article_alone(
    visit: Open, shelf_paper: str, width: str
) -> None:
    """From its first line to its last, over a seam between columns: its text in its order, and
    nothing of what is printed between."""
    with shelf.opened() as archive:
        issue = archive.get(ISSUE)
    article = next(each for each in issue.articles if each.id.endswith("vb7eezx2"))
    page = visit(width, base_url=shelf_paper).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/page/{ISSUE}/5")
    _ready(page)
    page.locator("[data-do=select]").click()
    lines = page.locator(f'[data-region="a-{article.id.rpartition("/")[2]}"] text')
    first = next(
        each
        for each in lines.all()
        if article.body[0].text[:4] in "".join(each.text_content().split())
    )
    last = lines.last
    page.locator(".facs__window").evaluate("(it) => it.scrollIntoView({ behavior: 'instant' })")
    begin, end = first.bounding_box(), last.bounding_box()
    page.mouse.move(begin["x"] + 1, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(begin["x"] + 30, begin["y"] + begin["height"] / 2, steps=2)
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()
    page.keyboard.press("Control+c")
    copied = "".join(page.evaluate("() => navigator.clipboard.readText()").split())
    wanted = "".join("".join(item.text.split()) for item in article.body)
    assert wanted[:-1] in copied
    for other in issue.articles:
        if other.id != article.id and 5 in other.pages and other.body:
            assert "".join(other.body[-1].text.split())[:12] not in copied
