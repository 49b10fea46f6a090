"""What the reading of one text knows of a figure before its place is looked up."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from jumpline.ledger.clauses import Span, at
from jumpline.ledger.entry import Direction, Kind
from jumpline.ledger.expressions import Expression
from jumpline.ledger.numerals import plain
from jumpline.ledger.periods import Period


class Draft(msgspec.Struct, frozen=True):
    """All spans are of the text that was read; ``clause`` is what is quoted."""

    expression: Expression
    clause: Span
    sentence: Span
    kind: Kind
    measure: str | None
    who: str | None
    source: str | None
    where: str | None
    period: str | None
    compared_to: str | None
    direction: Direction | None
    negative: bool = False
    #: Whether it is how much something grew or fell, and no level.
    amount: bool = False

    def value(self) -> str:
        value = self.expression.value
        if isinstance(value, str):
            return f"-{value}" if self.negative else value
        return plain(-abs(value) if self.negative else value)

    def upper(self) -> str | None:
        upper = self.expression.upper
        return None if upper is None else plain(Decimal(upper))


class Sentence(msgspec.Struct, frozen=True):
    """One sentence with what stands in it."""

    span: Span
    clauses: list[Span]
    periods: list[Period]
    expressions: list[Expression]

    def clause_of(self, position: int) -> int:
        return at(self.clauses, position)
