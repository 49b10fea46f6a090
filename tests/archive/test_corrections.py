"""Corrections outlive readings: what is fixed stays fixed, and is found at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jumpline.archive import Archive, open_archive
from jumpline.errors import ArchiveError, FormatError, NotFound
from jumpline.model.correction import ChangeText, Correction, Reject, SetMetadata, Spot, named
from jumpline.stages.correct import anchored

ISSUE = "cheng-wan-ri-bao/2026-05-12"
PAGE = """澄湾日报

2026年5月12日

星期二

总第8846期

# 一条旧街

本报讯（记者 江一苇）清晨六点半，铺子已经冒起白汽，要加緊干。

老邱把第一笼包子端上案板。
"""


def page(folder: Path, text: str = PAGE) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "page-01.md").write_text(text, encoding="utf-8")
    return folder


def change(quote: str, new: str, author: str = "anna", minute: int = 0, **more: Any) -> Correction:
    told = {"issue": ISSUE, "author": author, "reason": "as printed", **more}
    at = Spot(quote)
    return named(ChangeText(at=at, new=new, time=f"2026-05-12T08:{minute:02d}:00Z", **told))


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    with open_archive(tmp_path / "a", create=True) as opened:
        opened.add(page(tmp_path / "in"))
        yield opened


def body(archive: Archive) -> str:
    return "\n".join(item.text for item in archive.get(ISSUE).articles[0].body)


def test_a_correction_is_in_the_paper_and_in_the_index(archive: Archive) -> None:
    assert archive.search("加紧干").total == 1, "folded"
    assert archive.search("加紧干", fold=False).total == 0
    standing = archive.correct(ISSUE, [change("加緊", "加紧")])
    assert standing.applied == (standing.corrections[0].correction.id,)
    assert "加紧干" in body(archive)
    assert archive.search("加紧干", fold=False).total == 1
    lines = [line.text for p in archive.get(ISSUE).pages for b in p.blocks for line in b.lines]
    assert any("加紧干" in line for line in lines), "the printed line, too"
    assert archive.verify() == []
    assert [revision.number for revision in archive.revisions(ISSUE)] == [1, 2]


def test_a_correction_knows_the_state_that_it_was_made_on(archive: Archive) -> None:
    standing = archive.correct(ISSUE, [change("加緊", "加紧")])
    kept = standing.corrections[0].correction
    assert isinstance(kept, ChangeText)
    assert kept.at.before.endswith("冒起白汽，要")
    assert kept.at.after == "干。"
    assert kept.at.heading == "一条旧街"
    assert kept.at.digest


def test_reading_again_loses_none(archive: Archive) -> None:
    archive.correct(ISSUE, [change("加緊", "加紧"), change("旧街", "老街", minute=1)])
    before = archive.get(ISSUE)
    assert before.articles[0].headline == ("一条老街",)
    archive.reread()
    assert archive.get(ISSUE) == before
    assert len(archive.revisions(ISSUE)) == 2, "nothing changed"


def test_a_better_page_keeps_the_corrections(archive: Archive, tmp_path: Path) -> None:
    archive.correct(ISSUE, [change("加緊", "加紧"), change("第一笼", "头一笼", minute=1)])
    better = PAGE.replace("加緊", "加紧").replace("老邱", "老丘")
    archive.add(page(tmp_path / "in", better))
    assert "加紧干" in body(archive)
    assert "老丘把头一笼" in body(archive)
    standing = archive.corrections(ISSUE)
    assert len(standing.applied) == 2
    assert not standing.left


def test_what_does_not_apply_any_more_is_shown(archive: Archive, tmp_path: Path) -> None:
    archive.correct(ISSUE, [change("第一笼", "头一笼")])
    archive.add(page(tmp_path / "in", PAGE.replace("老邱把第一笼包子端上案板", "天亮了")))
    standing = archive.corrections(ISSUE)
    assert [left.correction.id for left in standing.left] == [standing.corrections[0].correction.id]
    assert "not there any more" in standing.left[0].why
    archive.add(page(tmp_path / "in", PAGE))
    assert not archive.corrections(ISSUE).left, "it applies again"
    assert "头一笼" in body(archive)


def test_undo(archive: Archive) -> None:
    read = archive.get(ISSUE)
    standing = archive.correct(ISSUE, [change("加緊", "加紧"), change("旧街", "老街", minute=1)])
    first, second = (each.correction.id for each in standing.corrections)
    archive.undo_correction(ISSUE, first)
    assert "加緊干" in body(archive)
    assert archive.get(ISSUE).articles[0].headline == ("一条老街",)
    archive.undo_correction(ISSUE, second)
    assert archive.get(ISSUE) == read
    with pytest.raises(NotFound):
        archive.undo_correction(ISSUE, first)
    archive.reread()
    assert archive.get(ISSUE) == read


def test_two_people_who_contradict_each_other(archive: Archive) -> None:
    standing = archive.correct(
        ISSUE, [change("加緊", "加紧"), change("加緊", "抓紧", author="bo", minute=1)]
    )
    # bo saw what anna had made, or the same page as she: that is what the state tells.
    (conflict,) = standing.conflicts
    assert {conflict.first, conflict.second} == {c.correction.id for c in standing.corrections}


def test_one_who_corrects_another_is_in_no_conflict(archive: Archive) -> None:
    archive.correct(ISSUE, [change("加緊", "加紧")])
    standing = archive.correct(ISSUE, [change("加紧干", "抓紧干", author="bo", minute=1)])
    assert not standing.conflicts
    assert "抓紧干" in body(archive)


def test_what_is_put_before_what_was_put_there(archive: Archive) -> None:
    """Each is there once, however often they are gone through."""
    heading = archive.get(ISSUE).articles[0].headline[0]
    for minute, (quote, new) in enumerate((("一", "乙一"), ("乙", "丙乙"), ("丙", "丁丙"))):
        (kept,) = [anchored(archive.get(ISSUE), change(quote, new, minute=minute))]
        archive.correct(ISSUE, [kept])
    assert archive.get(ISSUE).articles[0].headline == (f"丁丙乙{heading}",)
    archive.reread()
    assert archive.get(ISSUE).articles[0].headline == (f"丁丙乙{heading}",)


def test_facts_and_rejections(archive: Archive) -> None:
    told = {"issue": ISSUE, "author": "anna", "reason": "as printed"}
    archive.correct(
        ISSUE,
        [
            named(
                SetMetadata(field="number", value=8847, time="2026-05-12T08:00:00Z", **told)  # type: ignore[arg-type]
            ),
            named(Reject(code="x", time="2026-05-12T08:00:00Z", **told)),  # type: ignore[arg-type]
        ],
    )
    assert archive.get(ISSUE).number == 8847
    assert archive.issues()[0].number == 8847


def test_bad_input(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="not of"):
        archive.correct(ISSUE, [change("加緊", "加紧", issue="other/2026-05-12")])
    with pytest.raises(NotFound):
        archive.correct("no/2026-05-12", [change("加緊", "加紧", issue="no/2026-05-12")])
    with (
        open_archive(tmp_path / "a", read_only=True) as reader,
        pytest.raises(ArchiveError, match="read-only"),
    ):
        reader.correct(ISSUE, [change("加緊", "加紧")])
