"""Figures as terms of the index: what a comparison finds is what arithmetic finds."""

from __future__ import annotations

import itertools
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest

from jumpline.errors import QueryError
from jumpline.model.archive import FigureDocument
from jumpline.search.amounts import amount, pattern, quantities, terms_of
from jumpline.search.query import Counted, Due, parse
from jumpline.search.tantivy_index import TantivyIndex
from jumpline.testing.index_contract import document, fill, found

TESTS = {
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<=": Decimal.__le__,
    "<": Decimal.__lt__,
}


def test_amounts_and_what_is_none() -> None:
    for text, (value, unit) in quantities()["examples"].items():
        found = amount(text)
        assert found is not None, text
        assert (Decimal(found[0]), found[1]) == (Decimal(value), unit)
    for text in quantities()["counter_examples"]["texts"]:
        assert amount(text) is None, text


def _values() -> list[str]:
    rng = random.Random("amounts")
    some = ["0", "1", "-1", "0.1", "0.12", "0.123", "10", "9", "99", "100", "86300000000", "-0.5"]
    return some + [f"{rng.randint(-999, 9999) * 10 ** rng.randint(0, 9)}" for _ in range(40)]


def test_terms_are_compared_as_numbers_are() -> None:
    terms = {value: terms_of(FigureDocument("贷款", "元", value), fold=True) for value in _values()}
    for asked, (test, truth) in itertools.product(_values(), TESTS.items()):
        wanted = re.compile(pattern("贷", test, asked, "元", fold=True))
        for value, (term,) in terms.items():
            assert bool(wanted.fullmatch(term)) == truth(Decimal(value), Decimal(asked)), (
                value,
                test,
                asked,
            )


def _index(tmp_path: Path) -> TantivyIndex:
    index = TantivyIndex(tmp_path / "i")
    rows = [
        ("撬动贷款规模", "元", "86300000000", "2026-06-30", "木垒县要在6月底前建成冷库"),
        ("貸款", "元", "99000000", "2026", "全州力争年内完成"),
        ("存款", "元", "500000000", "2027-03", "吉木萨尔县计划明年三月前投产"),
        ("a|b.*[c]", "%", "3.5", "bad", "县里将办好十件实事"),
    ]
    fill(
        index,
        *(
            document(
                number,
                figures=(FigureDocument(measure, unit, value),),
                due=(due,),
                commitments=(said,),
            )
            for number, (measure, unit, value, due, said) in enumerate(rows)
        ),
    )
    return index


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("figure:贷款", [0, 1]),
        ("figure:貸款>1亿元", [0]),
        ("数据：贷款≥0.99亿元", [0, 1]),
        ("figure:贷款<1亿元", [1]),
        ("figure:款>1亿元", [0, 2]),
        ("figure:贷款>1亿美元", []),
        ("figure:贷款=863亿", [0]),
        ("figure:>100000000元", [0, 2]),
        ('figure:"b.*[c]"', [3]),
        ("figure:b<=3.5%", [3]),
        (f"figure:{'款' * 60}>=0.000000000001元", []),
        (f"figure:{'.*' * 200}>1", []),
        ("figure:款 NOT figure:贷款", [2]),
        ("commitment:木垒县", [0]),
        ("承诺：(木垒县 OR 全州)", [0, 1]),
        ("due:2026", [0, 1]),
        ("due:2026-06", [0]),
        ("due:2026-12", [1]),
        ("due:2026-07..2027-03", [1, 2]),
        ("due:2026-06-30 figure:贷款>1万元", [0]),
    ],
)
def test_what_is_found(tmp_path: Path, query: str, numbers: list[int]) -> None:
    wanted = [document(number).id for number in numbers]
    assert sorted(found(_index(tmp_path), query)) == wanted


def test_the_tree_and_what_is_refused() -> None:
    assert parse("figure:贷款>1亿元") == Counted("贷款", ">", "100000000", "元")
    assert parse("due:2026-06") == Due(20260601, 20260631)
    for query, place in (
        ("figure:贷款>很多", 7),
        ("figure:贷款>", 7),
        ("due:soon", 4),
        ('figure:" "', 7),
    ):
        with pytest.raises(QueryError) as error:
            parse(query)
        assert error.value.position == place
