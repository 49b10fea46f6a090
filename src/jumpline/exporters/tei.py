"""TEI P5: articles in their order, with page and column breaks where they stood, over a facsimile
whose zones are the blocks. A part of an article on another page is a division of its own, joined by
``next`` and ``prev``."""

from __future__ import annotations

from jumpline.exporters.tei_facsimile import add_facsimile, breaks, zone_name
from jumpline.exporters.tei_header import add_header
from jumpline.exporters.xmlfile import Element, Maker, xml_bytes
from jumpline.model.form import form
from jumpline.model.issue import Article, BodyItem, Issue, Jump, Notice
from jumpline.model.record import blocks_of, record

TEI = "http://www.tei-c.org/ns/1.0"


@form(
    "TEI P5, one file",
    suffix=".xml",
    media="application/tei+xml",
    keeps="text articles heads bylines jumps pictures pages lines boxes masthead apart",
    back="tei",
)
def export_tei(issue: Issue) -> bytes:
    """UTF-8 XML. Zones and breaks are left out where the issue has no blocks."""
    make = Maker(TEI)
    root = make.root("TEI", xml_lang=issue.publication.language or "und")
    texts = {
        (article.id, at): item.text
        for article in issue.articles
        for at, item in enumerate(article.body)
    }
    add_header(make, root, issue, record(issue, texts))
    add_facsimile(make, root, issue)
    body = make(make(root, "text"), "body")
    writer = _Writer(make, issue)
    writer.guide(body)
    for at, article in enumerate(issue.articles, 1):
        writer.article(body, article, at)
    for kind, group in (("notice", issue.notices), ("advertisement", issue.ads)):
        for notice in group:
            writer.notice(body, kind, notice)
    if not len(body):
        make(body, "p")
    return xml_bytes(root, pretty=False)


class _Writer:
    def __init__(self, make: Maker, issue: Issue) -> None:
        self.make, self.issue = make, issue
        self.blocks = blocks_of(issue.pages)
        self.pages = {page.number: page for page in issue.pages}
        self.numbers = {article.id: at for at, article in enumerate(issue.articles, 1)}

    def guide(self, body: Element) -> None:
        if self.issue.guide:
            entries = self.make(self.make(body, "div", type="guide"), "list")
            for entry in self.issue.guide:
                item = self.make(entries, "item")
                found = self.numbers.get(entry.article or "")
                target = f"#article-{found}" if found else None
                self.make(item, "ref", " ".join(entry.lines), target=target)

    def article(self, body: Element, article: Article, at: int) -> None:
        make, name = self.make, f"article-{at}"
        div = make(body, "div", type="article", xml_id=name, xml_lang=article.language)
        page = article.pages[0] if article.pages else None
        if page is not None:
            self._page_break(div, page)
        for kind, lines in (
            ("column", (article.column,) if article.column else ()), ("kicker", article.kicker),
            ("main", article.headline), ("sub", article.deck),
        ):  # fmt: skip
            for line in lines:
                make(div, "head", line, type=kind)
        if article.byline is not None and article.byline.text:
            make(div, "byline", article.byline.text)
        if article.dateline is not None and (article.dateline.place or article.dateline.date):
            line = make(div, "dateline")
            if article.dateline.place:
                make(line, "placeName", article.dateline.place)
            if article.dateline.date:
                make(line, "date", article.dateline.date, when=article.dateline.date)
        if article.continued_from is not None:
            self._jump(div, article.continued_from, "from", None)
        part = 1
        for number, item in enumerate(article.body):
            first = item.anchors[0].page if item.anchors else page
            if first != page and first is not None and number:
                # On another page: a part of its own.
                part += 1
                this = f"{name}.{part}"
                before = f"{name}.{part - 1}" if part > 2 else name
                div.set("next", f"#{this}")
                if part == 2 and article.continues is not None:
                    self._jump(div, article.continues, "to", f"#{this}")
                div = make(body, "div", type="article", xml_id=this, prev=f"#{before}")
                self._page_break(div, first)
            self._item(div, item, f"{name}-{number}")
            page = item.anchors[-1].page if item.anchors else page
        if article.continues is not None and part == 1:
            self._jump(div, article.continues, "to", None)
        for picture in article.pictures:
            figure = make(div, "figure")
            if picture.caption:
                make(figure, "head", picture.caption)
            if picture.credit:
                make(figure, "p", picture.credit, rend="credit")

    def notice(self, body: Element, kind: str, notice: Notice) -> None:
        div = self.make(body, "div", type=kind)
        self._page_break(div, notice.page)
        for line in notice.text.split("\n"):
            self.make(div, "p", line)

    def _page_break(self, parent: Element, number: int) -> None:
        page = self.pages.get(number)
        facs = f"#surface-{number}" if page is not None and self.blocks else None
        self.make(parent, "pb", n=page.label if page is not None else str(number), facs=facs)

    def _jump(self, div: Element, jump: Jump, kind: str, target: str | None) -> None:
        # "to" and "from" are what the jump line says, whether the other part is there or not.
        place = self.make(div, "ab", type=f"jump-{kind}")
        self.make(place, "ref", jump.text, target=target)

    def _item(self, div: Element, item: BodyItem, name: str) -> None:
        zones = [
            f"#{zone_name(anchor.page, anchor.block)}"
            for anchor in item.anchors
            if (anchor.page, anchor.block) in self.blocks
        ]
        told = {"xml_id": name, "facs": " ".join(zones) or None}
        if item.role == "table":
            table = self.make(div, "table", **told)
            for line in item.text.split("\n"):
                row = self.make(table, "row")
                for cell in line.split("\t"):
                    self.make(row, "cell", cell)
            return
        if item.role == "subhead":
            found = self.make(div, "ab", type="subhead", **told)
        elif item.role == "item":
            found = self.make(div, "p", rend="item", **told)
        else:
            found = self.make(div, "p", **told)
        self._broken(found, item)

    def _broken(self, found: Element, item: BodyItem) -> None:
        """Text with its page and column breaks in their places."""
        at = 0
        mark: Element = None
        for place, page in breaks(item, self.blocks):
            self._put(found, mark, item.text[at:place])
            at = place
            if page is None:
                mark = self.make(found, "cb")
            else:
                self._page_break(found, page)
                mark = found[-1]
        self._put(found, mark, item.text[at:])

    def _put(self, found: Element, mark: Element, text: str) -> None:
        if mark is None:
            found.text = text
        else:
            mark.tail = text
