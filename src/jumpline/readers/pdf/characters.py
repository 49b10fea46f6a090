"""The characters of a page as drawn: each once, those that can be seen, in the file's space."""

from __future__ import annotations

from collections import defaultdict
from ctypes import addressof
from typing import Any, NamedTuple

from pypdfium2 import raw

from jumpline.errors import TooLarge
from jumpline.model.geometry import Box
from jumpline.readers.codepoints import plain_char, symbol
from jumpline.readers.pdf import calls
from jumpline.readers.pdf.placement import Placement
from jumpline.readers.pdf.styles import Style, Styles

#: Pictures that hidden text may lie in.
_PICTURES = 500
_SPACES = frozenset((0x20, 0x0D, 0x0A, 0xA0, 0x3000))


class Drawn(NamedTuple):
    """A character with its box (left, bottom, right, top). ``known`` is false where the file does
    not say which character it is."""

    text: str
    box: Box
    style: Style
    spaced: bool
    known: bool


def characters(
    text: Any, placement: Placement, styles: Styles, covered: frozenset[int], most: int
) -> tuple[list[Drawn], list[Drawn]]:
    """(seen, hidden) characters of a text page. Raises ``TooLarge``."""
    count = raw.FPDFText_CountChars(text)
    if count > most:
        raise TooLarge(f"{count} characters on one page")
    seen: list[Drawn] = []
    hidden: list[Drawn] = []
    spots = (_Spots(), _Spots())
    told: dict[tuple[int, int], bool] = {}
    rect = raw.FS_RECTF()
    place, page = addressof(rect), calls.address(text)
    spaced = False
    get_code, get_box, get_object = calls.char_code, calls.char_box, calls.char_object
    is_lost, known_styles = calls.char_is_lost, styles.known
    # A character is where its middle is: twice that, to be compared with the sum of two edges.
    x0, y0 = 2 * placement.left, 2 * placement.bottom
    x1, y1 = 2 * placement.right, 2 * placement.top
    for index in range(count):
        code = get_code(page, index)
        if code in _SPACES and is_lost(page, index) != 1:
            spaced = spaced or code != 0x0D
            continue
        get_box(page, index, place)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if right - left <= 0 or top - bottom <= 0:
            continue
        if not (x0 <= left + right <= x1 and y0 <= bottom + top <= y1):
            continue
        key = get_object(page, index) or 0
        style = known_styles.get(key) or styles.of(key, page, index, covered)
        # What a font does not tell of a character, it never tells.
        sign = (code, style.face)
        known = told.get(sign)
        if known is None:
            known = told[sign] = is_lost(page, index) != 1
        char = plain_char(code) if known and code not in (0, 0xFFFD) else "\ufffd"
        if 0xE000 <= code <= 0xF8FF and char == chr(code):
            char = symbol(code, styles.faces[style.face].font)
            known = char != chr(code)
        elif char == "\ufffd":
            known = False
        if not char.strip():
            continue
        if spots[not style.visible].taken(char, left, bottom, right - left, style.size, key):
            continue
        drawn = Drawn(char, (left, bottom, right, top), style, spaced, known)
        (seen if style.visible else hidden).append(drawn)
        spaced = False
    return seen, hidden


class _Spots:
    """Where characters stand. The same one at nearly the same place again is boldness, an outline
    or a shadow, and no text: two equal characters in a row are never so near. Of one text object
    it is text, since an ActualText of several characters has one place for all."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, int, int], list[tuple[float, float, int]]] = {}

    def taken(self, char: str, x: float, y: float, wide: float, size: float, owner: int) -> bool:
        """Is there one already, of another owner? If not, there is one now."""
        dx, dy = 0.4 * wide, 0.2 * (size if size > 1.5 else wide)
        cell = 8 * (dx if dx > dy else dy) + 0.01
        cells = self._cells
        first, last = int((x - dx) // cell), int((x + dx) // cell)
        low, high = int((y - dy) // cell), int((y + dy) // cell)
        for across in (first,) if first == last else (first, last):
            for down in (low,) if low == high else (low, high):
                for left, bottom, who in cells.get((char, across, down), ()):
                    if abs(left - x) < dx and abs(bottom - y) < dy and who != owner:
                        return True
        cells.setdefault((char, int(x // cell), int(y // cell)), []).append((x, y, owner))
        return False


def uncovered(
    hidden: list[Drawn], seen: list[Drawn], pictures: list[Box], margin: float = 1.0
) -> list[Drawn]:
    """Hidden characters that stand for print: in a picture (boxes in the file's space), and not
    where text can be seen."""
    if not hidden:
        return []
    step = 12.0
    cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for drawn in seen:
        x0, y0, x1, y1 = drawn.box
        for column in range(int(x0 / step), int(x1 / step) + 1):
            for row in range(int(y0 / step), int(y1 / step) + 1):
                cells[column, row].append(drawn.box)

    def near(box: Box, x: float, y: float) -> bool:
        return box[0] - margin <= x <= box[2] + margin and box[1] - margin <= y <= box[3] + margin

    kept = []
    # A scan may be drawn in strips: the largest are enough, and the last one is likely again.
    pictures = sorted(pictures, key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))[:_PICTURES]
    last: Box = (0.0, 0.0, -9.0, -9.0)
    for drawn in hidden:
        x, y = (drawn.box[0] + drawn.box[2]) / 2, (drawn.box[1] + drawn.box[3]) / 2
        if not near(last, x, y):
            found = next((box for box in pictures if near(box, x, y)), None)
            if found is None:
                continue
            last = found
        over = cells.get((int(x / step), int(y / step)), ())
        if not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in over):
            kept.append(drawn)
    return kept
