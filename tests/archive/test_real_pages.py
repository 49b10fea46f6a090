"""The archive with the real pipeline: titles keep their ids, folders date their pages, and the
seed's cut words are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from jumpline.archive import open_archive
from jumpline.model.codec import encode
from jumpline.model.rekey import rekey
from jumpline.pipeline import gather, one_issue, read_issues
from jumpline.sample import write_pages


def test_words_that_a_column_cut_are_found(shared: Path, tmp_path: Path) -> None:
    with open_archive(tmp_path / "a", create=True) as archive:
        archive.add([shared / "pages/changji-2026-04-07/page-01.md"])
        for word in ("习近平总书记", "为民造福", "昌吉国家", "昌吉", "緊", "紧"):
            assert archive.search(word).total >= 1, word
        (hit,) = archive.search('"厚植为民造福的政绩理念"').hits
        assert "".join(text for text, _ in hit.snippet).find("为民造福") >= 0
        assert archive.search("昌州").total == 0


@pytest.mark.parametrize("order", [("page-03.md", "page-01.md"), ("page-01.md", "page-03.md")])
def test_a_title_keeps_its_id_whichever_page_came_first(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    pages = write_pages(tmp_path)
    with open_archive(tmp_path / "a", create=True) as archive:
        for name in order:
            archive.add([pages / name])
        (found,) = archive.issues()
        assert found.pages == ("01", "03")
        assert archive.verify() == []
        issue = archive.get(found.id)
        jumps = [a.continues for a in issue.articles if a.continues and a.continues.page == 3]
        assert [jump.resolved for jump in jumps] == [True]


def test_a_folder_named_by_its_date_dates_its_pages(tmp_path: Path) -> None:
    for day in ("2026-06-01", "2026-06-02"):
        (tmp_path / day).mkdir()
        (tmp_path / day / "p1.md").write_text(f"# 一篇\n\n正文在{day}这一天。\n", encoding="utf-8")
    assert one_issue([tmp_path / "2026-06-01"]).issue.date == "2026-06-01"
    dates = [reading.issue.date for reading in read_issues(gather([tmp_path]))]
    assert dates == ["2026-06-01", "2026-06-02"]


def test_rekeying_renames_every_reference(tmp_path: Path) -> None:
    issue = one_issue([write_pages(tmp_path)]).issue
    renamed = rekey(issue, "another")
    assert b"chengwan-ribao/" not in encode(renamed)
    assert rekey(renamed, issue.publication.id) == issue


def test_a_titles_pack_serves_an_archive(tmp_path: Path) -> None:
    pack = tmp_path / "title.toml"
    pack.write_text(
        '[pack]\nid="t"\nname="T"\n[[patterns]]\nkind="jump-to"\nat="end"\ntemplate="☞{page:page}"\nexamples=["☞3"]\n',
        encoding="utf-8",
    )
    page = tmp_path / "page-01.md"
    page.write_text("# 一篇\n\n他一边走一边说☞3\n", encoding="utf-8")
    with open_archive(tmp_path / "a", create=True) as archive:
        (plain,) = archive.add([page])
        assert archive.get(plain.issue).articles[0].continues is None
        (better,) = archive.add([page], packs=[str(pack)])
        assert (better.issue, better.status) == (plain.issue, "revised")
        jump = archive.get(better.issue).articles[0].continues
        assert jump is not None
        assert jump.page == 3
        assert archive.add([page], packs=[str(pack)])[0].status == "same"
