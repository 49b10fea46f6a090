"""``jumpline correct``: files in and out, and what is said of bad ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jumpline.cli import run

ISSUE = "cheng-wan-ri-bao/2026-05-12"
PAGE = "澄湾日报\n\n2026年5月12日\n\n星期二\n\n# 一条旧街\n\n本报讯（记者 江一苇）要加緊干。\n"
LINE: dict[str, Any] = {
    "kind": "text",
    "issue": ISSUE,
    "author": "anna",
    "reason": "as printed",
    "time": "2026-05-12T08:00:00Z",
    "at": {"quote": "加緊"},
    "new": "加紧",
}


@pytest.fixture
def archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "p.md").write_text(PAGE, encoding="utf-8")
    archive = ["--archive", str(tmp_path / "a")]
    assert run(["add", str(tmp_path / "in"), *archive]) == 0
    capsys.readouterr()
    return archive


def lines(path: Path, *corrections: Any) -> str:
    texts = (c if isinstance(c, str) else json.dumps(c) for c in corrections)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return str(path)


def test_in_and_out_and_undone(
    archive: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = lines(tmp_path / "c.jsonl", LINE, "")
    assert run(["correct", ISSUE, "--from", given, *archive]) == 0
    assert "holds" in capsys.readouterr().out
    assert run(["correct", ISSUE, "--from", given, "--json", *archive]) == 0
    (kept,) = json.loads(capsys.readouterr().out)["corrections"]
    assert run(["correct", ISSUE, "--export", "-o", str(tmp_path / "out.jsonl"), *archive]) == 0
    exported = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert exported == kept["correction"]
    assert exported["at"]["before"].endswith("要")
    assert run(["check", ISSUE, "--json", *archive]) == 0
    assert "script-mixed" not in capsys.readouterr().out
    assert run(["correct", ISSUE, "--undo", exported["id"], *archive]) == 0
    assert "undone" in capsys.readouterr().out
    assert run(["correct", ISSUE, "--from", str(tmp_path / "out.jsonl"), *archive]) == 0
    assert "holds" in capsys.readouterr().out


def test_what_does_not_apply_ends_with_8(
    archive: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = lines(tmp_path / "c.jsonl", {**LINE, "at": {"quote": "没有这句"}})
    assert run(["correct", ISSUE, "--from", given, *archive]) == 8
    captured = capsys.readouterr()
    assert "left" in captured.out
    assert "not there any more" in captured.err


def test_a_rejected_problem_is_not_told_again(
    archive: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reject = {key: LINE[key] for key in ("issue", "author", "reason", "time")}
    reject |= {"kind": "reject", "code": "script-mixed"}
    assert run(["correct", ISSUE, "--from", lines(tmp_path / "c.jsonl", reject), *archive]) == 0
    capsys.readouterr()
    assert run(["check", ISSUE, "--json", *archive]) == 0
    assert "script-mixed" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        ("{", "line 1: not a correction"),
        ({**LINE, "kind": "shout"}, "not a correction"),
        ({**LINE, "extra": 1}, "not a correction"),
        ({**LINE, "time": "yesterday"}, "not a correction"),
        ({**LINE, "new": "a\u0007b"}, "control character"),
        ({**LINE, "issue": "other/2026-05-12"}, "is of other/2026-05-12"),
        ({**LINE, "at": {"quote": ""}}, "not a correction"),
        ({**LINE, "new": "x" * 30_000}, "not a correction"),
    ],
)
def test_bad_corrections(
    correction: Any,
    said: str,
    archive: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = lines(tmp_path / "c.jsonl", correction)
    assert run(["correct", ISSUE, "--from", given, *archive]) == 3
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert run(["correct", ISSUE, "--json", *archive]) == 0
    assert json.loads(capsys.readouterr().out)["corrections"] == [], "nothing was kept"


def test_an_issue_that_there_is_not(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["correct", "no/2026-05-12", *archive]) == 5
    assert "no issue" in capsys.readouterr().err
