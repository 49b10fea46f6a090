"""The printed page as readers use it: mouse, keyboard, touch, without scripts, without a network."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from jumpline.archive import open_archive
from jumpline.web.site import freeze

from ..web.printed import opened, printed_archive
from .conftest import Open
from .test_accessibility import _violations

pytestmark = pytest.mark.browser
pytest.importorskip("pyvips")
pytest.importorskip("uharfbuzz")

MIRADOR = Path(__file__).resolve().parents[2] / ".stamps" / "mirador" / "mirador.min.js"


@pytest.fixture(scope="module")
def issue_id() -> str:
    with opened() as archive:
        return archive.issues()[0].id


def _point(page: Any, article_id: str, number: int = 1) -> tuple[float, float]:
    """A place on the screen where an article is printed, scrolled to."""
    with opened() as archive:
        issue = archive.get(article_id.rpartition("/")[0])
    printed = next(each for each in issue.pages if each.number == number)
    box = next(
        block.box
        for block in printed.blocks
        if block.article == article_id and block.box is not None and block.role == "body"
    )
    assert printed.width is not None
    page.locator(f"#a-{article_id.rpartition('/')[2]}").scroll_into_view_if_needed()
    over = page.locator(".facs__over").bounding_box()
    scale = over["width"] / printed.width
    x, y = (box[0] + box[2]) / 2, box[1] + 4
    return over["x"] + x * scale, over["y"] + y * scale


def _ready(page: Any) -> None:
    page.wait_for_function("() => document.querySelector('.facs__picture').complete")


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_articles_light_up_name_themselves_and_open(
    visit: Open, paper: str, issue_id: str, width: str
) -> None:
    page = visit(width, base_url=paper).page
    page.goto(f"/issue/{issue_id}")
    page.locator(".leaves a").first.click()
    page.wait_for_url(re.compile(r"/page/.*/1$"))
    _ready(page)
    with opened() as archive:
        article = archive.get(issue_id).articles[0]
    name = page.locator(".region").first.get_attribute("aria-label")
    x, y = _point(page, article.id)
    if width == "desktop":
        page.mouse.move(x, y)
        assert page.locator(".facs__name").inner_text() == name
        assert page.locator(".paper__list .lit").count() == 1
    page.mouse.click(x, y)
    page.wait_for_url(re.compile(r"/article/"))
    page.locator(".seen a").first.click()
    page.wait_for_url(re.compile(r"/page/.*#a-"))
    assert page.locator(".region--lit").get_attribute("aria-label") == name


def test_the_keyboard_goes_through_the_articles_in_order(
    visit: Open, paper: str, issue_id: str
) -> None:
    page = visit("desktop", base_url=paper).page
    page.goto(f"/page/{issue_id}/1")
    _ready(page)
    names = [each.get_attribute("aria-label") for each in page.locator(".region").all()]
    page.locator(".facs__window").focus()
    met = []
    for _ in names:
        page.keyboard.press("Tab")
        met.append(page.evaluate("() => document.activeElement.getAttribute('aria-label')"))
    assert met == names
    width = "() => document.querySelector('.facs__sheet').clientWidth"
    before = page.evaluate(width)
    page.keyboard.press("+")
    assert page.evaluate(width) > 1.4 * before
    page.keyboard.press("0")
    assert page.evaluate(width) == before
    page.keyboard.press("n")
    page.wait_for_url(re.compile(r"/page/.*/2$"))
    page.keyboard.press("p")
    page.wait_for_url(re.compile(r"/page/.*/1$"))
    _ready(page)
    page.locator(".region").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/article/"))


def test_zooming_brings_sharper_tiles(visit: Open, paper: str, issue_id: str) -> None:
    page = visit("desktop", base_url=paper).page
    page.goto(f"/page/{issue_id}/1")
    _ready(page)
    for _ in range(4):
        page.keyboard.press("+")
    page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('.facs__tiles img')];"
        " return all.length > 0 && all.every((each) => each.complete && each.naturalWidth > 0); }"
    )


def test_two_fingers_zoom_and_one_pans(visit: Open, paper: str, issue_id: str) -> None:
    page = visit("phone", base_url=paper, has_touch=True, is_mobile=True).page
    page.goto(f"/page/{issue_id}/1")
    _ready(page)
    page.locator(".facs__window").scroll_into_view_if_needed()
    session = page.context.new_cdp_session(page)
    box = page.locator(".facs__window").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 500) / 2

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": px, "y": py, "id": at} for at, (px, py) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    width = "() => document.querySelector('.facs__sheet').clientWidth"
    before = page.evaluate(width)
    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 8):
        touch("touchMove", (x - 20 - 10 * step, y), (x + 20 + 10 * step, y))
    touch("touchEnd")
    assert page.evaluate(width) > 1.5 * before
    assert "/page/" in page.url


def test_text_is_selected_in_the_order_of_the_article(
    visit: Open, paper: str, issue_id: str
) -> None:
    with opened() as archive:
        issue = archive.get(issue_id)
    # A paragraph that a column cuts.
    article, item, number = next(
        (each, item, item.anchors[0].page)
        for each in issue.articles
        for item in each.body
        if len(item.anchors) > 1 and len({anchor.page for anchor in item.anchors}) == 1
    )
    page = visit("desktop", base_url=paper).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/page/{issue_id}/{number}")
    _ready(page)
    page.keyboard.press("t")
    assert page.locator("[data-do=select]").get_attribute("aria-pressed") == "true"
    page.evaluate(
        """(key) => {
          const lines = document.querySelectorAll(`[data-region="${key}"] text`);
          const range = document.createRange();
          range.setStart(lines[0].firstChild, 0);
          range.setEnd(lines[lines.length - 1].firstChild, lines[lines.length - 1].textContent.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        f"a-{article.id.rpartition('/')[2]}",
    )
    page.keyboard.press("Control+c")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "".join(item.text.split()) in "".join(copied.split())


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_without_scripts_it_is_a_picture_with_links(
    visit: Open, paper: str, issue_id: str, width: str
) -> None:
    page = visit(width, base_url=paper, java_script_enabled=False).page
    page.goto(f"/page/{issue_id}/1")
    assert page.locator(".facs__picture").is_visible()
    assert not page.locator(".facs__tools").is_visible()
    with opened() as archive:
        article = archive.get(issue_id).articles[0]
    page.mouse.click(*_point(page, article.id))
    page.wait_for_url(re.compile(r"/article/"))


def test_what_was_searched_for_is_marked_on_the_page(
    visit: Open, paper: str, issue_id: str
) -> None:
    page = visit("desktop", base_url=paper).page
    page.goto("/search?q=" + quote("潮汐书屋"))
    page.locator(".hits h3 a").first.click()
    page.wait_for_url(re.compile(r"/article/.*q="))
    assert {"".join(each.split()) for each in page.locator(".story mark").all_inner_texts()}
    assert "潮汐书屋" in "".join("".join(page.locator(".story mark").all_inner_texts()).split())
    page.locator(".seen a").first.click()
    page.wait_for_url(re.compile(r"/page/.*q="))
    _ready(page)
    boxes = [each.bounding_box() for each in page.locator(".facs__marks rect").all()]
    assert boxes and all(box["width"] > 1 and box["height"] > 1 for box in boxes)


def test_first_view_is_light(visit: Open, paper: str, issue_id: str) -> None:
    """Less than 300 kB before the facsimile, and something readable of it within 500 kB."""
    page = visit("desktop", base_url=paper).page
    # What a service worker hands on has no size here.
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    entries = (
        "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map((each) => [each.name, each.transferSize])"
    )
    page.goto(f"/issue/{issue_id}", wait_until="networkidle")
    before = sum(size for url, size in page.evaluate(entries) if "/iiif/image/" not in url)
    assert 10_000 < before < 300_000
    page.goto(f"/page/{issue_id}/1", wait_until="networkidle")
    (picture,) = [size for url, size in page.evaluate(entries) if "/1400,/" in url]
    assert 10_000 < picture < 500_000


def test_reading_aloud_marks_the_sentence(visit: Open, paper: str, issue_id: str) -> None:
    """The browser here has no voice: a voice that says each sentence at once stands in for it."""
    with opened() as archive:
        article = archive.get(issue_id).articles[0]
    page = visit("desktop", base_url=paper).page
    page.add_init_script(
        "window.said = []; Object.defineProperty(window, 'speechSynthesis', { value: {"
        " speak(u) { window.said.push([u.text, [...document.querySelectorAll('.spoken')].map((each) => each.textContent).join(''),"
        " u.lang]); setTimeout(() => u.onend && u.onend(), 0); }, cancel() {} } });"
    )
    page.goto(f"/article/{article.id}")
    text = page.locator(".story__body").inner_text()
    page.get_by_role("button", name="朗读").click()
    page.wait_for_function(
        "() => document.querySelector('[data-do=speak]').getAttribute('aria-pressed') === 'false'"
    )
    said = page.evaluate("() => window.said")
    assert len(said) > 5
    assert all(spoken == marked and lang == "zh-Hans" for spoken, marked, lang in said)
    told = "".join("".join(each[0].split()) for each in said)
    for item in article.body:
        assert "".join(item.text.split()) in told
    assert page.locator(".story__body").inner_text() == text, "nothing of the text is lost"
    assert page.locator(".spoken").count() == 0


@pytest.mark.parametrize("width", ["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_no_serious_fault_on_the_page(
    visit: Open, paper: str, issue_id: str, width: str, theme: str
) -> None:
    page = visit(width, base_url=paper).page
    assert _violations(page, f"/page/{issue_id}/1?theme={theme}") == []
    assert _violations(page, f"/issue/{issue_id}?theme={theme}") == []


# ---- the static edition -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("edition") / "out"
    with open_archive(printed_archive(), read_only=True) as archive:
        freeze(archive, out)
    return out


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def files(edition: Path) -> Iterator[str]:
    with _served(edition) as found:
        yield found


def test_it_is_read_from_a_disk(visit: Open, edition: Path) -> None:
    watch = visit("desktop", base_url="file:///")
    page = watch.page
    page.goto((edition / "index.html").as_uri())
    page.get_by_role("searchbox").fill("潮汐书屋")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits li")
    assert "潮汐书屋" in page.locator(".hits mark").first.inner_text()
    page.locator(".hits a").first.click()
    page.wait_for_url(re.compile(r"/article/.*\.html"))
    page.get_by_role("link", name="大字").click()
    page.wait_for_url(re.compile(r"size=large"))
    assert page.locator("html").get_attribute("data-size") == "large"
    page.get_by_role("link", name="竖排").click()
    page.wait_for_url(re.compile(r"dir=vertical"))
    mode = "() => getComputedStyle(document.querySelector('.story')).writingMode"
    assert page.evaluate(mode) == "vertical-rl"
    page.locator(".seen a").first.click()
    page.wait_for_url(re.compile(r"/page/.*size=large"))
    _ready(page)
    assert page.evaluate("() => document.querySelector('.facs__picture').naturalWidth") >= 1400


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_files_are_read_without_scripts(visit: Open, edition: Path, width: str) -> None:
    """From a disk: issue, page, article, board, all by links."""
    page = visit(width, base_url="file:///", java_script_enabled=False).page
    page.goto((edition / "index.html").as_uri())
    page.get_by_role("link", name="澄湾日报", exact=True).click()
    page.wait_for_url(re.compile(r"/calendar/"))
    page.locator(".month td.has a").first.click()
    page.wait_for_url(re.compile(r"/issue/.*\.html"))
    page.locator(".leaves a").nth(1).click()
    page.wait_for_url(re.compile(r"/page/.*/2\.html"))
    assert page.locator(".facs__picture").is_visible()
    page.locator(".paper__list li a").first.click()
    page.wait_for_url(re.compile(r"/article/"))
    assert len(page.locator(".story__body").inner_text()) > 100
    page.locator(".seen a").first.click()
    page.wait_for_url(re.compile(r"/page/.*#a-"))
    page.locator(".site__name").click()
    page.wait_for_url(re.compile(r"/index\.html"))
    page.locator(".follow a").last.click()
    page.wait_for_url(re.compile(r"/names/"))
    name = page.locator(".who a").first
    words = name.inner_text()
    name.click()
    page.wait_for_url(re.compile(r"/names/\w+/"))
    assert page.locator("h1").inner_text() == words
    page.locator(".seen-in a").first.click()
    page.wait_for_url(re.compile(r"/article/"))
    assert words in page.locator(".story").inner_text()


def test_it_can_be_installed(visit: Open, files: str, paper: str) -> None:
    for base in (files, paper):
        page = visit("phone", base_url=base).page
        page.goto("/")
        where = page.locator("link[rel=manifest]").get_attribute("href")
        told = page.evaluate("async (href) => await (await fetch(href)).json()", where)
        assert told["display"] == "standalone" and told["name"] == "阅报室"
        for address in (told["start_url"], told["icons"][0]["src"]):
            assert page.request.get(f"{base}/{address.lstrip('/')}").status == 200


def _leaves_the_network(page: Any, issue: str, heading: str) -> None:
    page.add_init_script(
        "navigator.serviceWorker && navigator.serviceWorker.addEventListener('message',"
        " (event) => { if (event.data.kept) document.documentElement.dataset.kept = event.data.kept; });"
    )
    page.goto(issue)
    page.wait_for_function("() => document.documentElement.dataset.kept > 5")
    page.context.set_offline(True)
    page.reload()
    assert heading in page.locator("h1").inner_text()
    page.locator(".head h3 a").nth(2).click()
    page.wait_for_url(re.compile(r"/article/"))
    assert page.locator(".story__body").inner_text()
    page.go_back()
    page.locator(".leaves a").first.click()
    page.wait_for_url(re.compile(r"/page/"))
    _ready(page)
    assert page.evaluate("() => document.querySelector('.facs__picture').naturalWidth") == 1400


def test_an_issue_is_read_without_a_network(
    visit: Open, paper: str, files: str, issue_id: str
) -> None:
    with opened() as archive:
        heading = str(archive.get(issue_id).publication.title)
    _leaves_the_network(visit("desktop", base_url=paper).page, f"/issue/{issue_id}", heading)
    _leaves_the_network(visit("phone", base_url=files).page, f"/issue/{issue_id}.html", heading)


# ---- somebody else's viewer ---------------------------------------------------------------------

VIEWER = """<!doctype html><meta charset="utf-8"><div id="m" style="position:absolute;inset:0"></div>
<script src="mirador.min.js"></script>
<script>Mirador.viewer({id: "m", language: "en", windows: [{manifestId: %r, sideBarOpen: true,
sideBarPanel: "canvas"}]});</script>"""


def test_mirador_opens_the_manifest_shows_ranges_and_finds_words(
    chromium: Any, paper: str, issue_id: str, tmp_path: Path
) -> None:
    if not MIRADOR.exists():
        if os.environ.get("CI"):
            pytest.fail("run tools/mirador.sh .stamps/mirador")
        pytest.skip("tools/mirador.sh brings Mirador")
    with opened() as archive:
        issue = archive.get(issue_id)
    (tmp_path / "mirador.min.js").write_bytes(MIRADOR.read_bytes())
    (tmp_path / "index.html").write_text(VIEWER % f"{paper}/iiif/{issue_id}/manifest.json")
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
    with _served(tmp_path) as viewer:
        page.goto(f"{viewer}/index.html")
        aside = page.locator("aside")
        for line in issue.articles[0].headline:
            aside.get_by_text(line).first.wait_for()
        page.wait_for_selector("canvas")
        page.locator("button[aria-label='Search']").first.click()
        page.locator("aside input[type=text]").first.fill("潮汐书屋")
        page.keyboard.press("Enter")
        aside.get_by_text("潮汐书屋").first.wait_for()
        page.wait_for_load_state("networkidle")
    assert [each for each in failed if each.startswith(paper)] == []
    context.close()
