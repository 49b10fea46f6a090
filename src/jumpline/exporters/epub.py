"""EPUB 3: an article a file, contents by page and section, a list of the printed pages, and vertical
writing for what was printed so. Pictures are in no issue; their captions are."""

from __future__ import annotations

from jumpline.exporters.epub_pages import Text, article_page, front_page, notices_page
from jumpline.exporters.physical import is_upright
from jumpline.exporters.reading import headline
from jumpline.exporters.uris import urn
from jumpline.exporters.xmlfile import Element, Maker, xml_bytes
from jumpline.exporters.zipped import zipped
from jumpline.model.form import Option, form
from jumpline.model.issue import Article, Issue

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>\
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>\
</rootfiles></container>
"""
_STYLE = b"""body{margin:1em;line-height:1.7}
h1{font-size:1.5em;line-height:1.3;margin:.3em 0}h2{font-size:1.1em}
.kicker,.deck,.byline,.caption,.facts{color:#555}.column{font-weight:bold}
p.text{margin:0;text-indent:2em}:lang(en) p.text{text-indent:1.2em}
html.vertical{writing-mode:vertical-rl;-epub-writing-mode:vertical-rl}
table{border-collapse:collapse}td{border:1px solid #999;padding:.2em .4em}
"""


@form(
    "EPUB 3, an article a file",
    suffix=".epub",
    media="application/epub+zip",
    keeps="text articles pictures pages apart",
    options={"writing": Option("of the text", ("as-printed", "horizontal", "vertical"))},
)
def export_epub(issue: Issue, *, writing: str) -> bytes:
    """A zip. Equal issues give equal bytes."""
    upright = _upright(issue) if writing == "as-printed" else set()
    if writing == "vertical":
        upright = {article.id for article in issue.articles}
    seen: set[int] = set()
    texts = [front_page(issue)]
    for at, article in enumerate(issue.articles, 1):
        begun = [number for number in article.pages[:1] if number not in seen]
        seen.update(begun)
        texts.append(article_page(issue, article, at, begun, upright=article.id in upright))
    if issue.notices or issue.ads:
        texts.append(notices_page(issue))
    vertical = bool(issue.articles) and len(upright) * 2 > len(issue.articles)
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _package(issue, texts, vertical=vertical),
        "EPUB/nav.xhtml": _contents(issue, texts),
        "EPUB/style.css": _STYLE,
        **{f"EPUB/{text.name}": text.data for text in texts},
    }
    return zipped(files, stored=("mimetype",))


def _upright(issue: Issue) -> set[str]:
    """Ids of articles most of whose text was printed from top to bottom."""
    lines: dict[str, list[bool]] = {}
    for page in issue.pages:
        for block in page.blocks:
            if block.article and block.role == "body" and block.lines:
                lines.setdefault(block.article, []).append(is_upright(block))
    return {name for name, found in lines.items() if sum(found) * 2 > len(found)}


def _title(issue: Issue) -> str:
    return " ".join(filter(None, (issue.publication.title, issue.date))) or issue.id


def _package(issue: Issue, texts: list[Text], *, vertical: bool) -> bytes:
    make, dc = Maker(OPF), Maker(DC)
    root = make.root("package", version="3.0", unique_identifier="id")
    root.set("unique-identifier", root.attrib.pop("unique_identifier"))
    head = make(root, "metadata")
    dc(head, "identifier", urn(issue.id), id="id")
    dc(head, "title", _title(issue))
    dc(head, "language", issue.publication.language or "und")
    if issue.publication.publisher:
        dc(head, "publisher", issue.publication.publisher)
    if issue.date:
        dc(head, "date", issue.date)
    dc(head, "type", "newspaper")
    # The day of the issue: equal issues give equal bytes, whatever the clock says.
    modified = f"{issue.date or '1970-01-01'}T00:00:00Z"
    make(head, "meta", modified, property="dcterms:modified")
    manifest = make(root, "manifest")
    items = [
        ("nav", "nav.xhtml", "application/xhtml+xml", "nav"),
        ("style", "style.css", "text/css", None),
        *(
            (text.name.partition(".")[0], text.name, "application/xhtml+xml", None)
            for text in texts
        ),
    ]
    for name, href, media, properties in items:
        item = make(manifest, "item", id=name, href=href, properties=properties)
        item.set("media-type", media)
    spine = make(root, "spine")
    if vertical:
        spine.set("page-progression-direction", "rtl")
    for text in texts:
        make(spine, "itemref", idref=text.name.partition(".")[0])
    return xml_bytes(root)


def _contents(issue: Issue, texts: list[Text]) -> bytes:
    """Contents by page, then the printed pages, as EPUB wants them."""
    html = Maker("http://www.w3.org/1999/xhtml", epub="http://www.idpf.org/2007/ops")
    root = html.root("html", xml_lang=issue.publication.language or "und")
    html(html(root, "head"), "title", _title(issue))
    body = html(root, "body")
    kind = "{http://www.idpf.org/2007/ops}type"
    nav = html(body, "nav", id="toc")
    nav.set(kind, "toc")
    top = html(nav, "ol")
    _entry(html, top, _title(issue), texts[0].name)
    by_page: dict[int | None, list[tuple[int, Article]]] = {}
    for at, article in enumerate(issue.articles, 1):
        by_page.setdefault(article.pages[0] if article.pages else None, []).append((at, article))
    pages = {page.number: page for page in issue.pages}
    for number, articles in by_page.items():
        page = pages.get(number or 0)
        label = " ".join(filter(None, (page.label, page.section))) if page else str(number or "?")
        found = _entry(html, top, label, f"article-{articles[0][0]}.xhtml")
        inner = html(found, "ol")
        for at, article in articles:
            _entry(html, inner, headline(article), f"article-{at}.xhtml")
    if issue.notices or issue.ads:
        _entry(html, top, "§", texts[-1].name)
    printed = [(number, text.name) for text in texts for number in text.pages]
    if printed:
        nav = html(body, "nav", id="page-list")
        nav.set(kind, "page-list")
        nav.set("hidden", "hidden")
        listed = html(nav, "ol")
        for number, name in printed:
            page = pages.get(number)
            _entry(html, listed, page.label if page else str(number), f"{name}#page-{number}")
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        + xml_bytes(root, pretty=False).partition(b"\n")[2]
    )


def _entry(html: Maker, parent: Element, text: str, href: str) -> Element:
    found = html(parent, "li")
    html(found, "a", text.strip() or "—", href=href)
    return found
