"""``jumpline check`` on pages, on issues of an archive, and on what a search finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jumpline.cli import run
from jumpline.sample import write_pages

PAGE = """澄湾日报

2026年5月{day}日

{weekday}

总第{number}期

# 一条旧街

本报讯（记者 江一苇）清晨六点半，铺子已经冒起白汽，要加{tight}干。
"""


def page(
    folder: Path, day: int = 12, weekday: str = "星期二", number: int = 8846, tight: str = "紧"
) -> Path:
    folder.mkdir()
    text = PAGE.format(day=day, weekday=weekday, number=number, tight=tight)
    (folder / "page-01.md").write_text(text, encoding="utf-8")
    return folder


def found(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert run(["check", *words, "--json"]) == 0
    problems: list[dict[str, object]] = json.loads(capsys.readouterr().out)["problems"]
    return problems


def codes(problems: list[dict[str, object]]) -> list[object]:
    return [problem["code"] for problem in problems]


def test_the_sample_has_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problems = found(capsys, str(write_pages(tmp_path)))
    assert not [problem for problem in problems if problem["severity"] == "error"]


def test_a_wrong_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = page(tmp_path / "in", weekday="星期三", tight="緊")
    problems = found(capsys, str(folder))
    assert codes(problems) == ["weekday-wrong", "script-mixed"]
    assert problems[1]["where"]["quote"] == "加緊干。"  # type: ignore[index]
    assert run(["check", str(folder)]) == 0
    assert "error   weekday-wrong" in capsys.readouterr().out
    assert run(["check", str(folder), "--fail-on", "error"]) == 1
    waivers = tmp_path / "w.toml"
    waivers.write_text("[[waivers]]\ncode='weekday-wrong'\nreason='a test'\n", encoding="utf-8")
    waived = ["--waivers", str(waivers)]
    assert run(["check", str(folder), "--fail-on", "error", *waived]) == 0
    assert run(["check", str(folder), "--fail-on", "warning", *waived]) == 1


@pytest.mark.parametrize("form", ["html", "sarif", "text"])
def test_reports_are_written(form: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = page(tmp_path / "in", tight="緊")
    assert run(["check", str(folder), "--to", form, "-o", str(out)]) == 0
    assert "緊" in out.read_text(encoding="utf-8")


def test_an_issue_is_compared_with_its_neighbours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = ["--archive", str(tmp_path / "a")]
    first = page(tmp_path / "one", day=11, weekday="星期一", number=8846)
    second = page(tmp_path / "two", number=8846, tight="緊")
    assert run(["add", str(first), str(second), *archive]) == 0
    capsys.readouterr()
    problems = found(capsys, "cheng-wan-ri-bao/2026-05-12", *archive)
    assert codes(problems) == ["number-order", "script-mixed"]
    problems = found(capsys, "加紧", *archive)
    assert codes(problems) == ["script-mixed"]
    assert problems[0]["where"]["issue"] == "cheng-wan-ri-bao/2026-05-12"  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["no/such"], 5, "no issue"),
        (["没有的词"], 5, "no file or issue"),
        (["IN", "--style", "none"], 5, "zh-publishing"),
        (["IN", "--waivers", "BAD"], 3, "wrong waivers"),
    ],
)
def test_what_is_not_there(
    words: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = page(tmp_path / "in")
    (tmp_path / "bad.toml").write_text("[[", encoding="utf-8")
    archive = str(tmp_path / "a")
    assert run(["add", str(folder), "--archive", archive]) == 0
    capsys.readouterr()
    real = {"IN": str(folder), "BAD": str(tmp_path / "bad.toml")}
    assert run(["check", *(real.get(word, word) for word in words), "--archive", archive]) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert len(captured.err.strip().splitlines()) == 1


PACK = """[pack]
id = "own"
name = "Own"

[[patterns]]
kind = "jump-to"
at = "end"
template = "(接着看{page:page}版)"
examples = ["（接着看3版）"]
"""


def test_a_pack_counts_for_issues_of_the_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = page(tmp_path / "in")
    file = folder / "page-01.md"
    text = file.read_text(encoding="utf-8").replace("要加紧干。", "要加紧干，\n（接着看3版）")
    file.write_text(text, encoding="utf-8")
    (tmp_path / "own.toml").write_text(PACK, encoding="utf-8")
    archive = ["--archive", str(tmp_path / "a")]
    assert run(["add", str(folder), *archive]) == 0
    capsys.readouterr()
    issue = "cheng-wan-ri-bao/2026-05-12"
    assert "jump-unresolved" not in codes(found(capsys, issue, *archive))
    told = found(capsys, issue, *archive, "--pack", str(tmp_path / "own.toml"))
    assert "jump-unresolved" in codes(told)
    told = found(capsys, "铺子", *archive, "--pack", str(tmp_path / "own.toml"))
    assert "jump-unresolved" in codes(told)
    assert "jump-unresolved" not in codes(found(capsys, issue, *archive)), "nothing was kept"


def test_a_waiver_that_fits_nothing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = ["--archive", str(tmp_path / "a")]
    assert run(["add", str(page(tmp_path / "in", weekday="星期三")), *archive]) == 0
    capsys.readouterr()
    waivers = tmp_path / "w.toml"
    waivers.write_text(
        "[[waivers]]\ncode='weekday-wrong'\nreason='a test'\n"
        "[[waivers]]\ncode='weekday-wrong'\nissue='another/2026-05-12'\nreason='of another'\n",
        encoding="utf-8",
    )
    asked = ["cheng-wan-ri-bao/2026-05-12", *archive, "--waivers", str(waivers)]
    assert run(["check", *asked, "--json"]) == 0
    said = capsys.readouterr()
    assert codes(json.loads(said.out)["problems"]) == []
    assert said.err.count("fits no problem") == 1
    assert "of another" in said.err
