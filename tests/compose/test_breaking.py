"""Line breaking: the rules of Chinese setting, and Knuth and Plass for Latin."""

from __future__ import annotations

import pytest

from jumpline.compose import load_style
from jumpline.compose.atoms import CLOSING, OPENING, Setting
from jumpline.compose.fonts import FontSet
from jumpline.compose.setting import SetLine, paragraph

CHINESE = (
    "会议指出：“账要算清楚，路要走踏实。”《澄湾风物记》（修订本）投资863.5亿元，同比增长12.5%；"
    "他说——“不着急……慢慢来。”A级车间、3D打印，都在这里。"
)
ENGLISH = (
    "Transportation officials acknowledged that an unanticipated inspection had postponed the "
    "long-delayed announcement; residents said they were hardly surprised by the postponement."
)


@pytest.fixture(scope="module")
def chinese() -> FontSet:
    return FontSet(load_style("broadsheet-zh").faces)


@pytest.fixture(scope="module")
def english() -> FontSet:
    return FontSet(load_style("broadsheet-en").faces)


@pytest.mark.parametrize("width", [7, 9, 12, 20])
@pytest.mark.parametrize("hang", [True, False])
def test_chinese(chinese: FontSet, width: int, hang: bool) -> None:
    lines = paragraph(CHINESE, width, chinese, Setting("zh-Hans", hang), indent=2)
    assert "".join(line.text for line in lines) == CHINESE
    for line in lines[1:]:
        assert line.text[0] not in CLOSING
    for line in lines[:-1]:
        assert line.text[-1] not in OPENING
        assert width - 0.6 <= ink_end(line) <= width + 1.01
    whole = " ".join(line.text for line in lines)
    assert all(word in whole for word in ("863.5", "12.5%", "3D", "——", "……"))


def ink_end(line: SetLine) -> float:
    return line.width


@pytest.mark.parametrize("width", [9, 13, 20])
def test_english(english: FontSet, width: int) -> None:
    lines = paragraph(ENGLISH, width, english, Setting("en"), indent=1)
    text = ""
    for line in lines:
        hyphened = line.text.endswith("-") and not line.text.endswith("long-")
        text += line.text[:-1] if hyphened else line.text + ("" if line.text.endswith("-") else " ")
    assert text.strip() == ENGLISH
    for line in lines[:-1]:
        assert line.width == pytest.approx(width, abs=0.01)
    # Not more than two hyphens in a row where the lines are long enough to choose.
    if width >= 13:
        ends = "".join("-" if line.text.endswith("-") else "." for line in lines)
        assert "---" not in ends


def test_a_word_longer_than_the_line_is_cut(chinese: FontSet) -> None:
    address = "网址http://www.example.com/a/very/long/address/that/goes/on"
    lines = paragraph(address, 8, chinese, Setting("zh-Hans"))
    assert "".join(line.text for line in lines) == address
    assert all(line.width <= 8.01 for line in lines)


def test_nothing_is_no_line(chinese: FontSet) -> None:
    assert paragraph("", 8, chinese, Setting("zh-Hans")) == []
