"""The PDF reader: what pages draw, and what it refuses. The files are made here, byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumpline.errors import SourceError
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.sheet import Sheet
from jumpline.pipeline import read_issues
from jumpline.readers.codepoints import plain_char
from jumpline.readers.pdf import PdfReader

from .pdf_file import pdf, text


def sheet(content: str, **more: str) -> Sheet:
    (found,) = PdfReader().read("page.pdf", pdf([content], **more))
    return found


def letters(found: Sheet) -> str:
    return "".join(glyph.text for glyph in found.glyphs)


def issue_of(*contents: str) -> Issue:
    (reading,) = read_issues([SourceFile("paper.pdf", pdf(list(contents)))])
    return reading.issue


def column(x: float, top: float, lines: list[str], leading: float = 11) -> str:
    return "".join(text(x, top - leading * number, line) for number, line in enumerate(lines))


def test_characters_have_boxes_from_the_top_left() -> None:
    found = sheet(text(100, 700, "Ab", 20))
    assert letters(found) == "Ab"
    x0, y0, _, y1 = found.glyphs[0].box
    assert x0 == pytest.approx(100, abs=1)
    assert 75 < y0 < y1 < 110
    assert found.glyphs[0].size == 20
    assert (found.width, found.height, found.unit) == (600, 800, "pt")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_seen(turn: int) -> None:
    found = sheet(text(100, 700, "Ab", 20), more=f"/Rotate {turn}")
    assert (found.width, found.height) == ((800, 600) if turn % 180 else (600, 800))
    for glyph in found.glyphs:
        assert 0 <= glyph.box[0] < glyph.box[2] <= found.width
        assert 0 <= glyph.box[1] < glyph.box[3] <= found.height


def test_a_cropped_page_begins_at_its_crop() -> None:
    found = sheet(text(100, 700, "In") + text(10, 10, "Out"), more="/CropBox [50 100 550 750]")
    assert letters(found) == "In"
    assert found.glyphs[0].box[0] == pytest.approx(50, abs=1)


def test_text_drawn_twice_for_boldness_is_text_once() -> None:
    assert letters(sheet(text(100, 700, "Bold") + text(100.3, 700.2, "Bold"))) == "Bold"


def test_hidden_text_is_no_print() -> None:
    assert letters(sheet(text(100, 700, "Seen") + text(100, 600, "Hidden", mode=3))) == "Seen"


def test_rules_and_frames() -> None:
    found = sheet("100 500 300 1 re f\n100 100 300 200 re S\n" + text(1, 1, "x"))
    assert [round(v) for v in found.rules[0]] == [100, 299, 400, 300]
    assert len(found.frames) == 1


@pytest.mark.parametrize(
    ("code", "char"),
    [
        (0x2F00, "一"),
        (0x2EC5, "见"),
        (0xFB01, "fi"),
        (0x0002, "-"),
        (0x00AD, ""),
        (0xFE41, "「"),
        (0x6605, "昅"),
    ],
)
def test_code_points_that_stand_for_others(code: int, char: str) -> None:
    assert plain_char(code) == char


HEAD = text(60, 760, "The Harborton Gazette", 40) + text(
    60, 735, "Tuesday, April 7, 2026   No. 34", 10
)


def test_two_columns_under_one_headline_are_one_article() -> None:
    left = [
        "  The council voted on Monday to",
        "approve a budget that raises taxes",
        "for the first time, ending months",
        "of argument over who should pay",
    ]
    right = [
        "for the repair of roads.",
        "     Mayor Ortiz called the vote a",
        "hard decision honestly made, and",
        "said the work begins in July.",
    ]
    issue = issue_of(
        HEAD
        + text(60, 640, "Budget passes after long session", 24)
        + column(60, 600, left)
        + column(230, 600, right)
    )
    (article,) = [found for found in issue.articles if found.body]
    assert article.headline == ("Budget passes after long session",)
    assert "argument over who should pay for the repair of roads." in article.body[0].text
    assert article.body[-1].text.startswith("Mayor Ortiz")
    page = issue.pages[0]
    assert (page.width, page.unit) == (600, "pt")
    for block in page.blocks:
        assert block.box is not None
        assert 0 <= block.box[0] < block.box[2] <= 600


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "cannot be opened"),
        (b"%PDF-1.7\n" + b"\0" * 5000, "cannot be opened"),
        (pdf(["x"])[:120], "cannot be opened"),
        (pdf([]), "cannot be opened|no page"),
        (pdf([""]), "no text"),
    ],
)
def test_what_is_no_pdf_is_one_clear_error(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        PdfReader().read("bad.pdf", data)


def test_a_page_that_shows_something_but_no_text_is_a_picture() -> None:
    (sheet,) = PdfReader().read("drawn.pdf", pdf(["0 0 10 10 re f"]))
    assert sheet.scan is not None
    assert [flaw.code for flaw in sheet.problems] == ["page-unreadable"]


def test_a_page_beyond_all_size_is_refused() -> None:
    with pytest.raises(SourceError, match="99000"):
        PdfReader().read("huge.pdf", pdf([text(1, 1, "x")], box="0 0 99000 99000"))


def test_one_page_without_text_never_loses_the_others() -> None:
    body = [
        "  The council voted on Monday to",
        "approve a budget that raises taxes",
        "for the first time, ending months",
        "of argument.",
    ]
    issue = issue_of(text(60, 640, "Budget passes at last", 24) + column(60, 600, body), "")
    assert [page.number for page in issue.pages] == [1, 2]
    assert any(
        problem.code == "page-unreadable" and problem.where["page"] == 2
        for problem in issue.problems
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_raises_only_source_errors(data: st.DataObject) -> None:
    whole = bytearray(pdf([HEAD + text(60, 640, "Budget", 24)]))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        PdfReader().read("x.pdf", bytes(whole))
    except SourceError:
        return
