"""Where on the pages a text is printed, also where the end of a line cuts it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.issue import Issue, Page
from jumpline.model.sheet import TextLine
from jumpline.model.text import visual_size
from jumpline.search.fold import mapped

#: Occurrences that are told of one issue.
MOST = 500


class Printed(msgspec.Struct, frozen=True):
    """An occurrence: a box for every line that it stands in, ``before`` and ``after`` it as printed."""

    page: int
    text: str
    boxes: tuple[Box, ...]
    before: str
    after: str


def printed(issue: Issue, words: str) -> Iterator[Printed]:
    """Occurrences of the words as they stand (folded as search folds them), page by page, in reading
    order. At most ``MOST``."""
    wanted = mapped(words).text
    if not wanted:
        return
    told = 0
    for page in issue.pages:
        for lines in _passages(issue, page):
            for found in _in(page.number, lines, wanted):
                yield found
                told += 1
                if told >= MOST:
                    return


def _passages(issue: Issue, page: Page) -> Iterator[list[TextLine]]:
    """Lines that belong together: of an article's body in its order, else of a block."""
    blocks = {block.id: block for block in page.blocks}
    left = dict(blocks)
    for article in issue.articles:
        lines: list[TextLine] = []
        for item in article.body:
            for anchor in item.anchors:
                if anchor.page == page.number and anchor.block in left:
                    lines += left.pop(anchor.block).lines
        if lines:
            yield lines
    for block in left.values():
        yield list(block.lines)


def _in(number: int, lines: list[TextLine], wanted: str) -> Iterator[Printed]:
    folded = [mapped(line.text) for line in lines]
    whole = "".join(each.text for each in folded)
    starts = []
    at = 0
    for each in folded:
        starts.append(at)
        at += len(each.text)
    at = whole.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        boxes, text = [], ""
        for line, each, start in zip(lines, folded, starts, strict=True):
            first, last = max(at, start) - start, min(end, start + len(each.text)) - start
            if first >= last:
                continue
            a, b = each.starts[first], each.ends[last - 1]
            text += line.text[a:b]
            if line.box is not None:
                boxes.append(_part(line, a, b))
        yield Printed(
            number, text, tuple(boxes), whole[max(0, at - 20) : at], whole[end : end + 20]
        )
        at = whole.find(wanted, end)


def _part(line: TextLine, start: int, end: int) -> Box:
    """The part of a line's box that its characters from ``start`` to ``end`` take."""
    assert line.box is not None
    x0, y0, x1, y1 = line.box
    total = visual_size(line.text) or 1.0
    a, b = visual_size(line.text[:start]) / total, visual_size(line.text[:end]) / total
    if y1 - y0 > 2 * (x1 - x0) and len(line.text) > 2:
        return (x0, y0 + a * (y1 - y0), x1, y0 + b * (y1 - y0))
    return (x0 + a * (x1 - x0), y0, x0 + b * (x1 - x0), y1)
