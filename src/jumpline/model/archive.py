"""What an archive answers with: summaries, hits, facets, revisions, damage."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from jumpline.model.correction import Correction
from jumpline.model.signoff import SignOff


class IssueSummary(msgspec.Struct, frozen=True):
    """One line of a list of issues. ``pages`` are the labels of the pages that are present."""

    id: str
    publication: str
    title: str | None
    date: str | None
    number: int | None
    pages: tuple[str, ...]
    articles: int
    problems: int
    revision: int


class PublicationSummary(msgspec.Struct, frozen=True):
    id: str
    title: str | None
    language: str | None
    issues: int
    first_date: str | None
    last_date: str | None


class Revision(msgspec.Struct, frozen=True):
    """``reader`` names the version of jumpline that read it; ``digest`` is of the issue's bytes;
    ``added`` is the time of writing, ISO 8601 in UTC (the archive's, never the issue's)."""

    issue: str
    number: int
    digest: str
    reader: str
    added: str
    current: bool


class SourceFile(msgspec.Struct, frozen=True):
    """A source as it came, kept so that it can be read again. ``name`` is relative, never a path
    of the machine that it came from."""

    name: str
    data: bytes


class Added(msgspec.Struct, frozen=True):
    issue: str
    revision: int
    status: Literal["new", "same", "revised"]


class KeptCorrection(msgspec.Struct, frozen=True):
    """``undone`` is the time at which it was taken back, None while it holds."""

    correction: Correction
    undone: str | None = None


class KeptSource(msgspec.Struct, frozen=True):
    """A source as an archive lists it; its bytes lie under the digest."""

    name: str
    digest: str
    size: int


class KeptRevision(msgspec.Struct, frozen=True):
    """A revision by its digests. ``reader`` made it, ``confirmed`` is the latest that gave the same;
    ``reading`` is the issue before its corrections, None where there are none."""

    number: int
    digest: str
    reader: str
    confirmed: str
    added: str
    sources: tuple[KeptSource, ...] = ()
    reading: str | None = None

    def digests(self) -> tuple[str, ...]:
        """Of all that it consists of, each once."""
        found = [self.digest, *(source.digest for source in self.sources)]
        return tuple(dict.fromkeys(found if self.reading is None else [*found, self.reading]))


class IssueRecord(msgspec.Struct, frozen=True):
    """All that an archive knows of an issue, by digests: what another archive needs to have the
    same."""

    issue: str
    revisions: tuple[KeptRevision, ...]
    corrections: tuple[KeptCorrection, ...] = ()
    signoffs: tuple[SignOff, ...] = ()


class FigureDocument(msgspec.Struct, frozen=True):
    """What the index knows of a figure: the values are exact decimals as text."""

    measure: str | None
    unit: str | None
    value: str
    upper: str | None = None


class ArticleDocument(msgspec.Struct, frozen=True):
    """What the index knows of an article. ``text`` is headline, deck and body for searching, one
    part a line, paragraphs whole (cuts already joined). ``commitments`` are the sentences and parties
    of what it promises, ``due`` the last days by which (a day, a month or a year)."""

    id: str
    issue: str
    publication: str
    title: str | None
    date: str | None
    pages: tuple[int, ...]
    page: int
    section: str | None
    column: str | None
    headline: str
    source: str | None
    people: tuple[str, ...]
    text: str
    language: str | None = None
    figures: tuple[FigureDocument, ...] = ()
    commitments: tuple[str, ...] = ()
    due: tuple[str, ...] = ()


class Hit(msgspec.Struct, frozen=True):
    """An article that matches. ``snippet`` is a list of (text, is_match) runs, not markup."""

    article: str
    issue: str
    publication: str
    title: str | None
    date: str | None
    page: int
    headline: str
    section: str | None
    column: str | None
    source: str | None
    people: tuple[str, ...]
    score: float
    snippet: tuple[tuple[str, bool], ...]


class FacetValue(msgspec.Struct, frozen=True):
    value: str
    count: int


class SearchResult(msgspec.Struct, frozen=True):
    """``facets`` maps facet names (publication year month page section source person column) to
    values, most frequent first."""

    query: str
    total: int
    offset: int
    limit: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]] = {}


class Damage(msgspec.Struct, frozen=True):
    """Something that ``verify`` found: ``kind`` is one of missing-blob, wrong-digest, reference,
    revision, index, database."""

    kind: str
    what: str
    where: str
    detail: dict[str, Any] = {}
