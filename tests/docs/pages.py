"""The documents as the tests see them: their blocks, and the commands in these."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
READMES = ("README.md", "README.zh.md")
TUTORIALS = ("docs/tutorial/index.md", "docs/tutorial/zh.md")
#: Blocks that stand for a checkout: they are held to the Makefile, not run.
CHECKOUT = ("CONTRIBUTING.md",)

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Command(NamedTuple):
    """A line that begins with ``$``, and the lines that are shown as its output."""

    line: str
    shown: tuple[str, ...]


def documents() -> list[str]:
    """Every document of the project, by its path from the root."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str, language: str) -> list[str]:
    return [body for found, body in _BLOCK.findall(text_of(document)) if found == language]


def commands(document: str) -> list[Command]:
    found: list[Command] = []
    for block in blocks(document, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:], ()))
            elif line.strip():
                last = found.pop()
                found.append(Command(last.line, (*last.shown, line)))
    return found


def reference() -> str:
    """All of the reference's pages together."""
    return "\n".join(text_of(name) for name in documents() if name.startswith("docs/reference/"))
