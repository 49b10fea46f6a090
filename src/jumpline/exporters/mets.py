"""METS with an ALTO file a page: what libraries take, and what comes back one for one.

The logical structure has the printed order: issue, articles, their heads, bylines and paragraphs,
each with the blocks of every page that it was printed in.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from jumpline.exporters.alto import VERSIONS, alto_page
from jumpline.exporters.mods import mods_of_article, mods_of_issue
from jumpline.exporters.names import Names, page_names
from jumpline.exporters.physical import Placed, placed
from jumpline.exporters.reading import headline
from jumpline.exporters.xmlfile import Element, Maker, xml_bytes
from jumpline.model.form import Files, Option, form
from jumpline.model.issue import Anchor, Article, Block, Issue
from jumpline.model.record import RECORD, record

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
#: Roles of blocks → types of divs, where they differ.
_TYPES = {"headline": "HEADING", "deck": "SUBHEADLINE", "kicker": "OVERLINE", "ad": "ADVERTISEMENT"}
_HEAD = ("column", "kicker", "headline", "deck", "byline")


@form(
    "METS and an ALTO file a page",
    suffix=".xml",
    media="application/xml",
    keeps="text articles heads bylines jumps pictures pages lines boxes masthead apart",
    options={"version": Option("of ALTO", tuple(VERSIONS))},
    several=True,
    geometry=True,
    back="mets",
)
def export_mets(issue: Issue, *, version: str) -> Files:
    """``mets.xml`` and ``alto/page-….xml``. Raises ``FormatError`` for an issue without geometry."""
    pages = placed(issue, "METS with ALTO")
    names = page_names([page.page.label for page in pages])
    ids = [Names() for _ in pages]
    files = {
        f"alto/{name}.xml": alto_page(page, own, version, names=name)
        for name, page, own in zip(names, pages, ids, strict=True)
    }
    return {"mets.xml": _Writer(issue, pages, ids, files).write(), **files}


class _Writer:
    def __init__(
        self, issue: Issue, pages: list[Placed], ids: list[Names], files: dict[str, bytes]
    ) -> None:
        self.issue, self.pages, self.files = issue, pages, files
        self.make = Maker(METS, xlink=XLINK)
        self.names = {
            page.page.number: (f"file-{at}", own)
            for at, (page, own) in enumerate(zip(pages, ids, strict=True), 1)
        }

    def write(self) -> bytes:
        make, issue = self.make, self.issue
        root = make.root(
            "mets", OBJID=issue.id, TYPE="Newspaper", PROFILE="jumpline",
            LABEL=" ".join(filter(None, (issue.publication.title, issue.date))) or issue.id,
        )  # fmt: skip
        head = make(root, "metsHdr")
        if issue.date:
            # The day of the issue: equal issues give equal bytes, whatever the clock says.
            head.set("CREATEDATE", f"{issue.date}T00:00:00Z")
        agent = make(head, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
        make(agent, "name", "jumpline")
        mods_of_issue(self._section(root, "dmd-issue"), issue)
        for number, article in enumerate(issue.articles, 1):
            mods_of_article(self._section(root, f"dmd-article-{number}"), article)
        section = make(root, "amdSec", ID="amd")
        proof = make(section, "digiprovMD", ID="amd-record")
        wrap = make(
            proof, "mdWrap", MDTYPE="OTHER", OTHERMDTYPE=RECORD, MIMETYPE="application/json"
        )
        make(
            wrap,
            "binData",
            base64.b64encode(record(issue, names=self._changed()).encode()).decode(),
        )
        self._file_section(root)
        self._physical(root)
        self._logical(root)
        return xml_bytes(root)

    def _changed(self) -> dict[tuple[int, str], str]:
        return {
            (page, name): given
            for page, (_, ids) in self.names.items()
            for name, given in ids.given.items()
        }

    def _section(self, root: Element, name: str) -> Element:
        wrap = self.make(self.make(root, "dmdSec", ID=name), "mdWrap", MDTYPE="MODS")
        return self.make(wrap, "xmlData")

    def _file_section(self, root: Element) -> None:
        make = self.make
        group = make(make(root, "fileSec"), "fileGrp", ID="files-alto", USE="Text")
        for number, (name, data) in enumerate(self.files.items(), 1):
            file = make(
                group, "file", ID=f"file-{number}", MIMETYPE="application/xml", SEQ=number,
                SIZE=len(data), CHECKSUM=hashlib.sha256(data).hexdigest(), CHECKSUMTYPE="SHA-256",
            )  # fmt: skip
            where = make(file, "FLocat", LOCTYPE="URL")
            where.set(f"{{{XLINK}}}href", name)

    def _physical(self, root: Element) -> None:
        make = self.make
        book = make(
            make(root, "structMap", TYPE="PHYSICAL"), "div", ID="phys", TYPE="Newspaper",
            DMDID="dmd-issue",
        )  # fmt: skip
        for order, page in enumerate(self.pages, 1):
            div = make(
                book, "div", ID=f"phys-{order}", TYPE="PAGE", ORDER=page.page.number,
                ORDERLABEL=page.page.label, LABEL=page.page.section,
            )  # fmt: skip
            make(div, "fptr", FILEID=self.names[page.page.number][0])

    def _logical(self, root: Element) -> None:
        make, issue = self.make, self.issue
        top = make(
            make(root, "structMap", TYPE="LOGICAL"), "div", ID="issue", TYPE="Issue",
            DMDID="dmd-issue", LABEL=issue.publication.title,
        )  # fmt: skip
        owned: dict[str, list[Anchor]] = {}
        roles: dict[Anchor, Block] = {}
        for placed_page in self.pages:
            for block in placed_page.blocks:
                anchor = Anchor(placed_page.page.number, block.id)
                roles[anchor] = block
                if block.article:
                    owned.setdefault(block.article, []).append(anchor)
        for number, article in enumerate(issue.articles, 1):
            div = make(
                top, "div", ID=f"article-{number}", TYPE="ARTICLE", DMDID=f"dmd-article-{number}",
                LABEL=headline(article),
            )  # fmt: skip
            self._article(div, article, owned.get(article.id, []), roles)
        for kind, group in (("NOTICE", issue.notices), ("ADVERTISEMENT", issue.ads)):
            for notice in group:
                if any(anchor in roles for anchor in notice.anchors):
                    self._areas(make(top, "div", TYPE=kind), notice.anchors)

    def _article(
        self, div: Element, article: Article, own: list[Anchor], roles: dict[Anchor, Block]
    ) -> None:
        told = {anchor for item in article.body for anchor in item.anchors}
        rest = [anchor for anchor in own if anchor not in told]
        for role in _HEAD:
            self._field(div, role, [anchor for anchor in rest if roles[anchor].role == role])
        body = self.make(div, "div", TYPE="BODY") if article.body else None
        for item in article.body:
            if any(anchor in roles for anchor in item.anchors):
                part = self.make(body, "div", TYPE=item.role.upper())
                self._areas(part, [anchor for anchor in item.anchors if anchor in roles])
        for anchor in rest:
            if roles[anchor].role not in _HEAD:
                self._field(div, roles[anchor].role, [anchor])

    def _field(self, div: Element, role: str, anchors: list[Anchor]) -> None:
        if anchors:
            self._areas(self.make(div, "div", TYPE=_TYPES.get(role, role.upper())), anchors)

    def _areas(self, div: Element, anchors: Iterable[Anchor]) -> None:
        """Where something was printed: one after the other, over pages."""
        known = [anchor for anchor in anchors if anchor.page in self.names]
        pointer = self.make(div, "fptr") if known else None
        if len(known) > 1:
            pointer = self.make(pointer, "seq")
        for anchor in known:
            file, ids = self.names[anchor.page]
            self.make(pointer, "area", FILEID=file, BETYPE="IDREF", BEGIN=ids(anchor.block))
