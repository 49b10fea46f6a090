from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumpline.errors import QueryError
from jumpline.search.query import (
    And,
    DateRange,
    Everything,
    Node,
    Not,
    Or,
    PageRange,
    Text,
    parse,
    quoted,
)
from jumpline.testing.strategies import texts


def plain(node: Node) -> str:
    """A short form of a tree, for tests to read."""
    match node:
        case Text(text, field, phrase):
            shown = f'"{text}"' if phrase else text
            return f"{field}={shown}" if field else shown
        case Not(inner):
            return f"!{plain(inner)}"
        case And(nodes):
            return "(" + " & ".join(map(plain, nodes)) + ")"
        case Or(nodes):
            return "(" + " | ".join(map(plain, nodes)) + ")"
        case DateRange(first, last):
            return f"{first}-{last}"
        case PageRange(first, last):
            return f"p{first}-{last}"
        case Everything():
            return "*"


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", "*"),
        (" \u3000", "*"),
        ("昌吉州", "昌吉州"),
        ("昌吉州　贷款", "(昌吉州 & 贷款)"),
        ("a AND b 与 c", "(a & b & c)"),
        ("a OR b 或 c", "(a | b | c)"),
        ("a b OR c", "((a & b) | c)"),
        ("a (b OR c)", "(a & (b | c))"),
        ("a（b 或 c）d", "(a & (b | c) & d)"),
        ("NOT a", "!a"),
        ("非 a b", "(!a & b)"),
        ("NOT NOT a", "a"),
        ("a -b", "(a & !b)"),
        ("-(a b)", "!(a & b)"),
        ('-"a b"', '!"a b"'),
        ("-标题:甲", "!headline=甲"),
        ("a-b", "a-b"),
        ("a - b", "(a & - & b)"),
        ("--a", "--a"),
        ("and or not", "(and & or & not)"),
        ("参与 或者", "(参与 & 或者)"),
        ('"a OR b"', '"a OR b"'),
        ("“甲 乙”「丙」『丁』", '("甲 乙" & "丙" & "丁")'),
        (r'"a \"b\" \\ \n"', r'"a "b" \ \n"'),
        ("headline:雪都", "headline=雪都"),
        ("HEADLINE：雪都", "headline=雪都"),
        ('标题："雪 都"', 'headline="雪 都"'),
        ("headline:(a OR b)", "(headline=a | headline=b)"),
        ("headline:(a -b)", "(headline=a & !headline=b)"),
        ("人物:刘茜", "person=刘茜"),
        ("记者:刘茜", "person=刘茜"),
        ("来源:新华社 a", "(source=新华社 & a)"),
        ("栏目:a 版名:b 报纸:c", "(column=a & section=b & publication=c)"),
        ("page:01", "p1-1"),
        ("版:２..4", "p2-4"),
        ("page:(1 OR 3)", "(p1-1 | p3-3)"),
        ("date:2026-04-07", "20260407-20260407"),
        ("日期：2026年4月7日", "20260407-20260407"),
        ("date:2026-04", "20260401-20260431"),
        ("date:2026", "20260101-20261231"),
        ("date:2026-01-01..2026-04-30", "20260101-20260430"),
        ("date:2025..2026-02", "20250101-20260231"),
        ("date:2026..", "20260101-99991231"),
        ("date:..2026", "1-20261231"),
        ("10:30", "10:30"),
        ("时间：十点", "时间：十点"),
        ("http://a.cn", "http://a.cn"),
        ("《雪都》", "《雪都》"),
    ],
)
def test_trees(query: str, tree: str) -> None:
    assert plain(parse(query)) == tree


@pytest.mark.parametrize(
    ("query", "position", "message"),
    [
        ('雪都 "甲乙', 3, "never closed"),
        ("「甲乙", 0, "」"),
        ("雪都 (甲", 3, "never closed"),
        ("(", 0, "never closed"),
        ("雪都)", 2, "closes nothing"),
        ("甲 ()", 2, "empty"),
        ("甲 OR", 2, "both sides"),
        ("OR 甲", 0, "both sides"),
        ("甲 AND OR 乙", 2, "both sides"),
        ("甲 NOT", 2, "right"),
        ("(甲 与) 乙", 3, "both sides"),
        ("与", 0, 'write "与"'),
        ('甲 ""', 2, "nothing to search"),
        ('"\u200b　"', 0, "nothing to search"),
        ("甲 headline:", 11, "after headline:"),
        ("标题： 甲", 3, "without a space"),
        ("标题:标题:甲", 3, "after 标题:"),
        ("标题:(人物:甲)", 4, "inside another"),
        ("甲 titel:乙", 2, "headline, person"),
        ("date:昨天", 5, "is not a date"),
        ("date:2026-13", 5, "no such date"),
        ("date:2026-02-30", 5, "no such date"),
        ("date:2026..2025", 5, "ends before"),
        ("date:..", 5, "range of dates"),
        ("date:1..2..3", 5, "range of dates"),
        ("page:front", 5, "not a page number"),
        ("page:4..2", 5, "not a range"),
        ("甲\ud800", 1, "UTF-8"),
    ],
)
def test_errors(query: str, position: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse(query)
    assert caught.value.position == position
    assert caught.value.remedy


def test_an_error_points_at_its_place() -> None:
    with pytest.raises(QueryError) as caught:
        parse('ab "c')
    assert str(caught.value).endswith('\n  ab "c\n     ^')


def test_bounds() -> None:
    with pytest.raises(QueryError, match="2000"):
        parse("a" * 2001)
    with pytest.raises(QueryError, match="brackets in brackets"):
        parse("(" * 100 + "a" + ")" * 100)
    assert plain(parse("NOT " * 400 + "a")) == "a"


def test_places() -> None:
    node = parse("甲 标题:乙")
    assert isinstance(node, And)
    assert [each.position for each in node.nodes if isinstance(each, Text)] == [0, 5]


@given(texts(max_size=30))
def test_quoted_is_exactly_the_text(text: str) -> None:
    try:
        node = parse(quoted(text))
    except QueryError as error:
        assert "nothing to search for" in str(error)
    else:
        assert node == Text(text, None, True, 0)


@given(st.text(alphabet='ab甲-"“”（()\\:： 与或ANDORT标题日期date版page.2', max_size=30))
def test_any_text_is_a_query_or_a_query_error(query: str) -> None:
    try:
        parse(query)
    except QueryError as error:
        assert 0 <= error.position <= len(query)
        assert error.remedy
