"""What was read, drawn on the page: blocks by article, their order, their roles."""

from __future__ import annotations

from html import escape

from jumpline.errors import FormatError
from jumpline.model.form import form
from jumpline.model.geometry import Box
from jumpline.model.issue import Block, Issue, Page

#: Twelve colours that stay apart in print and for most colour-blind readers.
_COLOURS = [
    "#4477aa",
    "#ee6677",
    "#228833",
    "#aa3377",
    "#cc7700",
    "#0099a8",
    "#7a5195",
    "#a05d00",
    "#d62728",
    "#2ca02c",
    "#1f77b4",
    "#8c564b",
]
_STYLE = (
    "text{font:9px sans-serif}.line{fill:none;stroke:#bbb;stroke-width:.3}"
    ".order{fill:none;stroke-width:1;opacity:.6}.block{fill-opacity:.07;stroke-width:.8}"
)


@form(
    "a drawing of what was read on the pages",
    suffix=".svg",
    media="image/svg+xml",
    keeps="boxes",
    geometry=True,
)
def export_svg(issue: Issue) -> bytes:
    """All pages under each other in one SVG. Raises ``FormatError`` for an issue without geometry."""
    pages = [page for page in issue.pages if page.width and page.height]
    if not pages:
        raise FormatError(
            "this issue has no geometry to draw: its pages have no size.",
            where=issue.id,
            remedy="It was read from text: read its PDF instead.",
        )
    colours = {
        article.id: _COLOURS[number % len(_COLOURS)]
        for number, article in enumerate(issue.articles)
    }
    wide = max(page.width or 0 for page in pages)
    parts: list[str] = []
    top = 0.0
    for page in pages:
        parts.append(f'<g transform="translate(0 {top:g})">')
        parts += _page(page, colours)
        parts.append("</g>")
        top += (page.height or 0) + 20
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {wide:g} {top:g}" width="{wide:g}" height="{top:g}">\n'
        f"<title>{escape(issue.id)}</title>\n<style>{_STYLE}</style>"
    )
    return "\n".join([head, *parts, "</svg>\n"]).encode()


def _page(page: Page, colours: dict[str, str]) -> list[str]:
    parts = [f'<rect width="{page.width:g}" height="{page.height:g}" fill="#fff" stroke="#999"/>']
    before: tuple[str, Box] | None = None
    for number, block in enumerate(page.blocks, 1):
        if block.box is None:
            continue
        colour = colours.get(block.article or "", "#888")
        parts += _block(number, block, block.box, colour)
        if before is not None and before[0] == block.article and block.article:
            parts.append(_arrow(before[1], block.box, colour))
        before = (block.article or "", block.box)
    return parts


def _block(number: int, block: Block, box: Box, colour: str) -> list[str]:
    x0, y0, x1, y1 = box
    lines = [
        f'<rect class="line" x="{a:g}" y="{b:g}" width="{c - a:g}" height="{d - b:g}"/>'
        for line in block.lines
        if line.box is not None
        for a, b, c, d in [line.box]
    ]
    return [
        *lines,
        f'<rect class="block" x="{x0:g}" y="{y0:g}" width="{x1 - x0:g}" height="{y1 - y0:g}" '
        f'fill="{colour}" stroke="{colour}"><title>{escape(block.id)}: {escape(block.role)}\n'
        f"{escape(' '.join(line.text for line in block.lines)[:200])}</title></rect>",
        f'<text x="{x0:g}" y="{y0 - 1:g}" fill="{colour}">{number} {escape(block.role)}</text>',
    ]


def _arrow(one: Box, two: Box, colour: str) -> str:
    x0, y0 = (one[0] + one[2]) / 2, one[3]
    x1, y1 = (two[0] + two[2]) / 2, two[1]
    return f'<path class="order" d="M{x0:g} {y0:g}L{x1:g} {y1:g}" stroke="{colour}"/>'
