"""The pages of an issue as formats of recognised text want them: every block with its box, its
place in the order, and its article."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from jumpline.errors import FormatError
from jumpline.model.geometry import Box, union
from jumpline.model.issue import Block, Issue, Page
from jumpline.model.sheet import TextLine
from jumpline.model.text import visual_size


class Placed(msgspec.Struct, frozen=True):
    """A page that has a size, and all of whose blocks and lines have boxes."""

    page: Page
    width: float
    height: float
    blocks: tuple[Block, ...]


def placed(issue: Issue, what: str) -> list[Placed]:
    """All pages. ``what`` names the format. A line without a box gets its block's, a block without
    one what holds its lines. Raises ``FormatError`` that names what is missing."""
    if not issue.pages:
        raise _missing(issue, what, "it has no pages")
    return [_placed(issue, page, what) for page in issue.pages]


def _placed(issue: Issue, page: Page, what: str) -> Placed:
    if not page.width or not page.height:
        raise _missing(issue, what, f"page {page.label} has no size")
    blocks = []
    for block in page.blocks:
        box = block.box or union([line.box for line in block.lines if line.box is not None])
        if box is None:
            raise _missing(issue, what, f"block {block.id} of page {page.label} has no box")
        lines = tuple(
            line if line.box is not None else TextLine(line.text, box) for line in block.lines
        )
        blocks.append(msgspec.structs.replace(block, box=box, lines=lines))
    return Placed(page, page.width, page.height, tuple(blocks))


def _missing(issue: Issue, what: str, why: str) -> FormatError:
    return FormatError(
        f"{what} needs the places of the text, and this issue lacks them: {why}.",
        where=issue.id,
        remedy="It was read from text: read its PDF, its scan or its ALTO instead.",
    )


def words(line: TextLine) -> Iterator[tuple[str, Box]]:
    """The words of a line, their boxes by their share of its length: where nobody measured them,
    near enough to mark them on the page. A text that is not words with one space between each
    stays whole."""
    box = line.box or (0.0, 0.0, 0.0, 0.0)
    found = line.text.split(" ")
    if len(found) < 2 or not all(found):
        yield line.text, box
        return
    x0, y0, x1, y1 = box
    upright = y1 - y0 > x1 - x0
    total = visual_size(line.text) or 1.0
    at = 0.0
    for word in found:
        start, at = at / total, at + visual_size(word)
        end, at = at / total, at + 0.5
        if upright:
            yield word, (x0, y0 + start * (y1 - y0), x1, y0 + end * (y1 - y0))
        else:
            yield word, (x0 + start * (x1 - x0), y0, x0 + end * (x1 - x0), y1)


def is_upright(block: Block) -> bool:
    """Whether its lines run from top to bottom."""
    tall = [
        line.box[3] - line.box[1] > 2 * (line.box[2] - line.box[0])
        for line in block.lines
        if line.box is not None and len(line.text) > 2
    ]
    return sum(tall) * 2 > len(tall)
