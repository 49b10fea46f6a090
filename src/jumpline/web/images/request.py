"""What an address of the IIIF Image API 3 asks for: region, size, rotation, quality, format.

https://iiif.io/api/image/3.0/ — compliance level 2.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from jumpline.errors import UsageError

#: Pixels of an answer: a page at full size, not a thousand times it.
MAX_AREA = 40_000_000
_NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,7}", re.ASCII)

Quality = Literal["default", "color", "gray", "bitonal"]
FORMATS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_QUALITIES = ("default", "color", "gray", "bitonal")


class BadImageRequest(UsageError):
    """``status`` 400 for what is no request, 501 for what is one that is not answered here."""

    def __init__(self, what: str, status: int = 400) -> None:
        super().__init__(what, remedy="See https://iiif.io/api/image/3.0/.")
        self.status = status


class ImageRequest(msgspec.Struct, frozen=True):
    """``region`` in pixels of the whole picture; ``width`` and ``height`` of the answer before it
    is turned by ``rotation`` degrees clockwise (and mirrored before that)."""

    region: tuple[int, int, int, int]
    width: int
    height: int
    rotation: int
    mirrored: bool
    quality: Quality
    format: str


def read_request(
    region: str, size: str, rotation: str, quality: str, form: str, *, width: int, height: int
) -> ImageRequest:
    """``width`` and ``height`` are those of the whole picture. Raises ``BadImageRequest``."""
    box = _region(region, width, height)
    wide, high = _size(size, box[2], box[3])
    mirrored = rotation.startswith("!")
    turn = rotation.removeprefix("!")
    if not _NUMBER.fullmatch(turn) or float(turn) > 360:
        raise BadImageRequest(f"{rotation!r} is no rotation.")
    if float(turn) % 90:
        raise BadImageRequest("pictures are turned by quarters only.", 501)
    if quality not in _QUALITIES:
        raise BadImageRequest(f"there is no quality {quality!r}.")
    if form not in FORMATS:
        raise BadImageRequest(f"there is no format {form!r}.")
    return ImageRequest(box, wide, high, int(float(turn)) % 360, mirrored, _quality(quality), form)


def _quality(name: str) -> Quality:
    return next(each for each in ("default", "color", "gray", "bitonal") if each == name)


def _region(text: str, width: int, height: int) -> tuple[int, int, int, int]:
    if text == "full":
        return (0, 0, width, height)
    if text == "square":
        side = min(width, height)
        return ((width - side) // 2, (height - side) // 2, side, side)
    percent = text.startswith("pct:")
    parts = text.removeprefix("pct:").split(",")
    pattern = _NUMBER if percent else _WHOLE
    if len(parts) != 4 or not all(pattern.fullmatch(part) for part in parts):
        raise BadImageRequest(f"{text!r} is no region.")
    x, y, w, h = (float(part) for part in parts)
    if percent:
        x, y, w, h = x * width / 100, y * height / 100, w * width / 100, h * height / 100
    left, top = round(x), round(y)
    right, bottom = min(round(x + w), width), min(round(y + h), height)
    if left >= right or top >= bottom:
        raise BadImageRequest("this region is empty or lies outside of the picture.")
    return (left, top, right - left, bottom - top)


def _size(text: str, width: int, height: int) -> tuple[int, int]:
    """Of a region that is ``width`` by ``height``."""
    larger = text.startswith("^")
    asked = text.removeprefix("^")
    wide, high = _wanted(asked, width, height)
    if wide < 1 or high < 1:
        raise BadImageRequest("this size is less than a pixel.")
    if not larger and (wide > width or high > height):
        raise BadImageRequest("larger than the picture: ask with ^.")
    if wide * high > MAX_AREA:
        raise BadImageRequest(f"answers have {MAX_AREA} pixels at most.")
    return wide, high


def _wanted(asked: str, width: int, height: int) -> tuple[int, int]:
    if asked == "max":
        return width, height
    if asked.startswith("pct:"):
        share = asked.removeprefix("pct:")
        if not _NUMBER.fullmatch(share):
            raise BadImageRequest(f"{asked!r} is no size.")
        return round(width * float(share) / 100), round(height * float(share) / 100)
    inside = asked.startswith("!")
    first, comma, second = asked.removeprefix("!").partition(",")
    if not comma or not (first or second) or (inside and not (first and second)):
        raise BadImageRequest(f"{asked!r} is no size.")
    if not all(part == "" or _WHOLE.fullmatch(part) for part in (first, second)):
        raise BadImageRequest(f"{asked!r} is no size.")
    if inside:
        scale = min(int(first) / width, int(second) / height)
        return max(1, round(width * scale)), max(1, round(height * scale))
    if not second:
        return int(first), max(1, round(height * int(first) / width))
    if not first:
        return max(1, round(width * int(second) / height)), int(second)
    return int(first), int(second)
