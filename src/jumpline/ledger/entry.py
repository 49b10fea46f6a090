"""What the ledger holds: figures and commitments, each with its words and the place of them."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from jumpline.model.geometry import Box

Bound: TypeAlias = Literal[">", ">=", "<", "<=", "≈", "≈<"]
Kind: TypeAlias = Literal["actual", "forecast", "target", "plan"]
Direction: TypeAlias = Literal["up", "down"]
Part: TypeAlias = Literal["kicker", "headline", "deck", "paragraph", "subhead", "item", "table"]
CommitmentKind: TypeAlias = Literal["goal", "task", "project", "promise", "instruction"]


class Place(msgspec.Struct, frozen=True):
    """Where something is printed. ``paragraph`` counts an article's body from 0 and is None in its
    head; ``start`` and ``end`` count characters of that text. ``box`` is around the printed lines,
    in points, None where the source has no geometry."""

    article: str
    part: Part
    paragraph: int | None
    start: int
    end: int
    page: int | None = None
    block: str | None = None
    box: Box | None = None


class Figure(msgspec.Struct, frozen=True):
    """A number expression.

    ``value`` is an exact decimal as text, scales multiplied out (863亿元 is 86300000000 with the
    unit 元), negative for a fall; ``n/m`` where no decimal is exact. ``upper`` ends a range that
    begins with ``value``. ``bound`` is None where the number is said to be exact. ``who`` has the
    number, ``source`` said it. ``printed`` is the expression, ``quote`` the clause that holds it.
    """

    id: str
    article: str
    value: str
    unit: str | None
    bound: Bound | None
    kind: Kind
    measure: str | None
    who: str | None
    source: str | None
    where: str | None
    period: str | None
    compared_to: str | None
    direction: Direction | None
    printed: str
    quote: str
    anchor: Place
    upper: str | None = None


class Commitment(msgspec.Struct, frozen=True):
    """A statement that something will or must be done.

    ``who`` is to do it, ``source`` said so, ``responsible`` is the party that the sentence names
    as such. ``deadline`` is the last day (or the month or year) by which, resolved; ``figures``
    are ids of figures in the quotation. ``markers`` are the words that make it one.
    """

    id: str
    article: str
    kind: CommitmentKind
    who: str | None
    source: str | None
    responsible: str | None
    what: str
    period: str | None
    deadline: str | None
    figures: tuple[str, ...]
    markers: tuple[str, ...]
    quote: str
    anchor: Place
