"""Exports on the disk: whole or not at all, resumable, checked."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jumpline import exporting
from jumpline.batches import LOG, Given, export_many
from jumpline.errors import JumplineError, NotFound, UsageError
from jumpline.exporters.names import Names, file_name, page_names
from jumpline.model.issue import Issue
from jumpline.model.rekey import rekey
from jumpline.pipeline import one_issue
from jumpline.runner.local import LocalRunner
from jumpline.sample import write_pages


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Issue:
    return one_issue([write_pages(tmp_path_factory.mktemp("pages"))]).issue


@pytest.fixture(scope="module")
def issues(issue: Issue) -> list[Issue]:
    return [rekey(issue, name) for name in ("one", "two", "three")]


def given_of(issues: list[Issue]) -> Iterator[Given]:
    for each in issues:
        yield each, ()


def sums(folder: Path) -> dict[str, str]:
    lines = (folder / "manifest-sha256.txt").read_text("utf-8").splitlines()
    return {line[66:]: line[:64] for line in lines}


def digests(folder: Path, below: str = "") -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / below).rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("form", ["tei", "html"])
def test_a_batch_has_checksums_and_resumes(form: str, issues: list[Issue], tmp_path: Path) -> None:
    out = tmp_path / "out"
    one = export_many(given_of(issues[:2]), form, out, runner=LocalRunner(1))
    assert (one.written, one.same, one.failed) == (2, 0, {})
    assert sums(out) == digests(out, "data")
    before = {path: path.stat().st_mtime_ns for path in (out / "data").rglob("*.*")}
    two = export_many(given_of(issues), form, out, runner=LocalRunner(1))
    assert (two.written, two.same) == (1, 2)
    assert sums(out) == digests(out, "data")
    assert all(path.stat().st_mtime_ns == time for path, time in before.items())


def test_a_file_that_is_gone_is_written_again(issues: list[Issue], tmp_path: Path) -> None:
    export_many(
        given_of(issues), "html", tmp_path, options={"per": "article"}, runner=LocalRunner(1)
    )
    whole = digests(tmp_path)
    gone = next(path for path in (tmp_path / "data").rglob("*.html"))
    gone.unlink()
    again = export_many(
        given_of(issues), "html", tmp_path, options={"per": "article"}, runner=LocalRunner(1)
    )
    assert (again.written, again.same) == (1, 2)
    assert {n: d for n, d in digests(tmp_path).items() if n != LOG} == {
        n: d for n, d in whole.items() if n != LOG
    }


def test_what_changed_is_written_again(issues: list[Issue], tmp_path: Path) -> None:
    export_many(given_of(issues), "tei", tmp_path, runner=LocalRunner(1))
    changed = [replace(issues[0], number=1), *issues[1:]]
    assert export_many(given_of(changed), "tei", tmp_path, runner=LocalRunner(1)).written == 1
    one = export_many(
        given_of(changed), "jsonl", tmp_path, options={"unit": "chunk"}, runner=LocalRunner(1)
    )
    assert one.written == 3
    assert sums(tmp_path) == digests(tmp_path, "data")


def test_an_interruption_leaves_nothing_half(
    issues: list[Issue], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopping() -> Iterator[Given]:
        yield issues[0], ()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_many(stopping(), "tei", tmp_path, runner=LocalRunner(1))
    assert len((tmp_path / LOG).read_bytes().splitlines()) == 1
    # A line that was cut, a folder and a file that were left half.
    with (tmp_path / LOG).open("ab") as log:
        log.write(b'{"issue":"two/2026')
    (tmp_path / "data/two/2026-05-12.xml").mkdir(parents=True)
    (tmp_path / "data/two/.2026-05-12.xml.tmp").write_bytes(b"<TEI>")
    again = export_many(given_of(issues), "tei", tmp_path, runner=LocalRunner(1))
    assert (again.written, again.same) == (2, 1)
    assert sums(tmp_path) == digests(tmp_path, "data")


def test_a_bag_is_a_bag(issues: list[Issue], tmp_path: Path) -> None:
    out = tmp_path / "bag"
    export_many(given_of(issues), "tei", out, runner=LocalRunner(1), bag=True)
    assert (out / "bagit.txt").read_text() == (
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    assert sums(out) == digests(out, "data")
    size = sum(path.stat().st_size for path in (out / "data").rglob("*.xml"))
    assert f"Payload-Oxum: {size}.3\n" in (out / "bag-info.txt").read_text("utf-8")
    told = (out / "tagmanifest-sha256.txt").read_text("utf-8").splitlines()
    for line in told:
        assert hashlib.sha256((out / line[66:]).read_bytes()).hexdigest() == line[:64]
    first = digests(out)
    export_many(given_of(issues), "tei", out, runner=LocalRunner(1), bag=True)
    assert digests(out) == first


def test_issues_that_lack_something_are_told(issues: list[Issue], tmp_path: Path) -> None:
    found = export_many(given_of(issues), "mets", tmp_path, runner=LocalRunner(1))
    assert found.written == 0
    assert set(found.failed) == {each.id for each in issues}
    assert all("page 01 has no size" in message for message in found.failed.values())


@pytest.mark.slow
def test_workers_write_the_same(issues: list[Issue], tmp_path: Path) -> None:
    runner = LocalRunner(2)
    try:
        export_many(given_of(issues), "epub", tmp_path / "two", runner=runner)
    finally:
        runner.close()
    export_many(given_of(issues), "epub", tmp_path / "one", runner=LocalRunner(1))
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_mistakes(issues: list[Issue], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    for call in (
        lambda: export_many(given_of(issues), "tei", tmp_path, runner=LocalRunner(1)),
        lambda: exporting.write({"a": b""}, tmp_path),
        lambda: exporting.write({"../a": b""}, tmp_path / "new"),
        lambda: exporting.write({"c:a": b""}, tmp_path / "new"),
        lambda: exporting.write(b"", tmp_path / "nowhere/at/all"),
    ):
        with pytest.raises(JumplineError):
            call()
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(NotFound, match="papyrus"):
        export_many(given_of(issues), "papyrus", tmp_path / "new", runner=LocalRunner(1))
    with pytest.raises(UsageError):
        export_many(
            given_of(issues), "tei", tmp_path / "new", options={"a": "b"}, runner=LocalRunner(1)
        )


def test_a_folder_and_a_zip_hold_the_same(issue: Issue, tmp_path: Path) -> None:
    files = exporting.export(issue, "markdown", {"per": "article"})
    assert isinstance(files, dict)
    exporting.write(files, tmp_path / "folder")
    exporting.write(files, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as held:
        assert {name: held.read(name) for name in held.namelist()} == files
    assert {p.name: p.read_bytes() for p in (tmp_path / "folder").iterdir()} == files
    with pytest.raises(JumplineError, match="something already"):
        exporting.write(files, tmp_path / "folder")


@given(st.text(max_size=80))
def test_names_are_safe_everywhere(text: str) -> None:
    name = file_name(text)
    assert 0 < len(name) <= 63
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name not in ("con", "prn", "aux", "nul")
    assert name == file_name(text)


@given(st.lists(st.text(max_size=6), max_size=12))
def test_names_are_never_given_twice(texts: list[str]) -> None:
    names = Names()
    found = {text: names(text) for text in texts}
    assert len(set(found.values())) == len(found)
    assert len(set(page_names(texts))) == len(texts)
