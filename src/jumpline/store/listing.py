"""Lists of what the store's database holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from jumpline.model.archive import IssueSummary, PublicationSummary

Rows = Callable[..., list[tuple[Any, ...]]]


def issues(
    rows: Rows, publication: str | None, year: int | None, month: int | None
) -> Iterator[IssueSummary]:
    """By date, then by id; undated issues last."""
    given = (
        ("publication = ?", publication),
        ("substr(date, 1, 4) = ?", None if year is None else f"{year:04d}"),
        ("substr(date, 6, 2) = ?", None if month is None else f"{month:02d}"),
    )
    asked = [(condition, value) for condition, value in given if value is not None]
    where = " AND ".join(condition for condition, _ in asked)
    found = rows(
        "SELECT id, publication, title, date, number, pages, articles, problems, revision"  # noqa: S608
        f" FROM issues{' WHERE ' if where else ''}{where} ORDER BY date IS NULL, date, id",
        *(value for _, value in asked),
    )
    for row in found:
        values = [*row]
        values[5] = msgspec.json.decode(row[5], type=tuple[str, ...])
        yield IssueSummary(*values)


def publications(rows: Rows) -> list[PublicationSummary]:
    """With the latest name and language that is known."""
    found = rows(
        "SELECT publication,"
        " (SELECT title FROM issues j WHERE j.publication = i.publication"
        "  AND title IS NOT NULL ORDER BY date DESC, id LIMIT 1),"
        " (SELECT language FROM issues j WHERE j.publication = i.publication"
        "  AND language IS NOT NULL ORDER BY date DESC, id LIMIT 1),"
        " COUNT(*), MIN(date), MAX(date) FROM issues i GROUP BY publication"
        " ORDER BY publication"
    )
    return [PublicationSummary(*row) for row in found]
