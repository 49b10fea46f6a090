"""hOCR 1.2: one XHTML file, a page after the other."""

from __future__ import annotations

from jumpline.exporters.names import Names
from jumpline.exporters.physical import Placed, placed, words
from jumpline.exporters.xmlfile import Element, Maker, xml_bytes
from jumpline.model.form import form
from jumpline.model.geometry import Box
from jumpline.model.issue import Block, Issue
from jumpline.model.record import RECORD, record

XHTML = "http://www.w3.org/1999/xhtml"
#: Pixels a point, as in PAGE-XML: hOCR counts in whole ones.
SCALE = 10


@form(
    "hOCR, one file",
    suffix=".html",
    media="text/html",
    keeps="text articles heads bylines jumps pictures pages lines boxes masthead apart",
    geometry=True,
    back="hocr",
)
def export_hocr(issue: Issue) -> bytes:
    """XHTML. Boxes are right to 0.05 points. Raises ``FormatError`` for an issue without geometry."""
    pages = placed(issue, "hOCR")
    make = Maker(XHTML)
    root = make.root("html", lang=issue.publication.language or "und")
    head = make(root, "head")
    make(head, "title", " ".join(filter(None, (issue.publication.title, issue.date))) or issue.id)
    make(head, "meta", charset="utf-8")
    kinds = "ocr_page ocr_carea ocr_line ocrx_word ocr_photo"
    names = {page.page.number: Names() for page in pages}
    known = {
        (page.page.number, block.id): names[page.page.number](block.id)
        for page in pages
        for block in page.blocks
    }
    for name, content in (
        ("ocr-system", "jumpline"),
        ("ocr-capabilities", kinds),
        ("ocr-number-of-pages", str(len(pages))),
        (RECORD, record(issue, names=known)),
    ):
        make(head, "meta", name=name, content=content)
    body = make(root, "body")
    articles = {article.id: at for at, article in enumerate(issue.articles, 1)}
    for page in pages:
        _page(make, body, page, names[page.page.number], articles)
    return b"<!DOCTYPE html>\n" + xml_bytes(root, pretty=False).partition(b"\n")[2]


def _page(make: Maker, body: Element, page: Placed, ids: Names, articles: dict[str, int]) -> None:
    number = page.page.number
    size = _box((0.0, 0.0, page.width, page.height))
    resolution = 72 * SCALE
    label = page.page.label.replace('"', "")
    found = make(
        body, "div", class_="ocr_page", id=f"page-{number}",
        title=f'image "page-{number}"; {size}; ppageno {number - 1}; lpageno "{label}"; '
        f"scan_res {resolution} {resolution}",
    )  # fmt: skip
    found.set("data-number", str(number))
    for block in page.blocks:
        _area(make, found, block, f"page-{number}-{ids(block.id)}", ids(block.id), articles)


def _area(
    make: Maker, page: Element, block: Block, unique: str, name: str, articles: dict[str, int]
) -> None:
    kind = "ocr_carea" if block.lines else "ocr_photo"
    area = make(page, "div", class_=kind, id=unique, title=_box(block.box))
    area.set("data-block", name)
    area.set("data-role", block.role)
    if block.article in articles:
        area.set("data-article", str(articles[block.article]))
    for at, line in enumerate(block.lines, 1):
        row = make(area, "span", class_="ocr_line", id=f"{unique}.l{at}", title=_box(line.box))
        before: Element = None
        for place, (word, box) in enumerate(words(line), 1):
            if before is not None:
                before.tail = " "
            before = make(
                row, "span", word, class_="ocrx_word", id=f"{unique}.l{at}.w{place}",
                title=_box(box),
            )  # fmt: skip
        row.tail = "\n"


def _box(box: Box | None) -> str:
    x0, y0, x1, y1 = (max(0, round(value * SCALE)) for value in box or (0, 0, 0, 0))
    return f"bbox {x0} {y0} {x1} {y1}"
