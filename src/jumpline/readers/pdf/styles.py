"""What each text object is set in: its face, size and direction, and whether it can be seen."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

from pypdfium2 import raw

from jumpline.model.sheet import Face

#: The address of a character's text object. As ``raw.FPDFText_GetTextObject``, without a wrapper
#: for each of thousands of characters.
text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


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
        self._places = [ctypes.pointer(colour) for colour in self._colour]
        self._name = ctypes.create_string_buffer(128)

    def of(self, key: int, text: Any, index: int, covered: frozenset[int]) -> Style:
        """The style of a text object with the address ``key``, of which ``index`` is a character;
        it is in ``known`` from then on. ``covered`` are the objects that a picture hides."""
        if not key:
            style = Style(self._face(None), 1.0, 0, True)
        else:
            found = ctypes.cast(key, raw.FPDF_PAGEOBJECT)
            raw.FPDFText_GetMatrix(text, index, self._matrix)
            raw.FPDFTextObj_GetFontSize(found, self._size)
            matrix, size = self._matrix, abs(self._size.value)
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            # Negative both ways is turned, one way only is mirrored.
            level = 2 if a < 0 and d <= 0 else 0
            direction = level if abs(a) >= abs(b) else (1 if b > 0 else 3)
            em = round(size * (c * c + d * d) ** 0.5, 2) or 1.0
            visible = key not in covered and self._visible(found)
            style = Style(self._face(found), em, direction, visible)
        self.known[key] = style
        return style

    def _visible(self, found: Any) -> bool:
        mode = raw.FPDFTextObj_GetTextRenderMode(found)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return False
        if mode == raw.FPDF_TEXTRENDERMODE_FILL:
            if raw.FPDFPageObj_GetFillColor(found, *self._places):
                return bool(self._colour[3].value)
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
