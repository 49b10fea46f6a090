"""Born-digital PDF through pypdfium2: characters, faces, rules, frames and pictures of each page.

Coordinates leave here in the model's form: points, origin top left, y down, after the page's own
rotation and crop.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any, ClassVar

import pypdfium2 as pdfium
from pypdfium2 import raw

from jumpline.errors import EmptySource, SourceError, TooLarge
from jumpline.model.geometry import Box
from jumpline.model.sheet import Face, Glyph, Sheet
from jumpline.readers.codepoints import plain_char

MAX_PAGES = 2000
MAX_CHARS = 400_000
MAX_OBJECTS = 200_000
#: Points: 200 inches, the greatest page that the format allows.
MAX_SIDE = 14_400


class PdfReader:
    """Reads the text layer. ``read`` raises only ``SourceError``; a page that fails becomes a sheet
    without glyphs and with a problem, so that the rest of the issue is kept."""

    name: ClassVar[str] = "pdf"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        return 1.0 if b"%PDF-" in head[:1024] else 0.0

    def read(self, name: str, data: bytes) -> list[Sheet]:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise SourceError(
                f"this PDF cannot be opened ({_reason(error)}).",
                where=name,
                remedy="If it asks for a password, save it without one; else export it again.",
            ) from error
        try:
            sheets = list(_sheets(name, document))
        finally:
            document.close()
        if not any(sheet.glyphs for sheet in sheets):
            why = next((why for sheet in sheets for why in sheet.problems), "no text")
            raise SourceError(
                f"there is no text in this PDF ({why}).",
                where=name,
                remedy="Its pages may be pictures: recognise them first.",
            )
        return sheets


def _reason(error: Exception) -> str:
    text = str(error)
    if "password" in text.lower():
        return "it needs a password"
    return "it is damaged or no PDF" if "format" in text.lower() or "Data" in text else text


def _sheets(name: str, document: Any) -> Iterator[Sheet]:
    count = len(document)
    if count == 0:
        raise EmptySource("this PDF has no page.", where=name)
    if count > MAX_PAGES:
        raise TooLarge(
            f"{count} pages are more than an issue can have ({MAX_PAGES}).",
            where=name,
            remedy="Split the file.",
        )
    for number in range(count):
        hint = str(number + 1) if count > 1 else None
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            yield _failed(name, hint, f"page {number + 1} cannot be opened ({_reason(error)})")
            continue
        try:
            yield _Page(page).sheet(name, hint)
        except (pdfium.PdfiumError, SourceError) as error:
            yield _failed(name, hint, f"page {number + 1} cannot be read ({error})")
        finally:
            page.close()


def _failed(name: str, hint: str | None, why: str) -> Sheet:
    return Sheet(source=name, marks=(), hint=hint, problems=(why,))


class _Page:
    def __init__(self, page: Any) -> None:
        self.page = page
        self.width, self.height = page.get_size()
        if not (0 < self.width <= MAX_SIDE and 0 < self.height <= MAX_SIDE):
            raise TooLarge(f"a page of {self.width:.0f} × {self.height:.0f} points.")
        left, bottom, right, top = page.get_cropbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.turn = page.get_rotation() % 360

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """PDF space (y up, before rotation) to the page as seen (y down)."""
        if self.turn == 0:
            left, top = self.left, self.top
            return (
                round(x0 - left, 2),
                round(top - y1, 2),
                round(x1 - left, 2),
                round(top - y0, 2),
            )
        if self.turn == 90:
            a, b = (y0 - self.bottom, x0 - self.left), (y1 - self.bottom, x1 - self.left)
        elif self.turn == 180:
            a, b = (self.right - x1, y0 - self.bottom), (self.right - x0, y1 - self.bottom)
        else:
            a, b = (self.top - y1, self.right - x1), (self.top - y0, self.right - x0)
        return (round(a[0], 2), round(a[1], 2), round(b[0], 2), round(b[1], 2))

    def sheet(self, name: str, hint: str | None) -> Sheet:
        faces = _Faces()
        glyphs, problems = self._glyphs(faces)
        rules, frames, pictures = self._shapes()
        return Sheet(
            source=name,
            marks=(),
            hint=hint,
            width=round(self.width, 2),
            height=round(self.height, 2),
            unit="pt",
            problems=tuple(problems),
            glyphs=tuple(glyphs),
            faces=tuple(faces.known),
            rules=tuple(rules),
            frames=tuple(frames),
            pictures=tuple(pictures),
        )

    def _glyphs(self, faces: _Faces) -> tuple[list[Glyph], list[str]]:
        text = self.page.get_textpage()
        try:
            count = text.count_chars()
            if count > MAX_CHARS:
                raise TooLarge(f"{count} characters on one page.")
            return self._characters(text.raw, count, faces)
        finally:
            text.close()

    def _characters(self, text: Any, count: int, faces: _Faces) -> tuple[list[Glyph], list[str]]:
        glyphs: list[Glyph] = []
        rect = raw.FS_RECTF()
        unknown = 0
        spots: set[tuple[str, int, int]] = set()
        spaced = False
        get_unicode, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
        get_object = raw.FPDFText_GetTextObject
        for index in range(count):
            code = get_unicode(text, index)
            if code in (0x20, 0x0D, 0x0A, 0xA0, 0x3000):
                spaced = spaced or code != 0x0D
                continue
            get_box(text, index, rect)
            if rect.right - rect.left <= 0 or rect.top - rect.bottom <= 0:
                continue
            char = plain_char(code) if code else ""
            if code == 0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
                unknown += 1
                char = char or "\ufffd"
            if not char.strip():
                continue
            # The same character in the same place again is boldness, not text.
            x, y = rect.left, rect.bottom
            if char not in "—―…-–·":
                low, high, down, up = int(x - 0.6), int(x + 0.6), int(y - 0.6), int(y + 0.6)
                if (
                    (char, low, down) in spots
                    or (high != low and (char, high, down) in spots)
                    or (up != down and ((char, low, up) in spots or (char, high, up) in spots))
                ):
                    continue
                spots.add((char, int(x), int(y)))
            face, size, upright, visible = faces.of(get_object(text, index))
            if not visible:
                continue
            box = self.box(rect.left, rect.bottom, rect.right, rect.top)
            if box[2] <= 0 or box[3] <= 0 or box[0] >= self.width or box[1] >= self.height:
                continue
            upright = upright if self.turn % 180 == 0 else not upright
            glyphs.append(Glyph(char, box, size, face, upright, spaced))
            spaced = False
        problems = [] if glyphs else ["there is no text on it, it may be a picture"]
        if glyphs and unknown > 0.2 * len(glyphs):
            problems.append("a fifth of the characters have no known meaning: recognise this page")
        return glyphs, problems

    def _shapes(self) -> tuple[list[Box], list[Box], list[Box]]:
        rules: list[Box] = []
        frames: list[Box] = []
        pictures: list[Box] = []
        area = self.width * self.height
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        for kind, found in itertools.islice(_objects(self.page.raw, 0), MAX_OBJECTS):
            if not raw.FPDFPageObj_GetBounds(found, left, bottom, right, top):
                continue
            box = self.box(left.value, bottom.value, right.value, top.value)
            wide, high = box[2] - box[0], box[3] - box[1]
            if wide * high > 0.9 * area:
                continue
            if kind != raw.FPDF_PAGEOBJ_PATH:
                if wide > 12 and high > 12:
                    pictures.append(box)
            elif min(wide, high) < 4 and max(wide, high) > 20:
                rules.append(box)
            elif wide > 30 and high > 18:
                frames.append(box)
        return rules, frames, pictures


def _objects(holder: Any, depth: int) -> Iterator[tuple[int, Any]]:
    """Paths, pictures and shadings of a page and of the forms in it, with their kinds. Text is
    passed over here, where a wrapper for each of thousands of objects would cost most."""
    count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    for index in range(count(holder)):
        found = get(holder, index)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if depth < 4:
                yield from _objects(found, depth + 1)
        elif kind != raw.FPDF_PAGEOBJ_TEXT:
            yield kind, found


class _Faces:
    """Fonts of a page by their handle, and what each text object is set in."""

    def __init__(self) -> None:
        self.known: list[Face] = []
        self._fonts: dict[int, int] = {}
        self._objects: dict[int, tuple[int, float, bool, bool]] = {}
        self._matrix = raw.FS_MATRIX()
        self._size = ctypes.c_float()
        self._name = ctypes.create_string_buffer(128)

    def of(self, found: Any) -> tuple[int, float, bool, bool]:
        """(face, em in points, upright, visible) of a text object."""
        if not found:
            return self._face(None), 1.0, True, True
        key = ctypes.addressof(found.contents)
        known = self._objects.get(key)
        if known is None:
            raw.FPDFPageObj_GetMatrix(found, self._matrix)
            raw.FPDFTextObj_GetFontSize(found, self._size)
            matrix, size = self._matrix, abs(self._size.value)
            across = (matrix.c**2 + matrix.d**2) ** 0.5
            upright = abs(matrix.a) >= abs(matrix.b)
            visible = raw.FPDFTextObj_GetTextRenderMode(found) != raw.FPDF_TEXTRENDERMODE_INVISIBLE
            known = (self._face(found), round(size * across, 2) or 1.0, upright, visible)
            self._objects[key] = known
        return known

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
        if face not in self.known:
            self.known.append(face)
        number = self._fonts[key] = self.known.index(face)
        return number
