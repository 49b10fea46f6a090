"""One page of an open file → its sheets: one, or two where it holds two printed pages.

Runs in the worker; the reader never calls pdfium itself.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.sheet import Flaw, Glyph, Sheet
from jumpline.readers.pdf.characters import Drawn, characters, uncovered
from jumpline.readers.pdf.limits import PdfLimits
from jumpline.readers.pdf.outlines import Shape, outlined
from jumpline.readers.pdf.picture import scan_of
from jumpline.readers.pdf.placement import Placement
from jumpline.readers.pdf.shapes import Shapes, shapes
from jumpline.readers.pdf.spread import halves
from jumpline.readers.pdf.styles import Styles
from jumpline.readers.pdf.trust import judge, sample

_LABEL = re.compile(r"[A-Z]?\d{1,3}")
#: Share of a page's characters that must be turned one way for the page to be turned.
_MOST = 0.8
#: Unknown characters that are worth a word.
_TELLING = 3


def read_page(document: Any, number: int, limits: PdfLimits) -> list[Sheet]:
    """Sheets without name; the hint is the page's label, if the file gives it one that may be a
    newspaper's (A1). ``number`` counts from 0. Raises ``PdfiumError`` and
    ``TooLarge``."""
    page = document[number]
    try:
        placement = Placement.of(page, limits.side)
        found = shapes(page, placement, limits.objects)
        styles = Styles()
        text = page.get_textpage()
        try:
            seen, hidden = characters(text.raw, placement, styles, found.covered, limits.chars)
        finally:
            text.close()
    finally:
        page.close()
    sheet = _sheet(placement, found, styles, seen, hidden, number)
    label = document.get_page_label(number).strip()
    if _LABEL.fullmatch(label):
        sheet = msgspec.structs.replace(sheet, hint=label)
    return halves(sheet)


def _sheet(
    placement: Placement,
    found: Shapes,
    styles: Styles,
    seen: list[Drawn],
    hidden: list[Drawn],
    number: int,
) -> Sheet:
    flaws: list[Flaw] = []
    before = placement.turn
    under = uncovered(hidden, seen, [*found.pictures, *found.scans])
    drawn = [*seen, *under]
    placement = placement.turned(_turn(drawn, placement.turn, styles))
    boxes = placement.boxes([each.box for each in drawn])
    verdict = judge(drawn, [face.font for face in styles.faces])
    worth = "printed"
    if not drawn:
        why = "there is no text on it, it may be a picture"
        flaws.append(Flaw("page-unreadable", why))
    elif verdict.whole:
        worth = "untrusted"
        flaws.append(
            Flaw(
                "page-untrusted",
                f"its text cannot be trusted ({len(verdict.doubtful)} of {len(drawn)} characters:"
                f" {verdict.why}); it begins {sample(drawn)}",
            )
        )
    elif len(verdict.doubtful) >= _TELLING:
        around = _around([boxes[at] for at in verdict.doubtful])
        flaws.append(
            Flaw(
                "text-unknown",
                f"{len(verdict.doubtful)} characters are not known ({verdict.why})",
                around,
            )
        )
    if under and not verdict.whole:
        if len(under) > len(seen):
            worth = "recognised"
        flaws.append(
            Flaw(
                "text-recognised",
                f"{len(under)} characters are from an earlier recognition, hidden under a picture",
                _around(boxes[len(seen) :]),
            )
        )
    flaws += [
        Flaw("text-as-shapes", "text drawn as shapes may stand here, left to recognition", box)
        for box in _outlines(placement, found, drawn, boxes)
    ]
    own = placement.turn // 90
    picture = scan_of(number, placement.width, placement.height, placement.turn - before)
    glyphs = [
        Glyph(char, box, style.size, style.face, (style.direction - own) % 2 == 0, spaced)
        for (char, _, style, spaced, _), box in zip(drawn, boxes, strict=True)
    ]
    if not verdict.whole:
        for at in verdict.doubtful:
            if not _told(drawn[at]):
                glyphs[at] = msgspec.structs.replace(glyphs[at], text="\ufffd")
    return Sheet(
        source="",
        marks=(),
        width=round(placement.width, 2),
        height=round(placement.height, 2),
        unit="pt",
        problems=tuple(flaws),
        glyphs=tuple(glyphs),
        faces=tuple(styles.faces),
        rules=tuple(placement.boxes(found.rules)),
        frames=tuple(placement.boxes(found.frames)),
        pictures=tuple(placement.boxes(found.pictures)),
        text=worth,  # type: ignore[arg-type]
        scan=picture if worth == "untrusted" or (not drawn and _is_drawn(found)) else None,
        facsimile=picture,
    )


def _is_drawn(found: Shapes) -> bool:
    """Whether there is anything on a page that may be text."""
    return bool(found.pictures or found.scans or found.filled)


def _outlines(
    placement: Placement, found: Shapes, drawn: list[Drawn], boxes: list[Box]
) -> list[Box]:
    if not found.filled:
        return []
    sizes = Counter([each.style.size for each in drawn])
    body = sizes.most_common(1)[0][0] if sizes else 9.0
    filled = [Shape(placement.box(*shape.box), shape.pieces) for shape in found.filled]
    return outlined(filled, boxes, body)


def _told(each: Drawn) -> bool:
    """Private characters say nothing to a reader, but something to one who knows the font."""
    return "\ue000" <= each.text <= "\uf8ff"


def _turn(drawn: list[Drawn], turn: int, styles: Styles) -> int:
    """The turn that sets the text upright, where nearly all of it is turned one way."""
    # Fonts for vertical setting turn each character and draw it lying.
    lying = {at for at, face in enumerate(styles.faces) if face.font.startswith("@")}
    ways = Counter([each.style.direction for each in drawn if each.style.face not in lying])
    if not ways:
        return turn
    way, count = ways.most_common(1)[0]
    return way * 90 if count >= max(20, _MOST * sum(ways.values())) else turn


def _around(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
