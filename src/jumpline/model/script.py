"""One Chinese text in two scripts: traditional characters as simplified ones, for comparing; and
which characters only one of them has."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_HAN = re.compile(r"[一-鿿]")
#: Forms that Hong Kong prints, although the standard of Taiwan has others: 恒生.
_USUAL = frozenset("恒")


@cache
def converter(name: str = "t2s") -> Any:
    """OpenCC's by its name, made once."""
    from opencc import OpenCC

    return OpenCC(name)


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=16384)
def only(char: str) -> str:
    """``Hant`` for a character that only traditional text has, ``Hans`` for one that only simplified
    text has, "" for the others. What the national standard of the other script holds is no fault
    there (乾, 瞭; 后, 台), whatever a conversion makes of it.

    >>> only("緊"), only("紧"), only("乾")
    ('Hant', 'Hans', '')
    """
    if not _HAN.match(char):
        return ""
    if converter().convert(char) != char:
        return "" if _encodes(char, "gb2312") else "Hant"
    if converter("s2t").convert(char) != char and char not in _USUAL:
        return "" if _encodes(char, "big5") else "Hans"
    return ""


def traditional(char: str) -> str | None:
    """The one form that traditional text has for a simplified character; None where there are
    several (发: 發, 髮), or none.

    >>> traditional("绝"), traditional("发")
    ('絕', None)
    """
    forms = _forms().get(char, "")
    return forms if len(forms) == 1 else None


@cache
def _forms() -> dict[str, str]:
    """Simplified characters, and what traditional text (of the standard of Taiwan) has for them."""
    found: dict[str, str] = {}
    for code in range(0x4E00, 0x9FA6):
        char = chr(code)
        short = converter().convert(char)
        if short != char and len(short) == 1 and _encodes(char, "big5"):
            found[short] = found.get(short, "") + char
    return found


def simplified(text: str) -> str:
    """Each character by itself, so that the result does not depend on its neighbours.

    >>> simplified("澄灣日報")
    '澄湾日报'
    """
    if text.isascii():
        return text
    return "".join(converter().convert(char) for char in text)
