"""The fields of the index, and an article as a document of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import msgspec
import tantivy

from jumpline.model.archive import ArticleDocument
from jumpline.search.amounts import terms_of
from jumpline.search.dates import day_number, last_day_number
from jumpline.search.fold import folded
from jumpline.search.terms import bigrams, characters, words
from jumpline.search.tokens import TEXT_FIELDS

#: Must grow with every change to this file, to terms.py or to fold.py that changes what is
#: written: an index with another number is cleared and rebuilt.
SCHEMA_VERSION = 2

FACETS = ("publication", "year", "month", "page", "section", "source", "person", "column")

#: Suffix of folded and of unfolded fields.
FOLDED, RAW = "folded", "raw"

_LONGEST_FACET = 200
_NO_DAY = 9999_99_99


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for kind in (FOLDED, RAW):
        builder.add_text_field(f"pairs_{kind}", tokenizer_name="whitespace")
        builder.add_text_field(f"chars_{kind}", tokenizer_name="whitespace", index_option="basic")
        builder.add_text_field(f"figures_{kind}", tokenizer_name="raw", index_option="basic")
        for field in TEXT_FIELDS:
            builder.add_text_field(f"{field}_{kind}", tokenizer_name="whitespace")
    builder.add_text_field("words", tokenizer_name="whitespace")
    for facet in FACETS:
        builder.add_text_field(f"by_{facet}", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("issue", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_unsigned_field("page", indexed=True, fast=True)
    builder.add_unsigned_field("due", indexed=True, fast=True)
    builder.add_unsigned_field("newest", fast=True)
    builder.add_unsigned_field("oldest", fast=True)
    builder.add_bytes_field("article", stored=True)
    return builder.build()


def kind_of(fold: bool) -> str:
    return FOLDED if fold else RAW


def to_document(article: ArticleDocument, place: int) -> tantivy.Document:
    """``place`` is the article's place in its issue, from 0."""
    document = tantivy.Document()
    parts = [part for part in article.text.split("\n") if part.strip()]
    for fold in (True, False):
        kind = kind_of(fold)
        for part in parts:
            plain = folded(part, fold=fold)
            document.add_text(f"chars_{kind}", " ".join(characters(plain)))
            document.add_text(f"pairs_{kind}", " ".join(bigrams(plain)))
        for term in dict.fromkeys(t for each in article.figures for t in terms_of(each, fold=fold)):
            document.add_text(f"figures_{kind}", term)
        for field, values in texts_of(article).items():
            for value in values:
                document.add_text(f"{field}_{kind}", " ".join(folded(value, fold=fold)))
    for part in parts:
        document.add_text("words", " ".join(words(part)))
    for facet, labels in facets_of(article).items():
        for label in labels:
            document.add_text(f"by_{facet}", label)
    day = day_number(article.date)
    document.add_text("issue", article.issue)
    document.add_unsigned("day", day)
    for page in {article.page, *article.pages}:
        document.add_unsigned("page", max(page, 0))
    for last in {last_day_number(each) for each in article.due} - {0}:
        document.add_unsigned("due", last)
    newest, oldest = order_keys(article, place)
    document.add_unsigned("newest", newest)
    document.add_unsigned("oldest", oldest)
    document.add_bytes("article", msgspec.msgpack.encode(shown(article)))
    return document


def order_keys(article: ArticleDocument, place: int) -> tuple[int, int]:
    """Numbers to sort by: the greatest of the first are the newest, the least of the second the
    oldest. Articles of one day keep together by title and stand in the order of the paper,
    whichever way the days run."""
    day = day_number(article.date)
    title = zlib.crc32(article.publication.encode()) & 0xFFFF
    place = min(place, 0xFFFF)
    newest = (day << 32) | ((0xFFFF - title) << 16) | (0xFFFF - place)
    return newest, ((day or _NO_DAY) << 32) | (title << 16) | place


def facets_of(article: ArticleDocument) -> dict[str, tuple[str, ...]]:
    """Facet → values of the article."""
    dated = day_number(article.date) != 0
    date = article.date or ""
    found: dict[str, Iterable[str | None]] = {
        "publication": (article.publication,),
        "year": (date[:4] if dated else None,),
        "month": (date[:7] if dated else None,),
        "page": tuple(str(page) for page in article.pages or (article.page,)),
        "section": (article.section,),
        "source": (article.source,),
        "person": article.people,
        "column": (article.column,),
    }
    return {
        facet: tuple(dict.fromkeys(value[:_LONGEST_FACET] for value in values if value))
        for facet, values in found.items()
    }


def shown(article: ArticleDocument) -> ArticleDocument:
    """What a hit needs: the ledger's part is only searched."""
    return msgspec.structs.replace(article, figures=(), commitments=(), due=())


def texts_of(article: ArticleDocument) -> dict[str, tuple[str, ...]]:
    """Field → values of the article."""
    found: dict[str, tuple[str | None, ...]] = {
        "headline": tuple(article.headline.split("\n")),
        "person": article.people,
        "source": (article.source,),
        "column": (article.column,),
        "section": (article.section,),
        "publication": (article.title, article.publication),
        "commitment": article.commitments,
    }
    return {field: tuple(filter(None, values)) for field, values in found.items()}
