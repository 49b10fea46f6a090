from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from jumpline.archive import Archive, open_archive
from jumpline.errors import ArchiveError, NotFound, QueryError, SourceError
from jumpline.model.archive import Added, SourceFile

ISSUES = ["xuedu/2026-04-07", "xuedu/2026-04-08"]


def statuses(added: list[Added]) -> list[tuple[str, int, str]]:
    return [(each.issue[-2:], each.revision, each.status) for each in added]


def found(archive: Archive, query: str) -> list[str]:
    return sorted(hit.headline for hit in archive.search(query).hits)


def test_no_archive(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        open_archive(tmp_path / "none")
    assert caught.value.remedy
    with pytest.raises(NotFound, match="s3"):
        open_archive("s3://bucket/archive", create=True)


def test_a_file_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotFound):
        open_archive(tmp_path / "file")
    with pytest.raises(ArchiveError):
        open_archive(tmp_path / "file", create=True)


def test_add_and_find(archive: Archive, folder: Path) -> None:
    told: list[tuple[int, int | None, str]] = []
    added = archive.add(folder, progress=lambda *each: told.append(each))
    assert statuses(added) == [("07", 1, "new"), ("08", 1, "new")]
    assert told == [(1, None, ISSUES[0]), (2, None, ISSUES[1])]
    assert [each.id for each in archive.issues()] == ISSUES
    assert [each.id for each in archive.issues(year=2026, month=4)] == ISSUES
    assert archive.publications()[0].issues == 2
    assert found(archive, "雪都之春的正文") == ["雪都之春"]
    assert found(archive, "人物:刘茜 版名:第02版") == ["花海"]
    assert archive.get(ISSUES[0]).pages[1].label == "02"
    issue, article = archive.article("xuedu/2026-04-07/02-花海")
    assert (issue.id, article.headline) == (ISSUES[0], ("花海",))
    assert [source.name for source in archive.sources(ISSUES[0])] == ["a/1.txt", "a/2.txt"]
    assert archive.verify() == []
    with pytest.raises(NotFound):
        archive.article("xuedu/2026-04-07/09-x")
    with pytest.raises(QueryError):
        archive.search("(")


def test_adding_twice_is_adding_once(archive: Archive, tiny: Any, folder: Path) -> None:
    archive.add(folder)
    tiny.read.clear()
    assert statuses(archive.add([folder])) == [("07", 1, "same"), ("08", 1, "same")]
    assert tiny.read == []
    assert archive.search("").total == 3


def test_only_the_folder_that_changed_is_read(archive: Archive, tiny: Any, folder: Path) -> None:
    archive.add(folder)
    tiny.read.clear()
    (folder / "a" / "2.txt").write_text("2026-04-07 02 花海之夏", encoding="utf-8")
    assert sorted(statuses(archive.add(folder))) == [("07", 2, "revised"), ("08", 1, "same")]
    assert tiny.read == ["a/1.txt", "a/2.txt"]
    assert found(archive, "花海") == ["花海之夏"]
    assert len(archive.revisions(ISSUES[0])) == 2
    assert archive.get(ISSUES[0], 1).articles[1].headline == ("花海",)
    assert archive.sources(ISSUES[0], 1)[1].data.decode() == "2026-04-07 02 花海"


def test_a_late_page_joins_its_issue(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.add(folder / "a")
    late = tmp_path / "late.txt"
    late.write_text("2026-04-07 03 副刊", encoding="utf-8")
    assert statuses(archive.add(late)) == [("07", 2, "revised")]
    assert [page.label for page in archive.get(ISSUES[0]).pages] == ["01", "02", "03"]
    assert statuses(archive.add(late)) == [("07", 2, "same")]


def test_one_corrected_page_keeps_the_others(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    archive.add(folder / "a")
    path = tmp_path / "2.txt"
    path.write_text("2026-04-07 02 花海（更正）", encoding="utf-8")
    assert statuses(archive.add(path)) == [("07", 2, "revised")]
    assert found(archive, "") == ["花海（更正）", "雪都之春"]
    assert statuses(archive.add(folder / "a" / "1.txt")) == [("07", 2, "same")]


def test_another_delivery_of_the_whole_replaces_it(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    archive.add(folder / "a")
    path = tmp_path / "whole.txt"
    path.write_text("2026-04-07 01 全新", encoding="utf-8")
    assert statuses(archive.add(path)) == [("07", 2, "revised")]
    assert found(archive, "") == ["全新"]
    assert len(archive.get(ISSUES[0], 1).articles) == 2


def test_a_bad_source_keeps_what_was_read_before(archive: Archive, folder: Path) -> None:
    (folder / "c").mkdir()
    (folder / "c" / "1.txt").write_text("bad")
    with pytest.raises(SourceError):
        archive.add([folder / "a", folder / "c", folder / "b"])
    assert found(archive, "") == ["花海", "雪都之春"]


def test_reread(archive: Archive, tiny: Any, folder: Path) -> None:
    archive.add(folder)
    assert {each.status for each in archive.reread()} == {"same"}
    tiny.READER = "tiny/2"
    assert {each.status for each in archive.reread()} == {"same"}
    tiny.read.clear()
    archive.add(folder)
    assert tiny.read == []
    tiny.suffix = "更好"
    assert statuses(archive.reread([ISSUES[1]])) == [("08", 2, "revised")]
    assert found(archive, "正文更好") == ["贷款八百亿"]
    assert archive.revisions(ISSUES[1])[1].reader == "tiny/2"
    with pytest.raises(NotFound):
        archive.reread(["xuedu/1900-01-01"])


def test_reread_goes_on_past_a_failure(archive: Archive, tiny: Any, folder: Path) -> None:
    archive.add(folder)
    issue = archive.get(ISSUES[0])
    archive.put(issue, [SourceFile("x.txt", b"bad")])
    tiny.suffix = "更好"
    with pytest.raises(ArchiveError, match="2026-04-07"):
        archive.reread()
    assert found(archive, "更好") == ["贷款八百亿"]
    assert archive.get(ISSUES[0]) == issue


def test_the_index_is_repaired_at_the_next_opening(
    archive: Archive, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add(folder / "a")
    monkeypatch.setattr(Archive, "_catch_up", lambda _: None)
    archive.add(folder / "b")
    assert [damage.kind for damage in archive.verify()] == ["index"]
    archive.close()
    monkeypatch.undo()
    with open_archive(tmp_path / "archive") as again:
        assert found(again, "贷款") == ["贷款八百亿"]
        assert again.verify() == []


def test_a_lost_index_is_rebuilt(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.add(folder)
    archive.close()
    shutil.rmtree(tmp_path / "archive" / "index")
    with open_archive(tmp_path / "archive", read_only=True) as reader:
        assert [damage.kind for damage in reader.verify()] == ["index"]
        with pytest.raises(ArchiveError, match="reindex"):
            reader.search("")
    with open_archive(tmp_path / "archive") as again:
        assert again.search("").total == 3


def test_an_index_of_a_later_store_is_rebuilt(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    archive.add(folder / "a")
    archive.close()
    shutil.copytree(tmp_path / "archive", tmp_path / "backup")
    with open_archive(tmp_path / "archive") as later:
        later.add(folder / "b")
    shutil.rmtree(tmp_path / "backup" / "index")
    shutil.copytree(tmp_path / "archive" / "index", tmp_path / "backup" / "index")
    with open_archive(tmp_path / "backup") as restored:
        assert found(restored, "") == ["花海", "雪都之春"]


def test_reindex(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.add(folder)
    left = tmp_path / "archive" / "blobs" / "ab"
    left.mkdir(exist_ok=True)
    (left / "cd.part").write_bytes(b"half")
    assert archive.reindex() == 3
    assert not (left / "cd.part").exists()
    assert archive.verify() == []


def test_a_damaged_issue_does_not_close_the_archive(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    archive.add(folder)
    digest = archive.revisions(ISSUES[0])[0].digest
    (tmp_path / "archive" / "blobs" / digest[:2] / digest[2:]).unlink()
    assert [damage.kind for damage in archive.verify()] == ["missing-blob"]
    archive.reindex()
    assert found(archive, "") == ["贷款八百亿"]
    assert [damage.kind for damage in archive.verify()] == ["missing-blob", "index"]
    archive.add(folder)
    archive.reindex()
    assert archive.verify() == []


def test_readers_see_what_a_writer_adds(archive: Archive, folder: Path, tmp_path: Path) -> None:
    archive.add(folder / "a")
    with open_archive(f"file://{tmp_path}/archive", read_only=True) as reader:
        assert reader.search("").total == 2
        archive.add(folder / "b")
        assert reader.search("").total == 3
        assert len(reader.issues()) == 2
        with pytest.raises(ArchiveError, match="read-only"):
            reader.add(folder)


def test_two_writers_wait_for_each_other(archive: Archive, folder: Path, tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def work(part: str) -> None:
        try:
            with open_archive(tmp_path / "archive") as mine:
                mine.add(folder / part)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(part,)) for part in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert archive.search("").total == 3
    assert archive.verify() == []


def test_an_index_that_breaks_in_an_update_is_rebuilt(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    archive.add(folder / "a")
    archive.close()
    for file in (tmp_path / "archive" / "index").glob("*.term"):
        file.write_bytes(b"xx")
    with open_archive(tmp_path / "archive") as again:
        again.add(folder / "b")
        assert again.search("").total == 3
        assert again.verify() == []
