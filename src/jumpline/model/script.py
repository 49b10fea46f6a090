"""One Chinese text in two scripts: traditional characters as simplified ones, for comparing."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Each character by itself, so that the result does not depend on its neighbours.

    >>> simplified("澄灣日報")
    '澄湾日报'
    """
    if text.isascii():
        return text
    return "".join(_converter().convert(char) for char in text)
