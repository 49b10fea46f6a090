"""Corrections: with their evidence, with what was read, and none without."""

from __future__ import annotations

import pytest

from jumpline.model.recognised import Piece, ReadLine, Word, words_of
from jumpline.model.sheet import Sheet
from jumpline.stages.correct_recognition import corrected


def sheet(text: str, *, first: float = 1.0) -> Sheet:
    """One line of Chinese of ten points; its first character is ``first`` squares wide."""
    words, at = [], 0.0
    for place, char in enumerate(text):
        wide = 10.0 * (first if not place else 1.0)
        words.append(Word(char, (at, 0, at + wide, 9), 0.9))
        at += wide
    line = ReadLine(text, (0, 0, at, 9), words=words_of(words))
    return Sheet("scan", (), pieces=(Piece((line,)),))


def read(found: Sheet) -> str:
    return found.pieces[0].lines[0].text


@pytest.mark.parametrize(
    ("text", "first", "taken"),
    [
        ("一02版一", 1.0, "—02版—"),
        ("一记东岭县红旗村", 1.8, "——记东岭县红旗村"),
        ("—记东岭县红旗村", 1.2, "——记东岭县红旗村"),
    ],
)
def test_a_dash_is_put_right_and_told(text: str, first: float, taken: str) -> None:
    found = corrected(sheet(text, first=first))
    assert read(found) == taken
    (flaw,) = found.problems
    assert flaw.code == "text-corrected"
    assert repr(text) in flaw.message
    assert "".join(word.text for word in found.pieces[0].lines[0].words) == taken


@pytest.mark.parametrize(
    "text", ["一座古桥的前世今生", "——记东岭县红旗村", "加緊培育壮大", "—02版—"]
)
def test_what_nothing_speaks_against_stays(text: str) -> None:
    given = sheet(text)
    assert corrected(given) is given


def test_correcting_twice_is_correcting_once() -> None:
    once = corrected(sheet("一02版一"))
    assert corrected(once) == once
