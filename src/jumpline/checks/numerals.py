"""Numbers in running text: their value, the unit behind them, and what they are said of."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

import msgspec

from jumpline.checks.patterns import finds
from jumpline.packs.fields import chinese_int

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8}


class Numeral(msgspec.Struct, frozen=True):
    """``digits`` as printed, ``scale`` the 万 or 亿 behind them, ``unit`` the measure word or unit
    behind both, ``noun`` what follows, ``before`` the two characters in front. Positions are those of ``digits``."""

    digits: str
    scale: str
    unit: str
    noun: str
    start: int
    end: int
    before: str = ""

    @property
    def value(self) -> Decimal | None:
        """Without the scale; None for what is no number."""
        text = self.digits.replace(",", "")
        try:
            return Decimal(text) if text.isascii() else Decimal(chinese_int(text))
        except (InvalidOperation, KeyError, ValueError):
            return None

    @property
    def whole(self) -> Decimal | None:
        value = self.value
        for char in self.scale:
            value = None if value is None else value * _SCALES[char]
        return value


@lru_cache(maxsize=1024)
def numerals(folded: str) -> tuple[Numeral, ...]:
    """All that count or measure something, from left to right."""
    found = sorted(finds("numeral", folded), key=lambda each: each.start())
    return tuple(
        Numeral(
            match["digits"],
            match["scale"] or "",
            match["unit"] or "",
            match["noun"] or "",
            match.start("digits"),
            match.end("digits"),
            folded[max(match.start("digits") - 2, 0) : match.start("digits")],
        )
        for match in found
    )
