"""NewsML-G2 2.35, power conformance: a news message with a package of the issue by sections, and a
news item an article."""

from __future__ import annotations

from jumpline.exporters.markup import XHTML, add_body
from jumpline.exporters.reading import byline, headline
from jumpline.exporters.uris import urn
from jumpline.exporters.xmlfile import Element, Maker, xml_bytes
from jumpline.model.form import form
from jumpline.model.issue import Article, Issue
from jumpline.model.text import squeeze

NAR = "http://iptc.org/std/nar/2006-10-01/"
_CATALOGUE = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"


@form(
    "NewsML-G2 2.35, one message",
    suffix=".xml",
    media="application/xml",
    keeps="text articles",
)
def export_newsml(issue: Issue) -> bytes:
    """A ``newsMessage``: ``packageItem``, then a ``newsItem`` for each article."""
    make = Maker(NAR)
    root = make.root("newsMessage")
    head = make(root, "header")
    make(head, "sent", _day(issue))
    make(head, "origin", issue.publication.title or issue.publication.id)
    items = make(root, "itemSet")
    _package(make, items, issue)
    for article in issue.articles:
        _news(make, items, issue, article)
    return xml_bytes(root)


def _day(issue: Issue) -> str:
    """The day of the issue: equal issues give equal bytes, whatever the clock says."""
    return f"{issue.date or '1970-01-01'}T00:00:00Z"


def _item(make: Maker, parent: Element, kind: str, issue: Issue, name: str, what: str) -> Element:
    """The item with what all items have."""
    item = make(
        parent, kind, guid=urn(name), version="1", standard="NewsML-G2", standardversion="2.35",
        conformance="power", xml_lang=issue.publication.language or "und",
    )  # fmt: skip
    make(item, "catalogRef", href=_CATALOGUE)
    if issue.publication.publisher:
        holder = make(make(item, "rightsInfo"), "copyrightHolder")
        make(holder, "name", squeeze(issue.publication.publisher))
    about = make(item, "itemMeta")
    make(about, "itemClass", qcode=what)
    make(make(about, "provider"), "name", squeeze(issue.publication.title or issue.publication.id))
    make(about, "versionCreated", _day(issue))
    make(about, "pubStatus", qcode="stat:usable")
    return item


def _package(make: Maker, items: Element, issue: Issue) -> None:
    item = _item(make, items, "packageItem", issue, issue.id, "ninat:composite")
    about = make(item, "contentMeta")
    title = " ".join(filter(None, (issue.publication.title, issue.date))) or issue.id
    make(about, "headline", title)
    groups = make(item, "groupSet", root="issue")
    top = make(groups, "group", id="issue", role="group:main", mode="pgrmod:seq")
    for page in issue.pages:
        name = f"page-{page.number}"
        members = [article for article in issue.articles if article.pages[:1] == (page.number,)]
        if members:
            make(top, "groupRef", idref=name)
            group = make(groups, "group", id=name, role="group:main", mode="pgrmod:seq")
            make(group, "title", " ".join(filter(None, (page.label, page.section))))
            _refs(make, group, members)
    known = {page.number for page in issue.pages}
    _refs(make, top, [each for each in issue.articles if not set(each.pages[:1]) & known])


def _refs(make: Maker, group: Element, articles: list[Article]) -> None:
    for article in articles:
        ref = make(group, "itemRef", residref=urn(article.id), contenttype="application/xhtml+xml")
        make(ref, "itemClass", qcode="ninat:text")
        make(ref, "title", headline(article))


def _news(make: Maker, items: Element, issue: Issue, article: Article) -> None:
    item = _item(make, items, "newsItem", issue, article.id, "ninat:text")
    about = make(item, "contentMeta")
    credit, line = article.byline, article.dateline
    if line is not None and line.place:
        make(make(about, "located"), "name", squeeze(line.place))
    if credit is not None and credit.source:
        make(make(about, "infoSource"), "name", squeeze(credit.source))
    for person in credit.people if credit is not None else ():
        creator = make(about, "creator")
        make(creator, "name", squeeze(person.name))
    make(about, "language", tag=article.language or issue.publication.language or "und")
    if article.column:
        make(about, "slugline", squeeze(article.column))
    make(about, "headline", headline(article))
    if line is not None and (line.place or line.date):
        make(about, "dateline", " ".join(filter(None, (line.place, line.date))))
    if byline(credit):
        make(about, "by", squeeze(byline(credit) or ""))
    for text in article.deck:
        make(about, "description", text, role="drol:summary")
    inline = make(make(item, "contentSet"), "inlineXML", contenttype="application/xhtml+xml")
    html = Maker(XHTML)
    page = html(inline, "html")
    html(html(page, "head"), "title", headline(article))
    body = html(page, "body")
    for kind, lines in (("kicker", article.kicker), ("deck", article.deck)):
        if kind == "deck":
            for text in article.headline:
                html(body, "h1", text)
        for text in lines:
            html(body, "p", text, class_=kind)
    add_body(html, body, article)
    for picture in article.pictures:
        text = " ".join(filter(None, (picture.caption, picture.credit)))
        if text:
            html(body, "p", text, class_="caption")
