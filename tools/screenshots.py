"""Pictures of every kind of page, at desktop and telephone width, light and dark.

    python tools/screenshots.py OUT --archive DIR     an archive of yours, its newest issue
    python tools/screenshots.py OUT --invented        the invented papers of the tests
    python tools/screenshots.py OUT --followed        a plan, people and a week of an invented paper
    python tools/screenshots.py OUT --archive DIR --review    the review desk (opens DIR for writing)

Needs playwright and Chromium (``--chromium`` names it).
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
#: For the machine's own pictures only.
TOKEN = "a-token-for-pictures-of-the-desk"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextlib.contextmanager
def archive_of(arguments: argparse.Namespace) -> Iterator[Any]:
    if arguments.followed:
        from tests.web import followed

        with followed.opened() as archive:
            yield archive
    elif arguments.invented:
        from tests.web.fake import FakeArchive

        yield FakeArchive()
    else:
        from jumpline.archive import open_archive

        with open_archive(arguments.archive, read_only=not arguments.review) as archive:
            yield archive


def pages_of(archive: Any, search: str) -> dict[str, str]:
    """Name → path. The issue is the newest of the first title that has articles."""
    found = {"home": "/", "search-help": "/search", "missing": "/issue/no/such"}
    found["search"] = f"/search?q={quote(search)}"
    found["search-none"] = "/search?q=" + quote("没有这样的词")
    for publication in archive.publications():
        found.setdefault("calendar", f"/calendar/{quote(publication.id)}")
        for place, article in enumerate(newest_articles(archive, publication.id)):
            issue_id = "/".join(article.split("/")[:2])
            name = "" if "issue" not in found else f"-{publication.id}"
            if place == 0:
                found[f"issue{name}"] = f"/issue/{quote(issue_id)}"
                found[f"page{name}"] = f"/page/{quote(issue_id)}/1"
            if place in (0, 8):
                number = f"-{place + 1}" if place else ""
                found[f"article{number}{name}"] = f"/article/{quote(article)}"
                found[f"article{number}{name}-vertical"] = f"/article/{quote(article)}?dir=vertical"
    return found


def pages_followed(archive: Any) -> dict[str, str]:
    """The first plan, the newest week, the first person and the first body."""
    from jumpline.web.ledgers import Ledgers

    ledgers = Ledgers(archive)
    found = {"programmes": "/programmes", "names": "/names", "digest": "/digest"}
    for programme in ledgers.programmes()[0][:1]:
        found["board"] = f"/programmes/{programme.id}"
    for each in ledgers.names():
        path = f"/names/{each.kind}/{quote(each.name)}"
        if each.name == "苏棠" or each.kind not in ("person",):
            found.setdefault(each.kind, path)
    found["chart"] = "/figures?q=" + quote("水利补助资金")
    return found


def newest_articles(archive: Any, publication: str) -> list[str]:
    for summary in reversed(list(archive.issues(publication=publication))):
        issue = archive.get(summary.id)
        if issue.articles and summary.date:
            return [article.id for article in issue.articles]
    return []


def desk_pictures(browser: Any, address: str, archive: Any, out: Path, lang: str) -> None:
    """The newest issue at the desk: its problems, its text, a piece being edited."""
    issue = list(archive.issues())[-1].id
    for width, (across, down) in {**WIDTHS, "desktop": (1440, 950)}.items():
        for theme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": across, "height": down}, color_scheme=theme, locale=lang
            )
            page = context.new_page()
            page.goto(f"{address}review/{issue}#token={TOKEN}")
            page.wait_for_selector(".desk[data-ready]")
            page.fill("[name=author]", "林知秋")
            page.screenshot(path=out / f"desk-gate-{width}-{theme}.png")
            page.click(".gate button[type=submit]")
            page.wait_for_selector(".desk__room:not([hidden])")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=out / f"desk-problems-{width}-{theme}.png")
            page.click("#tab-text")
            page.locator(".piece--paragraph .piece__go").nth(1).click()
            page.wait_for_timeout(200)
            page.screenshot(path=out / f"desk-text-{width}-{theme}.png")
            page.locator(".sheet-window").focus()
            page.keyboard.press("e")
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(500)
            page.screenshot(path=out / f"desk-edit-{width}-{theme}.png")
            context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--archive", default="jumpline-archive")
    parser.add_argument("--invented", action="store_true")
    parser.add_argument("--followed", action="store_true")
    parser.add_argument("--review", action="store_true")
    parser.add_argument("--search", default="云河")
    parser.add_argument("--only", default="", help="names that begin so")
    parser.add_argument("--lang", default="zh-CN")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    arguments = parser.parse_args()

    from playwright.sync_api import sync_playwright

    from jumpline.web.server import running

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (
        archive_of(arguments) as archive,
        running(archive, token=TOKEN if arguments.review else None) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=arguments.chromium, args=FLAGS)
        if arguments.review:
            desk_pictures(browser, address, archive, arguments.out, arguments.lang)
            browser.close()
            return
        if arguments.followed:
            pages = pages_followed(archive)
        else:
            pages = pages_of(archive, arguments.search)
        for width, (across, down) in WIDTHS.items():
            for theme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": across, "height": down},
                    color_scheme=theme,
                    locale=arguments.lang,
                    java_script_enabled=False,
                )
                page = context.new_page()
                for name, path in pages.items():
                    if name.startswith(arguments.only):
                        page.goto(address.rstrip("/") + path)
                        target = arguments.out / f"{name}-{width}-{theme}.png"
                        page.screenshot(path=target, full_page=True)
                        print(target)
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
