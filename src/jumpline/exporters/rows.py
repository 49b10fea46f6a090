"""Rows for data people and models: an article, a paragraph or a chunk each, as JSON Lines and as
Parquet with the same columns."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from jumpline.errors import MissingExtra, UsageError
from jumpline.exporters.reading import byline, headline
from jumpline.model.form import Option, form
from jumpline.model.geometry import Box
from jumpline.model.issue import Article, BodyItem, Issue, Page
from jumpline.model.record import blocks_of

Row = dict[str, Any]

_OPTIONS = {
    "unit": Option("what a row is", ("article", "paragraph", "chunk")),
    "length": Option("characters of a chunk, at most (a longer paragraph stays whole)", (), "1000"),
}
_KEEPS = "text articles"
#: Columns of each unit with their types: text, number, list of texts, boxes.
COLUMNS: dict[str, dict[str, str]] = {
    "article": {
        "id": "text", "issue": "text", "publication": "text", "title": "text", "date": "text",
        "number": "number", "language": "text", "pages": "numbers", "labels": "texts",
        "section": "text", "column": "text", "kicker": "texts", "headline": "text",
        "deck": "texts", "series": "text", "part": "number", "source": "text", "people": "texts",
        "byline": "text", "place": "text", "dated": "text", "text": "text",
        "characters": "number", "captions": "texts",
    },
    "paragraph": {
        "id": "text", "article": "text", "issue": "text", "publication": "text", "date": "text",
        "place": "number", "role": "text", "text": "text", "pages": "numbers", "boxes": "boxes",
    },
    "chunk": {
        "id": "text", "article": "text", "issue": "text", "publication": "text", "title": "text",
        "date": "text", "headline": "text", "byline": "text", "section": "text",
        "first": "number", "last": "number", "text": "text", "characters": "number",
        "pages": "numbers", "boxes": "boxes", "citation": "text",
    },
}  # fmt: skip


@form(
    "JSON Lines of articles, paragraphs or chunks",
    suffix=".jsonl",
    media="application/jsonl",
    keeps=_KEEPS,
    options=_OPTIONS,
    appends=True,
)
def export_jsonl(issue: Issue, *, unit: str, length: str) -> bytes:
    """UTF-8, a row a line, every column in each."""
    lines = [msgspec.json.encode(row) + b"\n" for row in rows(issue, unit, length)]
    return b"".join(lines)


@form(
    "Parquet, the same rows",
    suffix=".parquet",
    media="application/vnd.apache.parquet",
    keeps=_KEEPS,
    options=_OPTIONS,
    extra="data",
)
def export_parquet(issue: Issue, *, unit: str, length: str) -> bytes:
    """Raises ``MissingExtra`` without the extra ``data``."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra(
            "Parquet needs the extra data.", remedy="pip install 'jumpline[data]'"
        ) from error
    box = pa.struct([("page", pa.int32()), ("block", pa.string()), ("box", pa.list_(pa.float64()))])
    types = {
        "text": pa.string(), "number": pa.int32(), "texts": pa.list_(pa.string()),
        "numbers": pa.list_(pa.int32()), "boxes": pa.list_(box),
    }  # fmt: skip
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS[unit].items()])
    held = io.BytesIO()
    table = pa.Table.from_pylist(list(rows(issue, unit, length)), schema=schema)
    parquet.write_table(table, held, compression="zstd")
    return held.getvalue()


def rows(issue: Issue, unit: str, length: str = "1000") -> Iterator[Row]:
    """The rows of an issue. Raises ``UsageError`` for a length that is no number."""
    if not length.isascii() or not length.isdecimal() or not 0 < int(length) < 10**7:
        raise UsageError(f"length={length} is not possible.", remedy="Give a number above 0.")
    makers: dict[str, Callable[[_Rows, Article], Iterator[Row]]] = {
        "article": _Rows.article,
        "paragraph": _Rows.paragraphs,
        "chunk": _Rows.chunks,
    }
    told = _Rows(issue, int(length))
    for article in issue.articles:
        yield from makers[unit](told, article)


class _Rows:
    def __init__(self, issue: Issue, length: int) -> None:
        self.issue, self.length = issue, length
        self.pages: dict[int, Page] = {page.number: page for page in issue.pages}
        self.blocks = blocks_of(issue.pages)

    def article(self, article: Article) -> Iterator[Row]:
        issue, credit, line = self.issue, article.byline, article.dateline
        text = "\n".join(item.text for item in article.body)
        yield {
            "id": article.id, "issue": issue.id, "publication": issue.publication.id,
            "title": issue.publication.title, "date": issue.date, "number": issue.number,
            "language": article.language or issue.publication.language,
            "pages": list(article.pages), "labels": [self._label(n) for n in article.pages],
            "section": self._section(article), "column": article.column,
            "kicker": list(article.kicker), "headline": " ".join(article.headline) or None,
            "deck": list(article.deck), "series": article.series.name if article.series else None,
            "part": article.series.part if article.series else None,
            "source": credit.source if credit else None,
            "people": [person.name for person in credit.people] if credit else [],
            "byline": byline(credit), "place": line.place if line else None,
            "dated": line.date if line else None, "text": text, "characters": len(text),
            "captions": [each.caption for each in article.pictures if each.caption],
        }  # fmt: skip

    def paragraphs(self, article: Article) -> Iterator[Row]:
        for place, item in enumerate(article.body, 1):
            yield {
                "id": f"{article.id}#{place}", "article": article.id, "issue": self.issue.id,
                "publication": self.issue.publication.id, "date": self.issue.date, "place": place,
                "role": item.role, "text": item.text, "pages": self._pages(article, [item]),
                "boxes": self._boxes([item]),
            }  # fmt: skip

    def chunks(self, article: Article) -> Iterator[Row]:
        """Whole paragraphs as long as they fit; a subhead goes with what follows it."""
        first = 0
        while first < len(article.body):
            last, size = first, len(article.body[first].text)
            while last + 1 < len(article.body):
                size += 1 + len(article.body[last + 1].text)
                if size > self.length and article.body[last].role != "subhead":
                    break
                last += 1
            while last > first and last + 1 < len(article.body):
                if article.body[last].role != "subhead":
                    break
                last -= 1
            yield self._chunk(article, first, last)
            first = last + 1

    def _chunk(self, article: Article, first: int, last: int) -> Row:
        issue, items = self.issue, article.body[first : last + 1]
        name = issue.publication.title or issue.publication.id
        pages = self._pages(article, items)
        text = "\n".join(item.text for item in items)
        cited = [name, issue.date, ", ".join(self._label(number) for number in pages)]
        return {
            # What it cites, and nothing of how long chunks are, names it.
            "id": f"{article.id}#{first + 1}-{last + 1}", "article": article.id,
            "issue": issue.id, "publication": issue.publication.id,
            "title": issue.publication.title, "date": issue.date, "headline": headline(article),
            "byline": byline(article.byline), "section": self._section(article),
            "first": first + 1, "last": last + 1, "text": text, "characters": len(text),
            "pages": pages, "boxes": self._boxes(items),
            "citation": f"{headline(article)} — {' · '.join(filter(None, cited))}",
        }  # fmt: skip

    def _label(self, number: int) -> str:
        page = self.pages.get(number)
        return page.label if page is not None else str(number)

    def _section(self, article: Article) -> str | None:
        page = self.pages.get(article.pages[0]) if article.pages else None
        return page.section if page is not None else None

    def _pages(self, article: Article, items: list[BodyItem] | tuple[BodyItem, ...]) -> list[int]:
        found = dict.fromkeys(anchor.page for item in items for anchor in item.anchors)
        return list(found) or list(article.pages)

    def _boxes(self, items: list[BodyItem] | tuple[BodyItem, ...]) -> list[Row]:
        found: list[Row] = []
        for item in items:
            for anchor in item.anchors:
                block = self.blocks.get((anchor.page, anchor.block))
                box: Box | None = block.box if block is not None else None
                if box is not None:
                    found.append({"page": anchor.page, "block": anchor.block, "box": list(box)})
        return found
