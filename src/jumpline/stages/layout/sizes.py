"""Recognised lines → type sizes: heights are noisy, and a page has few sizes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from jumpline.model.recognised import Piece, ReadLine
from jumpline.model.text import is_cjk
from jumpline.stages.layout.noise import middle, size_of, usual_step
from jumpline.stages.layout.runs import Line

#: Sizes are powers of this times the body's: what is closer is the same size, misread.
_STEP = 1.2
#: What is closer to the body's size than this has it.
_SAME = 1.12
_TALL = re.compile(r"[A-Zbdfhklt0-9ÀÁÂÄÈÉÊËÎÏÔÖÙÛÜßij!?()/\"'&]")
_DEEP = re.compile(r"[gjpqyç,;()Qµ]")


def body_of(lines: Sequence[Line]) -> float:
    """The size of most characters."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 10.0


def sizes(pieces: Sequence[Piece]) -> list[list[float]]:
    """The size of every line of every piece, in points, as one of the page's few sizes."""
    usual = usual_step([line for piece in pieces for line in piece.lines])
    raw = [[_size(line, usual) for line in piece.lines] for piece in pieces]
    calm = [_calmed(found) for found in raw]
    usual_size = middle(
        (size, len(line.text))
        for piece, found in zip(pieces, calm, strict=True)
        for line, size in zip(piece.lines, found, strict=True)
        if size > 0
    )
    return [[_stepped(size, usual_size or 10.0) for size in found] for found in calm]


def _size(line: ReadLine, usual: float) -> float:
    """The em of a line from its words' boxes, or its own; 0 where it has none. A word without
    ascenders is lower than one with them. Chinese type is measured along the line."""
    if (along := size_of(line, usual)) > 0:
        return along
    if line.vertical and line.box is not None:
        return line.box[2] - line.box[0]
    words = [
        (word.box[3] - word.box[1]) / _share(word.text)
        for word in line.words
        if word.box is not None and word.box[3] > word.box[1] and len(word.text) > 1
    ]
    if len(words) >= 2:
        return median(words)
    if line.box is not None and line.box[3] > line.box[1]:
        return (line.box[3] - line.box[1]) / _share(line.text)
    return line.size


def _share(text: str) -> float:
    """How much of an em the ink of a text is high."""
    if any(map(is_cjk, text)):
        return 0.95
    tall, deep = bool(_TALL.search(text)), bool(_DEEP.search(text))
    return 0.48 + 0.22 * tall + 0.2 * deep


def _calmed(found: list[float]) -> list[float]:
    """Lines of one piece are of one size, unless they clearly are not."""
    kept = [size for size in found if size > 0]
    if len(kept) < 3:
        return found
    usual = median(kept)
    return [usual if size <= 0 or usual / 1.45 < size < usual * 1.45 else size for size in found]


def _stepped(size: float, body: float) -> float:
    if size <= 0:
        return round(body, 2)
    if 1 / _SAME < size / body < _SAME:
        return round(body, 2)
    step = round(math.log(size / body) / math.log(_STEP))
    return round(body * _STEP ** max(-6, min(18, step)), 2)
