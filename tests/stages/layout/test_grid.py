"""Where the column of a scrap begins."""

from __future__ import annotations

from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.grid import Grid
from jumpline.stages.layout.runs import Line

EM = 9.0


def stack(x: float, y: float, *texts: str) -> Stack:
    lines = [
        Line(text, x, y + 13 * at, x + EM * len(text), y + 13 * at + EM, EM, 0, False)
        for at, text in enumerate(texts)
    ]
    return Stack(tuple(lines), -1)


LONG = ("会议要求各区县把清单报上", "来逐项明确责任人和完成时", "限会议要求各区县把清单报")


def test_a_scrap_stands_in_the_column_above_it() -> None:
    grid = Grid([stack(60, 100, *LONG), stack(180, 100, *LONG)], EM)
    assert grid.edges(stack(180, 160, "得住。")) == (180, 288)


def test_a_first_line_set_in_two_ems_stands_in_its_column() -> None:
    grid = Grid([stack(60, 100, *LONG), stack(180, 100, *LONG)], EM)
    assert grid.edges(stack(198, 160, "得住。")) == (180, 288)


def test_where_another_article_has_columns_of_its_own_the_pitch_tells() -> None:
    """Under a picture, where the columns of the article above stand an em to the left."""
    grid = Grid([stack(60, 300, *LONG), stack(180, 300, *LONG), stack(291, 100, *LONG)], EM)
    assert grid.edges(stack(300, 340, "得住。"))[0] == 300


def test_a_date_block_is_no_column() -> None:
    grid = Grid(
        [stack(60, 300, *LONG), stack(180, 300, *LONG), stack(330, 20, "三月", "十五", "周日")], EM
    )
    assert grid.holds(stack(300, 340, "会议要求各区县把清单"))
