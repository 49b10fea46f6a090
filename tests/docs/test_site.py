"""The site builds without a warning, and asks no other host for anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from .pages import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("site")]

#: Attributes by which a browser fetches something on its own.
_FETCHED = {"src", "srcset", "poster", "data", "action", "formaction", "background"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


class _Fetches(HTMLParser):
    """What a page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _FETCHED or (name == "href" and tag != "a"):
                self.addresses.append(value or "")
            if name == "style":
                self.addresses += re.findall(r"url\(([^)]*)\)", value or "")


def test_pages_fetch_only_from_the_site(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 15
    for page in pages:
        reader = _Fetches()
        reader.feed(page.read_text(encoding="utf-8"))
        assert reader.addresses
        for address in reader.addresses:
            assert not re.match(r"\s*(?:[a-z]+:)?//", address, re.I), f"{page.name}: {address}"


def test_styles_fetch_only_from_the_site(site: Path) -> None:
    for style in site.rglob("*.css"):
        for address in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]+)", style.read_text()):
            assert not re.match(r"(?:https?:)?//", address), f"{style.name}: {address}"


def test_the_schema_is_published(site: Path) -> None:
    published = site / "reference" / "jumpline-issue-1.schema.json"
    assert published.read_bytes() == (ROOT / "docs/reference" / published.name).read_bytes()


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs" / "images").iterdir():
        assert picture.stat().st_size <= 250_000, picture.name
