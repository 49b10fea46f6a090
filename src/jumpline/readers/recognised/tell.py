"""Areas that a METS file gives to stories, laid over the pieces of an ALTO page."""

from __future__ import annotations

import msgspec

from jumpline.model.geometry import union
from jumpline.model.recognised import Hint, Piece, Story
from jumpline.readers.recognised.altofile import AltoPage, Place
from jumpline.readers.recognised.structure import Area

#: Story, place in it, hint.
_Owner = tuple[str, int, Hint | None]


def tell(
    page: AltoPage, areas: list[Area], stories: list[Story]
) -> tuple[AltoPage, tuple[Story, ...]]:
    """The page with its pieces' stories and hints, and the stories on it. A piece of which only
    some lines belong to a story is divided. What no area names belongs to no story."""
    whole: dict[int, _Owner] = {}
    some: dict[tuple[int, int], _Owner] = {}
    composed: dict[int, _Owner] = {}
    for area in areas:
        owner = (area.story, area.place, area.hint)
        places = _places(page, area)
        for place in places:
            if place.line >= 0:
                some.setdefault((place.piece, place.line), owner)
            elif len(places) == 1:
                whole.setdefault(place.piece, owner)
            else:
                composed.setdefault(place.piece, owner)
    pieces: list[Piece] = []
    for at, piece in enumerate(page.pieces):
        owner_of = whole.get(at) or composed.get(at)
        owners = [some.get((at, line), owner_of) for line in range(len(piece.lines))]
        pieces += _divided(piece, owners if owners else [owner_of])
    used = {piece.story for piece in pieces}
    kept = tuple(story for story in stories if story.id in used)
    return msgspec.structs.replace(page, pieces=tuple(pieces)), kept


def _places(page: AltoPage, area: Area) -> tuple[Place, ...]:
    """Where an area lies: an element by its name, else the lines from its first to its last."""
    for name in (area.other, area.begin):
        found = page.places.get(name)
        if found and (area.begin == area.end or name == area.other):
            return found
    first, last = page.places.get(area.begin), page.places.get(area.end)
    if not first or not last:
        return ()
    start, end = first[0], last[-1]
    lines: list[Place] = []
    for piece in range(start.piece, end.piece + 1):
        if piece >= len(page.pieces):
            break
        count = len(page.pieces[piece].lines)
        low = max(0, start.line) if piece == start.piece else 0
        high = end.line if piece == end.piece and end.line >= 0 else count - 1
        lines += [Place(piece, line) for line in range(low, min(high, count - 1) + 1)]
    return tuple(lines)


def _divided(piece: Piece, owners: list[_Owner | None]) -> list[Piece]:
    """A piece cut where its lines change from one owner to another."""
    if not piece.lines or len(set(owners)) == 1:
        return [_given(piece, owners[0])]
    found: list[Piece] = []
    start = 0
    for at in range(1, len(owners) + 1):
        if at == len(owners) or owners[at] != owners[start]:
            lines = piece.lines[start:at]
            box = union([line.box for line in lines if line.box is not None])
            part = msgspec.structs.replace(piece, lines=lines, box=box)
            found.append(_given(part, owners[start]))
            start = at
    return found


def _given(piece: Piece, owner: _Owner | None) -> Piece:
    if owner is None:
        return piece
    story, place, hint = owner
    return msgspec.structs.replace(piece, story=story, place=place, hint=hint or piece.hint)
