"""Issues to export: the sample, invented ones in print, others' pages, and what nobody prints."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from jumpline.compose import compose, invent, load_style, vary
from jumpline.compose.press import NoRoom
from jumpline.model.issue import (
    SCHEMA,
    Anchor,
    Article,
    Block,
    BodyItem,
    Byline,
    Issue,
    Page,
    Person,
    Picture,
    Publication,
)
from jumpline.model.sheet import TextLine
from jumpline.pipeline import one_issue
from jumpline.sample import write_pages

STYLES = {
    "broadsheet-zh": "zh-Hans",
    "broadsheet-en": "en",
    "broadsheet-hant": "zh-Hant",
    "tabloid-zh": "zh-Hans",
}
#: How many invented issues: JUMPLINE_EXPORTS=100 is the nightly run.
COUNT = int(os.environ.get("JUMPLINE_EXPORTS", "4"))


@cache
def sample() -> Issue:
    with TemporaryDirectory() as folder:
        return one_issue([write_pages(Path(folder))]).issue


@cache
def printed(name: str = "broadsheet-zh", seed: int = 3) -> tuple[Issue, bytes]:
    """An invented issue as printed, and its PDF."""
    style = vary(load_style(name), seed) if seed > 10 else load_style(name)
    found = compose(invent(seed, STYLES[name], pages=2, characters=style.room()), style)
    return found.issue, found.pdf


def invented() -> Iterator[Issue]:
    """As many as asked for: where a style has no room for an issue, the next seed's stands."""
    seed = 3
    for number in range(COUNT):
        name = list(STYLES)[number % len(STYLES)]
        while True:
            seed += 1
            try:
                issue = printed(name, seed - 1)[0]
            except NoRoom:
                continue
            yield issue
            break


NASTY = "\x00\x0b\ud800\ufffe<b>&\"'\u202e]]>\r\n"
LONG = "长标题" * 3400


def hostile() -> Issue:
    """Control characters, half characters, ids that are no XML names, a headline of 10,000
    characters, text from right to left, markup, formulas."""
    line = TextLine(f"本报讯{NASTY} שלום عالم", (10.0, 10.0, 90.0, 20.0))
    blocks = (
        Block("7 <b>", "headline", (10.0, 0.0, 90.0, 9.0), (line,), "x/1 2/a:b"),
        Block("7_<b>", "body", (10.0, 10.0, 90.0, 20.0), (line, line), "x/1 2/a:b"),
        Block("", "picture", (-5.0, 50.0, 90.0, 99.0), (), None),
        Block("con", "ad", (1.0, 1.0, 1.0, 1.0), (TextLine(""),), None),
    )
    body = (
        BodyItem("paragraph", line.text, (Anchor(1, "7_<b>"), Anchor(9, "missing"))),
        BodyItem("table", f"a\tb\nc{NASTY}\td", ()),
        BodyItem("subhead", "=1+1", ()),
        BodyItem("item", "", ()),
    )
    article = Article(
        id="x/1 2/a:b", pages=(1, 7), column=NASTY, kicker=("=cmd()",), headline=(LONG, NASTY),
        deck=("{\\bf x}%",), byline=Byline("@源", (Person(NASTY, "记者"), Person("and")), NASTY),
        body=body, pictures=(Picture(NASTY, None, 1), Picture(None, None, 1)),
    )  # fmt: skip
    other = Article(id="x/1 2/A:B", pages=())
    return Issue(
        schema=SCHEMA,
        id="x/1 2",
        publication=Publication(id="CON", title=NASTY, language=None),
        pages=(
            Page(1, "../../A1", NASTY, 100.0, 100.0, "pt", (), blocks),
            Page(2, "../../a1", None, 0.5, 1e6, "pt"),
        ),
        articles=(article, other),
    )


def empty() -> Issue:
    """A dated cover with nothing read on it."""
    return Issue(
        schema=SCHEMA, id="leer/2026-01-01", date="2026-01-01",
        publication=Publication(id="leer"), pages=(Page(1, "1", None, 10.0, 10.0, "pt"),),
    )  # fmt: skip


def flat(issue: Issue) -> Issue:
    """The issue as if it was read from text."""
    pages = tuple(
        replace(
            page,
            width=None,
            height=None,
            blocks=tuple(
                replace(b, box=None, lines=tuple(replace(li, box=None) for li in b.lines))
                for b in page.blocks
            ),
        )
        for page in issue.pages
    )
    return replace(issue, pages=pages)
