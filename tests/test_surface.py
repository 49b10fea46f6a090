"""The public surface: small, tested, lazy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import jumpline
from jumpline.errors import MixedIssues, NotFound, QueryError, SourceError
from jumpline.sample import write_pages


def test_exported_names() -> None:
    assert sorted(jumpline.__all__) == jumpline.__all__
    for name in jumpline.__all__:
        assert getattr(jumpline, name) is not None
    with pytest.raises(AttributeError):
        jumpline.nothing  # noqa: B018


def test_read_and_open(tmp_path: Path) -> None:
    pages = write_pages(tmp_path)
    issue = jumpline.read(pages)
    assert issue.date == "2026-05-12"
    assert jumpline.read([pages / "page-01.md"]).articles
    assert [found.id for found in jumpline.read_all([pages])] == [issue.id]
    with jumpline.open(tmp_path / "a") as archive:
        archive.add([pages])
        assert archive.get(issue.id) == issue
        assert archive.search("把篾条压平").total == 1


def test_errors_survive_pickling() -> None:
    import pickle

    for error in (
        SourceError("what.", where="here", remedy="do."),
        MixedIssues("two."),
        QueryError("wrong.", query="a(", position=1, remedy="close it."),
        NotFound("nothing."),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), type(again), again.exit_code) == (
            str(error),
            type(error),
            error.exit_code,
        )


def test_import_is_light() -> None:
    code = "import jumpline, sys; print([m for m in sys.modules if m in ('click','msgspec','scipy','tantivy','numpy')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_modules_stay_small(root: Path) -> None:
    for path in (root / "src").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
        assert path.stem not in ("utils", "helpers", "common", "manager"), path
