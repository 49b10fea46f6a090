"""Searchable PDFs: sound by qpdf's check, and their text in the issue's order by PDFium."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from jumpline.exporting import export
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.text import plain
from jumpline.pipeline import read_issues

from . import specimens
from .schemas import faults

#: PDFs that set their type; the rest of what lies there at night.
SOURCES = ["shiyoubao-2024-10-16/page-01.pdf", "invented-03/issue.pdf"]
NIGHTLY = [
    "changji-2026-04-07/page-01.pdf",
    *(f"invented-0{number}/issue.pdf" for number in (1, 2, 4, 5, 6)),
    "real/pdf/commercial-advertiser-1898-hidden-ocr.pdf",
    "real/pdf/mylapore-times-2026-02-14-p8.pdf",
]
#: Lines that PDFium gives back otherwise than they were read, as a share of a page's: letters set
#: far apart in the second, and what an old recognition has hidden in disorder. They only fall.
MISSED = {
    "changji-2026-04-07/page-01.pdf": 0.015,
    "real/pdf/commercial-advertiser-1898-hidden-ocr.pdf": 0.59,
    "real/pdf/mylapore-times-2026-02-14-p8.pdf": 0.09,
}


def _blank(issue: Issue) -> list[SourceFile]:
    held = io.BytesIO()
    Image.new("L", (40, 60), 250).save(held, "PNG")
    return [SourceFile(f"page-{page.number:02}.png", held.getvalue()) for page in issue.pages]


def _pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def check_layer(issue: Issue, files: Sequence[SourceFile], most: float = 0.012) -> None:
    """Under pictures: every line, article after article, in the order of the page's blocks."""
    data = export(issue, "pdf", {}, files)
    assert faults("pdf", data) == []
    order = {article.id: at for at, article in enumerate(issue.articles)}
    for page, text in zip(issue.pages, _pages(data), strict=True):
        blocks = sorted(page.blocks, key=lambda each: order.get(each.article or "", len(order)))
        lines = [_letters(line.text) for block in blocks for line in block.lines]
        found, at, missed = _letters(text), 0, 0
        for line in lines:
            place = found.find(line, at)
            missed += place < 0
            at = place + len(line) if place >= 0 else at
        assert missed <= most * len(lines), f"{issue.id} page {page.label}: {missed}"


def _letters(text: str) -> str:
    return "".join(char for char in plain(text) if char.isalnum())


@pytest.mark.slow
def test_invented_issues() -> None:
    for place, issue in enumerate(specimens.invented()):
        if place < 20:
            check_layer(issue, _blank(issue))
        else:
            assert faults("pdf", export(issue, "pdf", {}, _blank(issue))) == []


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES + (NIGHTLY if specimens.COUNT >= 100 else []))
def test_pages_of_print(source: str, shared: Path) -> None:
    """A page with text of its own keeps it, letter by letter, and gets no second; the same issue
    over pictures has all its lines."""
    data = (shared / "pages" / source).read_bytes()
    file = SourceFile("issue.pdf", data)
    (reading,) = read_issues([file])
    kept = export(reading.issue, "pdf", {}, [file])
    with pikepdf.open(io.BytesIO(data)) as before:
        sound = before.check_pdf_syntax()
    assert len(faults("pdf", kept)) <= len(sound)
    assert _pages(kept) == _pages(data)
    check_layer(reading.issue, _blank(reading.issue), MISSED.get(source, 0.012))
