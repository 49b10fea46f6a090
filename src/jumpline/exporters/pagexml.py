"""PAGE-XML 2019: a file a page, regions in reading order, paragraphs that a column cut joined."""

from __future__ import annotations

import itertools

from jumpline.exporters.names import Names, page_names
from jumpline.exporters.physical import Placed, is_upright, placed, words
from jumpline.exporters.xmlfile import Element, Maker, xml_bytes
from jumpline.model.form import Files, form
from jumpline.model.geometry import Box
from jumpline.model.issue import Block, Issue
from jumpline.model.record import RECORD, record

PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
#: Pixels a point: the format counts in whole ones, so that a place is right to 0.05 points.
SCALE = 10
_TYPES = {
    "masthead": "header",
    "folio": "header",
    "headline": "heading",
    "kicker": "heading",
    "deck": "heading",
    "column": "heading",
    "subhead": "heading",
    "byline": "credit",
    "body": "paragraph",
    "caption": "caption",
    "guide": "TOC-entry",
}


@form(
    "PAGE-XML 2019, a file a page",
    suffix=".xml",
    media="application/xml",
    keeps="text articles heads bylines jumps pictures pages lines boxes masthead apart",
    several=True,
    geometry=True,
    back="pagexml",
)
def export_pagexml(issue: Issue) -> Files:
    """A file a page, named by its label. Boxes are right to 0.05 points. Raises ``FormatError`` for
    an issue without geometry."""
    pages = placed(issue, "PAGE-XML")
    names = page_names([page.page.label for page in pages])
    ids = {page.page.number: Names() for page in pages}
    known = {
        (page.page.number, block.id): ids[page.page.number](block.id)
        for page in pages
        for block in page.blocks
    }
    told = record(issue, names=known)
    return {
        f"{name}.xml": _Page(issue, page, ids[page.page.number], told, name).write()
        for name, page in zip(names, pages, strict=True)
    }


class _Page:
    def __init__(self, issue: Issue, page: Placed, ids: Names, told: str, name: str) -> None:
        self.issue, self.page, self.ids, self.told, self.name = issue, page, ids, told, name
        self.make = Maker(PAGE)
        self.articles = {article.id: at for at, article in enumerate(issue.articles, 1)}

    def write(self) -> bytes:
        make, page = self.make, self.page
        root = make.root("PcGts", pcGtsId=f"page-{page.page.number}")
        head = make(root, "Metadata")
        make(head, "Creator", "jumpline")
        # The day of the issue: equal issues give equal bytes, whatever the clock says.
        for name in ("Created", "LastChange"):
            make(head, name, f"{self.issue.date or '1970-01-01'}T00:00:00Z")
        sheet = make(
            root, "Page", imageFilename=self.name, imageWidth=max(1, round(page.width * SCALE)),
            imageHeight=max(1, round(page.height * SCALE)), imageXResolution=72 * SCALE,
            imageYResolution=72 * SCALE, imageResolutionUnit="PPI",
            custom=f"page {{number:{page.page.number};}}",
        )  # fmt: skip
        if page.blocks:
            order = make(make(sheet, "ReadingOrder"), "OrderedGroup", id="reading-order")
            for at, block in enumerate(page.blocks):
                make(order, "RegionRefIndexed", index=at, regionRef=self.ids(block.id))
        self._relations(sheet)
        own = make(sheet, "UserDefined")
        make(own, "UserAttribute", name=RECORD, type="xsd:string", value=self.told)
        for at, block in enumerate(page.blocks):
            self._region(sheet, block, at)
        return xml_bytes(root)

    def _relations(self, sheet: Element) -> None:
        """Pieces of one paragraph on this page."""
        number = self.page.page.number
        known = {block.id for block in self.page.blocks}
        pairs = [
            (left.block, right.block)
            for article in self.issue.articles
            for item in article.body
            for left, right in itertools.pairwise(item.anchors)
            if left.page == right.page == number and {left.block, right.block} <= known
        ]
        relations = self.make(sheet, "Relations") if pairs else None
        for at, (left, right) in enumerate(pairs, 1):
            found = self.make(relations, "Relation", id=self.ids(f"join-{at}"), type="join")
            self.make(found, "SourceRegionRef", regionRef=self.ids(left))
            self.make(found, "TargetRegionRef", regionRef=self.ids(right))

    def _region(self, sheet: Element, block: Block, at: int) -> None:
        make = self.make
        told = f"readingOrder {{index:{at};}} role {{type:{block.role};}}"
        if block.article in self.articles:
            told += f" structure {{id:a{self.articles[block.article]}; type:article;}}"
        kind = "TextRegion"
        if block.role == "ad":
            kind = "AdvertRegion"
        elif not block.lines:
            kind = "ImageRegion"
        found = make(sheet, kind, id=self.ids(block.id), custom=told)
        if kind == "TextRegion":
            found.set("type", _TYPES.get(block.role, "other"))
            if is_upright(block):
                found.set("readingDirection", "top-to-bottom")
                found.set("textLineOrder", "right-to-left")
        self._coords(found, block.box)
        # An advertisement has regions, and no lines of its own.
        rows = found
        if kind == "AdvertRegion" and block.lines:
            rows = make(found, "TextRegion", id=self.ids(f"{block.id}.t"), type="other")
            self._coords(rows, block.box)
        for number, line in enumerate(block.lines, 1):
            row = make(
                rows, "TextLine", id=self.ids(f"{block.id}.l{number}"),
                custom=f"readingOrder {{index:{number - 1};}}",
            )  # fmt: skip
            self._coords(row, line.box)
            parts = list(words(line))
            for place, (word, box) in enumerate(parts, 1):
                if len(parts) > 1:
                    one = make(row, "Word", id=self.ids(f"{block.id}.l{number}.w{place}"))
                    self._coords(one, box)
                    make(make(one, "TextEquiv"), "Unicode", word)
            make(make(row, "TextEquiv"), "Unicode", line.text)

    def _coords(self, parent: Element, box: Box | None) -> None:
        x0, y0, x1, y1 = (max(0, round(value * SCALE)) for value in box or (0, 0, 0, 0))
        points = f"{x0},{y0} {x1},{y0} {x1},{y1} {x0},{y1}"
        self.make(parent, "Coords", points=points)
