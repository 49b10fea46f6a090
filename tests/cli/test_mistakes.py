"""What people do wrong, found by trying the commands: one line, the right code, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jumpline.archive import open_archive
from jumpline.errors import ArchiveError
from jumpline.sample import write_pages


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jumpline", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_pages(tmp_path / "pages")
    with open_archive(tmp_path / "archive", create=True) as archive:
        archive.add([tmp_path / "pages"])
    return tmp_path


def test_adding_a_folder_with_its_own_archive_is_adding_it_once(folder: Path) -> None:
    for _ in range(3):
        done = run("add", ".", "--archive", "archive", cwd=folder)
        assert done.returncode == 0, done.stderr
    with open_archive(folder / "archive") as archive:
        (issue,) = archive.issues()
    assert len(issue.pages) == 5
    run("site", "public", "--archive", "archive", cwd=folder)
    run("add", ".", "--archive", "archive", cwd=folder)
    assert (
        len(json.loads(run("list", "--json", "--archive", "archive", cwd=folder).stdout)["issues"])
        == 1
    )


def test_a_wrong_name_leaves_the_edition_as_it_was(folder: Path) -> None:
    assert run("site", "public", "--archive", "archive", cwd=folder).returncode == 0
    before = sorted(path.name for path in (folder / "public").rglob("*"))
    for wrong, code in (
        (("--issues", "chengwan-rebao"), 5),
        (("--lang", "xx"), 2),
        (("--base-url", "javascript:1"), 2),
    ):
        done = run("site", "public", *wrong, "--archive", "archive", cwd=folder)
        assert done.returncode == code and "Traceback" not in done.stderr
    assert sorted(path.name for path in (folder / "public").rglob("*")) == before


@pytest.mark.parametrize(
    "command", ["figures", "commitments", "check", "names", "read", "add", "export --to json"]
)
def test_a_sentence_is_no_name_of_a_file(folder: Path, command: str) -> None:
    sentence = "会议指出，要坚持一张蓝图绘到底，" * 20
    done = run(
        *command.split(),
        sentence,
        *(() if command == "read" else ("--archive", "archive")),
        cwd=folder,
    )
    assert done.returncode in (2, 5) and "Traceback" not in done.stderr


def test_a_damaged_archive_keeps_its_index(folder: Path) -> None:
    for blob in (folder / "archive" / "blobs").rglob("*"):
        if blob.is_file():
            blob.unlink()
    with open_archive(folder / "archive") as archive:
        before = archive.search("潮汐书屋").total
        with pytest.raises(ArchiveError):
            archive.reindex()
        assert archive.search("潮汐书屋").total == before > 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_reading_needs_no_permission_to_write(folder: Path) -> None:
    for path in [folder / "archive", *(folder / "archive").rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)
    for command in (["list"], ["search", "潮汐书屋"], ["verify"], ["figures", "海堤"]):
        assert run(*command, "--archive", "archive", cwd=folder).returncode == 0
