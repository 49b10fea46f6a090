"""What a tool printed, as sections under headings: the form in which all are compared."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import msgspec

from jumpline.scoring.text import joined, plain


class Section(msgspec.Struct):
    """``heads`` are headings that follow each other, ``body`` what stands under them."""

    heads: list[str]
    body: list[str]


class Outcome(msgspec.Struct):
    """Texts are without whitespace. ``blocks`` are the other ways to take the text apart into
    paragraphs; the one that scores best counts."""

    sections: list[Section]
    blocks: list[list[str]]
    whole: str


_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\*\*==>.*?<==\*\*|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_HEAD = re.compile(r"#{1,6}\s+(.*)")
_RULE = re.compile(r"[-=|:\s_*]+")


def from_text(text: str) -> Outcome:
    """Of plain text or markdown. Headings are lines that begin with #."""
    text = _TAG.sub("", _IMAGE.sub("", text.replace("<br>", "\n")))
    sections: list[Section] = []
    lines: list[str] = []
    paragraphs: list[str] = []
    pending: list[str] = []
    top = Section([], [])

    def close() -> None:
        if pending:
            block = "".join(pending)
            (sections[-1] if sections else top).body.append(block)
            paragraphs.append(block)
            pending.clear()

    for raw in text.splitlines():
        if raw.startswith("```"):
            continue
        head = _HEAD.fullmatch(raw.strip())
        line = _bare(head[1] if head else raw)
        if head:
            close()
            if sections and not sections[-1].body:
                sections[-1].heads.append(line)
            else:
                sections.append(Section([line], []))
        elif not line or _RULE.fullmatch(line):
            close()
        else:
            pending.append(line)
            lines.append(line)
    close()
    whole = "".join(["".join(top.body), *("".join([*each.heads, *each.body]) for each in sections)])
    return Outcome(sections, [paragraphs, lines], whole)


def from_issue(text: str) -> Outcome:
    """Of jumpline's JSON: an article is a section."""
    issue: dict[str, Any] = json.loads(text)
    sections = [
        Section(
            [joined(article["headline"])] if article["headline"] else [],
            [plain(item["text"]) for item in article["body"]],
        )
        for article in issue["articles"]
    ]
    paragraphs = [block for section in sections for block in section.body]
    whole = "".join("".join([*each.heads, *each.body]) for each in sections)
    return Outcome(sections, [paragraphs], whole)


def _bare(line: str) -> str:
    """A line without whitespace and without markdown's marks."""
    line = html.unescape(line).strip().strip("|").replace("|", "")
    line = re.sub(r"^(?:[-*+>]|\d+\.)\s+", "", line)
    line = re.sub(r"\*\*|__|~~|`|\\(?=[\W_])", "", line)
    if len(line) > 2 and line[0] == line[-1] and line[0] in "*_":
        line = line[1:-1]
    return plain(line)
