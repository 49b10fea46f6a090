"""Three days of one title as they were printed: parts of a series, and pictures that have places."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from msgspec.structs import replace

from jumpline.archive import Archive, open_archive
from jumpline.model.codec import decode, encode
from jumpline.model.issue import Article, Issue, Series

from .printed import opened as opened_sample

DAYS = ("2026-05-11", "2026-05-12", "2026-05-13")
#: Points of page 1 that stand for a photograph: the masthead, whose ink a test can count.
PICTURED = (60.0, 26.0, 320.0, 86.0)


def _on(day: str, place: int, issue: Issue) -> Issue:
    """The sample as it would have been printed on another day, a part of the series in each."""
    text = encode(issue).decode().replace(issue.id, f"chengwan-ribao/{day}")
    return _numbered(replace(decode(text.encode()), date=day, weekday=None), place)


def _numbered(issue: Issue, part: int) -> Issue:
    def changed(article: Article) -> Article:
        if article.series is not None:
            return replace(article, series=Series(article.series.name, part))
        if article.pictures:
            boxed = (replace(article.pictures[0], box=PICTURED), *article.pictures[1:])
            return replace(article, pictures=boxed)
        return article

    return replace(issue, articles=tuple(map(changed, issue.articles)))


@cache
def shelf() -> Path:
    """A folder that holds the archive; removed when the process ends."""
    folder = Path(mkdtemp(prefix="jumpline-shelf-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with opened_sample() as sample, open_archive(folder / "archive", create=True) as archive:
        name = sample.issues()[0].id
        issue, sources = sample.get(name), sample.sources(name)
        for part, day in enumerate(DAYS, 1):
            archive.put(_on(day, part, issue), sources)
    return folder / "archive"


def opened() -> Archive:
    return open_archive(shelf(), read_only=True)
