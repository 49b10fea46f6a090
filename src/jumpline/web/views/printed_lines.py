"""Which part of a text each printed line holds, so that it can be changed beside its picture."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from jumpline.model.geometry import Box
from jumpline.model.sheet import TextLine


class PrintedPart(msgspec.Struct, frozen=True):
    """A printed line: its page and box, and where it begins and ends in the text. The parts of a
    text cover it without a gap."""

    page: int
    box: Box | None
    start: int
    end: int


def printed_parts(text: str, lines: Sequence[tuple[int, TextLine]]) -> list[PrintedPart]:
    """Empty where the lines do not hold the text as it stands: after a reader has changed it, or
    where it was typed from elsewhere. White space is of no matter, nor a hyphen at a line's end."""
    for hyphens in (True, False):
        found = _parts(text, lines, hyphens)
        if found:
            return found
    return []


def _parts(text: str, lines: Sequence[tuple[int, TextLine]], hyphens: bool) -> list[PrintedPart]:
    owners: list[int] = []
    printed = ""
    for number, (_, line) in enumerate(lines):
        bare = "".join(line.text.split())
        if not hyphens and bare.endswith(("-", "\u00ad")):
            bare = bare[:-1]
        printed += bare
        owners += [number] * len(bare)
    kept = [at for at, char in enumerate(text) if not char.isspace()]
    wanted = "".join(text[at] for at in kept)
    start = printed.find(wanted) if wanted else -1
    if start < 0:
        return []
    found: list[PrintedPart] = []
    for place, at in enumerate(kept):
        owner = owners[start + place]
        if place and owners[start + place - 1] == owner:
            continue
        if found:
            found[-1] = msgspec.structs.replace(found[-1], end=at)
        page, line = lines[owner]
        found.append(PrintedPart(page, line.box, at if place else 0, len(text)))
    return found
