"""An invented issue of an invented city's daily, as an OCR engine would leave its pages.

Everything in it is made up: 澄湾 is no city, and nobody named in it exists.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

NAME = "chengwan-ribao-2026-05-12"


def pages() -> dict[str, bytes]:
    """File name → markdown of a page, in the order of the pages."""
    folder = files("jumpline.sample") / "pages"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".md"))
    return {name: (folder / name).read_bytes() for name in found}


def write_pages(folder: Path) -> Path:
    """The pages as files in ``folder / NAME``; the same bytes every time."""
    target = folder / NAME
    target.mkdir(parents=True, exist_ok=True)
    for name, data in pages().items():
        path = target / name
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
    return target
