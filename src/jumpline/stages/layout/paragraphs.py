"""A column's lines → its paragraphs: cut where a line is set in, in another face, or at the right."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from jumpline.stages.layout.columns import Stack, sticks_out
from jumpline.stages.layout.runs import Line
from jumpline.stages.sentences import ending

#: Marks at which lines of a Chinese poem end, and how many lines make one.
_PAUSES = tuple("，。；！？…")
_VERSE = 4


class Paragraph(msgspec.Struct, frozen=True):
    """Lines of one paragraph, or of the piece of it that stands in one column. ``flow`` is
    begins, continues, or "" where a single line does not tell."""

    lines: tuple[Line, ...]
    flow: str
    strong: bool = False


def paragraphs(stack: Stack, body_face: int, left: float, right: float) -> list[Paragraph]:
    """A stack cut where a line is set in, where a line is set in another face as a whole, and
    where a line stands at the right. ``left`` and ``right`` are the column's edges."""
    found: list[Paragraph] = []
    current: list[Line] = []
    flow = ""
    em, body_face = stack.size, stack.face(body_face)
    verse = _is_verse(stack.lines)

    def close() -> None:
        nonlocal current, flow
        if current:
            found.append(Paragraph(tuple(current), flow))
        current, flow = [], ""

    for number, line in enumerate(stack.lines):
        after = _following(stack.lines, number, body_face, left, right)
        if _is_subhead(line, after, body_face, left, right):
            close()
            if found and found[-1].strong and found[-1].lines[-1] is stack.lines[number - 1]:
                # A subhead of two lines.
                found[-1] = Paragraph((*found[-1].lines, line), "begins", strong=True)
            else:
                found.append(Paragraph((line,), "begins", strong=True))
            continue
        if line.is_inset(left) or verse:
            close()
            flow = "begins"
        elif not current:
            flow = "begins" if number and found and found[-1].strong else "continues"
            if len(stack.lines) == 1 and right - left < 4 * em:
                flow = ""
        current.append(line)
    close()
    return found


def _is_verse(lines: Sequence[Line]) -> bool:
    """Whether all lines of a column end with a mark, and one before the last ends short though none
    is set in after it: in running text lines are cut by chance, and full."""
    if len(lines) < _VERSE or not all(line.text.rstrip()[-1:] in _PAUSES for line in lines):
        return False
    left, right = min(line.start for line in lines), max(line.end for line in lines)
    return any(
        right - line.end > line.size and not after.is_inset(left)
        for line, after in itertools.pairwise(lines)
    )


def _following(
    lines: Sequence[Line], number: int, body_face: int, left: float, right: float
) -> Line | None:
    """The line after one; of a subhead that is too long for its column, the one after its rest."""
    rest = lines[number + 1 : number + 3]
    if len(rest) == 2 and lines[number].face == rest[0].face not in (body_face, rest[1].face):
        short = rest[0].x1 - rest[0].x0 < 0.8 * (right - left)
        if short and ending(rest[0].text) == "open":
            return rest[1]
    return rest[0] if rest else None


def _is_subhead(line: Line, after: Line | None, body_face: int, left: float, right: float) -> bool:
    """Centred in its column, or in another face and shorter than it: no line of running text. A
    first line set in that ends short is told from it by the flush line after it."""
    em = line.size
    inset, outset = line.x0 - left, right - line.x1
    closed = line.text.rstrip()[-1:] in "。！？；，：…”"
    other = line.face != body_face and not line.lead and not line.mixed
    if sticks_out(line, left, right) and ending(line.text) == "open":
        return True
    if inset > 0.8 * em and outset > 0.8 * em and abs(inset - outset) < 0.8 * em:
        goes_on = after is not None and after.x0 - left < 0.5 * em and after.face == line.face
        return other or (not closed and not goes_on and line.x1 - line.x0 < 0.85 * (right - left))
    if not other or ending(line.text) != "open":
        return False
    begins = after is None or (after.face != line.face and after.is_inset(left))
    return begins or line.x1 - line.x0 < 0.8 * (right - left)
