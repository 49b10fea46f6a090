"""An image request → bytes, from a page's pyramid."""

from __future__ import annotations

from typing import Any

from jumpline.web.images.pyramids import TILE, Drawn, Pyramid, vips
from jumpline.web.images.request import MAX_AREA, ImageRequest

#: Quality of JPEG and WebP: paper is forgiving, and readers wait.
_QUALITY = {"jpg": 76, "webp": 60}
#: Widths of the sizes that pages use, so that each is drawn once and kept by caches.
THUMB, SCREEN = 360, 1400


def info(address: str, width: int, height: int) -> dict[str, Any]:
    """``info.json`` of a picture at ``address``."""
    factors = [1]
    while max(width, height) / factors[-1] > TILE:
        factors.append(factors[-1] * 2)
    return {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": width,
        "height": height,
        "maxArea": MAX_AREA,
        # Those of the levels and no others: viewers take the list for the levels themselves.
        "sizes": [
            {"width": max(1, width // factor), "height": max(1, height // factor)}
            for factor in reversed(factors)
        ],
        "tiles": [{"width": TILE, "scaleFactors": factors}],
        "extraFormats": ["webp"],
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFeatures": ["mirroring", "regionSquare", "sizeUpscaling"],
    }


def render(page: Pyramid, asked: ImageRequest) -> bytes:
    """The sizes that pages of the paper use are kept."""
    whole = page.whole
    usual = asked.region == (0, 0, whole.width, whole.height) and asked.width in (THUMB, SCREEN)
    if not usual or asked.mirrored or asked.rotation or asked.quality != "default":
        return rendered(page, asked)
    path = page.path.with_suffix(f".{asked.width}.{asked.format}")
    try:
        return path.read_bytes()
    except OSError:
        body = rendered(page, asked)
        page.keep(path, body)
        return body


def rendered(page: Pyramid | Drawn, asked: ImageRequest) -> bytes:
    whole = page.whole
    left, top, wide, high = asked.region
    # The smallest level of the pyramid that still has what is asked for.
    factor = 1
    while wide / (factor * 2) >= asked.width and high / (factor * 2) >= asked.height:
        factor *= 2
    level = page.level(factor)
    x, y = level.width / whole.width, level.height / whole.height
    x0, y0 = min(int(left * x), level.width - 1), min(int(top * y), level.height - 1)
    x1, y1 = round((left + wide) * x), round((top + high) * y)
    part = level.crop(
        x0, y0, min(max(1, x1 - x0), level.width - x0), min(max(1, y1 - y0), level.height - y0)
    )
    if (part.width, part.height) != (asked.width, asked.height):
        part = part.resize(asked.width / part.width, vscale=asked.height / part.height)
    return encoded(_finished(part, asked), asked.format)


def _finished(part: Any, asked: ImageRequest) -> Any:
    if asked.mirrored:
        part = part.fliphor()
    if asked.rotation:
        part = part.rot(f"d{asked.rotation}")
    if asked.quality in ("gray", "bitonal"):
        part = part.colourspace("b-w")
    if asked.quality == "bitonal":
        part = (part > 140).ifthenelse(255, 0).cast("uchar")
    return part


def encoded(picture: Any, form: str) -> bytes:
    """Without metadata, so that equal pictures are equal bytes."""
    pyvips = vips()
    options: dict[str, Any] = {"Q": _QUALITY[form]} if form in _QUALITY else {}
    if form == "webp":
        # More effort costs half of the time again and saves nothing on print.
        options |= {"effort": 0}
    if form == "jpg":
        # Tables made for each picture save a twentieth of its size for more than twice the time.
        options |= {"optimize_coding": False, "interlace": False}
    keep = {"keep": "none"} if pyvips.at_least_libvips(8, 15) else {"strip": True}
    data: bytes = picture.write_to_buffer(f".{form}", **options, **keep)
    return data
