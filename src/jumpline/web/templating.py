"""Jinja, set so that nothing reaches a page unescaped and nothing missing stays unseen."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from jumpline.web.addresses import region_anchor
from jumpline.web.ruby import runs, unread
from jumpline.web.views.naming import edition_of

#: Languages that are written from right to left.
_RTL = frozenset({"ar", "arc", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})

#: Bidirectional controls. In running text the element isolates them; in a title nothing does.
_CONTROLS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f]")

#: Numbers of one or two digits stand upright in a vertical line; longer ones lie on their side.
_UPRIGHT = re.compile(r"(?<![0-9A-Za-z.,%])([0-9]{1,2})(?![0-9A-Za-z.,%])")


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("jumpline.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["upright"] = upright
    made.filters["oneline"] = oneline
    made.globals["direction_of"] = direction_of
    made.globals["edition_of"] = edition_of
    made.globals["region_anchor"] = region_anchor
    return made


def upright(text: str, vertical: bool = True) -> Markup:
    """Escaped text with the readings that it marks; short numbers are marked for a vertical line."""
    return Markup("").join(
        Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>").format(
            _numbered(base, vertical), reading
        )
        if reading is not None
        else _numbered(base, vertical)
        for base, reading in runs(text)
    )


def _numbered(text: str, vertical: bool) -> Markup:
    if not vertical:
        return escape(text)
    # Split before escaping: an entity such as &#39; holds digits of its own.
    parts = _UPRIGHT.split(text)
    return Markup("").join(
        Markup('<span class="upright">{}</span>').format(part) if place % 2 else part
        for place, part in enumerate(parts)
    )


def oneline(text: str) -> str:
    """For places without markup (titles, labels): one line, no control characters."""
    return _CONTROLS.sub("", " ".join(unread(text).split()))


def direction_of(language: str | None) -> str:
    return "rtl" if language and language.split("-")[0].lower() in _RTL else "ltr"


@cache
def static_versions() -> dict[str, str]:
    """File name → digest of its content."""
    return {
        entry.name: hashlib.sha256(entry.read_bytes()).hexdigest()[:12]
        for entry in files("jumpline.web").joinpath("static").iterdir()
        if entry.is_file()
    }
