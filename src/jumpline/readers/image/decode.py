"""Bytes of a picture → grey samples, through libvips, within limits. A bomb is told from its header."""

from __future__ import annotations

import contextlib
from typing import Any

import msgspec

from jumpline.errors import MissingExtra, NotText, SourceError, TooLarge
from jumpline.model.scan import Scan

#: How pictures begin. JPEG 2000 as a file and as a bare stream; WebP names itself after its length.
HEADS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"\0\0\0\x0cjP  \r\n\x87\n",
    b"\xff\x4f\xff\x51",
)


class ImageLimits(msgspec.Struct, frozen=True):
    """Bounds of one file: ``pages`` in it, ``side`` and ``pixels`` of a page (a broadsheet at
    600 dpi has 120 million)."""

    pages: int = 2000
    side: int = 30_000
    pixels: int = 300_000_000


def is_picture(head: bytes) -> bool:
    return head.startswith(HEADS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def vips() -> Any:
    """Raises ``MissingExtra``."""
    try:
        import pyvips
    except (ImportError, OSError) as error:
        raise MissingExtra(
            "reading pictures of pages needs libvips, which is not installed.",
            remedy="Run `pip install 'jumpline[scan]'`.",
        ) from error
    return pyvips


def pages_of(name: str, data: bytes, limits: ImageLimits) -> list[Any]:
    """The pages of a picture, not decoded yet, upright as their camera says. Raises
    ``SourceError``."""
    found = _opened(name, data, 0)
    fields = set(found.get_fields())
    count = int(found.get("n-pages")) if "n-pages" in fields else 1
    # Other formats count layers or frames; resolutions of one page are no pages either.
    if not data.startswith((b"II", b"MM")):
        count = 1
    if count > limits.pages:
        raise TooLarge(
            f"{count} pages are more than an issue can have ({limits.pages}).",
            where=name,
            remedy="Split the file.",
        )
    pages = [found, *(_opened(name, data, number) for number in range(1, count))]
    for page in pages:
        if max(page.width, page.height) > limits.side or page.width * page.height > limits.pixels:
            raise TooLarge(
                f"a picture of {page.width} by {page.height} pixels is more than a page needs.",
                where=name,
                remedy=f"Scale it to {limits.side} pixels a side at most, 300 to the inch.",
            )
    return pages


def _opened(name: str, data: bytes, number: int) -> Any:
    pyvips = vips()
    options = f"[page={number}]" if number else ""
    try:
        page = pyvips.Image.new_from_buffer(data, options, fail_on="truncated")
    except pyvips.Error as error:
        raise _broken(name, error) from error
    with contextlib.suppress(pyvips.Error):
        page = page.autorot()
    return page


def _broken(name: str, error: Exception) -> SourceError:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    why = lines[-1] if lines else "unknown"
    return NotText(
        f"this picture is damaged or cut off ({why[:120]}).",
        where=name,
        remedy="Scan or export it again.",
    )


def resolution(page: Any, number: int) -> Scan:
    """The picture with its resolution: what the file says if a newspaper can have it, else as if
    the page were a thousand points wide."""
    dpi = float(page.xres) * 25.4
    fits = 60 < dpi < 1300 and 140 < page.width / dpi * 72 < 4000
    # Many programs write 72 where they know nothing.
    if fits and (dpi > 97 or page.width / dpi * 72 < 1300):
        return Scan(number, round(dpi, 2))
    return Scan(number, round(page.width * 72 / 1000, 2), stated=False)


def grey(name: str, page: Any) -> Any:
    """Samples as rows and columns of bytes, on white where the picture is transparent. Raises
    ``SourceError``."""
    return _samples(name, page, "b-w")


def colours(name: str, page: Any) -> Any:
    """The same with red, green and blue of each pixel; grey pictures stay grey. Raises
    ``SourceError``."""
    return _samples(name, page, "b-w" if page.interpretation == "b-w" else "srgb")


def _samples(name: str, page: Any, space: str) -> Any:
    pyvips = vips()
    bands = 1 if space == "b-w" else 3
    try:
        if page.hasalpha():
            page = page.flatten(background=[255])
        page = page.colourspace(space)
        if page.format != "uchar":
            page = page.cast("uchar")
        if page.bands > bands:
            page = page[0] if bands == 1 else page.extract_band(0, n=bands)
        return page.numpy()
    except pyvips.Error as error:
        raise _broken(name, error) from error


def turned(samples: Any, angle: float) -> Any:
    """Turned clockwise by a small angle about the middle; the size stays, corners are paper."""
    if abs(angle) < 0.02:
        return samples
    import numpy

    pyvips = vips()
    height, width = samples.shape[:2]
    paper = numpy.atleast_1d(numpy.percentile(samples[::16, ::16], 75, axis=(0, 1))).tolist()
    image = pyvips.Image.new_from_array(samples)
    wide = image.similarity(
        angle=angle, background=paper, interpolate=pyvips.Interpolate.new("bicubic")
    )
    left, top = (wide.width - width) // 2, (wide.height - height) // 2
    return wide.crop(max(0, left), max(0, top), width, height).numpy()
