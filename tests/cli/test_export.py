"""``jumpline export`` and ``formats``: an issue, pages, a search's result, an archive."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from jumpline.archive import open_archive
from jumpline.cli import run
from jumpline.sample import write_pages


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    pages = write_pages(tmp_path)
    with open_archive(tmp_path / "a", create=True) as kept:
        (added,) = kept.add([pages])
    monkeypatch.setenv("JUMPLINE_ARCHIVE", str(tmp_path / "a"))
    return added.issue


def test_an_issue(archive: str, tmp_path: Path) -> None:
    assert run(["export", archive, "--to", "tei", "-o", "issue.xml"]) == 0
    assert (tmp_path / "issue.xml").read_bytes().startswith(b"<?xml")
    # And back: the archive takes what it has given.
    assert run(["read", "issue.xml", "-o", "again.json"]) == 0
    assert json.loads((tmp_path / "again.json").read_text("utf-8"))["id"] == archive
    assert (
        run(["export", "again.json", "--to", "markdown", "--option", "per=article", "-o", "md"])
        == 0
    )
    assert len(list((tmp_path / "md").iterdir())) > 3
    assert run(["export", archive, "--to", "html", "--option", "per=article", "-o", "x.zip"]) == 0
    assert zipfile.ZipFile(tmp_path / "x.zip").testzip() is None


def test_a_search(archive: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["export", "把篾条压平", "--to", "jsonl"]) == 0
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert len(rows) == 1
    assert "把篾条压平" in rows[0]["text"]
    assert run(["export", "把篾条压平", "--to", "csv", "-o", "found"]) == 0
    (file,) = (tmp_path / "found/data").rglob("*.csv")
    assert len(file.read_text("utf-8-sig").splitlines()) == 2


def test_an_archive(archive: str, tmp_path: Path) -> None:
    assert run(["export", "--all", "--to", "epub", "-o", "books", "--bag"]) == 0
    assert (tmp_path / "books/bagit.txt").exists()
    assert len(list((tmp_path / "books/data").rglob("*.epub"))) == 1
    assert run(["export", "--all", "--to", "epub", "-o", "books", "--bag"]) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--to", "tei"], 2, "--all"),
        (["x", "--all", "--to", "tei"], 2, "--all"),
        (["--all", "--to", "tei"], 2, "-o with a folder"),
        (["no/such", "--to", "tei"], 5, "no/such"),
        (["没有这句话", "--to", "jsonl"], 5, "no article is found"),
        (["ISSUE", "--to", "papyrus"], 5, "Known exporters"),
        (["ISSUE", "--to", "tei", "--option", "colour"], 2, "NAME=VALUE"),
        (["ISSUE", "--to", "tei", "--option", "colour=red"], 2, "Known: none"),
        (["ISSUE", "--to", "mets", "-o", "m"], 3, "page 01 has no size"),
        (["ISSUE", "--to", "pdf", "-o", "x.pdf"], 3, "page 01 has no size"),
        (["ISSUE", "--to", "tei", "-o", "chengwan-ribao-2026-05-12"], 2, "is a folder"),
        (["--all", "--to", "mets", "-o", "m"], 8, "page 01 has no size"),
        (["--all", "--to", "tei", "-o", "chengwan-ribao-2026-05-12"], 1, "no export"),
    ],
)
def test_mistakes(
    arguments: list[str], code: int, says: str, archive: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [archive if each == "ISSUE" else each for each in arguments]
    assert run(["export", *given]) == code
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said


def test_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["formats", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"alto", "mets", "tei", "ninjs"} <= set(told["exporters"]) & set(told["readers"]) | {
        "alto"
    }
    assert told["forms"]["mets"]["loses"] == ["why"]
    assert run(["formats", "alto"]) == 0
    said = capsys.readouterr().out
    assert "--option version=4.4 or 3.1 or 2.1" in said
    assert "loses text" in said
