"""What an engine recognised → the same blocks as from any other page.

Where the source tells articles apart, its stories stay together, in its order. Where it gives an
order that can be trusted, or no boxes, the order stays. Else its lines are laid out as those of a
printed page: columns, regions, succession.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.recognised import Hint, Piece, ReadLine
from jumpline.model.sheet import MarkKind, Sheet, TextLine
from jumpline.packs import Pack
from jumpline.stages.layout.arrange import lay_out
from jumpline.stages.layout.noise import extent, on_pictures, plain_where_full, settled, squared
from jumpline.stages.layout.runs import Line, turn
from jumpline.stages.layout.sizes import body_of, sizes
from jumpline.stages.layout.whole import parted, rejoined
from jumpline.stages.pages import BlockPage, RawBlock

_KINDS: dict[Hint, MarkKind] = {
    "heading": "heading",
    "headline": "heading",
    "subhead": "strong",
    "table": "table",
    "item": "item",
    "picture": "picture",
    "caption": "picture",
}
#: A line this much larger than the body is a heading, where nobody says so.
_LARGER = 1.3


def lay_recognised(sheet: Sheet, pack: Pack) -> BlockPage:
    pieces = [piece for piece in sheet.pieces if piece.lines]
    boxed = sum(line.box is not None for piece in pieces for line in piece.lines)
    count = sum(len(piece.lines) for piece in pieces)
    if any(piece.story for piece in pieces):
        page = _page(sheet, _by_story(pieces))
    elif sheet.ordered or boxed < count:
        page = _page(sheet, _in_order(pieces))
    else:
        page = _laid_out(sheet, pieces, pack)
    return msgspec.structs.replace(page, stories=sheet.stories, stated=sheet.stated)


def _page(sheet: Sheet, found: Iterator[RawBlock]) -> BlockPage:
    return BlockPage(
        source=sheet.source,
        hint=sheet.hint,
        blocks=tuple(
            msgspec.structs.replace(block, order=order) for order, block in enumerate(found)
        ),
        width=sheet.width,
        height=sheet.height,
        unit=sheet.unit,
        problems=sheet.problems,
    )


# -- the source's articles -----------------------------------------------------------------


def _by_story(pieces: Sequence[Piece]) -> Iterator[RawBlock]:
    """Pieces of a story one after the other, at the place of its first."""
    measured = dict(zip(map(id, pieces), sizes(pieces), strict=True))
    lines = [size for found in measured.values() for size in found]
    body = median(lines) if lines else 10.0
    members: dict[str, list[Piece]] = {}
    for piece in pieces:
        members.setdefault(piece.story, []).append(piece)
    begun: set[str] = set()
    for piece in pieces:
        if not piece.story:
            yield from _paragraphs(piece)
        elif piece.story not in begun:
            begun.add(piece.story)
            own = sorted(members[piece.story], key=lambda each: each.place)
            if not any(each.hint for each in own):
                own = list(_with_heading(own, measured, body))
            for each in own:
                yield from _paragraphs(each)


def _with_heading(
    own: list[Piece], measured: dict[int, list[float]], body: float
) -> Iterator[Piece]:
    """The pieces of a story of which only the lines are known, its large first lines as headline."""
    started = False
    for piece in own:
        found = measured[id(piece)]
        large = 0
        while not started and large < len(found) and found[large] > _LARGER * body:
            large += 1
        if large:
            yield msgspec.structs.replace(piece, lines=piece.lines[:large], hint="headline")
        started = started or large < len(found)
        if large < len(found):
            yield msgspec.structs.replace(piece, lines=piece.lines[large:])


# -- the source's order --------------------------------------------------------------------


def _in_order(pieces: Sequence[Piece]) -> Iterator[RawBlock]:
    for piece in pieces:
        yield from _paragraphs(piece)


def _paragraphs(piece: Piece) -> Iterator[RawBlock]:
    """A piece cut where a line is set in; a heading, a table or a caption stays whole."""
    kind: MarkKind = _KINDS.get(piece.hint, "paragraph") if piece.hint else "paragraph"
    parts = [(list(piece.lines), "continues" if piece.continues else "")]
    if kind == "paragraph":
        parts = list(_cut(piece))
    for lines, flow in parts:
        yield RawBlock(
            order=0,
            kind=kind,
            lines=tuple(TextLine(line.text, _rounded(line.box)) for line in lines),
            level=(piece.level or 1) if kind == "heading" else 0,
            indented=flow == "begins",
            flow=flow,
            hint=piece.hint,
            story=piece.story,
            place=piece.place if piece.story else -1,
        )


def _cut(piece: Piece) -> Iterator[tuple[list[ReadLine], str]]:
    """(lines, begins or continues or "") of each paragraph."""
    boxes = [line.box for line in piece.lines]
    flow = "continues" if piece.continues else ""
    if len(boxes) < 3 or any(box is None for box in boxes):
        yield list(piece.lines), flow
        return
    known = [box for box in boxes if box is not None]
    vertical = sum(line.vertical for line in piece.lines) > len(boxes) / 2
    starts = [box[1] if vertical else box[0] for box in known]
    em = median(box[2] - box[0] if vertical else box[3] - box[1] for box in known)
    current: list[ReadLine] = []
    for at, line in enumerate(piece.lines):
        near = [starts[n] for n in range(max(0, at - 2), min(len(starts), at + 3)) if n != at]
        inset = starts[at] - min(near)
        if 0.7 * em < inset < 5 * em:
            # Several lines set in alike are a list, or verse: one paragraph.
            before = starts[at - 1] if at else starts[at] - 2 * em
            if current and starts[at] - before > 0.6 * em:
                yield current, flow
                current, flow = [], "begins"
            elif not current:
                flow = "begins"
        current.append(line)
    yield current, flow


def _rounded(box: Box | None) -> Box | None:
    if box is None:
        return None
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


# -- no order ------------------------------------------------------------------------------


def _laid_out(sheet: Sheet, pieces: Sequence[Piece], pack: Pack) -> BlockPage:
    width = sheet.width or 0.0
    given: list[Line] = []
    hints: dict[tuple[str, Box], Hint] = {}
    # An engine's own lines, with nothing known of them, are measured again.
    own = all(piece.hint is None and len(piece.lines) == 1 for piece in pieces)
    if own:
        pieces = parted(pieces, sheet.rules)
    for piece, found in zip(pieces, sizes(pieces), strict=True):
        for line, size in zip(piece.lines, found, strict=True):
            box = extent(line, size) if own else line.box
            if box is None:
                continue
            if piece.hint is not None and piece.hint != "body":
                hints[line.text, box] = piece.hint
            x0, y0, x1, y1 = turn(box, width) if line.vertical else box
            face = int(line.bold or piece.hint in ("heading", "headline", "subhead"))
            given.append(Line(line.text, x0, y0, x1, y1, size, face, line.vertical))
    given = _faced(given)
    shown: list[Line] = []
    if own:
        given, shown = on_pictures(given, sheet.pictures)
        given = settled(given, body_of(given))
        given = rejoined(given, sheet.rules, body_of(given))
        given = plain_where_full(given, body_of(given))
        given = [squared(line) for line in settled(given, body_of(given))]
    page = lay_out(sheet, pack, given)
    rounded = {(text, _rounded(box)): hint for (text, box), hint in hints.items()}
    blocks = [_hinted(block, rounded) for block in page.blocks]
    for each in shown:
        box = _rounded((each.x0, each.y0, each.x1, each.y1))
        blocks.append(RawBlock(len(blocks), "picture", (TextLine(each.text, box),)))
    return msgspec.structs.replace(page, blocks=tuple(blocks))


def _faced(given: list[Line]) -> list[Line]:
    """Bold that an engine sees in a tenth of the lines and more is its mistake, or the page's."""
    body = body_of(given)
    bold = sum(line.face for line in given if line.size == body)
    if bold < 0.1 * len(given):
        return given
    return [msgspec.structs.replace(line, face=0) for line in given]


def _hinted(block: RawBlock, hints: dict[tuple[str, Box | None], Hint]) -> RawBlock:
    """A block with the hint that all of its lines have."""
    found = {hints.get((line.text, line.box)) for line in block.lines}
    if len(found) != 1 or None in found:
        return block
    (hint,) = found
    return msgspec.structs.replace(block, hint=hint)
