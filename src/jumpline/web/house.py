"""How a newsroom's own paper looks: its name, colours, logo, contacts and record numbers, as TOML.

name = "澄湾日报数字报"
logo = "logo.svg"            # beside the file; SVG, PNG or WebP
accent = "#0b5d8a"           # links and the masthead
accent_dark = "#7cc4ec"      # the same on dark paper
paper = "#ffffff"
lines = ["地址：澄湾市海堤路1号", "备案号：测ICP备00000000号"]

[[links]]
text = "联系我们"
address = "https://paper.example/contact"
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from jumpline.errors import FormatError

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
_MOST = 500_000


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    address: str


class House(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``logo`` is a file beside the TOML; ``picture`` its bytes, once read."""

    name: str | None = None
    logo: str | None = None
    accent: str | None = None
    accent_dark: str | None = None
    paper: str | None = None
    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    picture: bytes = b""

    @property
    def media_type(self) -> str:
        return _MEDIA[Path(self.logo or ".svg").suffix.lower()]

    @property
    def logo_name(self) -> str | None:
        """The file's name on the site, which changes with the picture."""
        if not self.logo:
            return None
        suffix = Path(self.logo).suffix.lower()
        return f"logo-{hashlib.sha256(self.picture).hexdigest()[:12]}{suffix}"

    def css(self) -> str:
        """Values were checked: nothing in it ends a rule. Dark paper stays dark."""
        light = [("--accent", self.accent), ("--paper", self.paper)]
        dark = [("--accent", self.accent_dark)]
        bright = (
            "@media (prefers-color-scheme: light)",
            ':root:not([data-theme="dark"], [data-theme="contrast"])',
        )
        night = (
            "@media (prefers-color-scheme: dark)",
            ':root:not([data-theme="light"], [data-theme="contrast"])',
        )
        rules = [
            _rule(':root[data-theme="light"]', light),
            _rule(':root[data-theme="dark"]', dark),
            *(
                f"{media} {{ {rule} }}"
                for (media, selector), values in ((bright, light), (night, dark))
                if (rule := _rule(selector, values))
            ),
        ]
        return "\n".join(rule for rule in rules if rule) + "\n"


def _rule(selector: str, values: list[tuple[str, str | None]]) -> str:
    told = " ".join(f"{name}: {value};" for name, value in values if value)
    return f"{selector} {{ {told} }}" if told else ""


#: jumpline's own.
PLAIN = House()


def read_house(path: Path) -> House:
    """Raises ``FormatError`` that names what is wrong."""
    try:
        plain: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        house = msgspec.convert(plain, House)
    except OSError as error:
        raise FormatError(f"cannot be read ({error.strerror}).", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise FormatError(
            f"this is no house style ({error}).",
            where=str(path),
            remedy="See docs/howto/publish.md for what it may say.",
        ) from error
    for name in ("accent", "accent_dark", "paper"):
        value = getattr(house, name)
        if value is not None and not _COLOUR.fullmatch(value):
            raise FormatError(f"{name} is no colour: {value!r}.", where=str(path), remedy="#0b5d8a")
    for link in house.links:
        if not link.address.startswith(("https://", "http://", "mailto:")):
            raise FormatError(
                f"this link leads nowhere: {link.address!r}.",
                where=str(path),
                remedy="Begin it with https:// or mailto:.",
            )
    return _with_logo(house, path)


def _with_logo(house: House, path: Path) -> House:
    if not house.logo:
        return house
    file = (path.parent / house.logo).resolve()
    if path.parent.resolve() not in file.parents or file.suffix.lower() not in _MEDIA:
        raise FormatError(
            f"the logo is no SVG, PNG or WebP beside the file: {house.logo!r}.", where=str(path)
        )
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FormatError(
            f"the logo cannot be read ({error.strerror}).", where=str(file)
        ) from error
    if len(data) > _MOST:
        raise FormatError("the logo is larger than half a megabyte.", where=str(file))
    return msgspec.structs.replace(house, picture=data)
