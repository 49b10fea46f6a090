"""The review desk as an editor uses it: an issue that was read wrongly is repaired, and stays so."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from jumpline.archive import Archive, open_archive
from jumpline.model.codec import encode
from jumpline.model.issue import Anchor, Article, Issue, Problem
from jumpline.scoring import score_issue
from jumpline.web.server import running

from ..web.printed import printed_archive
from .conftest import Open
from .test_accessibility import _violations

pytestmark = pytest.mark.browser
pytest.importorskip("pyvips")
pytest.importorskip("uharfbuzz")

TOKEN = "a-token-of-the-desk-for-tests"


class Room:
    """An archive of the sample whose reading was spoilt, served with its desk."""

    def __init__(self, archive: Archive, address: str) -> None:
        self.archive, self.address = archive, address
        self.issue = archive.issues()[0].id
        self.watches: list[Any] = []


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    shutil.copytree(printed_archive(), tmp_path / "a")
    with open_archive(tmp_path / "a") as archive, running(archive, token=TOKEN) as address:
        yield Room(archive, address.rstrip("/"))


def entered(visit: Open, room: Room, author: str = "林知秋", **options: Any) -> Any:
    watch = visit(options.pop("width", "desktop"), base_url=room.address, **options)
    page = watch.page
    room.watches.append(watch)
    page.goto(f"/review/{room.issue}#token={TOKEN}")
    page.wait_for_selector(".desk[data-ready]")
    assert TOKEN not in page.url, "the token does not stay in the address"
    if page.locator(".gate").is_visible():
        page.fill("[name=author]", author)
        page.click(".gate button[type=submit]")
    page.wait_for_selector(".desk__room:not([hidden])")
    return page


# -- reading wrongly, on purpose ------------------------------------------------------------------


def with_body(issue: Issue, number: int, *body: Any) -> Issue:
    article = replace(issue.articles[number], body=tuple(body))
    return replace(
        issue,
        articles=(*issue.articles[:number], article, *issue.articles[number + 1 :]),
    )


def spoilt(issue: Issue) -> Issue:
    """A paragraph in two pieces, two in one, a subhead as text, two out of order, a wrong word."""
    body = [article.body for article in issue.articles]
    first = body[2][0]
    issue = with_body(
        issue,
        2,
        replace(first, text=first.text[:40]),
        replace(first, text=first.text[40:]),
        *body[2][1:],
    )
    one, two = body[3][:2]
    both = replace(one, text=one.text + two.text, anchors=(*one.anchors, *two.anchors))
    issue = with_body(issue, 3, both, *body[3][2:])
    issue = with_body(
        issue, 4, *(replace(i, role="paragraph") if n == 1 else i for n, i in enumerate(body[4]))
    )
    issue = with_body(issue, 7, body[7][0], body[7][2], body[7][1], *body[7][3:])
    text = body[6][0].text
    return with_body(
        misprinted(issue, text[:6], "囗" + text[1:6]),
        6,
        replace(body[6][0], text="囗" + text[1:]),
        *body[6][1:],
    )


def misprinted(issue: Issue, old: str, new: str) -> Issue:
    """The same fault in the line that the reader saw."""
    pages = tuple(
        replace(
            page,
            blocks=tuple(
                replace(
                    block,
                    lines=tuple(replace(x, text=x.text.replace(old, new)) for x in block.lines),
                )
                for block in page.blocks
            ),
        )
        for page in issue.pages
    )
    return replace(issue, pages=pages)


def of_another_reader(issue: Issue) -> Issue:
    """The same faults, but one that the newer reader makes no more, under other names of blocks,
    and a problem more."""
    right = issue.articles[4].body[1]
    issue = with_body(
        issue,
        4,
        *(
            replace(item, role="subhead") if item == right else item
            for item in issue.articles[4].body
        ),
    )

    def named(article: Article) -> Article:
        return replace(
            article,
            body=tuple(
                replace(item, anchors=tuple(Anchor(a.page, f"n{a.block}") for a in item.anchors))
                for item in article.body
            ),
        )

    pages = tuple(
        replace(page, blocks=tuple(replace(b, id=f"n{b.id}") for b in page.blocks))
        for page in issue.pages
    )
    told = Problem("text-unknown", "info", "A reader that is never content.", {"page": 1})
    return replace(
        issue,
        articles=tuple(named(article) for article in issue.articles),
        pages=pages,
        problems=(*issue.problems, told),
    )


def assert_whole(gold: Issue, found: Issue) -> None:
    score = score_issue(json.loads(encode(gold)), json.loads(encode(found)))
    assert score.misses == ()
    assert {name: value for name, value in score.figures.items() if value != 1} == {"text_ned": 0}


def choose(page: Any, text: str, tab: bool = True) -> None:
    if tab:
        page.click("#tab-text")
    page.locator(".piece__go", has_text=text).first.click()
    page.wait_for_selector(".piece--on")
    page.locator(".sheet-window").focus()


def saved(page: Any, revision: int) -> None:
    page.wait_for_function(
        "(wanted) => document.querySelector('.desk__rev').textContent === wanted",
        arg=f"r{revision}",
    )


def test_what_was_read_wrongly_is_repaired_for_ever(visit: Open, room: Room) -> None:
    gold = room.archive.get(room.issue)
    sources = room.archive.sources(room.issue)
    room.archive.put(spoilt(gold), sources, reader="spoilt/1")
    assert room.archive.search("夜市的灯", fold=False).total == 0
    page = entered(visit, room)
    bodies = [article.body for article in gold.articles]

    # Merge: the piece and the next one.
    choose(page, bodies[2][0].text[:30])
    page.keyboard.press("m")
    saved(page, 3)
    # Split: at the caret, beside the line that prints it.
    choose(page, bodies[3][0].text[:30])
    page.keyboard.press("s")
    page.wait_for_selector("dialog.editor[open]")
    starts = len(bodies[3][0].text)
    rows = page.locator(".editor textarea")
    at = 0
    for row in rows.all():
        long = len(row.input_value())
        if at <= starts < at + long:
            row.evaluate(
                "(row, at) => { row.focus(); row.setSelectionRange(at, at); }", starts - at
            )
        at += long
    assert rows.count() > 3, "line by line"
    page.keyboard.press("Alt+s")
    saved(page, 4)
    # Retag, on the next page: a subhead is no paragraph.
    page.keyboard.press("]")
    choose(page, bodies[4][0].text[:30])
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.wait_for_selector("dialog.chooser[open]")
    page.keyboard.press("6")
    saved(page, 5)
    # Text: in the line that holds it.
    choose(page, "囗" + bodies[6][0].text[1:20])
    page.keyboard.press("e")
    page.wait_for_selector("dialog.editor[open]")
    assert page.locator(".editor__row img").first.evaluate(
        "async (img) => { await img.decode(); return img.naturalWidth > 20; }"
    )
    page.locator(".editor textarea").first.press("Home")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(bodies[6][0].text[0])
    page.keyboard.press("Control+Enter")
    saved(page, 6)
    # Order: later in its article.
    page.keyboard.press("]")
    choose(page, bodies[7][2].text[:30])
    page.keyboard.press("d")
    saved(page, 7)

    assert_whole(gold, room.archive.get(room.issue))
    assert room.archive.search(f'"{bodies[6][0].text[:12]}"', fold=False).total == 1
    held = room.archive.corrections(room.issue)
    assert len(held.applied) == 5 and not held.left and not held.conflicts
    assert {each.correction.author for each in held.corrections} == {"林知秋"}

    # A reader that reads otherwise, and then the one of today: both are repaired again.
    from jumpline.corrections import keep

    newer = of_another_reader(spoilt(gold))
    keep(room.archive._store, newer, sources, "spoilt/2")
    assert_whole(gold, room.archive.get(room.issue))
    room.archive.reread()
    assert_whole(gold, room.archive.get(room.issue))
    assert not room.archive.corrections(room.issue).left


def test_dragging(visit: Open, room: Room) -> None:
    gold = room.archive.get(room.issue)
    page = entered(visit, room)
    page.click(".desk__pages button >> nth=2")
    choose(page, gold.articles[7].body[1].text[:30])
    rows = page.locator(".piece")
    order = [row.inner_text() for row in rows.all()]
    one = next(n for n, text in enumerate(order) if gold.articles[7].body[1].text[:30] in text)
    target = rows.nth(one + 1)
    box = target.bounding_box()
    rows.nth(one).drag_to(target, target_position={"x": 60, "y": box["height"] - 4})
    saved(page, 2)
    body = room.archive.get(room.issue).articles[7].body
    assert [item.text for item in body[1:3]] == [i.text for i in gold.articles[7].body[2:0:-1]]
    # Back again, on the page itself: the block is put behind the first paragraph.
    blocks = {
        name: page.locator(f'[data-block="{gold.articles[7].body[n].anchors[0].block}"]')
        for name, n in (("first", 0), ("second", 1))
    }

    def middle(name: str) -> tuple[float, float]:
        blocks[name].scroll_into_view_if_needed()
        found = blocks[name].bounding_box()
        return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2

    goal = middle("first")
    page.mouse.move(*middle("second"))
    page.mouse.down()
    page.mouse.move(*goal, steps=5)
    page.mouse.up()
    saved(page, 3)
    assert [i.text for i in room.archive.get(room.issue).articles[7].body] == [
        i.text for i in gold.articles[7].body
    ]


def test_two_desks_and_a_broken_line(visit: Open, room: Room) -> None:
    gold = room.archive.get(room.issue)
    anna, bo = entered(visit, room, "anna"), entered(visit, room, "bo")

    def typed(page: Any, start: str, text: str) -> None:
        choose(page, start)
        page.keyboard.press("e")
        page.wait_for_selector("dialog.editor[open]")
        page.locator(".editor textarea").first.press("Home")
        page.keyboard.insert_text(text)
        page.keyboard.press("Control+Enter")

    headline = gold.articles[1].headline[0]
    typed(anna, headline, "甲")
    saved(anna, 2)
    deck = gold.articles[1].deck[0]
    typed(bo, deck, "乙")
    bo.wait_for_selector(".desk__alert [data-again]")
    said = bo.locator(".desk__alert").inner_text()
    assert "anna" in said and "有人改动了本期" in said
    assert room.archive.get(room.issue).articles[1].deck == (deck,), "nothing was overwritten"
    bo.click("[data-again]")
    saved(bo, 3)
    found = room.archive.get(room.issue).articles[1]
    assert (found.headline, found.deck) == (("甲" + headline,), ("乙" + deck,))

    # A browser that goes away half-way: what was typed, and what could not be sent, are there again.
    bo.context.set_offline(True)
    typed(bo, "乙" + deck, "丙")
    bo.wait_for_selector(".desk__alert [data-again]")
    bo.context.set_offline(False)
    bo.reload()
    bo.wait_for_selector(".desk__alert [data-again]")
    bo.click("[data-again]")
    saved(bo, 4)
    assert room.archive.get(room.issue).articles[1].deck == ("丙乙" + deck,)
    choose(bo, gold.articles[2].headline[0])
    bo.keyboard.press("e")
    bo.locator(".editor textarea").first.press("Home")
    bo.keyboard.insert_text("丁")
    bo.reload()
    bo.wait_for_selector(".desk__room:not([hidden])")
    choose(bo, gold.articles[2].headline[0])
    bo.keyboard.press("e")
    assert bo.locator(".editor textarea").first.input_value().startswith("丁")
    bo.keyboard.press("Escape")
    bo.keyboard.press("z")
    saved(bo, 5)
    assert room.archive.get(room.issue).articles[1].deck == ("乙" + deck,)
    # The browser itself notes the conflict and the broken line in its console.
    for watch in room.watches:
        watch.complaints = [
            said
            for said in watch.complaints
            if not re.search("status of 409|INTERNET_DISCONNECTED", said)
        ]


def test_problems_and_sign_off(visit: Open, room: Room) -> None:
    gold = room.archive.get(room.issue)
    item = gold.articles[2].body[0]
    wrong = replace(item, text=item.text.replace("会议", "會议", 1))
    room.archive.put(
        replace(with_body(gold, 2, wrong, *gold.articles[2].body[1:]), weekday="星期一"),
        room.archive.sources(room.issue),
    )
    page = entered(visit, room)
    assert page.locator(".problem").count() == 2
    page.locator(".sheet-window").focus()
    codes = []
    for _ in range(2):
        codes.append(page.locator(".problem--on .problem__text").inner_text())
        if page.locator(".problem--on .primary").count():
            page.keyboard.press("a")
            saved(page, 3)
            break
        page.keyboard.press("n")
    assert "會" in codes[-1]
    page.keyboard.press("r")
    page.wait_for_selector(".panel__none")
    assert room.archive.get(room.issue).articles[2].body[0] == item
    page.click("#tab-text")
    page.click(".facts summary")
    page.fill("[data-fact=weekday]", "星期二")
    page.keyboard.press("Tab")
    saved(page, 4)
    page.fill("[data-fact=number]", "8847")
    page.keyboard.press("Tab")
    saved(page, 5)
    found = room.archive.get(room.issue)
    assert (found.weekday, found.number) == ("星期二", 8847)
    page.click("#tab-signoff")
    for stage in ("first", "second", "final"):
        page.click(f"[data-sign={stage}]")
        page.wait_for_function(
            "(stage) => !document.querySelector(`[data-sign=${stage}]`)", arg=stage
        )
    assert page.locator(".desk__head .stage--holds").count() == 3
    choose(page, gold.articles[2].headline[0])
    page.keyboard.press("t")
    page.keyboard.press("2")
    saved(page, 6)
    assert page.locator(".desk__head .stage--stale").count() == 3
    page.goto("/review")
    page.wait_for_selector(".queue .stage--stale")


@pytest.mark.parametrize(
    ("width", "language", "scheme"), [("desktop", "zh-CN", "light"), ("phone", "en-GB", "dark")]
)
def test_no_serious_fault(visit: Open, room: Room, width: str, language: str, scheme: str) -> None:
    page = entered(visit, room, width=width, locale=language, color_scheme=scheme)
    gold = room.archive.get(room.issue)
    assert _looked(page) == []
    choose(page, gold.articles[1].body[0].text[:20])
    assert _looked(page) == []
    page.keyboard.press("e")
    page.wait_for_selector("dialog.editor[open]")
    assert _looked(page) == []
    page.locator(".editor textarea").first.press("Home")
    page.keyboard.insert_text("字")
    page.keyboard.press("Control+Enter")
    saved(page, 2)
    for tab in ("changes", "signoff"):
        page.click(f"#tab-{tab}")
        assert _looked(page) == []
    assert _violations(page, "/review") == []
    wide = page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert wide, "nothing is cut off at the side"


def _looked(page: Any) -> list[str]:
    from importlib.resources import files

    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document)")
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


def test_a_wrong_token_opens_nothing(visit: Open, room: Room) -> None:
    watch = visit("desktop", base_url=room.address)
    page = watch.page
    page.goto(f"/review/{room.issue}")
    page.wait_for_selector(".desk[data-ready]")
    page.fill("[name=token]", "not-the-token-of-this")
    page.fill("[name=author]", "anna")
    page.click(".gate button[type=submit]")
    page.wait_for_function("() => document.querySelector('.gate__fault').textContent")
    assert not page.locator(".desk__room").is_visible()
    watch.complaints = [said for said in watch.complaints if not re.search("status of 401", said)]
