"""ALTO: a file a page, lines and words with their boxes, a tag for each role."""

from __future__ import annotations

from statistics import median

from jumpline.exporters.names import Names, page_names
from jumpline.exporters.physical import Placed, placed, words
from jumpline.exporters.xmlfile import Element, Maker, xml_bytes
from jumpline.model.form import Files, Option, form
from jumpline.model.geometry import Box
from jumpline.model.issue import Block, Issue

VERSIONS = {
    "4.4": "http://www.loc.gov/standards/alto/ns-v4#",
    "3.1": "http://www.loc.gov/standards/alto/ns-v3#",
    "2.1": "http://www.loc.gov/standards/alto/ns-v2#",
}
#: Units of ALTO (1/1200 inch) a point.
_UNITS = 1200 / 72


@form(
    "ALTO, a file a page",
    suffix=".xml",
    media="application/xml",
    keeps="lines boxes",
    options={"version": Option("of ALTO", tuple(VERSIONS))},
    several=True,
    geometry=True,
)
def export_alto(issue: Issue, *, version: str) -> Files:
    """A file a page, named by its label. Raises ``FormatError`` for an issue without geometry."""
    pages = placed(issue, "ALTO")
    names = page_names([page.page.label for page in pages])
    return {
        f"{name}.xml": alto_page(page, Names(), version, names=name)
        for name, page in zip(names, pages, strict=True)
    }


def alto_page(page: Placed, ids: Names, version: str = "4.4", *, names: str = "") -> bytes:
    """One page. Blocks have the ids that ``ids`` gives their own. ``names`` is the file's name
    without its suffix: that of the page's picture."""
    make = Maker(VERSIONS[version])
    root = make.root("alto")
    if version != "2.1":
        root.set("SCHEMAVERSION", version)
    described = make(root, "Description")
    make(described, "MeasurementUnit", "inch1200")
    if names:
        source = make(described, "sourceImageInformation")
        make(source, "fileName", names)
    styles = {block.id: _style(block) for block in page.blocks if block.lines}
    sheet = make(root, "Styles") if styles else None
    for size in sorted(set(styles.values())):
        make(sheet, "TextStyle", ID=f"size-{size:g}", FONTSIZE=f"{size:g}")
    roles = sorted({block.role for block in page.blocks})
    tags = make(root, "Tags") if roles else None
    for role in roles:
        make(tags, "LayoutTag", ID=f"role-{role}", TYPE="role", LABEL=role)
    if version == "4.4" and page.blocks:
        order = make(make(root, "ReadingOrder"), "OrderedGroup", ID="reading-order")
        for number, block in enumerate(page.blocks, 1):
            make(order, "ElementRef", ID=f"order-{number}", REF=ids(block.id))
    layout = make(root, "Layout")
    whole = {"WIDTH": _number(page.width * _UNITS), "HEIGHT": _number(page.height * _UNITS)}
    sheet = make(
        layout, "Page", ID=f"page-{page.page.number}", PHYSICAL_IMG_NR=page.page.number,
        PRINTED_IMG_NR=page.page.label, **whole,
    )  # fmt: skip
    space = make(sheet, "PrintSpace", HPOS="0", VPOS="0", **whole)
    for block in page.blocks:
        _block(make, space, block, ids, styles.get(block.id))
    return xml_bytes(root)


def _block(make: Maker, space: Element, block: Block, ids: Names, size: float | None) -> None:
    kind = "TextBlock" if block.lines else "Illustration"
    name = ids(block.id)
    found = make(
        space, kind, ID=name, TAGREFS=f"role-{block.role}",
        STYLEREFS=f"size-{size:g}" if size else None, **_place(block.box),
    )  # fmt: skip
    for number, line in enumerate(block.lines, 1):
        row = make(found, "TextLine", ID=ids(f"{block.id}.l{number}"), **_place(line.box))
        for at, (word, box) in enumerate(words(line)):
            if at:
                make(row, "SP")
            make(row, "String", CONTENT=word, **_place(box))


def _style(block: Block) -> float:
    """The size of its type, in points: by the lesser side of its lines."""
    sides = [
        min(line.box[2] - line.box[0], line.box[3] - line.box[1])
        for line in block.lines
        if line.box is not None
    ]
    return max(1.0, round(2 * median(sides)) / 2) if sides else 10.0


def _place(box: Box | None) -> dict[str, str]:
    x0, y0, x1, y1 = box or (0.0, 0.0, 0.0, 0.0)
    found = {"HPOS": x0, "VPOS": y0, "WIDTH": x1 - x0, "HEIGHT": y1 - y0}
    return {name: _number(value * _UNITS) for name, value in found.items()}


def _number(value: float) -> str:
    """To a thousandth of a unit, which is less than any press or scanner can place."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
