"""Plain text and markdown, as an OCR engine or a person leaves a page.

One page a file, or several divided by form feeds, page markers or folio lines. The reader keeps
every character; only markup itself (``#``, ``**``, table pipes) goes.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from jumpline.errors import EmptySource, NotText, TooLarge
from jumpline.model.sheet import Mark, MarkKind, Sheet, TextLine
from jumpline.model.text import is_cjk, visual_size
from jumpline.packs import reading_pack
from jumpline.readers.encoding import decode

MAX_BYTES = 64 * 1024 * 1024
_NEWLINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?![#\d\s]))(.*?)[ \t#]*$")
_RULE = re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$|={3,}$")
_ITEM = re.compile(r"[-*+][ \t]+(?=\S)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1$")
_LEAD = re.compile(r"(\*\*|__)(?=\S)([^*]{1,40}?)(?<=\S)\1")
#: A star after a Latin letter or a digit (5*3*2) is a sign of its own.
_EMPHASIS = re.compile(r"(?<![\\0-9A-Za-z])(\*\*\*|\*\*|__|\*)(?=[^\s*])(.+?)(?<=[^\s\\])\1")
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((?:https?:|mailto:|#|\./|/)[^)\n]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_PAGE_COMMENT = re.compile(
    r"^\s*(?:page|p\.|第)\s*[:=]?\s*([A-Za-z]?\d{1,3})\s*(?:页|頁|版)?\s*$", re.I
)
_CELL_END = re.compile(r"</t[dh]>\s*", re.I)
_ROW_END = re.compile(r"</tr>\s*", re.I)
_PIPE_RULE = re.compile(r"\|?[ \t:|-]+\|?$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_RUNNING = re.compile(r"[，。；,;]")
_SIGNATURE = re.compile(r"[（(][^（）()]{2,40}[）)]")
_LABEL = re.compile(r"(?:^|[^A-Za-z0-9])(?:page|p|pg|版|第)?[-_ ]?([A-Da-d]?\d{1,3})(?:版|页|頁)?$")


class MarkupReader:
    """Reads text. ``read`` raises ``EmptySource``, ``NotText`` or ``TooLarge``."""

    name: ClassVar[str] = "markup"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        """Text by its name, or bytes that decode; never another format's signature."""
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in (".md", ".markdown", ".txt", ".text", ".mdown"):
            return 0.9
        if head.lstrip()[:1] in (b"{", b"[", b"<"):
            return 0.0
        if b"\0" in head[:4096] or head.startswith(b"%PDF"):
            return 0.0
        return 0.3 if suffix == "" else 0.1

    def read(self, name: str, data: bytes) -> list[Sheet]:
        if len(data) > MAX_BYTES:
            raise TooLarge(
                f"{len(data)} bytes of text are more than a page can have ({MAX_BYTES}).",
                where=name,
                remedy="Give one page a file.",
            )
        text, _encoding = decode(data, where=name)
        if not text.strip("\ufeff \t\r\n\f\u3000"):
            raise EmptySource("there is no text in it.", where=name)
        if _CONTROL.search(text):
            controls = len(_CONTROL.findall(text))
            if controls > max(8, len(text) // 100):
                raise NotText("it is full of control characters.", where=name)
        sheets = []
        stem = PurePosixPath(name.replace("\\", "/")).stem
        pieces = list(_pages(text))
        for hint, part in pieces:
            marks = tuple(_marks(part))
            if any(mark.lines for mark in marks):
                sheets.append(Sheet(source=name, marks=marks, hint=hint))
        if len(sheets) == 1 and sheets[0].hint is None:
            sheets[0] = Sheet(source=name, marks=sheets[0].marks, hint=label_in_name(stem))
        if not sheets:
            raise EmptySource("there is only markup in it, no text.", where=name)
        return sheets


def label_in_name(stem: str) -> str | None:
    """``page-02`` → 02, ``A03`` → A03; a date's last digits are no page."""
    if re.search(r"\d{4}[-_.]?\d{2}[-_.]?\d{2}$", stem):
        return None
    found = _LABEL.search(stem)
    return found[1].upper() if found else None


def _pages(text: str) -> Iterator[tuple[str | None, str]]:
    """(page label or None, text) of each page: form feeds, page comments, page markers, folios."""
    for chunk in text.split("\f"):
        hint: str | None = None
        lines: list[str] = []
        for line in _NEWLINE.split(chunk):
            label = _page_break(line)
            if label is not None:
                if any(kept.strip() for kept in lines):
                    yield hint, "\n".join(lines)
                hint, lines = label, []
                continue
            lines.append(line)
        if any(kept.strip() for kept in lines):
            yield hint, "\n".join(lines)


def _page_break(line: str) -> str | None:
    if len(line) > 60 or not any(char.isdigit() for char in line):
        return None
    comment = _COMMENT.search(line)
    if comment:
        found = _PAGE_COMMENT.match(comment[1])
        return found[1].upper() if found else None
    stripped = line.strip()
    if not stripped or stripped[0] not in "-—=":
        return None
    marker = reading_pack().match("page-marker", stripped)
    return str(marker.values["page"]) if marker else None


def _marks(text: str) -> Iterator[Mark]:
    text = _join_tables(_COMMENT.sub("", text))
    paragraph: list[str] = []
    blank_lines = len(re.findall(r"\n[ \t\u3000]*\n", text))
    lines = text.split("\n")
    loose = blank_lines == 0 and len(lines) > 3
    table: list[str] = []
    cluster = -1 if blank_lines == 0 else 0
    for line in lines:
        bare = line.strip(" \t\u3000\ufeff")
        if table and not bare.startswith("|"):
            yield from _table(table)
            table = []
        if not bare:
            yield from _flush(paragraph, cluster)
            paragraph = []
            cluster += blank_lines > 0
            continue
        if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
            yield from _flush(paragraph, cluster)
            paragraph = []
            table.append(bare)
            continue
        heading = _HEADING.fullmatch(bare)
        if heading and heading[2]:
            yield from _flush(paragraph, cluster)
            paragraph = []
            yield _mark("heading", [heading[2]], level=len(heading[1]))
            continue
        if _RULE.fullmatch(bare):
            # Under a line of text, = and - would make it a heading; OCR engines mean a rule.
            yield from _flush(paragraph, cluster)
            paragraph = []
            yield Mark("rule", (), 0)
            continue
        begins = (
            _indent(line)
            or _steps_in(line, paragraph)
            or bool(_ITEM.match(bare))
            or bool(_STRONG.fullmatch(bare))
        )
        if paragraph and (begins or loose or _STRONG.fullmatch(paragraph[-1].strip())):
            yield from _flush(paragraph, cluster)
            paragraph = []
        paragraph.append(line)
    yield from _table(table)
    yield from _flush(paragraph, cluster)


def _indent(line: str) -> bool:
    """Two ideographic spaces, or four plain ones: how a paragraph begins in plain text."""
    return line.startswith(("\u3000\u3000", "    ", "\t"))


def _steps_in(line: str, above: list[str]) -> bool:
    """A line that two or three spaces set in from the lines above it, which no item holds."""
    if not above or not line.startswith("  ") or _ITEM.match(above[0].strip()):
        return False
    return not above[-1].startswith(" ")


def _flush(lines: list[str], cluster: int) -> Iterator[Mark]:
    if not lines:
        return
    whole = [line.strip(" \t\u3000\ufeff") for line in lines]
    if len(whole) == 1:
        strong = _STRONG.fullmatch(whole[0])
        if strong and strong[1] not in strong[2]:
            yield _mark("strong", [strong[2]])
            return
    if len(whole) == 1 and _PICTURE.fullmatch(whole[0]):
        alt = _PICTURE.fullmatch(whole[0])
        yield _mark("picture", [alt[1]] if alt and alt[1].strip() else [])
        return
    kind: MarkKind = "paragraph"
    if _ITEM.match(whole[0]):
        kind, whole[0] = "item", _ITEM.sub("", whole[0], count=1)
    elif all(line.startswith(">") for line in whole):
        kind, whole = "quote", [line.lstrip("> \t") for line in whole]
    for number, piece in enumerate(_pieces(whole) if kind == "paragraph" else [whole]):
        lead = _LEAD.match(piece[0])
        yield _mark(
            kind,
            piece,
            lead=lead[2] if lead else "",
            indented=number == 0 and _indent(lines[0]),
            cluster=cluster,
        )


def _pieces(lines: list[str]) -> list[list[str]]:
    """Adjacent lines as one wrapped paragraph, or each by itself: wrapped lines are of one width
    (all but the last), while a title, a name and a date above each other are not. Latin lines
    stay together. A line that is a bracket as a whole is a signature."""
    if len(lines) == 1:
        return [lines]
    if _SIGNATURE.fullmatch(lines[-1]) and len(lines[-1]) <= 40:
        return [*_pieces(lines[:-1]), [lines[-1]]]
    text = "".join(lines)
    cjk = [sum(map(is_cjk, line)) > len(line) / 3 for line in lines]
    if any(cjk) and not all(cjk) and len(lines) <= 4 and max(map(visual_size, lines)) <= 30:
        # A title in two scripts, one above the other.
        return [[line] for line in lines]
    if sum(map(is_cjk, text)) < len(text) / 3:
        return _latin_pieces(lines)
    sizes = [visual_size(line) for line in lines]
    full = sizes[:-1]
    if any(line.startswith("——") for line in lines[1:]):
        return [[line] for line in lines]
    if max(sizes) < 18 and not _RUNNING.search(text):
        # Short lines without a mark inside are titles above each other, or verse.
        return [[line] for line in lines]
    if min(full) >= 10 and min(full) >= 0.8 * max(full) and sizes[-1] <= max(full) + 2:
        return [lines]
    return [[line] for line in lines]


def _latin_pieces(lines: list[str]) -> list[list[str]]:
    """Latin lines cut where a line ends long before the measure and the next begins anew: a
    headline above its paragraph, an entry above the next one."""
    measure = max(map(len, lines))
    if measure < 28:
        return [lines]
    pieces = [[lines[0]]]
    for before, line in itertools.pairwise(lines):
        if len(before) < 0.8 * measure and before[-1] not in ",-;" and not line[0].islower():
            pieces.append([line])
        else:
            pieces[-1].append(line)
    return pieces


def _mark(
    kind: MarkKind,
    lines: list[str],
    *,
    level: int = 0,
    lead: str = "",
    indented: bool = False,
    cluster: int = -1,
) -> Mark:
    texts = [clean(line) for line in lines]
    kept = tuple(TextLine(text) for text in texts if text)
    return Mark(kind, kept, level, lead, indented, cluster)


def clean(line: str) -> str:
    """A line without inline markup: emphasis, links, tags, escapes, entities."""
    if "*" in line or "__" in line:
        line = _EMPHASIS.sub(r"\2", line)
        line = _EMPHASIS.sub(r"\2", line)
    if "](" in line:
        line = _LINK.sub(r"\1", _PICTURE.sub(r"\1", line))
    if "<" in line:
        line = _TAG.sub("", line)
    if "\\" in line:
        line = _ESCAPE.sub(r"\1", line)
    if "&" in line:
        line = html.unescape(line)
    if not line.isascii() or not line.isprintable():
        line = _CONTROL.sub("", line).replace("\ufeff", "").replace("\u200b", "")
    return line.strip(" \t\u3000\x0c\x1c")


def _table(rows: list[str]) -> Iterator[Mark]:
    lines = [
        "\t".join(cell.strip() for cell in row.strip("|").split("|"))
        for row in rows
        if not _PIPE_RULE.fullmatch(row)
    ]
    if lines:
        yield _mark("table", lines)


def _join_tables(text: str) -> str:
    """An HTML table as pipe rows, so that its cells are kept and its tags are not."""
    if "<table" not in text.lower():
        return text

    def rows(found: re.Match[str]) -> str:
        body = _CELL_END.sub("\x1f", found[0].replace("\n", " "))
        lines = []
        for row in _ROW_END.split(body):
            cells = [_TAG.sub("", cell).strip().replace("|", "｜") for cell in row.split("\x1f")]
            if any(cells):
                lines.append("| " + " | ".join(cells[:-1] or cells) + " |")
        return "\n\n" + "\n".join(lines) + "\n\n"

    return re.sub(r"<table.*?(?:</table>|\Z)", rows, text, flags=re.DOTALL | re.I)
