"""Commitments: what is one, who is to do it, by when."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumpline.ledger.commitments import commitments
from jumpline.ledger.figures import figures

from .counting import issue_of, table

CASES = table("commitments.toml")["zh"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:12] for case in CASES])
def test_statements(case: dict[str, Any]) -> None:
    found = commitments(issue_of([case["text"]]))
    if case.get("none"):
        assert [each.markers for each in found] == []
        return
    (each,) = found
    for field in ("kind", "who", "source", "responsible", "period", "deadline"):
        if field in case:
            assert getattr(each, field) == (case[field] or None), field
    assert each.quote == case["text"]


def test_a_commitment_names_its_figures() -> None:
    text = "据悉，木垒县将新建学校3所，投资2亿元。去年建成1200套。"
    issue = issue_of([text])
    (each,) = commitments(issue)
    own = [figure for figure in figures(issue) if figure.id in each.figures]
    assert [figure.value for figure in own] == ["3", "200000000"]
    assert text[each.anchor.start : each.anchor.end] == each.quote


def test_a_list_names_who_answers_in_a_sentence_of_its_own() -> None:
    text = "2. 望潮区加固防洪堤18公里，2026年9月底前完成。责任单位：市水利局、望潮区政府。"
    (each,) = commitments(issue_of([text]))
    assert (each.responsible, each.who) == ("市水利局、望潮区政府", "望潮区")


def test_english() -> None:
    text = "The ministry said on Monday. The port plans to add eight cranes by 2030. It rained."
    (each,) = commitments(issue_of([text]))
    assert (each.who, each.deadline, each.kind) == ("port", "2030", "goal")


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for each in commitments(issue_of([text])):
        assert each.quote
        assert each.quote in text
