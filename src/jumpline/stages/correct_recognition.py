"""What an engine misread, where something on the page shows it. Optional; off, the text is the engine's.

Two kinds of evidence. **Width**: a 一 at the beginning of a line that is wider than its square is a dash,
and a dash is two. **Pair**: a page's number stands between two dashes. Each correction is a flaw of its sheet, with what was read, what is taken instead, and a score
from 0 to 1.

Characters of the other script are left alone: papers print them (緊 in a simplified page), and engines
are unsure of them when they are right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from jumpline.model.recognised import Piece, ReadLine, Word, words_of
from jumpline.model.sheet import Flaw, Sheet
from jumpline.model.text import is_cjk
from jumpline.stages.layout.noise import size_of

_FOLIO = re.compile(r"([一—–-])(\s*[A-Z]?\d{1,3}\s*版\s*)([一—–-])")


def corrected(sheet: Sheet) -> Sheet:
    """The sheet with its lines as they are likely printed; each change is a flaw."""
    flaws: list[Flaw] = []
    pieces: list[Piece] = []
    for piece in sheet.pieces:
        own = []
        for line in piece.lines:
            found, score = _dashed(line)
            if found is not line:
                flaws.append(
                    Flaw(
                        "text-corrected",
                        f"{line.text!r} was read, {found.text!r} is taken ({score:.2f})",
                        line.box,
                    )
                )
            own.append(found)
        changed = any(a is not b for a, b in zip(own, piece.lines, strict=True))
        pieces.append(msgspec.structs.replace(piece, lines=tuple(own)) if changed else piece)
    if not flaws:
        return sheet
    return msgspec.structs.replace(sheet, pieces=tuple(pieces), problems=(*sheet.problems, *flaws))


# -- dashes --------------------------------------------------------------------------------


def _dashed(line: ReadLine) -> tuple[ReadLine, float]:
    """A line with its dash, and how sure that is."""
    folio = _FOLIO.fullmatch(line.text.strip())
    if folio and (folio[1], folio[3]) != ("—", "—"):
        words = list(line.words)
        if len(words) >= 2 and words[0].text == folio[1] and words[-1].text == folio[3]:
            ends = (words[0]._replace(text="—"), words[-1]._replace(text="—"))
            words = [ends[0], *words[1:-1], ends[1]]
        else:
            words = []
        return _with(line, f"—{folio[2]}—", words), 0.95
    words = list(line.words)
    if len(words) < 4 or line.vertical or not line.text or words[0].box is None:
        return line, 1.0
    first, em = words[0], size_of(line)
    if em <= 0 or len(first.text) != 1 or not line.text.startswith(first.text):
        return line, 1.0
    second = words[1]
    assert first.box is not None
    if second.box is None or len(second.text) != 1:
        return line, 1.0
    # Ink and white before the second character: a 一 fills one square, a dash two, cut or not.
    room = ((second.box[0] + second.box[2]) / 2 - first.box[0]) / em - 0.5
    rest = line.text[1:]
    single = first.text == "—" and not rest.startswith("—") and is_cjk(second.text)
    if (single and room < 2.5) or (first.text == "一" and 1.2 < room < 2.5):
        score = 0.9 if single else 0.7
        return _with(line, "——" + rest, [*_dash(first, first.box[2]), *words[1:]]), score
    return line, 1.0


def _dash(first: Word, end: float) -> list[Word]:
    assert first.box is not None
    x0, y0, _, y1 = first.box
    middle = (x0 + end) / 2
    return [
        Word("—", (x0, y0, middle, y1), first.sure),
        Word("—", (middle, y0, end, y1), first.sure),
    ]


def _with(line: ReadLine, text: str, words: Sequence[Word]) -> ReadLine:
    return msgspec.structs.replace(line, text=text, words=words_of(words))
