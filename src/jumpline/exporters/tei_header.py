"""The header of a TEI file, from the masthead."""

from __future__ import annotations

from jumpline.exporters.xmlfile import Element, Maker
from jumpline.model.issue import Issue


def add_header(make: Maker, root: Element, issue: Issue, told: str) -> None:
    """``told`` is the issue's record, which ``xenoData`` carries."""
    head = make(root, "teiHeader")
    described = make(head, "fileDesc")
    paper = issue.publication
    name = " ".join(filter(None, (paper.title, issue.date))) or issue.id
    titles = make(described, "titleStmt")
    make(titles, "title", name)
    if paper.sponsor:
        make(titles, "sponsor", paper.sponsor)
    published = make(described, "publicationStmt")
    make(published, "publisher", paper.publisher or paper.title or paper.id)
    make(published, "idno", issue.id, type="jumpline")
    source = make(make(described, "sourceDesc"), "biblStruct")
    monograph = make(source, "monogr")
    make(monograph, "title", paper.title or paper.id, level="j")
    if paper.latin_title:
        make(monograph, "title", paper.latin_title, level="j", type="latin")
    known = paper.identifiers
    for kind, value in (("issn", known.issn), ("cn", known.cn), ("postal", known.postal)):
        if value:
            make(monograph, "idno", value, type=kind)
    imprint = make(monograph, "imprint")
    if paper.publisher:
        make(imprint, "publisher", paper.publisher)
    make(imprint, "date", issue.date or "", when=issue.date)
    if issue.number is not None:
        make(imprint, "biblScope", str(issue.number), unit="issue")
    if issue.page_count is not None:
        make(imprint, "biblScope", str(issue.page_count), unit="pages")
    profile = make(head, "profileDesc")
    make(make(profile, "langUsage"), "language", ident=paper.language or "und")
    # Everything that no element above holds, so that the issue comes back as it went.
    make(head, "xenoData", told, type="record")
