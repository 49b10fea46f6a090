"""What each text object is set in: its face, size and direction, and whether it can be seen."""

from __future__ import annotations

import ctypes
from typing import NamedTuple

from pypdfium2 import raw

from jumpline.model.sheet import Face
from jumpline.readers.pdf import calls


class Style(NamedTuple):
    """``size`` is the em in points; ``direction`` counts quarter turns against the clock, in the
    file's space."""

    face: int
    size: float
    direction: int
    visible: bool


class Styles:
    """The faces of a page, and the style of each of its text objects by its address."""

    def __init__(self) -> None:
        self.faces: list[Face] = []
        self.known: dict[int, Style] = {}
        self._fonts: dict[int, int] = {}
        self._matrix = raw.FS_MATRIX()
        self._size = ctypes.c_float()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._name = ctypes.create_string_buffer(128)
        self._matrix_at = ctypes.addressof(self._matrix)
        self._size_at = ctypes.addressof(self._size)
        self._colour_at = [ctypes.addressof(colour) for colour in self._colour]

    def of(self, key: int, text: int, index: int, covered: frozenset[int]) -> Style:
        """The style of the text object at the address ``key`` (0 for none), of which ``index`` is a
        character; it is in ``known`` from then on. ``covered`` are the objects that a picture
        hides."""
        if not key:
            style = Style(self._face(0), 1.0, 0, True)
        else:
            calls.char_matrix(text, index, self._matrix_at)
            calls.text_size(key, self._size_at)
            matrix, size = self._matrix, abs(self._size.value)
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            # Negative both ways is turned, one way only is mirrored.
            level = 2 if a < 0 and d <= 0 else 0
            direction = level if abs(a) >= abs(b) else (1 if b > 0 else 3)
            em = round(size * (c * c + d * d) ** 0.5, 2) or 1.0
            visible = key not in covered and self._visible(key)
            style = Style(self._face(calls.text_font(key) or 0), em, direction, visible)
        self.known[key] = style
        return style

    def _visible(self, key: int) -> bool:
        mode = calls.text_mode(key)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return False
        if mode == raw.FPDF_TEXTRENDERMODE_FILL and calls.fill_colour(key, *self._colour_at):
            return bool(self._colour[3].value)
        return True

    def _face(self, font: int) -> int:
        """Fonts of one name are one face: a file holds many subsets of each. Fonts without a name
        (Type 3) are all one, since nothing tells them apart."""
        number = self._fonts.get(font)
        if number is not None:
            return number
        name, bold = "", False
        if font:
            calls.font_name(font, ctypes.addressof(self._name), 128)
            whole = self._name.value.decode("utf-8", "replace")
            name = whole.partition("+")[2] or whole
            bold = calls.font_weight(font) >= 600 or any(
                word in name.lower() for word in ("bold", "heavy", "black")
            )
        face = Face(name, bold)
        if face not in self.faces:
            self.faces.append(face)
        number = self._fonts[font] = self.faces.index(face)
        return number
