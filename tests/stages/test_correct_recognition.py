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


#: Lines of a page in traditional characters, with what an engine took for some of them.
PAGE = (
    "議會昨日通過撥款用以修葺碼頭",
    "學者認為語言乃文化之根绝不可棄",
    "天文臺預測未來兩日天氣清凉",
    "醫院證實傷者情况穩定下週出院",
)


def page(*lines: str) -> Sheet:
    return Sheet(
        "scan",
        (),
        pieces=tuple(
            Piece(
                (
                    ReadLine(
                        text,
                        (0, 20 * at, 10 * len(text), 20 * at + 9),
                        words=words_of(
                            [
                                Word(char, (10 * n, 20 * at, 10 * n + 9, 20 * at + 9), 0.9)
                                for n, char in enumerate(text)
                            ]
                        ),
                    ),
                )
            )
            for at, text in enumerate(lines)
        ),
    )


def test_a_look_alike_on_a_traditional_page_is_put_right_and_told() -> None:
    found = corrected(page(*PAGE))
    lines = [piece.lines[0] for piece in found.pieces]
    assert [line.text for line in lines[1:]] == [
        "學者認為語言乃文化之根絕不可棄",
        "天文臺預測未來兩日天氣清涼",
        "醫院證實傷者情況穩定下週出院",
    ]
    assert ["".join(word.text for word in line.words) for line in lines] == [
        line.text for line in lines
    ]
    assert {flaw.code for flaw in found.problems} == {"text-corrected"}
    assert "根绝不" in found.problems[0].message and len(found.problems) == 3


@pytest.mark.parametrize(
    "line",
    [
        "从龙泉湾区到县城的长途客车",  # a line in simplified characters
        "昨日於龙湾區碼頭舉行儀式",  # a name in them
        "頭髮與發展",
        "皇后與後人同往台北",  # in both scripts
        "群眾於山峰之巔",
    ],
)
def test_what_a_traditional_page_prints_otherwise_stays(line: str) -> None:
    found = corrected(page(*PAGE, line))
    assert found.pieces[-1].lines[0].text == line


def test_a_simplified_page_keeps_its_traditional_characters() -> None:
    given = page("会议指出要加緊培育壮大新动能", "绝大多数乡镇已经通车", "天气转凉请注意防寒保暖")
    assert corrected(given) is given
