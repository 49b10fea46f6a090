from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jumpline.search.fold import folded
from jumpline.search.snippet import matches, snippet
from jumpline.testing.strategies import texts


def test_marks_stand_in_the_text_as_printed() -> None:
    assert snippet("在國內的雪 都", "", ["国内", "雪都"]) == (
        *(("在", False), ("國內", True), ("的", False), ("雪 都", True)),
    )


def test_the_body_is_shown_rather_than_the_headline() -> None:
    text = "雪都之春\n春天的雪都很美"
    assert snippet(text, "雪都之春", ["雪都"])[0] == ("春天的", False)
    assert snippet("雪都之春\n别的", "雪都之春", ["雪都"])[0] == ("雪都", True)


def test_a_long_part_is_cut_round_the_match() -> None:
    runs = snippet("甲" * 300 + "雪都" + "乙" * 300, "", ["雪都"], width=60)
    assert runs[0] == runs[-1] == ("…", False)
    assert ("雪都", True) in runs
    assert sum(len(text) for text, _ in runs) == 62


def test_no_match_gives_the_beginning() -> None:
    assert snippet("标题\n" + "甲" * 200, "标题", [], width=10) == (
        ("甲" * 10, False),
        ("…", False),
    )
    assert snippet("", "", ["甲"]) == ()


def test_overlapping_terms_are_one_run() -> None:
    assert matches("昌吉州人", ["昌吉", "吉州"]) == [(0, 3)]
    assert matches("哈哈哈", ["哈哈"]) == [(0, 3)]


@given(texts(), st.lists(texts(max_size=3), max_size=3), st.booleans(), st.integers(1, 50))
def test_runs_are_pieces_of_the_text(text: str, queries: list[str], fold: bool, width: int) -> None:
    text = " ".join(text.split())
    terms = [folded(query, fold=fold) for query in queries]
    runs = snippet(text, "", terms, fold=fold, width=width)
    shown = "".join(run for run, _ in runs)
    assert text in shown or any(shown.strip("…") in part for part in [text, text.strip("…")])
    if any(term and term in folded(text, fold=fold) for term in terms):
        assert any(is_match for _, is_match in runs)
    assert all(run for run, _ in runs)
