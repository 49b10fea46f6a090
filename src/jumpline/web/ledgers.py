"""What the paper said, over many issues: reckoned once for each state of the archive, and kept.

Bounded, so that a question to a large archive stays a question: boards read the newest issues, a
person's page the newest articles that print the name, a digest what a search finds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from msgspec.structs import replace

from jumpline.errors import NotFound
from jumpline.ledger.announce import announced
from jumpline.ledger.board import decided
from jumpline.ledger.commitments import entries
from jumpline.ledger.digest import (
    Digest,
    ToldCommitment,
    ToldFigure,
    comparable,
    days_of,
    digest,
    week_of,
)
from jumpline.ledger.names import NameKind
from jumpline.ledger.profiles import Named, Profile, named, profile
from jumpline.ledger.programme import Given, Programme, Report, given_from
from jumpline.ledger.reports import reports
from jumpline.model.issue import Issue
from jumpline.search.query import quoted
from jumpline.web.source import ReadableArchive
from jumpline.web.views.found import issues_found
from jumpline.web.views.naming import issue_title

#: Issues that a board reads, and that the list of names reads; articles for one name, for what is due
#: in a month, and for each figure that is held against earlier ones; figures that are.
BOARD_ISSUES, NAMES_ISSUES = 400, 14
NAME_ARTICLES, DUE_ARTICLES, EARLIER_ARTICLES, COMPARED = 200, 300, 12, 80
#: Answers that are kept.
_KEPT = 64
#: A file beside the archive with what people say of programmes and reports.
GIVEN = ("programmes.toml", "programmes.json")

Answer = TypeVar("Answer")


class Bounds(msgspec.Struct, frozen=True):
    """How much an answer reads, see the constants."""

    board_issues: int = BOARD_ISSUES
    names_issues: int = NAMES_ISSUES
    name_articles: int = NAME_ARTICLES


SERVED = Bounds()


class Ledgers:
    def __init__(self, archive: ReadableArchive, bounds: Bounds = SERVED) -> None:
        self._archive = archive
        self._bounds = bounds
        self._guard = threading.Lock()
        self._state: object = None
        self._answers: dict[tuple[str, ...], Any] = {}

    def programmes(self) -> tuple[tuple[Programme, ...], tuple[Report, ...], str | None]:
        """With the reports on them and the day of the last issue (None where none is dated)."""
        return self._kept(("programmes",), self._programmes)

    def profile(self, kind: NameKind, name: str) -> Profile:
        """Raises ``NotFound`` where no article shows the name to be one."""
        return self._kept(("name", kind, name), lambda: self._profile(kind, name))

    def names(self) -> tuple[Named, ...]:
        """Of the newest issues."""
        return self._kept(("names",), self._names)

    def weeks(self) -> list[str]:
        """Those in which something appeared, the newest first."""
        return self._kept(("weeks",), self._weeks)

    def digest(self, week: str) -> Digest:
        """``week`` is one of ``week_of``."""
        return self._kept(("digest", week), lambda: self._digest(week))

    def _kept(self, key: tuple[str, ...], make: Callable[[], Answer]) -> Answer:
        """One reckoning at a time: the second who asks waits for the first one's answer."""
        with self._guard:
            state = (self.given_stamp(), [(s.id, s.revision) for s in self._archive.issues()])
            if state != self._state:
                self._state, self._answers = state, {}
            if key not in self._answers:
                made = make()
                while len(self._answers) >= _KEPT:
                    del self._answers[next(iter(self._answers))]
                self._answers[key] = made
            return cast(Answer, self._answers[key])

    def _newest(self, count: int) -> Iterator[Issue]:
        dated = [each for each in self._archive.issues() if each.date]
        for summary in dated[-count:]:
            yield self._archive.get(summary.id)

    def _programmes(self) -> tuple[tuple[Programme, ...], tuple[Report, ...], str | None]:
        given = self._given()
        programmes = (*announced(self._announcing()), *given.programmes)
        issues = list(self._newest(self._bounds.board_issues)) if programmes else []
        found = decided((*reports(programmes, issues), *given.reports), given.decisions)
        return (
            programmes,
            found,
            max((each.date or "" for each in self._archive.issues()), default="") or None,
        )

    def _announcing(self) -> Iterable[Issue]:
        """The issues that may lay out a programme."""
        return self._newest(self._bounds.board_issues)

    def _names(self) -> tuple[Named, ...]:
        return named(self._newest(self._bounds.names_issues))

    def _given_file(self) -> Path | None:
        where = getattr(self._archive, "where", None)
        places = [Path(where) / name for name in GIVEN] if where else []
        return next((place for place in places if place.is_file()), None)

    def given_stamp(self) -> object:
        file = self._given_file()
        return None if file is None else (file.name, file.stat().st_mtime_ns)

    def _given(self) -> Given:
        file = self._given_file()
        return Given() if file is None else given_from(file)

    def _profile(self, kind: NameKind, name: str) -> Profile:
        found = profile(
            kind,
            name,
            issues_found(self._archive, quoted(name), articles=self._bounds.name_articles),
        )
        if not found.articles:
            raise NotFound("no article shows such a name.", where=name)
        return found

    def _weeks(self) -> list[str]:
        weeks = (week_of(each.date) for each in self._archive.issues() if each.date)
        return sorted({week for week in weeks if week}, reverse=True)

    def _digest(self, week: str) -> Digest:
        first, last = days_of(week)
        figures: list[ToldFigure] = []
        promised: list[ToldCommitment] = []
        for summary in self._archive.issues():
            if summary.date and first <= summary.date <= last:
                own, said = _told(self._archive.get(summary.id))
                figures += own
                promised += said
        due = [
            told
            for issue in issues_found(
                self._archive, f"due:{last[:7]} date:..{last}", articles=DUE_ARTICLES
            )
            for told in _told(issue)[1]
        ]
        return digest(week, promised, due, figures, self._earlier(figures, last))

    def _earlier(self, figures: list[ToldFigure], last: str) -> list[ToldFigure]:
        """Figures that may speak of the same, each article read once."""
        asked = dict.fromkeys(
            key[:1] + key[2:3] for told in figures if (key := comparable(told.figure)) is not None
        )
        wanted: dict[str, set[str]] = {}
        for measure, owner in list(asked)[:COMPARED]:
            query = f"figure:{quoted(measure)} {quoted(owner)} date:..{last}"
            hits = self._archive.search(
                query, order="newest", offset=0, limit=EARLIER_ARTICLES, fold=True, facets=False,
                filters={},
            ).hits  # fmt: skip
            for hit in hits:
                wanted.setdefault(hit.issue, set()).add(hit.article)
        found: list[ToldFigure] = []
        for name, articles in sorted(wanted.items()):
            issue = self._archive.get(name)
            some = tuple(each for each in issue.articles if each.id in articles)
            found += _told(replace(issue, articles=some))[0]
        return found


def _told(issue: Issue) -> tuple[list[ToldFigure], list[ToldCommitment]]:
    day, title = issue.date or "", issue_title(issue)
    figures, promised = entries(issue)
    return (
        [ToldFigure(issue.id, day, title, figure) for figure in figures],
        [ToldCommitment(issue.id, day, title, each) for each in promised],
    )
