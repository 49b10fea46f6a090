"""White between columns, told from white inside a line."""

from __future__ import annotations

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
