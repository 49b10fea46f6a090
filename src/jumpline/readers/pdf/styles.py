"""What each text object is set in: its face, size and direction, and whether it can be seen."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

from pypdfium2 import raw

from jumpline.model.sheet import Face


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
        self._fonts: dict[int, int] = {}
        self._objects: dict[int, Style] = {}
        self._matrix = raw.FS_MATRIX()
        self._size = ctypes.c_float()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._name = ctypes.create_string_buffer(128)

    def of(self, found: Any, text: Any, index: int, covered: frozenset[int]) -> Style:
        """The style of a text object, of which ``index`` is a character. ``covered`` are the
        objects that a picture hides."""
        if not found:
            return Style(self._face(None), 1.0, 0, True)
        key = ctypes.addressof(found.contents)
        known = self._objects.get(key)
        if known is None:
            raw.FPDFText_GetMatrix(text, index, self._matrix)
            raw.FPDFTextObj_GetFontSize(found, self._size)
            matrix, size = self._matrix, abs(self._size.value)
            across = (matrix.c**2 + matrix.d**2) ** 0.5
            if abs(matrix.a) >= abs(matrix.b):
                direction = 0 if matrix.a >= 0 else 2
                if direction == 2 and matrix.d > 0:
                    direction = 0  # Mirrored, not turned.
            else:
                direction = 1 if matrix.b > 0 else 3
            visible = key not in covered and self._visible(found)
            known = Style(self._face(found), round(size * across, 2) or 1.0, direction, visible)
            self._objects[key] = known
        return known

    def _visible(self, found: Any) -> bool:
        mode = raw.FPDFTextObj_GetTextRenderMode(found)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return False
        if mode == raw.FPDF_TEXTRENDERMODE_FILL:
            red, green, blue, alpha = self._colour
            if raw.FPDFPageObj_GetFillColor(found, red, green, blue, alpha):
                return bool(alpha.value)
        return True

    def _face(self, found: Any) -> int:
        """Fonts of one name are one face: a file holds many subsets of each. Fonts without a name
        (Type 3) are all one, since nothing tells them apart."""
        font = raw.FPDFTextObj_GetFont(found) if found else None
        key = ctypes.addressof(font.contents) if font else 0
        number = self._fonts.get(key)
        if number is not None:
            return number
        name, bold = "", False
        if font:
            raw.FPDFFont_GetBaseFontName(font, self._name, 128)
            whole = self._name.value.decode("utf-8", "replace")
            name = whole.partition("+")[2] or whole
            bold = raw.FPDFFont_GetWeight(font) >= 600 or any(
                word in name.lower() for word in ("bold", "heavy", "black")
            )
        face = Face(name, bold)
        if face not in self.faces:
            self.faces.append(face)
        number = self._fonts[key] = self.faces.index(face)
        return number
