"""A column cut into paragraphs."""

from __future__ import annotations

from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.paragraphs import paragraphs
from jumpline.stages.layout.runs import Line

EM = 9.0


def column(*lines: tuple[int, str]) -> Stack:
    """Lines with how far each is set in, in ems."""
    made = [
        Line(text, EM * ems, 13.0 * at, EM * (ems + len(text)), 13.0 * at + EM, EM, 0, False)
        for at, (ems, text) in enumerate(lines)
    ]
    return Stack(tuple(made), -1)


def test_a_column_of_short_paragraphs_has_its_edge_where_its_flush_lines_begin() -> None:
    """Three lines are set in by an em, and two are not."""
    stack = column(
        (1, "一早牛角村的枇杷装上了"),
        (0, "头一班车两个小时后就摆进"),
        (1, "为此市住建局请来三家单"),
        (0, "位。"),
        (1, "不图快图的是长久他指着"),
    )
    assert stack.edges[0] == 0
    assert [len(found.lines) for found in paragraphs(stack, 0, *stack.edges)] == [2, 2, 1]


def test_lines_of_a_poem_stay_lines() -> None:
    stack = column(
        (0, "潮水来时没有声音，"),
        (0, "像一个人走进屋子，"),
        (0, "先把灯点亮，"),
        (0, "再把名字说出来。"),
    )
    assert len(paragraphs(stack, 0, *stack.edges)) == 4


def test_full_lines_that_happen_to_end_with_marks_are_no_poem() -> None:
    stack = column(*((0, "人家每天都要来的地方，"),) * 5)
    assert len(paragraphs(stack, 0, *stack.edges)) == 1
