"""MODS of an issue and of its articles, as METS carries them."""

from __future__ import annotations

from jumpline.exporters.xmlfile import Element, Maker
from jumpline.model.issue import Article, Issue

MODS = "http://www.loc.gov/mods/v3"


def mods_of_issue(parent: Element, issue: Issue) -> None:
    make = Maker(MODS)
    root = make(parent, "mods", version="3.7")
    paper = issue.publication
    _title(make, root, paper.title or paper.id)
    if paper.latin_title:
        _title(make, root, paper.latin_title, type="translated")
    for name, role in ((paper.publisher, "publisher"), (paper.sponsor, "sponsor")):
        if name:
            _name(make, root, name, role, kind="corporate")
    make(root, "typeOfResource", "text")
    make(root, "genre", "newspaper issue", authority="marcgt")
    if issue.date:
        origin = make(root, "originInfo")
        make(origin, "dateIssued", issue.date, encoding="iso8601", keyDate="yes")
        if issue.edition:
            make(origin, "edition", issue.edition)
    _language(make, root, paper.language)
    known = paper.identifiers
    for kind, value in (("issn", known.issn), ("cn", known.cn), ("postal", known.postal)):
        if value:
            make(root, "identifier", value, type=kind)
    make(root, "identifier", issue.id, type="local")
    if issue.number is not None:
        detail = make(make(root, "part"), "detail", type="issue")
        make(detail, "number", str(issue.number))


def mods_of_article(parent: Element, article: Article) -> None:
    make = Maker(MODS)
    root = make(parent, "mods", version="3.7")
    if article.headline:
        title = make(root, "titleInfo")
        make(title, "title", " ".join(article.headline))
        for line in article.deck:
            make(title, "subTitle", line)
    byline = article.byline
    if byline is not None:
        for person in byline.people:
            _name(make, root, person.name, person.role or "author", kind="personal")
        if byline.source:
            _name(make, root, byline.source, "source", kind="corporate")
        if byline.text:
            make(root, "note", byline.text, type="statement of responsibility")
    _language(make, root, article.language)
    for line in article.kicker:
        make(root, "note", line, type="kicker")
    if article.column:
        make(root, "note", article.column, type="column")
    if article.dateline is not None and article.dateline.place:
        make(make(root, "subject"), "geographic", article.dateline.place)
    if article.series is not None:
        related = make(root, "relatedItem", type="series")
        _title(make, related, article.series.name, part=article.series.part)
    make(root, "identifier", article.id, type="local")


def _title(
    make: Maker, parent: Element, text: str, *, type: str | None = None, part: int | None = None
) -> None:
    info = make(parent, "titleInfo", type=type)
    make(info, "title", text)
    if part is not None:
        make(info, "partNumber", str(part))


def _name(make: Maker, parent: Element, name: str, role: str, *, kind: str) -> None:
    found = make(parent, "name", type=kind)
    make(found, "namePart", name)
    make(make(found, "role"), "roleTerm", role, type="text")


def _language(make: Maker, parent: Element, language: str | None) -> None:
    if language:
        term = make(make(parent, "language"), "languageTerm", language, type="code")
        term.set("authority", "rfc3066")
