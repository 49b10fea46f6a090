"""An article as readers use it: listened to, printed, shared, cited, looked at where it was printed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdfium2
import pytest
from msgspec.structs import replace

from jumpline.model.issue import Article, Issue

from ..web import papers, shelf
from .conftest import READERS, Open, press, tab_to

pytestmark = pytest.mark.browser
pytest.importorskip("pyvips")
pytest.importorskip("uharfbuzz")

ISSUE = "chengwan-ribao/2026-05-12"
#: Chromium here has no voice: one that says each sentence at once, or never ends, stands in for it.
VOICE = """window.said = []; window.stopped = 0;
Object.defineProperty(window, 'speechSynthesis', { value: {
  speak(u) {
    window.said.push([u.text, [...document.querySelectorAll('.spoken')].map((e) => e.textContent).join('')]);
    if (!window.endless || window.said.length < 3) setTimeout(() => u.onend && u.onend(), 0);
  },
  cancel() { window.stopped += 1; } } });"""


@pytest.fixture(scope="module")
def issue() -> Iterator[Issue]:
    with shelf.opened() as archive:
        yield archive.get(ISSUE)


def _comes_into_sight(page: Any, selector: str) -> None:
    """Pages scroll softly."""
    deadline = 40
    while not 0 <= page.locator(selector).bounding_box()["y"] < page.viewport_size["height"]:
        deadline -= 1
        assert deadline, f"{selector} is out of sight"
        page.wait_for_timeout(50)


def _named(issue: Issue, words: str) -> Article:
    return next(each for each in issue.articles if words in "".join(each.headline))


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_reading_aloud_is_begun_and_stopped(
    visit: Open, shelf_paper: str, issue: Issue, width: str
) -> None:
    article = _named(issue, "审议通过养老")
    page = visit(width, reader=True, base_url=shelf_paper).page
    page.add_init_script(VOICE + "window.endless = true;")
    # With what was searched for marked inside of the sentences.
    page.goto(f"/article/{article.id}?q={quote('条例')}")
    before = page.locator(".story").inner_text()
    button = page.get_by_role("button", name="朗读")
    if width == "desktop":
        tab_to(page, button)
        page.keyboard.press("Enter")
    else:
        press(button)
    page.wait_for_function("() => window.said.length === 3")
    said, marked = page.evaluate("() => window.said[2]")
    assert said == marked == "".join(page.locator(".spoken").all_inner_texts())
    assert "条例" in said and said.endswith("。"), "a mark inside does not end a sentence"
    assert page.locator(".spoken").count() > 1
    _comes_into_sight(page, ".spoken >> nth=0")
    ground = "(each) => getComputedStyle(each).backgroundColor"
    assert page.locator(".spoken").first.evaluate(ground) != page.locator(".story").evaluate(ground)
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator(".spoken").count() == 0
    assert page.evaluate("() => window.stopped") >= 1
    assert page.locator(".story").inner_text() == before
    assert page.locator(".story mark").count() > 1


def test_print_is_the_article(visit: Open, shelf_paper: str, issue: Issue) -> None:
    """The button asks for it; what comes out is the text with where it was printed."""
    article = _named(issue, "审议通过养老")
    page = visit(base_url=shelf_paper).page
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto(f"/article/{article.id}")
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("() => window.printed") == 1
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4"))) as pdf:
        text = "".join(pdf[at].get_textpage().get_text_bounded() for at in range(len(pdf)))
    text = "".join(text.split())
    for wanted in (*article.headline[0].split(), "2026年5月12日", "第1版"):
        assert wanted.replace("第1版", "版") in text
    for item in article.body:
        assert "".join(item.text.split())[-12:] in text
    for furniture in ("朗读", "搜索", "上一篇", "下一篇", "OpenAPI"):
        assert furniture not in text


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_it_is_shared(visit: Open, shelf_paper: str, issue: Issue, width: str) -> None:
    article = _named(issue, "台风季")
    page = visit(width, reader=True, base_url=shelf_paper).page
    if width == "phone":
        page.add_init_script(
            "Object.defineProperty(navigator, 'share', { value: async (told) => { window.shared = told; } });"
        )
    else:
        page.add_init_script("delete Navigator.prototype.share;")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/article/{article.id}#page-1")
    address = f"{shelf_paper}/article/{article.id}"
    press(page.get_by_role("button", name="分享"))
    if width == "phone":
        page.wait_for_function("() => window.shared")
        told = page.evaluate("() => window.shared")
        assert told["url"] == address and "台风季来临" in told["title"]
    else:
        page.wait_for_function("() => document.querySelector('.acts [role=status]').textContent")
        assert page.evaluate("() => navigator.clipboard.readText()") == address


@pytest.mark.parametrize("reader", READERS)
def test_it_is_cited_with_page_and_date(
    visit: Open, shelf_paper: str, issue: Issue, reader: str, tmp_path: Path
) -> None:
    article = _named(issue, "台风季")
    page = visit(reader, reader=True, base_url=shelf_paper, accept_downloads=True).page
    page.goto(f"/article/{article.id}")
    # Buttons are there where they do something.
    assert page.locator(".acts").is_visible() == ("plain" not in reader)
    fold = page.locator(".cite")
    if reader == "desktop":
        tab_to(page, fold.locator("summary"))
        page.keyboard.press("Enter")
    else:
        press(fold.locator("summary"))
    styles = dict(
        zip(fold.locator("dt").all_inner_texts(), fold.locator("dd").all_inner_texts(), strict=True)
    )
    assert set(styles) == {"GB/T 7714", "APA", "Chicago"}
    for text in styles.values():
        assert "台风季来临" in text and "高远" in text and "02" in text and "2026" in text
    with page.expect_download() as download:
        press(fold.get_by_role("link", name="RIS"))
    told = Path(download.value.path()).read_text(encoding="utf-8")
    assert told.startswith("TY  - NEWS") and "SP  - 02" in told and "2026/05/12" in told


@pytest.mark.parametrize("reader", READERS)
def test_series_guide_and_jumps_are_links(
    visit: Open, shelf_paper: str, issue: Issue, reader: str
) -> None:
    page = visit(reader, reader=True, base_url=shelf_paper).page
    page.goto(f"/article/{_named(issue, '一条旧街').id}")
    press(page.locator(".seam a"))
    page.wait_for_url(re.compile(r"/issue/.*#page-5$"))
    page.go_back()
    press(page.locator(".series a"))
    page.wait_for_url(re.compile(r"/search\?"))
    parts = page.locator(".hits li").all_inner_texts()
    assert {day for day in ("5月11日", "5月12日", "5月13日") for each in parts if day in each} == {
        "5月11日", "5月12日", "5月13日",
    }  # fmt: skip
    page.goto(f"/article/{_named(issue, '盐场').id}")
    press(page.get_by_role("link", name="盐场旧事", exact=True))
    page.wait_for_url(re.compile(r"/issue/.*#guide$"))
    _comes_into_sight(page, "#guide")


@pytest.mark.parametrize("reader", ["desktop", "phone-plain"])
def test_pictures_are_cut_from_the_page(
    visit: Open, shelf_paper: str, issue: Issue, reader: str
) -> None:
    article = next(each for each in issue.articles if each.pictures)
    page = visit(reader, reader=True, base_url=shelf_paper).page
    page.goto(f"/article/{article.id}")
    figure = page.locator("figure.picture")
    figure.scroll_into_view_if_needed()
    picture = figure.locator("img")
    answer = page.request.get(picture.get_attribute("src"))
    assert answer.headers["content-type"] == "image/webp"
    import pyvips

    cut = pyvips.Image.new_from_buffer(answer.body(), "")
    across = shelf.PICTURED[2] - shelf.PICTURED[0]
    down = shelf.PICTURED[3] - shelf.PICTURED[1]
    assert abs(cut.width / cut.height - across / down) < 0.05
    assert str(cut.width) == picture.get_attribute("width")
    # The name of the paper is printed there: a good part of it is ink, and most of it is paper.
    ink = (cut.colourspace("b-w") < 128).avg() / 255
    assert 0.03 < ink < 0.5
    assert "候鸟在鹭洲区东堤湿地觅食" in figure.inner_text()
    assert picture.get_attribute("alt") and picture.bounding_box()["width"] > 200
    seen = page.locator(".seen a").first
    press(seen)
    page.wait_for_url(re.compile(r"/page/.*#a-"))


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_headline_breaks_between_its_phrases(
    visit: Open, shelf_paper: str, issue: Issue, width: str
) -> None:
    article = next(each for each in issue.articles if each.pictures)
    page = visit(width, base_url=shelf_paper).page
    page.goto(f"/article/{article.id}")
    lines = page.evaluate(
        """() => {
          const node = document.querySelector('h1 .line').firstChild;
          const range = document.createRange();
          const rows = new Map();
          for (let at = 0; at < node.length; at += 1) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const row = Math.round(range.getBoundingClientRect().top / 4);
            if (node.data[at].trim()) rows.set(row, (rows.get(row) || '') + node.data[at]);
          }
          return [...rows.values()];
        }"""
    )
    assert lines == article.headline[0].split()


def _ratio(page: Any, selector: str) -> float:
    """Of the colours of a text and its ground, as WCAG reckons it."""
    value: float = page.evaluate(
        """(selector) => {
          const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255)
            .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
          const text = light(getComputedStyle(document.querySelector(selector)).color);
          const ground = light(getComputedStyle(document.documentElement).backgroundColor);
          return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
        }""",
        selector,
    )
    return value


@pytest.mark.parametrize("reader", READERS)
def test_large_type_contrast_and_dark(visit: Open, reader: str) -> None:
    page = visit(reader, reader=True).page
    page.goto(f"/article/{papers.JUMPED_ID}")
    size = "() => parseFloat(getComputedStyle(document.querySelector('.story__body p')).fontSize)"
    script = "plain" not in reader
    sizes = [page.evaluate(size)] if script else []
    if reader == "desktop":
        tab_to(page, page.get_by_role("link", name="大字"))
        page.keyboard.press("Enter")
    else:
        press(page.get_by_role("link", name="大字"))
    page.wait_for_url(re.compile(r"size=large"))
    if script:
        sizes.append(page.evaluate(size))
        assert sizes[1] >= 1.15 * sizes[0]
    for name, value in (("高对比", "contrast"), ("深色", "dark")):
        press(page.get_by_role("link", name=name))
        page.wait_for_url(re.compile(rf"size=large.*theme={value}|theme={value}.*size=large"))
        assert page.locator("html").get_attribute("data-theme") == value
        if script:
            least = 15 if value == "contrast" else 7
            assert _ratio(page, ".story__body p") >= least
    # The choice goes along to the next page.
    press(page.locator(".turn [rel=next]"))
    page.wait_for_url(re.compile(r"theme=dark"))


RUBY = "孩子们写下<ruby>鸫<rt>dōng</rt></ruby>字3次，又写下\ufff9朱鹮\ufffazhūhuán\ufffb。老师说，《诗经》（节选）里有12种鸟。"


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_readings_stand_above_their_characters(chromium: Any, direction: str) -> None:
    """Beside them where lines run downwards; searching and listening pass them over."""
    from jumpline.model.issue import BodyItem
    from jumpline.web.server import running

    from ..web.fake import FakeArchive

    article = replace(papers.MAIN_ISSUE.articles[0], body=(BodyItem("paragraph", RUBY),))
    archive = FakeArchive([replace(papers.MAIN_ISSUE, articles=(article,))])
    with running(archive) as address:
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.add_init_script(VOICE)
        words = quote("鸫字3次")
        page.goto(f"{address}article/{article.id}?dir={direction}&q={words}")
        assert page.locator(".story__body rt").all_inner_texts() == ["dōng", "zhūhuán"]
        assert "《诗经》（节选）里有" in page.locator(".story__body").inner_text()
        base = page.evaluate(
            "() => { const range = document.createRange(); const ruby = document.querySelector('ruby');"
            " range.selectNodeContents(ruby.querySelector('mark') || ruby.firstChild);"
            " return range.getBoundingClientRect().toJSON(); }"
        )
        reading = page.locator("rt").first.bounding_box()
        right = reading["x"] + reading["width"] / 2 - base["x"] - base["width"] / 2
        above = base["y"] + base["height"] / 2 - reading["y"] - reading["height"] / 2
        assert (right if direction == "vertical" else above) > 10
        assert abs(above if direction == "vertical" else right) < 10
        assert "".join(page.locator(".story mark").all_inner_texts()) == "鸫字3次"
        page.locator("[data-do=speak]").click()
        page.wait_for_function("() => window.said.some(([said]) => said.includes('鸟'))")
        said = [each[0] for each in page.evaluate("() => window.said")]
        assert "孩子们写下鸫字3次，又写下朱鹮。" in said
        context.close()
