"""White between columns, told from white inside a line."""

from __future__ import annotations

from jumpline.model.geometry import Box
from jumpline.model.sheet import Glyph
from jumpline.stages.layout.gutters import Gutters
from jumpline.stages.layout.runs import Run


def run(text: str, x: float, y: float, size: float = 9.0) -> Run:
    glyphs = [
        Glyph(char, (x + size * at, y, x + size * (at + 1), y + size), size, 0)
        for at, char in enumerate(text)
    ]
    return Run(glyphs, False, 600.0)


def page(left: float, right: float, count: int = 8) -> list[Run]:
    """Two columns of ten characters."""
    return [
        run("口袋公园月底开门迎客", x, 100 + 13 * row)
        for row in range(count)
        for x in (left, right)
    ]


def test_a_gutter_is_white_that_the_lines_around_leave() -> None:
    runs = page(60, 164)
    assert Gutters(runs, 9.0).divide(runs[6], runs[7])


def test_white_inside_a_line_is_crossed_by_the_lines_around() -> None:
    whole = [run("口袋公园月底开门迎客口袋公园月底开门", 60, 100 + 13 * row) for row in range(8)]
    left, right = run("口袋公园月底", 60, 204), run("开门迎客口袋", 60 + 9 * 7, 204)
    assert not Gutters([*whole, left, right], 9.0).divide(left, right)


def test_a_mark_that_hangs_in_the_margin_does_not_hide_a_gutter() -> None:
    runs = page(60, 164)
    left, right = run("口袋公园月底开门迎客。", 60, 204), run("口袋公园月底开门迎客", 164, 204)
    assert Gutters([*runs, left, right], 9.0).divide(left, right)


def test_a_run_over_a_gutter_is_cut_there() -> None:
    runs = page(60, 164)
    both = [*run("口袋公园月底开门迎客", 60, 204).glyphs, *run("开门", 164, 204).glyphs]
    pieces = Gutters(runs, 9.0).split(Run(both, False, 600.0), 600.0)
    assert ["".join(glyph.text for glyph in piece.glyphs) for piece in pieces] == [
        "口袋公园月底开门迎客",
        "开门",
    ]


def test_two_characters_at_the_edges_of_a_measure_are_one_line() -> None:
    runs = page(60, 164)
    left, right = run("民", 60, 204), run("造", 60 + 81, 204)
    assert Gutters([*runs, left, right], 9.0).measured(left, right)
    assert not Gutters([*runs, left, right], 9.0).measured(left, run("造", 120, 204))


def pieces(runs: list[Run], *parts: Run, walls: tuple[Box, ...] = ()) -> list[str]:
    glyphs = [glyph for part in parts for glyph in part.glyphs]
    found = Gutters(runs, 9.0, walls).split(Run(glyphs, False, 600.0), 600.0)
    return ["".join(glyph.text for glyph in piece.glyphs) for piece in found]


def test_two_headlines_each_flush_with_its_column_are_two() -> None:
    runs = page(60, 200, 12)
    assert pieces(runs, run("社区食堂", 60, 70, 21), run("从等人来到走", 200, 70, 21)) == [
        "社区食堂",
        "从等人来到走",
    ]


def test_two_phrases_of_a_headline_are_one() -> None:
    """A whole character stands between them, whatever columns lie below."""
    runs = page(60, 160, 12)
    assert pieces(runs, run("一条水渠", 60, 70, 20), run("两村和气", 160, 70, 20)) == [
        "一条水渠两村和气"
    ]


def test_a_headline_over_a_second_line_of_its_own_is_one() -> None:
    over = run("社区食堂月底开门迎客", 90, 94, 21)
    runs = [*page(60, 200, 12), over]
    assert pieces(runs, run("社区食堂", 60, 70, 21), run("从等人来到走", 200, 70, 21)) == [
        "社区食堂从等人来到走"
    ]


def test_a_ruling_line_divides_headlines() -> None:
    parts = run("社区食堂月底", 61, 70, 20), run("从等人来到走", 190, 70, 20)
    assert len(pieces(page(30, 400), *parts)) == 1
    assert len(pieces(page(30, 400), *parts, walls=((185, 60, 186, 300),))) == 2


def test_last_lines_of_columns_under_a_picture_are_no_line() -> None:
    """Only the first column has lines that tell its edges."""
    runs = [run("口袋公园月底开门迎客", 60, 100 + 13 * row) for row in range(8)]
    assert pieces(runs, run("口袋公园月底开门迎客", 60, 204), run("开门迎客", 164, 204)) == [
        "口袋公园月底开门迎客",
        "开门迎客",
    ]
