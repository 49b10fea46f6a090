"""Where the characters of a read line stand, from the steps at which the network read them."""

from __future__ import annotations

import itertools
from statistics import median

from jumpline.model.recognised import Word, Words, words_of
from jumpline.model.text import is_cjk
from jumpline.recognisers.crops import Crop

#: A step this much wider than the line's usual one is a space.
_WIDE = 1.32


def letters(
    text: str,
    columns: list[int],
    confs: list[float],
    steps: float,
    crop: Crop,
    scale: float,
) -> Words:
    """One word for each Chinese character or mark, one for each run of letters between spaces, in
    points. ``columns`` and ``confs`` belong to the characters: the first without spaces, the second
    with them; ``steps`` are how many columns the picture has."""
    sure = confs if len(confs) == len(text) else [-1.0] * len(text)
    solid = [(char, doubt) for char, doubt in zip(text, sure, strict=True) if not char.isspace()]
    if not solid or len(columns) != len(solid):
        return Words()
    spans = _spans(columns, steps, crop)
    found: list[Word] = []
    at, joined = 0, False
    for char in text:
        if char.isspace():
            joined = False
            continue
        start, end = spans[at]
        box = _box(start, end, crop, scale)
        doubt = solid[at][1]
        at += 1
        if joined and found and not is_cjk(char):
            before = found[-1]
            assert before.box is not None
            around = (before.box[0], before.box[1], box[2], box[3])
            found[-1] = Word(before.text + char, around, min(before.sure, doubt))
        else:
            found.append(Word(char, box, doubt))
        joined = not is_cjk(char)
    return words_of(found)


def spaced(text: str, columns: list[int]) -> str:
    """The text with the spaces between Chinese characters that the network does not tell: where it
    read the next one later than the line's usual step by a third and more. Names in a byline are set
    so."""
    solid = [char for char in text if not char.isspace()]
    if len(columns) != len(solid) or len(solid) < 4:
        return text
    steps = [
        b - a
        for (a, b), (one, two) in zip(
            itertools.pairwise(columns), itertools.pairwise(solid), strict=True
        )
        if is_cjk(one) and is_cjk(two)
    ]
    if len(steps) < 3:
        return text
    least = max(_WIDE * median(steps), median(steps) + 1.6)
    found: list[str] = []
    at = 0
    for char in text:
        if not char.isspace():
            before = solid[at - 1] if at else ""
            if at and columns[at] - columns[at - 1] > least and found[-1] != " ":
                if all(is_cjk(each) and each.isalnum() for each in (before, char)):
                    found.append(" ")
            at += 1
        found.append(char)
    return "".join(found)


def _spans(columns: list[int], steps: float, crop: Crop) -> list[tuple[float, float]]:
    """Start and end of each character along the line, in pixels of the page."""
    if crop.vertical:
        return _cells(columns, steps, crop)
    length = crop.right - crop.left
    middles = [crop.left + (column + 0.5) / steps * length for column in columns]
    gaps = [b - a for a, b in itertools.pairwise(middles)]
    em = crop.box[3] - crop.box[1]
    usual = min(median(gaps), 1.2 * em) if gaps else em
    spans: list[tuple[float, float]] = []
    for n, middle in enumerate(middles):
        before = gaps[n - 1] if n else usual
        after = gaps[n] if n < len(gaps) else usual
        left = middle - min(before, 1.15 * usual) / 2
        right = middle + min(after, 1.15 * usual) / 2
        spans.append((max(left, crop.box[0]), min(right, crop.box[2])))
    spans[0] = (crop.box[0], max(spans[0][1], crop.box[0] + 1))
    spans[-1] = (min(spans[-1][0], crop.box[2] - 1), crop.box[2])
    return [(min(a, b), max(a, b)) for a, b in spans]


def _cells(columns: list[int], steps: float, crop: Crop) -> list[tuple[float, float]]:
    """The cell that a column of the picture with its characters side by side belongs to."""
    count = len(crop.cells)
    if not count:
        step = (crop.right - crop.left) / max(1, len(columns))
        return [(crop.left + n * step, crop.left + (n + 1) * step) for n in range(len(columns))]
    spans = []
    for column in columns:
        at = min(count - 1, max(0, int((column + 0.5) / steps * count)))
        top, bottom = crop.cells[at]
        spans.append((crop.left + top, crop.left + bottom))
    return spans


def _box(start: float, end: float, crop: Crop, scale: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = crop.box
    if crop.vertical:
        return (x0 * scale, start * scale, x1 * scale, end * scale)
    return (start * scale, y0 * scale, end * scale, y1 * scale)
