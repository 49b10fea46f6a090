"""Debian's Chromium against a real server of the invented papers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from jumpline.web.server import running

from ..web import followed, shelf
from ..web.fake import FakeArchive
from ..web.printed import opened

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
#: How readers come: a telephone is touched; the desktop is left to the keyboard where tests say so.
WAYS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "phone": {"has_touch": True, "is_mobile": True},
    "desktop-plain": {"java_script_enabled": False},
    "phone-plain": {"has_touch": True, "is_mobile": True, "java_script_enabled": False},
}
#: The three that most walks take.
READERS = ("desktop", "phone", "phone-plain")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running(FakeArchive()) as found:
        yield found.rstrip("/")


@pytest.fixture(scope="session")
def paper() -> Iterator[str]:
    """The address of the project's sample as it was printed."""
    with opened() as archive, running(archive) as found:
        yield found.rstrip("/")


@pytest.fixture(scope="session")
def followed_paper() -> Iterator[str]:
    """The address of a paper that printed a plan, and what became of it."""
    with followed.opened() as archive, running(archive) as found:
        yield found.rstrip("/")


@pytest.fixture(scope="session")
def shelf_paper() -> Iterator[str]:
    """The address of three days of one title, as they were printed."""
    with shelf.opened() as archive, running(archive) as found:
        yield found.rstrip("/")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Of one module: playwright keeps an event loop running in this thread, and the tests of
    other folders want to run their own."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: apt install chromium, or set CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """A page that remembers every host it asked and everything that its console complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


Open = Callable[..., Watch]


def press(target: Any) -> None:
    """By finger where there is one."""
    target.scroll_into_view_if_needed()
    if target.page.viewport_size["width"] < 500:
        target.tap()
    else:
        target.click()


def tab_to(page: Any, target: Any, most: int = 120) -> None:
    """By the keyboard alone, from where the focus is; the focus must be seen there."""
    handle = target.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        if handle.evaluate("(each) => each === document.activeElement"):
            seen = handle.evaluate(
                "(each) => getComputedStyle(each).outlineStyle !== 'none'"
                " || [...each.children].some((one) => getComputedStyle(one).outlineStyle !== 'none'"
                " || getComputedStyle(one).stroke !== 'none')"
            )
            assert seen, "the focus cannot be seen"
            return
    raise AssertionError(f"the keyboard never reaches {target}")


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Open]:
    """Opens a page; at the end asserts that nothing left the machine or was complained of."""
    watches: list[Watch] = []
    contexts = []
    allowed: set[str] = set()

    def opened(width: str = "desktop", **options: Any) -> Watch:
        """``width`` is one of ``WAYS``."""
        across, down = WIDTHS[width.partition("-")[0]]
        options = {**(WAYS[width] if "reader" in options else {}), **options}
        options.pop("reader", None)
        options.setdefault("locale", "zh-CN")
        options.setdefault("base_url", address)
        allowed.add(urlsplit(options["base_url"]).netloc)
        context = chromium.new_context(viewport={"width": across, "height": down}, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        watches.append(Watch(context.new_page()))
        return watches[-1]

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    for watch in watches:
        assert watch.hosts <= allowed
        assert watch.complaints == []
