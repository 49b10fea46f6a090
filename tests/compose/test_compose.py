"""What composing promises: law 1, equal bytes, text that can be copied, lines that stand apart."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import msgspec
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jumpline.compose import Composed, available, compose, invent, load_style, without_layout
from jumpline.compose.atoms import CLOSING, OPENING
from jumpline.errors import JumplineError, MissingExtra, UsageError
from jumpline.model.codec import decode, encode
from jumpline.model.issue import Issue
from jumpline.model.text import join_lines
from jumpline.testing.strategies import issues

STYLES = available()
#: pypdfium2 reports a hyphen at a line's end as a soft one.
HYPHENS = str.maketrans("\ufffe\u0002\u00ad", "---")


def issue_for(seed: int, style: str, pages: int = 3) -> Issue:
    loaded = load_style(style)
    return invent(seed, loaded.language, pages, characters=loaded.room())


@cache
def composed_for(seed: int, style: str, pages: int = 3) -> tuple[Issue, Composed]:
    issue = issue_for(seed, style, pages)
    return issue, compose(issue, load_style(style))


def squeezed(text: str) -> str:
    return "".join(text.translate(HYPHENS).split())


def page_text(pdf: bytes, page: int) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        textpage = document[page].get_textpage()
        text: str = textpage.get_text_range()
        textpage.close()
        return squeezed(text)
    finally:
        document.close()


papers = pytest.mark.parametrize(("seed", "style"), [(at + 1, s) for at, s in enumerate(STYLES)])


@papers
def test_without_layout_gives_the_issue_back(seed: int, style: str) -> None:
    issue, composed = composed_for(seed, style)
    assert without_layout(composed.issue) == without_layout(issue) == issue
    assert decode(encode(composed.issue)) == composed.issue


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000), style=st.sampled_from(STYLES), pages=st.integers(1, 4))
def test_law_1_and_pages_hold_for_any_seed(seed: int, style: str, pages: int) -> None:
    issue = issue_for(seed, style, pages)
    composed = compose(issue, load_style(style))
    assert without_layout(composed.issue) == issue
    check_boxes(composed.issue)
    check_body(composed.issue)
    check_jumps(composed.issue)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(issue=issues(), style=st.sampled_from(STYLES))
def test_any_valid_issue_is_composed_or_refused(issue: Issue, style: str) -> None:
    try:
        composed = compose(issue, load_style(style))
    except JumplineError:
        return
    assert without_layout(composed.issue) == without_layout(issue)
    check_boxes(composed.issue)


@papers
def test_equal_input_gives_equal_bytes(seed: int, style: str) -> None:
    issue, composed = composed_for(seed, style)
    assert compose(issue, load_style(style)) == composed


@papers
def test_pdf_holds_the_text_of_the_issue(seed: int, style: str) -> None:
    _, composed = composed_for(seed, style)
    for number, page in enumerate(composed.issue.pages):
        printed = "".join(line.text for block in page.blocks for line in block.lines)
        assert Counter(page_text(composed.pdf, number)) == Counter(squeezed(printed))


@papers
def test_each_line_is_where_its_box_says(seed: int, style: str) -> None:
    _, composed = composed_for(seed, style)
    document = pypdfium2.PdfDocument(composed.pdf)
    for number, page in enumerate(composed.issue.pages):
        if number + 1 in load_style(style).vertical_pages:
            continue
        textpage = document[number].get_textpage()
        height = page.height or 0.0
        for block in page.blocks[::7]:
            for line in block.lines[:3]:
                assert line.box is not None
                x0, y0, x1, y1 = line.box
                middle = (y0 + y1) / 2
                found = textpage.get_text_bounded(
                    x0 - 1,
                    height - middle - 0.36 * (y1 - y0),
                    x1 + 1,
                    height - middle + 0.4 * (y1 - y0),
                )
                assert squeezed(found) == squeezed(line.text)
        textpage.close()
    document.close()


@papers
@pytest.mark.parametrize("one_by_one", [False, True])
def test_shuffled_drawing_prints_the_same_page(seed: int, style: str, one_by_one: bool) -> None:
    issue, composed = composed_for(seed, style)
    other = compose(
        issue, load_style(style), order="shuffled", seed=5, glyphs_one_by_one=one_by_one
    )
    assert other.issue == composed.issue
    assert other.pdf != composed.pdf
    assert Counter(page_text(other.pdf, 0)) == Counter(page_text(composed.pdf, 0))


def check_boxes(issue: Issue) -> None:
    """Inside the page; lines of a block apart; running text apart from everything else."""
    for page in issue.pages:
        width, height = page.width or 0.0, page.height or 0.0
        lines = []
        for block in page.blocks:
            assert block.box is not None
            own = [line.box for line in block.lines if line.box is not None]
            assert len(own) == len(block.lines)
            for x0, y0, x1, y1 in [block.box, *own]:
                assert 0 <= x0 < x1 <= width
                assert 0 <= y0 < y1 <= height
            lines += [(box, block.role) for box in own]
            if block.role == "picture":
                lines.append((block.box, block.role))
        for at, (one, _) in enumerate(lines):
            for other, _ in lines[at + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                # A mark that hangs in the gutter is no overlap, nor a hairline of ascent.
                assert across <= 6 or down <= 1.5, (one, other)


def check_body(issue: Issue) -> None:
    """Each body item is the text of the blocks that its anchors name, in order."""
    blocks = {block.id: block for page in issue.pages for block in page.blocks}
    for article in issue.articles:
        for item in article.body:
            assert item.anchors
            text = ""
            for anchor in item.anchors:
                assert blocks[anchor.block].article == article.id
                for line in blocks[anchor.block].lines:
                    text = join_lines(text, line.text)
            # A word that has a hyphen of its own may be cut behind it.
            assert squeezed(text).replace("-", "") == squeezed(item.text).replace("-", "")


def check_jumps(issue: Issue) -> None:
    for article in issue.articles:
        blocks = [b for page in issue.pages for b in page.blocks if b.article == article.id]
        jumps = [block for block in blocks if block.role == "jump"]
        if article.continues is None:
            assert len(article.pages) == 1
            assert article.continued_from is None
            assert not jumps
            continue
        assert article.continued_from is not None
        assert article.continues.resolved
        assert article.continued_from.resolved
        assert article.pages == (article.continued_from.page, article.continues.page)
        printed = [block.lines[0].text for block in jumps]
        assert printed == [article.continues.text, article.continued_from.text]


@papers
def test_boxes_bodies_and_jumps(seed: int, style: str) -> None:
    _, composed = composed_for(seed, style)
    check_boxes(composed.issue)
    check_body(composed.issue)
    check_jumps(composed.issue)


def test_some_articles_jump() -> None:
    jumped = [
        article
        for seed in range(1, 4)
        for article in composed_for(seed, "tabloid-zh")[1].issue.articles
        if article.continues
    ]
    assert jumped


@pytest.mark.parametrize("seed", [1, 2])
def test_no_line_begins_or_ends_against_the_rules(seed: int) -> None:
    _, composed = composed_for(seed, "broadsheet-zh")
    for page in composed.issue.pages:
        for block in page.blocks:
            if block.role != "body":
                continue
            for number, line in enumerate(block.lines):
                assert number == 0 or line.text[0] not in CLOSING, line.text
                assert line.text[-1] not in OPENING, line.text


def test_words_and_numbers_stay_whole() -> None:
    _, composed = composed_for(1, "broadsheet-zh")
    for page in composed.issue.pages:
        for block in page.blocks:
            if block.role != "body":
                continue
            for one, two in zip(block.lines, block.lines[1:], strict=False):
                assert not (re.search(r"[\dA-Za-z]$", one.text) and re.match(r"[\d%]", two.text))


def test_a_font_that_is_not_there_names_its_package() -> None:
    style = load_style("broadsheet-zh")
    face = msgspec.structs.replace(style.faces.body, file="NoSuchFont.otf")
    faces = msgspec.structs.replace(style.faces, body=face)
    with pytest.raises(JumplineError, match="apt-get install fonts-noto-cjk"):
        compose(issue_for(1, "broadsheet-zh", 1), msgspec.structs.replace(style, faces=faces))


def test_a_package_that_is_not_there_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(MissingExtra, match=r"jumpline\[compose\]"):
        compose(issue_for(1, "tabloid-zh", 1), load_style("tabloid-zh"))


def test_an_issue_that_is_too_long_is_refused() -> None:
    issue = invent(3, "zh-Hans", 1, characters=30_000)
    with pytest.raises(JumplineError, match="longer than its paper"):
        compose(issue, load_style("tabloid-zh"))


def test_an_article_on_a_page_that_is_not_there_is_refused() -> None:
    issue = issue_for(1, "tabloid-zh", 1)
    with pytest.raises(UsageError, match="not in the issue"):
        compose(msgspec.structs.replace(issue, pages=()), load_style("tabloid-zh"))


def test_a_character_that_no_face_has_is_named() -> None:
    issue = issue_for(1, "tabloid-zh", 1)
    first = msgspec.structs.replace(issue.articles[0], headline=("\U0001f4f0",))
    with pytest.raises(JumplineError, match=r"U\+1F4F0"):
        compose(msgspec.structs.replace(issue, articles=(first,)), load_style("tabloid-zh"))
