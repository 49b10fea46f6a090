"""How much two texts have in common: pairs of characters, and digests of longer runs."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from jumpline.model.text import fold_width, han_share

#: Characters of a run that is compared: more than a sentence that two articles may share.
_RUN, _RUN_LATIN = 24, 100
_NOISE = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Letters and digits only, folded: what a likeness is measured on."""
    return _NOISE.sub("", fold_width(text)).lower()


@lru_cache(maxsize=1024)
def pairs(text: str) -> frozenset[str]:
    plain = letters(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def share(short: str, long: str) -> float:
    """Share of the first text's pairs of characters that the second has, 0 to 1.

    >>> share("雨季之前 再走一遍堤", "雨季之前，再走一遍堤")
    1.0
    """
    wanted = pairs(short)
    return len(wanted & pairs(long)) / len(wanted) if wanted else 0.0


def digests(text: str) -> frozenset[int]:
    """Digests of about a fourth of a text's runs, chosen by their content: equal runs of two texts
    are chosen in both."""
    plain = letters(text).encode("utf-32-le", "replace")
    size = 4 * (_RUN if han_share(text) > 0.3 else _RUN_LATIN)
    runs = (plain[at : at + size] for at in range(0, len(plain) - size + 1, 4))
    return frozenset(found for found in map(zlib.crc32, runs) if found % 4 == 0)


def same_text(one: frozenset[int], two: frozenset[int]) -> bool:
    """Whether most of the shorter text stands in the other one, too."""
    least = min(len(one), len(two))
    return least >= 8 and len(one & two) >= 0.6 * least
