"""Readings above characters: what a text marks as such, and nothing else.

Two notations: the interlinear annotation of Unicode (U+FFF9 base U+FFFA reading U+FFFB), and HTML's
``<ruby>`` where a source kept it as text. What is not wholly one of them stays as it is printed:
《…》 and （…） name works and say things aside in the papers that this is made for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Characters of a base and of a reading: more is no ruby.
_ANNOTATED = re.compile("\ufff9([^\ufff9-\ufffb]{1,40})\ufffa([^\ufff9-\ufffb]{1,80})\ufffb")
_PAIR = (
    r"(?:<rb>)?([^<>]{1,40})(?:</rb>)?(?:<rp>[^<>]{0,3}</rp>)?<rt>([^<>]{1,80})</rt>"
    r"(?:<rp>[^<>]{0,3}</rp>)?"
)
_PAIRS = re.compile(_PAIR)
_TAGGED = re.compile(f"<ruby>(?:{_PAIR}){{1,20}}</ruby>")
_EITHER = re.compile(f"{_ANNOTATED.pattern}|{_TAGGED.pattern}")


def runs(text: str) -> Iterator[tuple[str, str | None]]:
    """Pieces of a text, each with its reading where it has one.

    >>> list(runs("写<ruby>鸫<rt>dōng</rt></ruby>字"))
    [('写', None), ('鸫', 'dōng'), ('字', None)]
    >>> list(runs("《诗经》<ruby>没有</ruby>"))
    [('《诗经》<ruby>没有</ruby>', None)]
    """
    done = 0
    for found in _EITHER.finditer(text):
        if found.start() > done:
            yield text[done : found.start()], None
        if found[1] is not None:
            yield found[1], found[2]
        else:
            for pair in _PAIRS.finditer(found[0][len("<ruby>") :]):
                yield pair[1], pair[2]
        done = found.end()
    if done < len(text):
        yield text[done:], None


def unread(text: str) -> str:
    """Without readings, for places where there is one line of plain text."""
    return "".join(base for base, _ in runs(text))
