"""The few calls of pdfium that are made for each character or text object of a page.

As in ``pypdfium2.raw``, but with addresses for handles: a wrapper for each of thousands of objects
would cost more than what is asked of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

_INT, _ADDRESS = ctypes.c_int, ctypes.c_void_p


def _call(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    place = ctypes.cast(function, ctypes.c_void_p).value
    assert place is not None
    return ctypes.CFUNCTYPE(result, *arguments)(place)


def address(handle: Any) -> int:
    """Of what a handle of ``pypdfium2.raw`` points to."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


char_code = _call(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
char_box = _call(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
char_matrix = _call(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
#: 1 where the file does not tell which character it is.
char_is_lost = _call(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
char_object = _call(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
text_size = _call(raw.FPDFTextObj_GetFontSize, _INT, _ADDRESS, _ADDRESS)
text_mode = _call(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
text_font = _call(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
fill_colour = _call(raw.FPDFPageObj_GetFillColor, _INT, _ADDRESS, *[_ADDRESS] * 4)
font_name = _call(
    raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _ADDRESS, _ADDRESS, ctypes.c_size_t
)
font_weight = _call(raw.FPDFFont_GetWeight, _INT, _ADDRESS)
