"""Bylines and lead-ins in the forms that papers print."""

from __future__ import annotations

import pytest

from jumpline.packs import reading_pack
from jumpline.stages.articles import resolve_date
from jumpline.stages.bylines import byline_line, end_credits, lead_in

PACK = reading_pack()
Read = tuple[str | None, list[tuple[str, str | None]]]


@pytest.mark.parametrize(
    ("line", "source", "people"),
    [
        ("□本报记者 刘茜", "本报", [("刘茜", "记者")]),
        ("□新华社记者 周圆", "新华社", [("周圆", "记者")]),
        ("本报记者 郑涛 程芳", "本报", [("郑涛", "记者"), ("程芳", "记者")]),
        ("本报记者 王强 通讯员 李四", "本报", [("王强", "记者"), ("李四", "通讯员")]),
        ("□通讯员 于磊", None, [("于磊", "通讯员")]),
        ("□ 本报记者 郑 涛 通讯员 程 芳", "本报", [("郑涛", "记者"), ("程芳", "通讯员")]),
        ("□本报评论员 韩娟", "本报", [("韩娟", "评论员")]),
        ("本报评论员", "本报", []),
        ("人民日报记者 李四", "人民日报", [("李四", "记者")]),
        ("文/图 本报记者 王强", "本报", [("王强", "记者")]),
        ("□田昀澍", None, [("田昀澍", None)]),
        ("本報記者 何思遠", "本報", [("何思遠", "記者")]),
        ("By SUSAN PEREIRA", None, [("SUSAN PEREIRA", None)]),
        (
            "By Ann Lee and Bo Li, Staff Writers",
            None,
            [("Ann Lee", "Staff Writers"), ("Bo Li", "Staff Writers")],
        ),
    ],
)
def test_byline_lines(line: str, source: str | None, people: list[tuple[str, str | None]]) -> None:
    found = byline_line(line, PACK)
    assert found is not None
    assert (found.source, [(p.name, p.role) for p in found.people]) == (source, people)


@pytest.mark.parametrize(
    "line",
    [
        "记者调查",
        "记者从州农业局了解到",
        "走进车间",
        "●书讯",
        "今日视点",
        "By the river, a town waits.",
        "昌吉州党委书记主持会议",
    ],
)
def test_lines_that_are_no_byline(line: str) -> None:
    assert byline_line(line, PACK) is None


@pytest.mark.parametrize(
    ("text", "source", "people", "place", "day"),
    [
        ("本报讯 记者孙学良报道:4月3日,会议", "本报", [("孙学良", "记者")], None, None),
        (
            "本报讯 记者刘茜、通讯员陈国锐、冯彦民报道:近日",
            "本报",
            [("刘茜", "记者"), ("陈国锐", "通讯员"), ("冯彦民", "通讯员")],
            None,
            None,
        ),
        (
            "本报讯（记者 王强 通讯员 李四）4月3日",
            "本报",
            [("王强", "记者"), ("李四", "通讯员")],
            None,
            None,
        ),
        (
            "新华社北京4月6日电（记者严超、郝洋）研究",
            "新华社",
            [("严超", "记者"), ("郝洋", "记者")],
            "北京",
            6,
        ),
        ("【本報記者王小明台北報導】台北市", "本報", [("王小明", "記者")], "台北", None),
        ("（中央社記者王小明台北7日電）總統", "中央社", [("王小明", "記者")], "台北", 7),
        ("LONDON — Investors welcomed", None, [], "LONDON", None),
        ("HARBORTON, Me. (Reuters) - Police", "Reuters", [], "HARBORTON, Me.", None),
    ],
)
def test_lead_ins(
    text: str, source: str | None, people: list[tuple[str, str]], place: str | None, day: int | None
) -> None:
    found = lead_in(text, PACK)
    assert found is not None
    read = (
        found.byline.source,
        [(p.name, p.role) for p in found.byline.people],
        found.place,
        found.day,
    )
    assert read == (source, people, place, day)


@pytest.mark.parametrize(
    "text",
    ["会议指出，要加强领导", "London calling — again", "USA-led talks", "记者在现场看到，工人们"],
)
def test_text_that_is_no_lead_in(text: str) -> None:
    assert lead_in(text, PACK) is None


def test_names_at_the_end() -> None:
    found = end_credits("取得实效。（记者 王强）", PACK)
    assert found is not None
    assert found.people[0].name == "王强"
    assert end_credits("印发《规划》（以下简称《规划》）", PACK) is None


def test_days_without_a_year_are_near_the_issue() -> None:
    from datetime import date

    issued = date(2026, 1, 3)
    assert resolve_date(12, 30, issued) == "2025-12-30"
    assert resolve_date(1, 2, issued) == "2026-01-02"
    assert resolve_date(None, 31, issued) == "2025-12-31"
    assert resolve_date(2, 30, issued) is None
    assert resolve_date(1, 2, None) is None
