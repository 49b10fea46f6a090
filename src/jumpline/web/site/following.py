"""Boards, names and weeks in an edition: made again only where what they rest on has changed.

Bounded more tightly than the served edition's, so that a new issue is published in seconds: names are
those of the newest issues, their pages rest on the newest articles that show them, and weeks are the
newest ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec

from jumpline.ledger.digest import days_of
from jumpline.ledger.profiles import Named
from jumpline.search.query import quoted
from jumpline.web.ledgers import NAMES_ISSUES
from jumpline.web.routes.digest import STILL_WEEKS, digest_data, digest_markdown, digest_page
from jumpline.web.routes.names import KINDS, name_data, name_page, names_data, names_page
from jumpline.web.routes.programmes import (
    programme_data,
    programme_page,
    programmes_data,
    programmes_page,
)
from jumpline.web.site import names as files
from jumpline.web.site.folder import Folder, Part
from jumpline.web.site.reckoned import BOUNDS, Memory, Reckoned

#: What the names of parts begin with.
_PARTS = "followed/"
_MEMORY = f"{_PARTS}memory"
#: Names of each kind that have a page, and weeks that have one.
NAMES, WEEKS = 24, STILL_WEEKS

#: File, endpoint, parameters of the path → bytes.
Answer = Callable[..., bytes]


def memory_of(folder: Folder) -> Memory:
    """What the last build left in it."""
    try:
        return msgspec.json.decode(folder.remembered(_MEMORY), type=Memory)
    except (OSError, msgspec.MsgspecError):
        return Memory({}, {})


class Following:
    """``ground`` is what every page depends on; ``editions`` says how each issue is now."""

    def __init__(
        self, archive: Any, ledgers: Reckoned, folder: Folder, ground: str, answer: Answer
    ) -> None:
        self.archive, self.ledgers, self.folder = archive, ledgers, folder
        self.ground, self.answer = ground, answer
        self.dated = [
            (each.date, each.id, archive.edition(each.id)) for each in archive.issues() if each.date
        ]

    def write(self) -> None:
        key = self._key(self.dated, self.ledgers.given_stamp())
        if not self.folder.keep_all(_PARTS, key):
            self._boards()
            self._weeks()
            self._names()
            editions = {edition for *_, edition in self.dated}
            memory = self.ledgers.memory(
                editions, {(each.kind, each.name) for each in self.names()}
            )
            with self.folder.part(_MEMORY, key) as part:
                part.remember(msgspec.json.encode(memory))
            self.folder.mark(_PARTS, key)

    def weeks(self) -> list[str]:
        return self.ledgers.weeks()[:WEEKS]

    def names(self) -> list[Named]:
        """Those that have a page."""
        found = self.ledgers.names()
        return [
            each for kind in KINDS for each in [one for one in found if one.kind == kind][:NAMES]
        ]

    def _key(self, *rest: object) -> str:
        return hashlib.sha256(repr((self.ground, BOUNDS, *rest)).encode()).hexdigest()

    def _boards(self) -> None:
        key = self._key(self.dated, self.ledgers.given_stamp())
        if self.folder.keep(f"{_PARTS}boards", key):
            return
        with self.folder.part(f"{_PARTS}boards", key) as part:
            self._both(part, files.programmes_file(), programmes_page, programmes_data, {})
            for programme in self.ledgers.programmes()[0]:
                given = {"programme": programme.id}
                own = files.programmes_file(programme.id)
                self._both(part, own, programme_page, programme_data, given)

    def _weeks(self) -> None:
        for place, week in enumerate(self.weeks()):
            last = days_of(week)[1]
            before = [each for each in self.dated if each[0] <= last]
            key = self._key(week, before, self.weeks())
            if self.folder.keep(f"{_PARTS}week {week}", key):
                continue
            with self.folder.part(f"{_PARTS}week {week}", key) as part:
                for name in (week, "") if place == 0 else (week,):
                    file = files.digest_file(name)
                    self._both(part, file, digest_page, digest_data, {"week": week})
                    text = self.answer(file, digest_markdown, {"week": week})
                    part.write(f"{file.removesuffix('.html')}.md", text)

    def _names(self) -> None:
        key = self._key("names", self.dated[-NAMES_ISSUES:])
        if not self.folder.keep(f"{_PARTS}names", key):
            with self.folder.part(f"{_PARTS}names", key) as part:
                self._both(part, files.names_file(), names_page, names_data, {})
        editions = {issue: edition for _, issue, edition in self.dated}
        for each in self.names():
            rests = [(issue, editions.get(issue)) for issue in self._issues_of(each.name)]
            own = f"{_PARTS}name {each.kind} {each.name}"
            key = self._key(each.kind, each.name, rests)
            if self.folder.keep(own, key):
                continue
            with self.folder.part(own, key) as part:
                given = {"kind": each.kind, "name": each.name}
                self._both(part, files.name_file(each.kind, each.name), name_page, name_data, given)

    def _issues_of(self, name: str) -> list[str]:
        hits = self.archive.search(
            quoted(name), order="newest", offset=0, limit=BOUNDS.name_articles, fold=True,
            facets=False, filters={},
        ).hits  # fmt: skip
        return [hit.article for hit in hits] + sorted({hit.issue for hit in hits})

    def _both(self, part: Part, file: str, page: Any, data: Any, given: dict[str, str]) -> None:
        part.write(file, self.answer(file, page, given))
        part.write(f"{file.removesuffix('.html')}.json", self.answer(file, data, given))
