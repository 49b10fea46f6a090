"""Fonts: found on the machine, asked for glyphs, cut to what was used.

HarfBuzz shapes and subsets; nothing else of a font is read.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from jumpline.compose.style import Face, Faces
from jumpline.errors import JumplineError, MissingExtra
from jumpline.model.text import is_cjk

#: Punctuation that a Chinese face has in two widths under one code point.
_TWO_WIDTHS = "—…·“”‘’"


class Glyph(msgspec.Struct, frozen=True, array_like=True):
    """``advance``, ``dx`` and ``dy`` in ems; ``text`` is "" for all but the first of a cluster."""

    face: int
    gid: int
    advance: float
    text: str
    dx: float = 0.0
    dy: float = 0.0


def require(module: str) -> Any:
    """A package of the extra ``compose``."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtra(
            f"composing needs the Python package {module}.",
            remedy="Install it with: pip install 'jumpline[compose]'.",
        ) from error


def folders() -> list[Path]:
    """Where fonts are looked for."""
    home = Path.home()
    data = os.environ.get("XDG_DATA_HOME")
    return [
        Path(data) / "fonts" if data else home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        Path("/Library/Fonts"),
    ]


@cache
def _find(name: str, places: tuple[Path, ...]) -> Path | None:
    for place in places:
        found = sorted(place.rglob(name)) if place.is_dir() else []
        if found:
            return found[0]
    return None


@cache
def _open(path: Path, family: str | None) -> Any:
    hb = require("uharfbuzz")
    blob = hb.Blob.from_file_path(str(path))
    if family is None:
        return hb.Face(blob, 0)
    for index in range(blob_faces(path)):
        face = hb.Face(blob, index)
        if face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) == family:
            return face
    return None


def blob_faces(path: Path) -> int:
    """How many faces a file holds (a collection says so in its header)."""
    with path.open("rb") as file:
        head = file.read(12)
    return int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1


class Font:
    """A face at work. Shaped words are kept, since newspapers repeat themselves."""

    def __init__(self, number: int, spec: Face, places: Sequence[Path]) -> None:
        self.number, self.spec, self.vertical = number, spec, False
        path = _find(spec.file, tuple(places))
        face = _open(path, spec.family) if path else None
        if face is None:
            raise JumplineError(
                f"the font {spec.family or spec.file} is not on this machine.",
                remedy=f"Install it; on Debian: apt-get install {spec.package}.",
            )
        self._hb = require("uharfbuzz")
        self.face = face
        self._font = self._hb.Font(face)
        self.upem = float(face.upem)
        self._known: dict[tuple[str, bool], tuple[Glyph, ...]] = {}
        self._has: dict[str, int] = {}
        self._advances: dict[int, float] = {}

    def has(self, char: str) -> bool:
        known = self._has.get(char)
        if known is None:
            known = self._has[char] = self._font.get_nominal_glyph(ord(char)) or 0
        return known != 0

    def advance(self, gid: int) -> float:
        """A glyph's own advance, in ems."""
        known = self._advances.get(gid)
        if known is None:
            known = self._advances[gid] = self._font.get_glyph_h_advance(gid) / self.upem
        return known

    def shape(self, text: str, wide: bool) -> tuple[Glyph, ...]:
        """``wide`` sets dashes and quotation marks as Chinese does, a full em each."""
        known = self._known.get((text, wide))
        if known is None:
            known = self._known[text, wide] = self._shape(text, wide)
        return known

    def _shape(self, text: str, wide: bool) -> tuple[Glyph, ...]:
        if len(text) == 1 and is_cjk(text) and text not in _TWO_WIDTHS and not self.vertical:
            gid = self._font.get_nominal_glyph(ord(text))
            advance = self._font.get_glyph_h_advance(gid) / self.upem
            return (Glyph(self.number, gid, advance, text),)
        buffer = self._hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        features = {"fwid": True} if wide else {"pwid": True}
        if self.vertical:
            features["vert"] = True
        self._hb.shape(self._font, buffer, features)
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        given: set[int] = set()
        glyphs = []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            said = "" if info.cluster in given else text[info.cluster : ends[info.cluster]]
            given.add(info.cluster)
            glyphs.append(
                Glyph(
                    self.number,
                    info.codepoint,
                    place.x_advance / self.upem,
                    said,
                    place.x_offset / self.upem,
                    place.y_offset / self.upem,
                )
            )
        return tuple(glyphs)

    def turned(self) -> Font:
        """The same face with the forms that it has for vertical lines."""
        other = copy(self)
        other.vertical, other._known = True, {}
        return other


class FontSet:
    """A style's fonts by role, with the fallback for what a face lacks."""

    def __init__(self, faces: Faces, extra: Sequence[Path] = ()) -> None:
        places = [*extra, *folders()]
        self.fonts: list[Font] = []
        numbers: dict[Face, int] = {}

        def number(face: Face) -> int:
            if face not in numbers:
                numbers[face] = len(self.fonts)
                self.fonts.append(Font(len(self.fonts), face, places))
            return numbers[face]

        names = ("body", "bold", "headline", "sans", "sans_bold", "title")
        self.roles = {name: number(getattr(faces, name)) for name in names}
        self.fallback = [number(face) for face in faces.fallback]

    def shape(self, role: str, text: str, wide: bool) -> tuple[Glyph, ...]:
        """The glyphs of a text. Raises ``JumplineError`` for what no face has."""
        first = self.fonts[self.roles[role]]
        if all(first.has(char) for char in text):
            return first.shape(text, wide)
        glyphs: list[Glyph] = []
        for char in text:
            font = next(
                (f for f in (first, *(self.fonts[n] for n in self.fallback)) if f.has(char)), None
            )
            if font is None:
                raise JumplineError(
                    f"no face of the style has the character {char!r} (U+{ord(char):04X}).",
                    remedy="Name another face as faces.fallback of the style.",
                )
            glyphs += font.shape(char, wide)
        return tuple(glyphs)

    def turned(self) -> FontSet:
        """For a vertical page. Numbers stay, so that both sets can be written to one file."""
        other = copy(self)
        other.fonts = [font.turned() for font in self.fonts]
        return other
