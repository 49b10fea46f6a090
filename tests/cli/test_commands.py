"""The commands as a user types them: results, messages, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jumpline.cli import run
from jumpline.sample import NAME, write_pages

PAGE = "# 一条旧街\n\n本报讯（记者 江一苇）清晨六点半，铺子已经冒起白汽。\n"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return write_pages(tmp_path)


def test_read_prints_one_issue(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", str(sample)]) == 0
    issue = json.loads(capfdbinary.readouterr().out)
    assert issue["schema"] == "jumpline/issue@1"
    assert issue["id"] == NAME.replace("-2026", "/2026")
    assert [page["label"] for page in issue["pages"]] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize(
    ("form", "sign"),
    [("text", "潮汐书屋"), ("markdown", "## 盐场旧事"), ("html", "<h2>盐场旧事</h2>")],
)
def test_read_to_other_forms(sample: Path, form: str, sign: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["read", str(sample), "--to", form, "-o", str(out)]) == 0
    assert sign in out.read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".out*")), "no half-written file stays"


def test_add_list_show_search_verify(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = ["--archive", str(tmp_path / "a")]

    def call(*words: str) -> str:
        assert run([*words, *archive]) == 0
        return capsys.readouterr().out

    assert json.loads(call("add", str(sample), "--json"))["added"][0]["status"] == "new"
    assert json.loads(call("add", str(sample), "--json"))["added"][0]["status"] == "same"
    (issue,) = json.loads(call("list", "--json"))["issues"]
    assert issue["id"] == "chengwan-ribao/2026-05-12"
    found = json.loads(call("search", "潮汐书屋", "--json"))
    assert found["total"] == 1
    assert (
        "潮汐书屋" in found["hits"][0]["snippet"].replace("“", "").replace("”", "")
        or found["hits"][0]["marks"]
    )
    article = found["hits"][0]["article"]
    assert "牛角村" in call("show", article)
    assert json.loads(call("show", article, "--json"))["pages"] == [1, 3]
    assert json.loads(call("verify", "--json")) == {"whole": True, "damage": []}
    assert call("export", issue["id"], "--to", "markdown").startswith("---\n")
    assert json.loads(call("reread", "--json"))["reread"][0]["status"] == "same"
    assert json.loads(call("search", "記者:沈砚秋", "--json", "--facets"))["facets"]["person"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jumpline", "read", "-", "--to", "text"],
        input=PAGE.encode("gb18030"),
        capture_output=True,
        check=True,
    )
    assert "江一苇" in done.stdout.decode()


def write(folder: Path, **pages: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in pages.items():
        (folder / f"{name}.md").write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


@pytest.mark.parametrize(
    ("pages", "code", "words"),
    [
        ({"empty": b""}, 3, "the file is empty"),
        ({"binary": bytes(range(256)) * 9}, 3, "not text"),
        ({"cut": ("昌吉日报" * 40).encode()[:-1]}, 3, "cut in the middle of a character"),
        ({"pdf": b"%PDF-1.7\n"}, 3, "cannot be opened"),
    ],
)
def test_a_page_that_cannot_be_read(
    tmp_path: Path,
    pages: dict[str, bytes],
    code: int,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = write(tmp_path / "in", **pages)
    assert run(["read", str(folder)]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err
    assert f"{next(iter(pages))}.md" in captured.err
    assert len(captured.err.strip().splitlines()) == 1


def test_one_bad_page_never_loses_its_issue(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "in", p1=PAGE, p2=b"")
    assert run(["read", str(folder)]) == 8
    captured = capfd.readouterr()
    issue = json.loads(captured.out)
    assert issue["articles"][0]["headline"] == ["一条旧街"]
    assert [problem["code"] for problem in issue["problems"]] == ["source-unreadable"]
    assert "p2.md" in captured.err


def test_two_issues_in_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "澄湾日报\n\n2026年5月{0}日\n\n星期二\n\n总第88{0}期\n\n"
    folder = write(tmp_path / "in", p1=head.format(12) + PAGE, p2=head.format(13) + PAGE)
    assert run(["read", str(folder)]) == 4
    message = capsys.readouterr().err
    assert "2026-05-12" in message
    assert "2026-05-13" in message
    assert "jumpline add" in message
    archive = str(tmp_path / "a")
    assert run(["add", str(folder), "--archive", archive, "--json"]) == 0
    added = json.loads(capsys.readouterr().out)["added"]
    assert [found["issue"][-10:] for found in added] == ["2026-05-12", "2026-05-13"]


def test_a_page_twice(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "in", a1=PAGE, b1=PAGE)
    assert run(["read", str(folder)]) == 0
    captured = capfd.readouterr()
    assert len(json.loads(captured.out)["articles"]) == 1
    assert "twice" in captured.err


def test_a_page_that_is_no_newspaper(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "in", notes="milk\n\neggs\n\nbread\n")
    assert run(["read", str(folder)]) == 0
    issue = json.loads(capfd.readouterr().out)
    text = "".join(
        line["text"]
        for page in issue["pages"]
        for block in page["blocks"]
        for line in block["lines"]
    )
    assert all(word in text for word in ("milk", "eggs", "bread"))
    assert issue["problems"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["read", "nowhere.md"], 5, "no such file"),
        (["read", "."], 3, "no page in this folder"),
        (["read", "x.md", "--to", "papyrus"], 5, "Known exporters"),
        (["serch"], 2, "Did you mean 'search'?"),
        (["list", "--archive", "nowhere"], 5, "nowhere"),
        (["show", "a/b", "--archive", "nowhere"], 5, "nowhere"),
    ],
)
def test_mistakes_end_in_one_line(
    words: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(words) == code
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_a_wrong_query_points_at_the_place(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = str(tmp_path / "a")
    run(["add", str(sample), "--archive", archive])
    capsys.readouterr()
    assert run(["search", "headline:(潮汐 AND", "--archive", archive]) == 2
    assert "^" in capsys.readouterr().err


def test_the_archive_may_come_from_the_environment(sample: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "JUMPLINE_ARCHIVE": str(tmp_path / "env")}
    subprocess.run(
        [sys.executable, "-m", "jumpline", "add", str(sample)],
        env=environment,
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "env" / "archive.sqlite").is_file()


def test_a_closed_pipe_is_no_fault(sample: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m jumpline read {sample} | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_version_and_help_and_completion(capsys: pytest.CaptureFixture[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jumpline", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("jumpline ")
    from jumpline.cli.commands import COMMANDS, main

    for name in COMMANDS:
        assert run([name, "--help"]) == 0
        assert main.get_command(None, name) is not None  # type: ignore[arg-type]
        assert len(capsys.readouterr().out) > 60
    for shell in ("bash", "zsh", "fish"):
        assert run(["completion", shell]) == 0
        assert "_JUMPLINE_COMPLETE" in capsys.readouterr().out


def test_version_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "jumpline", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    for heavy in ("click", "msgspec", "tantivy", "scipy", "starlette", "opencc"):
        assert f"| {heavy}" not in done.stderr


def test_demo_ends_after_printing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--no-serve", "--into", str(tmp_path / "d")]) == 0
    out = capsys.readouterr().out
    assert "澄湾日报" in out
    text, _, printed = out.partition("The same issue printed as ")
    assert "jump followed" in text
    assert "part 2 of a series" in text
    assert "jump followed" in printed
    assert "part 2 of a series" in printed
    pdf = tmp_path / "d" / "printed" / f"{NAME}.pdf"
    made = pdf.stat().st_mtime_ns
    assert run(["demo", "--no-serve", "--into", str(tmp_path / "d")]) == 0
    assert pdf.stat().st_mtime_ns == made
    assert capsys.readouterr().out == out
    pdf.write_bytes(b"%PDF-")
    assert run(["demo", "--no-serve", "--into", str(tmp_path / "d")]) == 0
    assert capsys.readouterr().out == out


@pytest.mark.parametrize("missing", ["pikepdf", "uharfbuzz"])
def test_demo_goes_on_without_the_composer(
    missing: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert run(["demo", "--no-serve", "--into", str(tmp_path / "d")]) == 0
    out = capsys.readouterr().out
    (line,) = [line for line in out.splitlines() if line.startswith("Not printed as PDF: ")]
    assert "pip install 'jumpline[compose]'" in line
    assert "Next: jumpline serve" in out
    assert not (tmp_path / "d" / "printed").exists()


@pytest.mark.parametrize(("name", "field"), [("figures", "value"), ("commitments", "kind")])
def test_the_ledger_of_pages_issues_and_searches(
    name: str, field: str, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = str(tmp_path / "archive")
    assert run(["add", str(sample), "--archive", archive]) == 0
    capsys.readouterr()
    issue = NAME.replace("-2026", "/2026")
    answers = []
    for what in (str(sample), issue):
        assert run([name, what, "--archive", archive, "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out)[name])
    assert answers[0] == answers[1]
    assert all(each["quote"] and each[field] for each in answers[0])
    assert run([name, "书屋", "--archive", archive, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)[name]
    assert 0 < len(found) < len(answers[0])
    assert run([name, issue, "--archive", archive]) == 0
    assert found[0]["quote"] in capsys.readouterr().out
    assert run([name, issue, "--archive", archive, "--csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert [row["quote"] for row in table] == [each["quote"] for each in answers[0]]
    assert run([name, issue, "--archive", archive, "--csv", "--json"]) == 2
    assert run([name, "nothing/2026-01-01", "--archive", archive]) == 5
