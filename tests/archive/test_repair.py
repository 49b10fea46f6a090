"""Damage of every kind is named by verify, and made good by repair as far as there is anything to
make it good from."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from jumpline.archive import Archive, open_archive
from jumpline.cli import run
from jumpline.model.archive import Damage
from jumpline.model.correction import ChangeText, Spot, named
from jumpline.repairing import repair
from jumpline.sample import write_pages

ISSUE = "chengwan-ribao/2026-05-12"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue in three revisions: read, corrected, with a page changed."""
    folder = tmp_path_factory.mktemp("whole")
    pages = write_pages(folder)
    with open_archive(folder / "a", create=True) as archive:
        archive.add(pages)
        change = ChangeText(
            issue=ISSUE,
            author="anna",
            reason="as printed",
            time="2026-05-12T08:00:00Z",
            at=Spot("把篾条压平"),
            new="把竹条压平",
        )
        archive.correct(ISSUE, [named(change)])
        page = pages / "page-03.md"
        page.write_text(
            page.read_text(encoding="utf-8") + "\n# 添了一篇\n\n本报讯 添的。\n", "utf-8"
        )
        archive.add(pages)
        assert len(archive.revisions(ISSUE)) == 3
        assert archive.verify() == []
    return folder / "a"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "a"))


def blobs(folder: Path, part: str) -> list[Path]:
    """Paths of issues, readings or sources, of all revisions."""
    with open_archive(folder, read_only=True) as archive:
        revisions = archive.store.record(ISSUE).revisions
    found: dict[str, list[str]] = {
        "issue": [each.digest for each in revisions],
        "reading": [each.reading for each in revisions if each.reading],
        "source": [source.digest for each in revisions for source in each.sources],
    }
    return [folder / "blobs" / each[:2] / each[2:] for each in dict.fromkeys(found[part])]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def contents(archive: Archive) -> dict[str, bytes]:
    root = archive.folder
    assert root is not None
    return {
        p.as_posix(): p.read_bytes() for p in sorted((root / "blobs").rglob("*")) if p.is_file()
    }


@pytest.mark.parametrize("spoil", [cut, flip, Path.unlink])
@pytest.mark.parametrize("part", ["issue", "reading"])
def test_issues_come_from_their_sources(
    folder: Path, part: str, spoil: Callable[[Path], None]
) -> None:
    with open_archive(folder) as archive:
        before = contents(archive)
        for path in blobs(folder, part):
            spoil(path)
        found = archive.verify()
        kinds = {"missing-blob"} if spoil == Path.unlink else {"wrong-digest"}
        assert {each.kind for each in found} == kinds
        assert all(ISSUE in each.where for each in found)
        done = repair(archive)
        assert (done.found, done.left) == (tuple(found), ())
        assert contents(archive) == before
        assert archive.search("把竹条压平").total == 1


def test_a_source_comes_from_a_backup_only(
    folder: Path, whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in blobs(folder, "source"):
        flip(path)
    archive = ["--archive", str(folder)]
    assert run(["repair", "--json", *archive]) == 6
    told = json.loads(capsys.readouterr().out)
    assert {each["kind"] for each in told["left"]} == {"wrong-digest"}
    assert all("page-0" in each["where"] for each in told["left"])
    assert run(["repair", "--from", str(whole), *archive]) == 0
    assert "restored" in capsys.readouterr().out
    assert run(["verify", *archive]) == 0


def test_a_backup_that_is_damaged_itself(folder: Path, whole: Path, tmp_path: Path) -> None:
    backup = Path(shutil.copytree(whole, tmp_path / "backup"))
    for where in (folder, backup):
        flip(blobs(where, "source")[0])
    with open_archive(folder) as archive, open_archive(backup, read_only=True) as other:
        (left,) = repair(archive, other).left
        assert "page-01.md" in left.where


def test_a_source_is_good_again_when_it_is_added_again(folder: Path, tmp_path: Path) -> None:
    path = blobs(folder, "source")[0]
    cut(path)
    with open_archive(folder) as archive:
        archive.add(write_pages(tmp_path) / "page-01.md")
        assert archive.verify() == []


def rows(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "archive.sqlite")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_lists_come_from_the_issues(folder: Path) -> None:
    rows(folder, "DELETE FROM articles", "UPDATE issues SET articles = 1")
    with open_archive(folder) as archive:
        assert {each.kind for each in archive.verify()} == {"reference", "index"}
        assert repair(archive).left == ()
        assert archive.article(archive.get(ISSUE).articles[0].id)


def test_lost_rows_come_from_a_backup(folder: Path, whole: Path) -> None:
    rows(
        folder,
        "DELETE FROM readings WHERE number = 3",
        "DELETE FROM sources WHERE number = 3",
        "DELETE FROM revisions WHERE number = 3",
    )
    with open_archive(folder) as archive, open_archive(whole, read_only=True) as backup:
        assert {each.kind for each in archive.verify()} == {"reference"}
        assert repair(archive, backup).left == ()
        assert archive.store.record(ISSUE) == backup.store.record(ISSUE)


def test_the_index_comes_from_the_issues(folder: Path) -> None:
    for path in (folder / "index").glob("*.term"):
        flip(path)
    with open_archive(folder) as archive:
        done = repair(archive)
        assert done.left == ()
        assert archive.search("把竹条压平").total == 1
    shutil.rmtree(folder / "index")
    assert run(["repair", "--archive", str(folder)]) == 0
    assert run(["verify", "--archive", str(folder)]) == 0


@pytest.mark.slow
def test_every_single_bit_flip_is_found(folder: Path) -> None:
    """One flipped bit in any file of an archive, but in what is free in the database."""
    with open_archive(folder, read_only=True) as archive:
        files = [path for path in (folder / "blobs").rglob("*") if path.is_file()]
        for path in files:
            kept = path.read_bytes()
            flip(path)
            assert {each.kind for each in archive.verify()} == {"wrong-digest"}
            path.write_bytes(kept)
        assert archive.verify() == []


def test_what_is_whole_is_not_changed(folder: Path) -> None:
    def state() -> list[tuple[str, bytes]]:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        return [
            (str(path), path.read_bytes())
            for path in paths
            if not path.name.endswith(("-shm", "-wal"))
        ]

    with open_archive(folder):
        pass
    before = state()
    assert run(["repair", "--archive", str(folder)]) == 0
    assert state() == before


def test_nothing_to_make_it_from(folder: Path) -> None:
    for part in ("issue", "reading", "source"):
        for path in blobs(folder, part):
            path.unlink(missing_ok=True)
    with open_archive(folder) as archive:
        done = repair(archive)
        assert all(isinstance(each, Damage) for each in done.left)
        assert {each.kind for each in done.left} == {"missing-blob"}


def test_a_damaged_database_is_replaced_from_a_backup(folder: Path, whole: Path) -> None:
    (folder / "archive.sqlite").write_bytes(b"not a database at all" * 1000)
    archive = ["--archive", str(folder)]
    assert run(["verify", *archive]) == 6
    (folder / "archive.sqlite").rename(folder / "damaged")
    for left in folder.glob("archive.sqlite-*"):
        left.unlink()
    assert run(["restore", str(whole), *archive]) == 0
    assert run(["verify", *archive]) == 0
    with open_archive(folder) as one, open_archive(whole, read_only=True) as other:
        assert one.store.record(ISSUE) == other.store.record(ISSUE)
