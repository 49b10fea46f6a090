"""Every command and every Python example of the documents runs, and shows what it is said to."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from jumpline.sample import NAME, write_pages

from .pages import CHECKOUT, READMES, ROOT, TUTORIALS, blocks, commands, documents

_TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
_MAKE = re.compile(r"make( [a-z-]+)+")
#: These make the sample's pages themselves, as a newcomer must.
_FROM_NOTHING = (*READMES, *TUTORIALS)
#: Notes on design hold sketches.
EXAMPLES = [
    name for name in documents() if blocks(name, "python") and not name.startswith("docs/design/")
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder, without the settings of whoever runs the tests."""
    work = tmp_path / "work"
    work.mkdir()
    return work


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUMPLINE")}
    tools = Path(sys.executable).parent
    return {**kept, "PATH": f"{tools}:{kept['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def _sample(folder: Path) -> None:
    """The sample's pages where the documents have them."""
    pages = write_pages(folder.parent)
    shutil.move(pages, folder / "2026-05-12")
    assert pages.name == NAME


def _run(line: str, folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def _serve(line: str, folder: Path) -> None:
    """A server answers and ends when it is told to. Its port is taken by chance."""
    server = subprocess.Popen(
        ["bash", "-c", f"exec {line} --port 0"],
        cwd=folder,
        env=_environment(folder),
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert server.stderr is not None
        said = server.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert address, said
        with urllib.request.urlopen(f"{address[0]}health", timeout=30) as answer:
            assert json.load(answer)["status"] == "ok"
        server.terminate()
        assert server.wait(30) == 0
    finally:
        server.kill()
        server.communicate()


@pytest.mark.slow
@pytest.mark.parametrize(
    "document", [name for name in documents() if commands(name) and name not in CHECKOUT]
)
def test_every_command_runs(document: str, folder: Path) -> None:
    if document not in _FROM_NOTHING:
        _sample(folder)
    for line, shown in commands(document):
        if line.startswith("make"):
            assert _MAKE.fullmatch(line), line
            continue
        if line.startswith("jumpline serve"):
            _serve(line, folder)
            continue
        said = _run(line, folder)
        for expected in shown:
            assert expected in said, f"{line} does not print {expected!r}:\n{said}"


@pytest.mark.parametrize("document", [*READMES, *CHECKOUT])
def test_make_has_the_targets(document: str) -> None:
    lines = [line for line, _ in commands(document) if line.startswith("make")]
    assert lines
    for line in lines:
        assert set(line.split()[1:]) <= _TARGETS, line


@pytest.mark.parametrize("pair", [READMES, TUTORIALS])
def test_both_languages_have_the_same_commands(pair: tuple[str, str]) -> None:
    english, chinese = pair
    assert commands(english) == commands(chinese)
    assert blocks(english, "python") == blocks(chinese, "python")


@pytest.mark.slow
@pytest.mark.parametrize("document", EXAMPLES)
def test_every_example_runs(document: str, folder: Path) -> None:
    """The blocks of a document are one program, in a process that takes warnings as errors."""
    _sample(folder)
    program = folder.parent / "example.py"
    program.write_text("\n".join(blocks(document, "python")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, f"{document}\n{done.stdout}{done.stderr}"


def test_no_shell_command_hides_in_another_block() -> None:
    """In the READMEs, what a reader types stands where the tests find it."""
    for document in READMES:
        for language in ("bash", "sh", "shell", "text"):
            assert not blocks(document, language), document
