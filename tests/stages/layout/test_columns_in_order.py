"""Which column comes next: pages of a few columns, drawn here line by line."""

from __future__ import annotations

from jumpline.model.geometry import Box
from jumpline.packs import reading_pack
from jumpline.stages.layout.claim import chains, weights
from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.head import Cues, Head
from jumpline.stages.layout.regions import is_headline
from jumpline.stages.layout.runs import Line
from jumpline.stages.layout.succession import Pair, Succession

BODY = 9.0
SENTENCE = "会议要求各区县把清单报上来逐项明确责任人和完成时限"
CUES = Cues(
    lambda line: "下转" in line.text, lambda line: line.text.startswith("本报讯"), lambda _: False
)


def line(text: str, x: float, y: float, *, size: float = BODY, face: int = 0) -> Line:
    return Line(text, x, y, x + size * len(text), y + size, size, face, False)


def column(x: float, y: float, count: int, *, first: str = "", last: str = "") -> Stack:
    """Lines of twelve characters, the first set in; a column ends in mid-sentence unless told."""
    texts = [SENTENCE[at % 12 : at % 12 + 12] for at in range(count)]
    lines = [line(text, x, y + 13 * at) for at, text in enumerate(texts)]
    if first:
        lines[0] = line(first, x + (0 if first[0] in "，。" else 18), y)
    if last:
        lines[-1] = line(last, x, y + 13 * (count - 1))
    return Stack(tuple(lines), -1)


def head(text: str, x: float, y: float, size: float = 24.0) -> Head:
    found = line(text, x, y, size=size, face=1)
    return Head((found.x0, found.y0, found.x1, found.y1), -1, (found,))


def asked(heads: list[Head], columns: list[Stack], rules: tuple[Box, ...] = ()) -> Succession:
    return Succession(heads, columns, rules, [], BODY, CUES, reading_pack())


def test_columns_under_a_head_follow_from_the_left() -> None:
    succession = asked(
        [head("老街焕新烟火升腾", 108, 100)],
        [
            column(300, 140, 20, last="人也留得住。"),
            column(60, 140, 20, first="本报讯记者昨日获悉"),
            column(180, 140, 20),
        ],
    )
    assert chains(succession) == ([[1, 2, 0]], [])


def test_a_wall_and_another_head_divide_articles() -> None:
    succession = asked(
        [head("小网格兜起大民生", 60, 100, 18), head("人才夜市等你来", 320, 100, 18)],
        [
            column(60, 140, 20, first="本报讯记者昨日获悉"),
            column(180, 140, 20, last="人也留得住。"),
            column(320, 140, 20, first="本报讯记者从市里获悉"),
            column(440, 140, 20, last="来的地方。"),
        ],
        ((305, 100, 306, 400),),
    )
    assert chains(succession) == ([[0, 1], [2, 3]], [])


def test_nothing_follows_a_jump_line() -> None:
    succession = asked(
        [head("一条水渠两村和气", 60, 100, 18)],
        [
            column(60, 140, 12, first="本报讯记者昨日获悉"),
            column(180, 140, 12, last="（下转02版）"),
            column(300, 140, 12, first="近日全市出台办法"),
        ],
    )
    ((first, *rest),), _ = chains(succession)
    assert (first, rest[:1]) == (0, [1])
    assert 2 not in rest


def test_every_weight_is_known_and_finite() -> None:
    table = weights()
    assert len(table) > 40
    assert all(abs(weight) < 50 for weight in table.values())


def test_rings_are_opened() -> None:
    from jumpline.stages.layout.claim import _acyclic

    scores = {(0, 1): 3.0, (1, 2): 1.0, (2, 0): 2.0}
    kept = _acyclic(list(scores), scores, 0)
    assert sorted(kept) == [(0, 1), (2, 0)]


def test_pairs_name_what_speaks_for_them() -> None:
    succession = asked([head("一口井", 60, 100)], [column(60, 140, 6, first="近日全市")])
    (pair,) = list(succession.pairs())
    assert isinstance(pair, Pair)
    assert pair.why["under"] == 1.0
    assert "under-flush" in pair.why


def test_lines_of_a_headline_are_told_from_a_kicker() -> None:
    kicker = Stack((line("深入学习贯彻全市精神", 60, 60, size=15, face=1),), -1)
    first = Stack((line("旗帜鲜明讲政治全心全意为人民", 60, 80, size=21, face=1),), -1)
    main = Stack((line("建设让党放心的机关", 60, 110, size=25, face=1),), -1)
    assert [is_headline(each, [kicker, first, main]) for each in (kicker, first, main)] == [
        False,
        True,
        True,
    ]
    assert not is_headline(kicker, [kicker, Stack((line("一口井", 60, 80, size=17, face=1),), -1)])


def titled(stack: Stack, at: int, text: str) -> Stack:
    """A column with a subhead, in a face of its own, at a line."""
    lines = list(stack.lines)
    lines[at] = line(text, stack.x0, lines[at].y0, face=1)
    return Stack(tuple(lines), -1)


def test_a_column_that_begins_with_a_subhead_begins_no_article() -> None:
    """The third column rises beside the head, and its first line looks like the subhead in the
    first: it goes on."""
    columns = [
        titled(column(60, 140, 20, first="本报讯记者昨日获悉"), 8, "把账算清楚"),
        column(180, 140, 17, last="人也留得住。"),
        titled(column(300, 88, 18, last="来的地方。"), 0, "年轻人回来了"),
    ]
    assert chains(asked([head("一条水渠两村和气", 60, 100, 18)], columns)) == ([[0, 1, 2]], [])


def test_a_head_over_the_last_of_many_columns_reaches_the_first() -> None:
    columns = [
        column(60 + 120 * at, 100, 12, first="本报讯记者昨日获悉" if at == 0 else "")
        for at in range(6)
    ]
    columns += [column(780 + 120 * at, 150, 8) for at in range(2)]
    columns[-1] = column(900, 150, 8, last="来的地方。")
    columns = [Stack(s.lines[: 12 if s.y0 < 120 else 8], -1) for s in columns]
    assert chains(asked([head("一条水渠", 800, 100, 18)], columns)) == ([[*range(8)]], [])


def test_a_jump_line_stands_under_the_short_line_of_its_column() -> None:
    """At the right edge, where the line over it does not reach."""
    columns = [
        column(60, 140, 12, first="本报讯记者昨日获悉"),
        column(180, 140, 12),
        column(300, 140, 12, last="花得准，"),
        Stack((line("余下的做成果干。", 420, 140),), -1),
        Stack((line("（下转03版）", 465, 153, face=1),), -1),
    ]
    assert chains(asked([head("一条水渠两村和气", 60, 100, 18)], columns)) == (
        [[0, 1, 2, 3, 4]],
        [],
    )
