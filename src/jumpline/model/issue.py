"""The Issue JSON, ``jumpline/issue@1``: the public form of a read issue.

Unknown values are null, lists are never null, and equal input gives equal bytes.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.roles import Role, Severity
from jumpline.model.sheet import TextLine

SCHEMA: Literal["jumpline/issue@1"] = "jumpline/issue@1"

BodyRole: TypeAlias = Literal["paragraph", "subhead", "item", "table"]


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Identifiers(_Struct, frozen=True):
    cn: str | None = None
    postal: str | None = None
    issn: str | None = None


class Publication(_Struct, frozen=True):
    id: str
    title: str | None = None
    latin_title: str | None = None
    language: str | None = None
    sponsor: str | None = None
    publisher: str | None = None
    client: str | None = None
    identifiers: Identifiers = Identifiers()
    website: str | None = None
    email: str | None = None
    hotline: str | None = None


class Block(_Struct, frozen=True):
    """A block of a page. ``article`` is the id of the article that claims it, or null."""

    id: str
    role: Role
    box: Box | None
    lines: tuple[TextLine, ...]
    article: str | None = None


class Page(_Struct, frozen=True):
    number: int
    label: str
    section: str | None = None
    width: float | None = None
    height: float | None = None
    unit: str | None = None
    editors: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


class Person(_Struct, frozen=True):
    """``role`` is as printed, without the source's name (本报记者 gives 记者)."""

    name: str
    role: str | None = None


class Byline(_Struct, frozen=True):
    source: str | None = None
    people: tuple[Person, ...] = ()
    text: str | None = None


class Dateline(_Struct, frozen=True):
    """``date`` is ISO 8601, its year taken from the issue's date."""

    place: str | None = None
    date: str | None = None


class Series(_Struct, frozen=True):
    name: str
    part: int | None = None


class Anchor(_Struct, frozen=True):
    """Where a paragraph, or a part of one, was printed."""

    page: int
    block: str


class BodyItem(_Struct, frozen=True):
    role: BodyRole
    text: str
    anchors: tuple[Anchor, ...] = ()


class Picture(_Struct, frozen=True):
    caption: str | None
    credit: str | None
    page: int
    box: Box | None = None


class Jump(_Struct, frozen=True):
    """A link to (or from) another page. ``text`` is the jump line as printed."""

    page: int | None
    text: str
    resolved: bool = False


class Article(_Struct, frozen=True):
    id: str
    pages: tuple[int, ...]
    language: str | None = None
    column: str | None = None
    kicker: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    series: Series | None = None
    byline: Byline | None = None
    dateline: Dateline | None = None
    body: tuple[BodyItem, ...] = ()
    pictures: tuple[Picture, ...] = ()
    continues: Jump | None = None
    continued_from: Jump | None = None


class GuideEntry(_Struct, frozen=True):
    """A pointer to an article inside; ``article`` is its id once it is found."""

    lines: tuple[str, ...]
    page: int | None
    article: str | None = None


class Notice(_Struct, frozen=True):
    """A notice or an advertisement: no article, but nothing to lose."""

    text: str
    page: int
    anchors: tuple[Anchor, ...] = ()


class Problem(_Struct, frozen=True):
    """``where`` holds what is known of: source, page, block, article, quote."""

    code: str
    severity: Severity
    message: str
    where: dict[str, Any] = {}
    suggestion: str | None = None


class Facsimile(_Struct, frozen=True):
    """Where a page's picture lies: the ``number``-th page (from 0) of a source, turned upright by
    ``angle`` degrees, cropped to ``crop`` (pixels of the turned picture at ``dpi``)."""

    source: str
    number: int
    dpi: float
    angle: float = 0.0
    crop: tuple[int, int, int, int] | None = None


class Evidence(_Struct, frozen=True):
    """Why: for each block the rule that gave its role, and each link with its score.

    ``roles`` maps block ids to ``[rule, score]``; ``links`` are
    ``{"kind", "from", "to", "score", "why": {feature: weight}}`` (kind: seam or jump).
    ``facsimiles`` maps page numbers to the place of the page's picture in the issue's sources.
    """

    roles: dict[str, tuple[str, float]] = {}
    links: tuple[dict[str, Any], ...] = ()
    facsimiles: dict[str, Facsimile] = {}


class Issue(_Struct, frozen=True):
    schema: Literal["jumpline/issue@1"]
    id: str
    publication: Publication
    date: str | None = None
    weekday: str | None = None
    lunar_date: str | None = None
    edition: str | None = None
    number: int | None = None
    page_count: int | None = None
    pages: tuple[Page, ...] = ()
    articles: tuple[Article, ...] = ()
    guide: tuple[GuideEntry, ...] = ()
    notices: tuple[Notice, ...] = ()
    ads: tuple[Notice, ...] = ()
    problems: tuple[Problem, ...] = ()
    evidence: Evidence = Evidence()
