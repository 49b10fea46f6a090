"""What is joined at a seam, and what is left as it stands."""

from __future__ import annotations

import pytest

from jumpline.packs import reading_pack
from jumpline.stages.assign import assign
from jumpline.stages.seams import features, score

PACK = reading_pack()


def joined(left: str, right: str, corpus: str = "") -> bool:
    return score(features(left, right, corpus, PACK)) > 0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("会议指出，党的十八大以来，昌吉", "州围绕树立和践行正确观念发表一系列论述。"),
        ("坚决守住岸线", "“只退不进”的底线。"),
        ("去年全市新建学校", "十二所，改建三十所。"),
        ("完成投资8", "9.4亿元，增长三成。"),
        ("他说：“海边的书容易老。", "人的心气不能老。”听的人都笑了。"),
        ("要加强领导，", "压实责任，确保完成任务。"),
        ("已有四十家", "，覆盖所有渔村。"),
        ("ending months of argu-", "ment over who should pay."),
        ("said Councilwoman Ruth", "Adeyemi, who cast the deciding vote."),
        ("The report was released by the regional", "health authority on Monday."),
    ],
)
def test_cut_paragraphs(left: str, right: str) -> None:
    assert joined(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("会议强调，要坚持问题导向。", "近日，记者走访了三个村。"),
        ("特此公告", "2026年4月7日"),
        ("各位读者：", "“来信收悉。”编辑写道。"),
        ("主要任务如下：", "一、完善机制。"),
        ("一是健全机制；", "（二）加强监督；"),
        ("潮水来时没有声音，", "像一个人走进屋子。"),
        ("他把篾条压平", "（作者单位：石岭市第三中学）"),
        ("The vote was close.", "Opponents said they would appeal."),
        ("他的文章结束了", "本报讯（记者 王强）昨日，市政府召开会议。"),
    ],
)
def test_what_stays_apart(left: str, right: str) -> None:
    assert not joined(left, right)


def test_a_word_that_the_page_knows_speaks_for_a_cut() -> None:
    left, right = "记者采访了郑小", "舟书记，她说街要修好。"
    assert score(features(left, right, "郑小舟是书记", PACK)) > score(
        features(left, right, "", PACK)
    )


def test_assignment_takes_the_best_set_not_the_best_pair() -> None:
    scores = {("a", "x"): 3.0, ("a", "y"): 2.9, ("b", "x"): 2.5, ("c", "z"): -1.0, ("d", "w"): 0.5}
    assert sorted(assign(scores)) == [("a", "y"), ("b", "x"), ("d", "w")]


def test_assignment_merges_groups_that_meet_late() -> None:
    scores = {
        ("a", "x"): 2.0,
        ("b", "y"): 2.0,
        ("c", "z"): 1.0,
        ("a", "y"): 3.0,
        ("c", "x"): 2.5,
        ("b", "z"): 2.0,
    }
    assert sorted(assign(scores)) == [("a", "y"), ("b", "z"), ("c", "x")]
