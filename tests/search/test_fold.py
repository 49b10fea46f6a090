from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumpline.search.fold import folded, mapped
from jumpline.testing.strategies import texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昌吉州撬動貸款８６３億", "昌吉州撬动贷款863亿"),
        ("ＣＨＡＮＧＪＩ Ribao", "changjiribao"),
        ("Cafe\u0301", "café"),
        ("Straße", "strasse"),
        ("ﾊﾞ", "バ"),
        ("㎞ ①", "km1"),
        ("乾隆 皇后", "干隆皇后"),
        ("薴", "苎"),
        ("soft\u00adhy\u200bphen", "softhyphen"),
        ("甲\u3000乙\n丙\u00a0丁", "甲乙丙丁"),
        ("“”「」——…", "“”「」——..."),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_unfolded_loses_only_whitespace() -> None:
    assert folded("國 ＡＢ\u3000c", fold=False) == "國ＡＢc"


@given(st.one_of(texts(), st.text(max_size=30)), st.booleans())
def test_every_character_keeps_its_way_back(text: str, fold: bool) -> None:
    view = mapped(text, fold=fold)
    assert view.text == folded(text, fold=fold)
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert list(view.starts) == sorted(view.starts)
    for start, end in zip(view.starts, view.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(texts())
def test_a_piece_is_found_where_it_stands(text: str) -> None:
    view = mapped(text)
    for at, char in enumerate(view.text):
        assert char in folded(text[view.starts[at] : view.ends[at]])


@given(texts())
def test_equal_by_nfkc_is_equal(text: str) -> None:
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))
