"""Recognised lines: their sizes, their ends, and what an engine took for one line or for two."""

from __future__ import annotations

from jumpline.model.recognised import Piece, ReadLine, Word, words_of
from jumpline.stages.layout.noise import (
    extent,
    on_pictures,
    plain_where_full,
    settled,
    size_of,
)
from jumpline.stages.layout.runs import Line
from jumpline.stages.layout.whole import parted, rejoined


def read(text: str, x: float, y: float, *, em: float = 9.0, high: float = 8.3) -> ReadLine:
    """A line of Chinese, a character every em, a gap of an em and a half for each space."""
    words, at = [], x
    for char in text:
        if char == " ":
            at += 1.5 * em
            continue
        words.append(Word(char, (at, y, at + em, y + high), 0.9))
        at += em
    return ReadLine(text.replace(" ", ""), (x, y, at, y + high), words=words_of(words))


def line(text: str, x: float, y: float, *, size: float = 9.0, face: int = 0) -> Line:
    return Line(text, x, y, x + len(text) * size, y + size, size, face, False)


def test_text_is_measured_by_its_steps_and_large_type_by_its_height() -> None:
    assert abs(size_of(read("昌吉州融媒体中心", 0, 0), 9.0) - 9.0) < 0.2
    # Ink of the line above makes it high.
    assert abs(size_of(read("昌吉州融媒体中心", 0, 0, high=11.5), 9.0) - 9.0) < 0.2
    # Loosely set.
    assert abs(size_of(read("昌吉州融媒体中心", 0, 0, em=13.0), 9.0) - 9.1) < 0.2
    # Narrow large type.
    assert abs(size_of(read("昌吉州融媒体中心", 0, 0, em=35.0, high=41.0), 9.0) - 45.0) < 0.5


def test_letters_are_measured_by_their_widths() -> None:
    words = [Word("council", (0, 0, 31, 8), 0.9), Word("voted", (40, 0, 62, 8), 0.9)]
    loose = [Word("council", (0, 0, 31, 8), 0.9), Word("voted", (90, 0, 112, 8), 0.9)]
    found = [
        size_of(ReadLine("council voted", (0, 0, each[1].box[2], 8), words=words_of(each)))  # type: ignore[index]
        for each in (words, loose)
    ]
    assert found[0] == found[1] > 0


def test_an_opening_mark_has_its_square() -> None:
    found = read("“十五五”规划纲要明确", 0, 0)
    # The ink of the mark is the right half of its square.
    ink = ReadLine(found.text, (5.0, 0, found.box[2], 8.3), words=found.words)  # type: ignore[index]
    box = extent(ink, 9.0)
    assert box is not None
    assert abs(box[0]) < 0.5


def test_a_line_across_a_gutter_is_two() -> None:
    columns = [read("一二三四五六七八", x, y) for y in range(0, 120, 12) for x in (0, 90)]
    across = read("一二三四五六七八 二二三四五六七八", 0, 60)
    pieces = [Piece((each,)) for each in columns if each.box and each.box[1] != 60]
    found = [piece.lines[0] for piece in parted([*pieces, Piece((across,))], [])]
    assert [each.text for each in found[-2:]] == ["一二三四五六七八", "二二三四五六七八"]


def test_white_that_no_other_line_has_is_no_gutter() -> None:
    above = [read("一二三四五六七八九十一二三四五六七八", 0, y) for y in (0, 12, 24, 48)]
    loose = read("一二三四五六七八 二二三四五六七八", 0, 36)
    pieces = [Piece((each,)) for each in (*above, loose)]
    assert parted(pieces, []) == pieces


def test_pieces_under_one_line_are_one() -> None:
    over = line("一二三四五六七八九十", 0, 0)
    found = rejoined([over, line("来", 0, 12), line("习", 40, 12), line("平", 81, 12)], [], 9.0)
    assert [each.text for each in found] == [over.text, "来习平"]


def test_columns_stay_apart() -> None:
    lines = [line("一二三四五六七八", x, y) for y in (0, 12, 24) for x in (0, 90)]
    assert len(rejoined(lines, [], 9.0)) == 6


def test_halves_under_a_kicker_are_one_headline() -> None:
    kicker = line("紧扣三大目标推进五个突破", 40, 0, size=14)
    halves = [line("老街焕新", 0, 20, size=30), line("烟火升腾", 152, 20, size=30)]
    found = rejoined([kicker, *halves], [], 9.0)
    assert [each.text for each in found] == [kicker.text, "老街焕新 烟火升腾"]


def test_a_short_line_has_its_neighbours_size() -> None:
    lines = [
        line("一二三四五六七八", 0, 0),
        line("里", 0, 12, size=10.8),
        line("一二三四五", 0, 24),
    ]
    assert [each.size for each in settled(lines, 9.0)] == [9.0, 9.0, 9.0]


def test_bold_words_make_no_subhead() -> None:
    lines = [
        line("本报讯记者孙学良报", 18, 0, face=1),
        line("一二三四五六七八九十一", 0, 12),
        line("深学践悟", 27, 24, face=1),
        line("一二三四五六七八九十一", 0, 36),
    ]
    assert [each.face for each in plain_where_full(lines, 9.0)] == [0, 0, 1, 0]


def test_what_a_photograph_shows_is_apart() -> None:
    lines = [line("智启海油", 100, 100), line("一二三四", 0, 300)]
    page, shown = on_pictures(lines, [(50, 50, 300, 200)])
    assert ([each.text for each in page], [each.text for each in shown]) == (
        ["一二三四"],
        ["智启海油"],
    )
