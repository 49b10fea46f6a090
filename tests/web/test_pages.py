"""What each page shows."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from . import papers
from .conftest import Get, client_of
from .fake import FakeArchive
from .markup import Markup, assert_harmless

ISSUE = f"/issue/{papers.MAIN_ISSUE.id}"
ALL = [
    "/",
    "/calendar/yunhe-ribao",
    "/calendar/yunhe-ribao?year=2025",
    "/calendar/yunhe-ribao?year=1900",
    "/calendar/haikang-wanbao",
    ISSUE,
    f"/issue/{papers.HOSTILE_ISSUE.id}",
    f"/issue/{papers.UNDATED_ISSUE.id}",
    *(
        f"/article/{quote(article)}{tail}"
        for article in (
            papers.JUMPED_ID,
            papers.OPEN_JUMP_ID,
            papers.ENGLISH_ID,
            papers.UNTITLED_ID,
            papers.MIXED_ID,
            papers.VERTICAL_ID,
            papers.HOSTILE_ID,
        )
        for tail in ("", "?dir=vertical&size=large&theme=dark&lang=en")
    ),
    "/search",
    "/search?q=%E4%BA%91%E6%B2%B3&page=2&year=2026",
    "/search?q=zzz&fold=0&section=x",
    "/search?q=(a",
    "/search?page=0",
    "/no/such/page",
]


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_markup_is_whole(get: Get, path: str, lang: str) -> None:
    page = Markup(get(f"{path}{'&' if '?' in path else '?'}lang={lang}").text)
    assert page.faults == []
    html = page.one("html")
    assert html.attributes["lang"] in {lang, "en"}
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert page.all("a")[0].attributes["href"] == "#main"
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        assert element.tag not in {"iframe", "style"}
        if element.tag == "script":
            assert_harmless(element)
        assert not any(name == "style" or name.startswith("on") for name in element.attributes)


@pytest.mark.parametrize("path", ALL)
def test_every_link_leads_somewhere(get: Get, path: str) -> None:
    page = Markup(get(path).text)
    ids = {e.attributes.get("id") for e in page.elements}
    for link in {*page.links(), *(e.attributes["href"] for e in page.all("link"))}:
        assert link.startswith(("/", "#")) and not link.startswith("//")
        if link.startswith("#"):
            assert link[1:] in ids
        elif "/search" not in link and "/no/such" not in link and "year=1900" not in link:
            address, _, fragment = link.partition("#")
            answer = get(address)
            assert answer.status_code in {200, 400}, link
            if fragment:
                assert f'id="{fragment}"' in answer.text


def test_home_shows_titles_and_front_pages(get: Get) -> None:
    page = Markup(get("/").text)
    assert [head.text.strip() for head in page.all("h2")] == ["云河日报", "海港晚報"]
    assert page.all("h2")[1].attributes["lang"] == "zh-Hant"
    assert f"/article/{papers.JUMPED_ID}" in page.links()
    assert ISSUE in page.links()


def test_home_of_an_empty_archive() -> None:
    answer = client_of(_empty())("/?lang=en")
    assert answer.status_code == 200
    assert "jumpline add" in answer.text


def _empty() -> FakeArchive:
    archive = FakeArchive()
    archive._issues.clear()
    return archive


def test_calendar_is_a_grid_of_days(get: Get) -> None:
    page = Markup(get("/calendar/yunhe-ribao").text)
    assert len(page.all("table")) == len(page.all("caption")) == 12
    assert len(page.all("th")) == 12 * 7
    april = page.all("table")[3]
    assert "2026年4月" in april.text
    (day,) = [a for a in page.all("a") if a.attributes["href"] == ISSUE]
    assert day.text == "7"
    assert day.attributes["aria-label"] == "2026年4月7日，星期二, 总第12471期"
    assert "/calendar/yunhe-ribao?year=2025" in page.links()
    assert ISSUE + "-hao-wai" in page.links()


def test_calendar_lists_undated_issues(get: Get) -> None:
    assert (
        f"/issue/{papers.UNDATED_ISSUE.id}" in Markup(get("/calendar/haikang-wanbao").text).links()
    )


def test_issue_prints_its_masthead(get: Get) -> None:
    page = Markup(get(ISSUE).text)
    (masthead,) = page.by_class("masthead")
    for fact in (
        "云河日报",
        "YUNHE RIBAO",
        "2026年4月7日",
        "星期二",
        "丙午年二月二十",
        "总第12471期",
        "今日5版",
        "99-0001",
        "99-1",
        "中共云河市委员会",
        "555-0100",
    ):
        assert fact in masthead.text
    assert page.one("h1").attributes["lang"] == "zh-Hans"


def test_issue_lists_headlines_in_order(get: Get) -> None:
    page = Markup(get(ISSUE).text)
    links = [link for link in page.links() if link.startswith("/article/")]
    # First the guide's, then page by page; what goes on from page 1 ends the list of page 2.
    expected = [f"/article/{article.id}" for article in papers.MAIN_ISSUE.articles]
    expected.insert(7, f"/article/{papers.JUMPED_ID}")
    assert links == ["/article/yunhe-ribao/2026-04-07/02-school00", *expected]
    assert "上接第1版" in page.text()
    assert "本期另有1个版没有收入" in page.text()
    assert "第05版不在本期中" in page.text()
    assert "停水公告" in page.text()
    assert "555-0199" in page.text()
    assert "#page-3" in page.links()


def test_article_reads_as_one(get: Get) -> None:
    page = Markup(get(f"/article/{papers.JUMPED_ID}").text)
    (body,) = page.by_class("story__body")
    tags = [(e.tag, e.attributes.get("class")) for e in body.inside]
    assert tags == [
        ("p", None),
        ("p", None),
        ("h2", None),
        ("p", None),
        ("p", "seam"),
        ("h2", None),
        ("p", None),
        ("p", None),
    ]
    assert "（下转02版）" in page.by_class("seam")[0].text
    assert ISSUE + "#page-2" in page.links()
    for part in ("开局起步看云河", "全市春季粮食", "云河四十万亩水稻", "慧种田", "春到云河", "之3"):
        assert part in page.text()
    assert page.one("figcaption").text.rstrip().endswith("陈渡")


def test_open_jump_says_what_is_missing(get: Get) -> None:
    page = Markup(get(f"/article/{papers.OPEN_JUMP_ID}").text)
    (jump,) = page.by_class("jump")
    assert "（下转05版）" in jump.text
    assert "第5版没有收入" in jump.text
    assert not jump.inside[0].attributes.get("href")


def test_article_turns_to_its_neighbours(get: Get) -> None:
    page = Markup(get(f"/article/{papers.OPEN_JUMP_ID}").text)
    relations = {a.attributes.get("rel"): a.attributes["href"] for a in page.all("a")}
    assert relations["prev"] == f"/article/{papers.JUMPED_ID}"
    assert relations["next"] == "/article/yunhe-ribao/2026-04-07/01-library0"


def test_article_language_is_its_own(get: Get) -> None:
    page = Markup(get(f"/article/{papers.ENGLISH_ID}?lang=zh-Hant").text)
    assert page.one("html").attributes["lang"] == "zh-Hant"
    assert page.by_class("story")[0].attributes["lang"] == "en"


def test_verse_table_and_list(get: Get) -> None:
    page = Markup(get(f"/article/{papers.MIXED_ID}").text)
    assert page.by_class("verse")[0].text.count("\n") == 3
    assert [cell.text for cell in page.all("td")][:6] == [
        "码头",
        "首班",
        "末班",
        "临江",
        "6:30",
        "19:00",
    ]
    assert "没有表格线的一行" in page.by_class("asis")[0].text
    (items,) = [e for e in page.by_class("story__body")[0].inside if e.tag == "ul"]
    assert len(items.inside) == 2


def test_vertical_script_sets_short_numbers_upright(get: Get) -> None:
    page = Markup(get(f"/article/{papers.VERTICAL_ID}?dir=vertical").text)
    assert {e.text for e in page.by_class("upright")} >= {"27", "7", "30", "40", "61", "8", "12"}
    assert "1932" not in {e.text for e in page.by_class("upright")}
    assert page.by_class("scroll")[0].attributes["tabindex"] == "0"


def test_an_article_without_headline_has_a_name(get: Get) -> None:
    page = Markup(get(f"/article/{papers.UNTITLED_ID}").text)
    assert page.one("h1").text == "云河湿地公园里，孩子们在观察候鸟。"
