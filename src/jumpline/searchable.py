"""An issue as what the index is given: its text, and what the ledger reads in it."""

from __future__ import annotations

from msgspec.structs import replace

from jumpline.ledger.commitments import commitments_of
from jumpline.ledger.figures import readings
from jumpline.model.archive import ArticleDocument, FigureDocument
from jumpline.model.issue import Issue
from jumpline.search.documents import articles_of


def documents_of(issue: Issue) -> list[ArticleDocument]:
    """In the order of the issue. For the cost of reading the ledger of every article once."""
    found = []
    for document, reading in zip(articles_of(issue), readings(issue), strict=True):
        promised = commitments_of(reading)
        said = [
            text
            for each in promised
            for text in (each.quote, each.who, each.responsible, each.source)
            if text
        ]
        found.append(
            replace(
                document,
                figures=tuple(
                    FigureDocument(each.measure, each.unit, each.value, each.upper)
                    for each in reading.figures
                ),
                commitments=tuple(dict.fromkeys(said)),
                due=tuple(dict.fromkeys(each.deadline for each in promised if each.deadline)),
            )
        )
    return found
