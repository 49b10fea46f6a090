"""Styles: how a paper looks, as data. A style is a TOML file; ``load`` decodes it strictly.

All measures are points, except ``leading`` (a factor of the size) and ``aspect`` (height by width).
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from jumpline.errors import FormatError, NotFound


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Face(_Struct, frozen=True):
    """A font file. ``family`` names the member of a collection (.ttc); ``package`` is what Debian
    calls the package that brings it."""

    file: str
    package: str
    family: str | None = None


class Faces(_Struct, frozen=True):
    """``fallback`` is asked for characters that a face lacks."""

    body: Face
    bold: Face
    headline: Face
    sans: Face
    sans_bold: Face
    title: Face
    fallback: tuple[Face, ...] = ()


class Paper(_Struct, frozen=True):
    width: float
    height: float
    top: float
    bottom: float
    inner: float


class Grid(_Struct, frozen=True):
    """``gap`` stands between articles, one above the other."""

    columns: int
    gutter: float
    gap: float


class Body(_Struct, frozen=True):
    """``indent`` in ems. ``smallest`` is how far the composer may go down (a factor) when an issue
    is too long, ``widest`` how far the leading may grow when it is too short."""

    size: float
    leading: float
    indent: float = 2.0
    smallest: float = 0.8
    largest: float = 1.1
    widest: float = 1.12


class Heads(_Struct, frozen=True):
    """``headline`` holds a size for each rank, the lead first; ``least`` is the smallest size, as
    a factor of the body's, to which a headline shrinks before it asks for more columns.
    ``beside`` and ``side`` say how rare other places of the head are (of articles that could have
    them, every so many; 0 for none): above the first columns only, or running down (Chinese). ``below`` is the white between a head
    and its text, as a factor of the body's size. ``under`` sets heads under their text."""

    headline: tuple[float, ...]
    kicker: float
    deck: float
    byline: float
    column: float
    least: float = 1.5
    align: Literal["centre", "left"] = "centre"
    beside: int = 8
    side: int = 0
    below: float = 0.7
    under: bool = False


class Rules(_Struct, frozen=True):
    """Widths; 0 draws none."""

    bands: float = 0.5
    columns: float = 0.0
    frames: float = 0.8


class Masthead(_Struct, frozen=True):
    """``share`` is the part of the page's width that is not the ear with the guide."""

    height: float
    title: float
    share: float = 0.66


class Style(_Struct, frozen=True):
    """``vertical_pages`` are numbers of pages whose lines run down and from right to left.
    ``boxed`` is how rare boxes are (of short articles, every so many; 0 for none)."""

    name: str
    language: str
    paper: Paper
    grid: Grid
    body: Body
    heads: Heads
    faces: Faces
    masthead: Masthead
    rules: Rules = Rules()
    vertical_pages: tuple[int, ...] = ()
    hang: bool = True
    boxed: int = 5
    aspect: float = 0.62

    @property
    def latin(self) -> bool:
        """Whether the style is for a language of words with spaces between them."""
        return self.language[:2] not in ("zh", "ja")

    @property
    def text_width(self) -> float:
        return self.paper.width - 2 * self.paper.inner

    def span(self, columns: int) -> float:
        """The width of neighbouring columns with the gutters between them."""
        one = (self.text_width - (self.grid.columns - 1) * self.grid.gutter) / self.grid.columns
        return columns * one + (columns - 1) * self.grid.gutter

    def room(self) -> int:
        """About how many characters of body text a page takes."""
        lines = (self.paper.height - self.paper.top - self.paper.bottom) / (
            self.body.size * self.body.leading
        )
        ems = self.span(1) / self.body.size
        return int(lines * ems * self.grid.columns * (2.25 if self.latin else 0.9) * 0.72)


def decode(text: str, where: str) -> Style:
    """Raises ``FormatError`` for anything that is no style."""
    try:
        style = msgspec.convert(tomllib.loads(text), Style)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FormatError(
            f"wrong style ({error}).", where=where, remedy="See docs/design/compose.md."
        ) from error
    if style.grid.columns < 1 or style.span(1) < 4 * style.body.size or not style.heads.headline:
        raise FormatError(
            "the columns of this style are too narrow.",
            where=where,
            remedy="Give fewer columns, a smaller body or a wider page.",
        )
    return style


def available() -> list[str]:
    """Names of the styles that come with jumpline."""
    folder = files("jumpline.compose") / "styles"
    return sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load(name: str) -> Style:
    """A built-in style by name, or a file's (a name that ends in ``.toml``)."""
    if name.endswith(".toml"):
        try:
            return decode(Path(name).read_text(encoding="utf-8"), name)
        except (OSError, UnicodeDecodeError) as error:
            raise FormatError(f"cannot be read ({error}).", where=name) from error
    if name not in available():
        raise NotFound(
            f"there is no style {name!r}.", remedy=f"Known styles: {', '.join(available())}."
        )
    text = (files("jumpline.compose") / "styles" / f"{name}.toml").read_text(encoding="utf-8")
    return decode(text, name)


def style_for(language: str | None) -> str:
    """The name of the style that fits a language, where none is named."""
    if language == "zh-Hant":
        return "broadsheet-hant"
    return (
        "broadsheet-en" if language and language[:2] not in ("zh", "ja", "ko") else "broadsheet-zh"
    )
