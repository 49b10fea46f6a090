"""Bylines and credits that reach over a gutter, whole again: the white before a name, or before what
somebody did, may lie just where the columns under it are parted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from jumpline.model.text import is_cjk
from jumpline.stages.layout.runs import Line

#: White before a name, in sizes of its type.
_WHITE = 2.5
#: The longest rest of a byline, in characters.
_LONGEST = 24
#: The longest word for what somebody did.
_DEED = 4


def with_whole_credits(
    lines: Sequence[Line],
    is_byline: Callable[[str], bool],
    is_credit: Callable[[str], bool],
    face: int,
) -> list[Line]:
    """The lines, with what stands at the right of a byline joined to it where both are set alike,
    in another face than the text (``face``), and are a byline together; and likewise the end of a
    caption (摄) that says who took its picture."""
    kept = list(lines)
    for line in lines:
        if line.face == face or line.tall or line not in kept:
            continue
        rest = next((other for other in kept if _goes_on(line, other)), None)
        if rest is None:
            continue
        text = f"{line.text} {rest.text}"
        signed = _may_sign(line, is_byline) and is_byline(text)
        if not signed and (len(rest.text) > _DEED or is_credit(line.text) or not is_credit(text)):
            continue
        whole = msgspec.structs.replace(
            line,
            text=text,
            x1=rest.x1,
            y0=min(line.y0, rest.y0),
            y1=max(line.y1, rest.y1),
        )
        kept[kept.index(line)] = whole
        kept.remove(rest)
    return kept


def _may_sign(line: Line, is_byline: Callable[[str], bool]) -> bool:
    return 2 < len(line.text) <= 60 and is_cjk(line.text[-1]) and is_byline(line.text)


def _goes_on(line: Line, other: Line) -> bool:
    em = line.size
    return (
        other is not line
        and other.face == line.face
        and abs(other.size - em) < 0.03 * em
        and abs(other.cy - line.cy) < 0.1 * em
        and 0 < other.x0 - line.x1 < _WHITE * em
        and len(other.text) <= _LONGEST
    )
