"""Text as the grammar compares it: half width, simplified, character for character."""

from __future__ import annotations

from jumpline.model.script import simplified
from jumpline.model.text import fold_width


class _Simplified(dict[int, str]):
    """What each character becomes; grown as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = simplified(char) if "\u3400" <= char <= "\U0003ffff" else char
        self[code] = found if len(found) == 1 else char
        return self[code]


_TABLE = _Simplified()


def fold(text: str) -> str:
    """Of the same length, so that positions stay valid."""
    if text.isascii():
        return text
    return fold_width(text).translate(_TABLE)
