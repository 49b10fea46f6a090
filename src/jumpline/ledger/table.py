"""Entries of the ledger as rows: for spreadsheets and for people's terminals."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

_PLACE = ("page", "block", "paragraph", "part")


def rows(entries: Iterable[msgspec.Struct]) -> list[dict[str, str]]:
    """One flat row for each entry: its place in columns of its own, lists joined by semicolons."""
    found = []
    for entry in entries:
        built: dict[str, Any] = msgspec.to_builtins(entry)
        place = built.pop("anchor", None) or {}
        row = {name: _cell(value) for name, value in built.items()}
        row |= {name: _cell(place.get(name)) for name in _PLACE if place}
        if place.get("box"):
            row["box"] = " ".join(f"{side:g}" for side in place["box"])
        elif place:
            row["box"] = ""
        found.append(row)
    return found


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def csv_of(entries: Sequence[msgspec.Struct], columns: Sequence[str]) -> bytes:
    """UTF-8 with a byte order mark. What a spreadsheet would compute gets an apostrophe, numbers
    excepted."""
    return csv_rows(rows(entries), columns)


def csv_rows(rows: Iterable[dict[str, str]], columns: Sequence[str]) -> bytes:
    """The same of rows that are text already."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(row.get(name, "")) for name in columns])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def _guarded(cell: str) -> str:
    number = cell[:1] == "-" and cell[1:].replace(".", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not number else cell


def columns_of(kind: type[msgspec.Struct]) -> list[str]:
    """The columns of a kind of entry, in the order of its fields."""
    names = [field.name for field in msgspec.structs.fields(kind) if field.name != "anchor"]
    return [*names, *_PLACE, "box"]
