"""Every command that takes an archive does on PostgreSQL what it does on a folder."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from jumpline.cli import run
from jumpline.sample import write_pages

from ..postgres_server import Server

pytestmark = pytest.mark.slow

ISSUE = "chengwan-ribao/2026-05-12"

#: What differs between two archives of the same issues: times, scores, where it is.
_OWN = re.compile(r'"(?:score|added)": ?[^,}]+|20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:00)?')


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_command(
    postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = write_pages(tmp_path)
    url = postgres.address(tmp_path / "blobs")
    archives = {"folder": str(tmp_path / "a"), "postgres": url}

    def both(*words: str, code: int = 0) -> str:
        said = {}
        for name, archive in archives.items():
            given = [word.replace("OUT", str(tmp_path / f"out-{name}")) for word in words]
            assert run([*given, "--archive", archive]) == code, capsys.readouterr()
            text = capsys.readouterr().out.replace(archive, "ARCHIVE").replace(f"out-{name}", "")
            said[name] = _OWN.sub("", text)
        assert said["folder"] == said["postgres"], words
        return said["folder"]

    assert "new" in both("add", str(sample))
    assert "same" in both("add", str(sample))
    both("list", "--json")
    assert '"total": 1' in both("search", "潮汐书屋", "--json")
    both("search", "person:韩雪晴 AND (养老 OR 灾后) date:2026-05", "--order", "newest", "--json")
    both("search", "NOT 潮汐书屋", "--order", "oldest", "--json")
    both("show", ISSUE)
    both("show", ISSUE, "--revisions")
    both("check", ISSUE, "--json")
    both("check", "潮汐书屋", "--json")
    both("figures", "海堤", "--json")
    both("commitments", ISSUE, "--json")
    both("threads", "--json")
    both("names", ISSUE, "--json")
    both("export", ISSUE, "--to", "jsonl", "-o", "OUT.jsonl")
    both("export", "潮汐书屋", "--to", "jsonl", "-o", "OUT2.jsonl")
    correction = {
        "kind": "text",
        "issue": ISSUE,
        "author": "anna",
        "reason": "as printed",
        "time": "2026-05-12T08:00:00Z",
        "at": {"quote": "把篾条压平"},
        "new": "把竹条压平",
    }
    given = tmp_path / "c.jsonl"
    given.write_text(json.dumps(correction), encoding="utf-8")
    both("correct", ISSUE, "--from", str(given))
    both("correct", ISSUE, "--list")
    both("reread")
    both("reindex")
    assert '"total": 1' in both("search", "把竹条压平", "--json")
    assert "whole" in both("verify")
    both("site", "OUT/site")
    assert files_of(tmp_path / "out-folder") == files_of(tmp_path / "out-postgres")
    assert run(["show", "no/issue", "--archive", url]) == 5


@pytest.mark.parametrize("workers", ["1", "2"])
def test_serve(postgres: Server, tmp_path: Path, workers: str) -> None:
    url = postgres.address(tmp_path / "blobs")
    assert run(["add", str(write_pages(tmp_path)), "--archive", url]) == 0
    command = [sys.executable, "-m", "jumpline", "serve", "--port", "0", "--archive", url]
    command += ["--workers", workers]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = server.stderr.readline().split()[-1]
            asked = f"{address.rstrip('/')}/search.json?q=%E4%B9%A6%E5%B1%8B"
            with urllib.request.urlopen(asked, timeout=20) as answer:
                assert json.load(answer)["total"] >= 1
            server.terminate()
            assert server.wait(20) == 0
            assert not Path("postgresql:").exists(), "no folder is named after a database"
        finally:
            server.kill()


def test_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"postgresql://ann:secret@/db?host={tmp_path}"
    assert run(["list", "--archive", url]) == 6
    said = capsys.readouterr().err
    assert "does not answer" in said
    assert "secret" not in said
    assert run(["list", "--archive", "postgresql://db?schema=A"]) == 2
    assert "lower-case" in capsys.readouterr().err


def test_without_the_extra(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None; from jumpline.cli import run;"
        "sys.exit(run(['list', '--archive', 'postgresql:///papers']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert "jumpline[postgres]" in done.stderr
