"""An article as a row of the index in PostgreSQL, and the tables that take it.

A tsvector holds the characters and the bigrams of the folded text, and those of each field behind
its letter (``h:雪都``); a GIN index finds the rows that have all bigrams of a query. That they stand in
a row is then seen in the text itself, because a tsvector cannot say it of every text: it
knows no position beyond 16,383, and no more than 256 of one token. One line of the text is one
part of the article, so that no match crosses from one part into the next.
"""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline.model.archive import ArticleDocument
from jumpline.search.amounts import terms_of
from jumpline.search.dates import day_number, last_day_number
from jumpline.search.fold import folded
from jumpline.search.schema import facets_of, order_keys, shown, texts_of
from jumpline.search.terms import bigrams, words
from jumpline.search.tokens import TEXT_FIELDS

#: Must grow with every change to this file, to terms.py or to fold.py that changes what is
#: written: an index with another number is cleared and rebuilt.
ROWS_VERSION = 2

#: A tsvector takes 1 MiB; a row that would need more is looked through instead.
_LONGEST_VECTOR = 900_000

COLUMNS = [
    "year",
    "issue",
    "place",
    "article",
    "day",
    "newest",
    "oldest",
    "pages",
    "due",
    "facets",
    "unlisted",
    "length",
    "listed",
    "text_folded",
    "text_raw",
    "fields_folded",
    "fields_raw",
    "figures_folded",
    "figures_raw",
    "words",
    "data",
]

#: Tables live as long as their version; ``documents`` gets a partition for each year.
TABLES = """
CREATE TABLE search_state (version integer NOT NULL, generation bigint NOT NULL);

CREATE TABLE documents (
  year          integer NOT NULL,
  issue         text COLLATE "C" NOT NULL,
  place         integer NOT NULL,
  article       text COLLATE "C" NOT NULL,
  day           integer NOT NULL,
  newest        bigint NOT NULL,
  oldest        bigint NOT NULL,
  pages         integer[] NOT NULL,
  due           integer[] NOT NULL,
  facets        text[] COLLATE "C" NOT NULL,
  unlisted      boolean NOT NULL,
  length        integer NOT NULL,
  listed        tsvector NOT NULL,
  text_folded   text COLLATE "C" NOT NULL,
  text_raw      text COLLATE "C" NOT NULL,
  fields_folded text[] COLLATE "C" NOT NULL,
  fields_raw    text[] COLLATE "C" NOT NULL,
  figures_folded text[] COLLATE "C" NOT NULL,
  figures_raw   text[] COLLATE "C" NOT NULL,
  words         text COLLATE "C" NOT NULL,
  data          bytea NOT NULL
) PARTITION BY LIST (year);

CREATE INDEX documents_issue ON documents (issue);
CREATE INDEX documents_newest ON documents (newest);
CREATE INDEX documents_oldest ON documents (oldest);
CREATE INDEX documents_day ON documents (day);
CREATE INDEX documents_facets ON documents USING gin (facets);
CREATE INDEX documents_unlisted ON documents (unlisted) WHERE unlisted;
CREATE INDEX documents_listed ON documents USING gin (listed);
"""


def letter(field: str) -> str:
    """Stands before the tokens of a field: with it they are longer than a bigram."""
    return f"{'hpscntm'[TEXT_FIELDS.index(field)]}:"


def tokens(text: str) -> set[str]:
    """Of folded text without whitespace."""
    return {*text, *bigrams(text)}


def quoted_token(token: str) -> str:
    """As tsvector and tsquery write it."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def quoted_tokens(listed: set[str]) -> str:
    text = "' '".join(listed)
    if text.count("'") == 2 * (len(listed) - 1) and "\\" not in text:
        return f"'{text}'" if listed else ""
    return " ".join(map(quoted_token, listed))


def year_of(article: ArticleDocument) -> int:
    """0 for undated articles."""
    return day_number(article.date) // 10_000


def to_row(article: ArticleDocument, place: int) -> dict[str, Any]:
    """Values of ``COLUMNS``; ``place`` is the article's place in its issue, from 0."""
    parts = [part for part in article.text.split("\n") if part.strip()]
    newest, oldest = order_keys(article, place)
    row: dict[str, Any] = {
        "year": year_of(article),
        "issue": article.issue,
        "place": place,
        "article": article.id,
        "day": day_number(article.date),
        "newest": newest,
        "oldest": oldest,
        "pages": sorted({max(page, 0) for page in (article.page, *article.pages)}),
        "due": sorted({last_day_number(each) for each in article.due} - {0}),
        "facets": [
            f"{facet}={value}" for facet, values in facets_of(article).items() for value in values
        ],
        "words": "\n".join(f" {' '.join(found)} " for part in parts if (found := words(part))),
        "data": msgspec.msgpack.encode(shown(article)),
    }
    listed: set[str] = set()
    for fold, kind in ((True, "folded"), (False, "raw")):
        plain = [folded(part, fold=fold) for part in parts]
        fields = {
            field: [folded(value, fold=fold) for value in values]
            for field, values in texts_of(article).items()
        }
        row[f"figures_{kind}"] = list(
            dict.fromkeys(term for each in article.figures for term in terms_of(each, fold=fold))
        )
        row[f"text_{kind}"] = "\n".join(plain)
        row[f"fields_{kind}"] = ["\n".join(fields[field]) for field in TEXT_FIELDS]
        if fold:
            listed = listed.union(*map(tokens, plain))
            for field, values in fields.items():
                listed |= {letter(field) + token for value in values for token in tokens(value)}
    # To ask PostgreSQL for it would fetch the text once more.
    row["length"] = len(row["text_folded"])
    vector = quoted_tokens(listed)
    row["unlisted"] = len(vector.encode()) > _LONGEST_VECTOR
    row["listed"] = "" if row["unlisted"] else vector
    return row
