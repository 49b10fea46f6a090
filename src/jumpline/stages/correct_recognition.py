"""What an engine misread, where something on the page shows it. Optional; off, the text is the engine's.

Three kinds of evidence. **Width**: a 一 at the beginning of a line that is wider than its square is a
dash, and a dash is two. **Pair**: a page's number stands between two dashes. **Script**: on a page in
traditional characters a simplified one is what engines, which know more of these, take for its
look-alike; it is put right where there is but one (绝: 絕) and its line is not in simplified characters.
Each correction is a flaw of its sheet, with what was read, what is taken instead, and a score from 0 to 1.

Traditional characters on a simplified page are left alone: papers print them (緊), and engines are unsure
of them when they are right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from jumpline.model.recognised import Piece, ReadLine, Word, words_of
from jumpline.model.script import only, traditional
from jumpline.model.sheet import Flaw, Sheet
from jumpline.model.text import is_cjk
from jumpline.stages.layout.noise import size_of

#: So many characters tell the script of a page, and so many times those of the other.
_TELLING, _MORE = 20, 4
#: So near to each other characters of the other script are no mistakes.
_CLOSE = 2
#: How sure a change of script is.
_SCRIPT = 0.85
_FOLIO = re.compile(r"([一—–-])(\s*[A-Z]?\d{1,3}\s*版\s*)([一—–-])")


def corrected(sheet: Sheet) -> Sheet:
    """The sheet with its lines as they are likely printed; each change is a flaw."""
    flaws: list[Flaw] = []
    pieces: list[Piece] = []
    traditional_page = _is_traditional(sheet)
    for piece in sheet.pieces:
        own = []
        for line in piece.lines:
            found, score = _dashed(line)
            if traditional_page and found is line:
                found, score = _in_script(line), _SCRIPT
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


# -- script --------------------------------------------------------------------------------


def _is_traditional(sheet: Sheet) -> bool:
    """Whether nearly all characters of the page that tell its script are traditional."""
    kinds = Counter(
        only(char) for piece in sheet.pieces for line in piece.lines for char in line.text
    )
    return kinds["Hant"] >= _TELLING and kinds["Hant"] > _MORE * kinds["Hans"]


def _in_script(line: ReadLine) -> ReadLine:
    """A line of a traditional page with its simplified characters in the page's script."""
    kinds = Counter(map(only, line.text))
    if not kinds["Hans"] or kinds["Hans"] > max(kinds["Hant"], 1):
        return line
    changes = dict(_changes(line.text))
    if not changes:
        return line
    text = "".join(changes.get(at, char) for at, char in enumerate(line.text))
    words = [
        word._replace(text=traditional(word.text) or word.text)
        if word.text in {line.text[at] for at in changes}
        else word
        for word in line.words
    ]
    return _with(line, text, words)


def _changes(text: str) -> Iterator[tuple[int, str]]:
    """Places of single simplified characters, and what they are in traditional text. Two that stand
    close together are printed so: a name."""
    places = [at for at, char in enumerate(text) if only(char) == "Hans"]
    for at in places:
        right = traditional(text[at])
        if right and not any(0 < abs(other - at) <= _CLOSE for other in places):
            yield at, right


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
