"""CSV of the articles' metadata, for spreadsheets."""

from __future__ import annotations

import csv
import io

from jumpline.exporters.rows import COLUMNS, rows
from jumpline.model.form import Option, form
from jumpline.model.issue import Issue

_LEFT_OUT = ("text", "captions")


@form(
    "CSV, a line an article, without its text",
    suffix=".csv",
    media="text/csv",
    keeps="",
    options={
        "formulas": Option(
            "cells that a spreadsheet would compute: with an apostrophe before them, or as they are",
            ("guarded", "kept"),
        )
    },
)
def export_csv(issue: Issue, *, formulas: str) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to read Chinese; lists joined by a
    semicolon."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    names = [name for name in COLUMNS["article"] if name not in _LEFT_OUT]
    writer.writerow(names)
    for row in rows(issue, "article"):
        cells = [_cell(row[name]) for name in names]
        writer.writerow([_guarded(cell) for cell in cells] if formulas == "guarded" else cells)
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    return "" if value is None else str(value)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
