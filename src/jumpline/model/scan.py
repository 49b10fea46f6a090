"""A page as a picture: where it lies in its source, and its samples when somebody needs them."""

from __future__ import annotations

from typing import Literal

import msgspec

from jumpline.model.geometry import Box


class Scan(msgspec.Struct, frozen=True):
    """Where a page's picture lies in its source. ``number`` counts the source's pages from 0;
    ``dpi`` is what makes points of its pixels; ``angle`` in degrees turns it upright, clockwise;
    ``crop`` is the page in pixels of the turned picture, None for all of it. ``stated`` is true
    where the source itself gives the resolution."""

    number: int
    dpi: float
    angle: float = 0.0
    crop: tuple[int, int, int, int] | None = None
    stated: bool = True


class PageImage(msgspec.Struct, frozen=True):
    """The upright page in grey or colour: ``samples`` are bytes, row by row from the top left, one
    (grey) or three (red, green, blue) a pixel. ``dpi`` is that of these pixels. ``language`` is a
    hint (zh-Hans, en), "" where nothing is known. ``parts`` are where text is wanted, in points;
    none of them means everywhere."""

    samples: bytes
    width: int
    height: int
    dpi: float
    channels: Literal[1, 3] = 1
    language: str = ""
    parts: tuple[Box, ...] = ()


class Recognition(msgspec.Struct, frozen=True):
    """Who recognises pictures of pages, and how: the name of a recogniser ("" for the first that
    is installed, "none" for nobody) and its options. ``correct`` is whether what is clearly misread is
    corrected."""

    recogniser: str = ""
    options: tuple[tuple[str, str], ...] = ()
    correct: bool = True


#: Whoever is installed, as it is.
USUAL = Recognition()
