"""The facsimile of a TEI file: a surface a page, a zone a block, its lines as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jumpline.exporters.xmlfile import Element, Maker
from jumpline.model.geometry import Box
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Block, BodyItem, Issue
from jumpline.model.record import printed_text
from jumpline.model.text import join_lines


def zone_name(page: int, block: str) -> str:
    """The xml:id of a block's zone. Its own id is the zone's ``n``."""
    fit = block.isascii() and block.replace(".", "").replace("-", "").isalnum()
    return f"zone-{page}-{block if fit else 'x' + fingerprint(repr(block), 12)}"


def add_facsimile(make: Maker, root: Element, issue: Issue) -> None:
    pages = issue.pages if any(page.blocks for page in issue.pages) else ()
    numbers = {article.id: at for at, article in enumerate(issue.articles, 1)}
    facsimile = make(root, "facsimile") if pages else None
    for page in pages:
        size = (0.0, 0.0, page.width or 0.0, page.height or 0.0)
        surface = make(
            facsimile, "surface", xml_id=f"surface-{page.number}", n=page.label,
            **_place(size if page.width and page.height else None),
        )  # fmt: skip
        for block in page.blocks:
            owner = numbers.get(block.article or "")
            zone = make(
                surface, "zone", xml_id=zone_name(page.number, block.id), n=block.id,
                type=block.role, corresp=f"#article-{owner}" if owner else None,
                **_place(block.box),
            )  # fmt: skip
            for line in block.lines:
                make(zone, "line", line.text, **_place(line.box))


def _place(box: Box | None) -> dict[str, str]:
    if box is None:
        return {}
    names = ("ulx", "uly", "lrx", "lry")
    return {name: repr(float(value)) for name, value in zip(names, box, strict=True)}


def breaks(
    item: BodyItem, blocks: Mapping[tuple[int, str], Block]
) -> Iterator[tuple[int, int | None]]:
    """Where in its text an item goes on in another column (None) or on another page (its number).
    None at all where the text is not what its lines give."""
    if len(item.anchors) < 2 or printed_text(item, blocks) != item.text:
        return
    text = ""
    before: Block | None = None
    page = item.anchors[0].page
    for anchor in item.anchors:
        block = blocks[anchor.page, anchor.block]
        joined = text
        for number, line in enumerate(block.lines):
            joined = join_lines(joined, line.text)
            if number == 0 and before is not None:
                place = len(joined) - len(line.text.strip())
                if anchor.page != page:
                    yield place, anchor.page
                elif _beside(before.box, block.box):
                    yield place, None
        text, before, page = joined, block, anchor.page


def _beside(one: Box | None, two: Box | None) -> bool:
    """Whether the second does not lie right below the first."""
    return one is not None and two is not None and (two[1] < one[1] or two[0] > one[2])
