"""Pages → scans: what paper, glass and compression do to a page, from a seed.

Each scan tells where a point of the page went, so that the composed issue's boxes stay the truth.
"""

from __future__ import annotations

import math
from io import BytesIO
from typing import Any

import msgspec

from jumpline.compose.fonts import require


class Damage(msgspec.Struct, frozen=True):
    """``skew`` in degrees, at most; ``noise`` in grey levels; ``show_through`` and ``shadow`` are
    shares of black; ``blur`` in pixels; ``quality`` is JPEG's."""

    dpi: int = 200
    skew: float = 0.4
    noise: float = 5.0
    show_through: float = 0.08
    shadow: float = 0.12
    blur: float = 0.5
    quality: int = 80


LIGHT = Damage()
MEDIUM = Damage(skew=0.9, noise=9.0, show_through=0.14, shadow=0.22, blur=0.8, quality=65)
HEAVY = Damage(dpi=300, skew=1.6, noise=16.0, show_through=0.22, shadow=0.38, blur=1.4, quality=45)


class Scan(msgspec.Struct, frozen=True):
    """A page as JPEG. ``matrix`` (a, b, c, d, e, f) takes a point of the page (points, origin top
    left) to pixels: x' = ax + by + c, y' = dx + ey + f."""

    data: bytes
    width: int
    height: int
    matrix: tuple[float, float, float, float, float, float]

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + b * y + c, d * x + e * y + f


def degrade(pdf: bytes, damage: Damage = LIGHT, *, seed: int = 0) -> list[Scan]:
    """The pages of a PDF as scans; equal input gives equal bytes."""
    pdfium, numpy = require("pypdfium2"), require("numpy")
    document = pdfium.PdfDocument(pdf)
    try:
        pages = [
            page.render(scale=damage.dpi / 72, grayscale=True).to_numpy().squeeze()
            for page in document
        ]
    finally:
        document.close()
    scans = []
    for number, page in enumerate(pages):
        rng = numpy.random.default_rng([seed, number])
        # The next page stands on the back of this sheet.
        behind = pages[number + 1] if number + 1 < len(pages) else pages[number - 1]
        scans.append(_scan(page, behind, damage, rng))
    return scans


def _scan(page: Any, behind: Any, damage: Damage, rng: Any) -> Scan:
    numpy, image = require("numpy"), require("PIL.Image")
    filters = require("PIL.ImageFilter")
    height, width = page.shape
    ink = 255.0 - page.astype(numpy.float32)
    if behind.shape == page.shape:
        back = image.fromarray(255 - behind[:, ::-1]).filter(filters.GaussianBlur(2.0))
        ink = numpy.maximum(ink, damage.show_through * numpy.asarray(back, numpy.float32))
    angle = math.radians(float(rng.uniform(-damage.skew, damage.skew)))
    cos, sin = math.cos(angle), math.sin(angle)
    cx, cy = width / 2, height / 2
    # From the scan back to the page, as the imaging library asks for it.
    back_to_page = (cos, sin, cx - cos * cx - sin * cy, -sin, cos, cy + sin * cx - cos * cy)
    turned = image.fromarray(ink.clip(0, 255).astype(numpy.uint8)).transform(
        (width, height), image.Transform.AFFINE, back_to_page, image.Resampling.BICUBIC
    )
    if damage.blur:
        turned = turned.filter(filters.GaussianBlur(damage.blur))
    paper = numpy.float32(rng.uniform(226, 244))
    grey = paper * (1 - numpy.asarray(turned, numpy.float32) / 255 * 0.92)
    # The fold throws a shadow over one edge.
    distance = numpy.linspace(0, 1, width, dtype=numpy.float32)
    if rng.random() < 0.5:
        distance = distance[::-1]
    grey *= 1 - damage.shadow * numpy.exp(-distance * 14)
    grey += rng.normal(0, damage.noise, grey.shape).astype(numpy.float32)
    out = BytesIO()
    done = image.fromarray(grey.clip(0, 255).astype(numpy.uint8))
    done.save(out, "JPEG", quality=damage.quality, dpi=(damage.dpi, damage.dpi))
    scale = damage.dpi / 72
    matrix = (
        cos * scale,
        -sin * scale,
        cx - cos * cx + sin * cy,
        sin * scale,
        cos * scale,
        cy - sin * cx - cos * cy,
    )
    return Scan(out.getvalue(), width, height, matrix)
