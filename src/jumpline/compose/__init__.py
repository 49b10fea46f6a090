"""Issue → pages: set, laid out, printed as PDF; the truth that readers are tested against.

``compose(issue, style)`` gives the PDF and the issue as printed, with every line's box.
``invent(seed)`` makes issues to compose, ``vary(style, seed)`` styles to compose them in. ``without_layout`` takes away what composing adds.
``degrade.degrade(pdf)`` turns the pages into scans.
"""

from jumpline.compose.composing import Composed, compose, without_layout
from jumpline.compose.invent import invent
from jumpline.compose.style import Style, available, style_for
from jumpline.compose.style import load as load_style
from jumpline.compose.variation import vary

__all__ = [
    "Composed",
    "Style",
    "available",
    "compose",
    "invent",
    "load_style",
    "style_for",
    "vary",
    "without_layout",
]
