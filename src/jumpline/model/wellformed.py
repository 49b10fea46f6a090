"""Text that every format can hold: no control characters, no half characters."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from jumpline.model.issue import Issue

#: What XML 1.0 cannot hold, not even escaped. Tabs and line ends are text.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(rb"\\u00[01]|\\[bf]|\x7f|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]")


def wellformed_text(text: str) -> str:
    """Each character that no format can hold as U+FFFD.

    >>> wellformed_text("a\\x01b")
    'a\ufffdb'
    """
    return _UNFIT.sub("\ufffd", text)


def wellformed(issue: Issue) -> Issue:
    """The issue itself where nothing is wrong with its text, which is nearly always so."""
    try:
        if _ESCAPED.search(msgspec.json.encode(issue)) is None:
            return issue
    except UnicodeEncodeError:
        # Unpaired surrogates: no UTF-8.
        pass
    return msgspec.convert(_mended(msgspec.to_builtins(issue)), Issue)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return wellformed_text(value)
    if isinstance(value, dict):
        return {wellformed_text(name): _mended(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(each) for each in value]
    return value
