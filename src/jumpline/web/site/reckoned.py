"""What an edition says of plans, names and weeks, reckoned from what was reckoned before.

The words of an article say the same of a person for as long as they are the same. What each article
says of each name is remembered with the edition: after a new issue, only its articles are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from jumpline.ledger.digest import ToldCommitment, ToldFigure
from jumpline.ledger.names import NameKind
from jumpline.ledger.profiles import Mentioned, Named, Profile, Title, named, profile
from jumpline.model.issue import Issue
from jumpline.search.query import quoted
from jumpline.web.ledgers import Bounds, Ledgers
from jumpline.web.source import ReadableArchive
from jumpline.web.views.found import issues_found

BOUNDS = Bounds(name_articles=24)


class Memory(msgspec.Struct):
    """``names`` of an issue, by its edition; ``profiles`` of a name in one issue's found articles, by
    kind, name, edition and articles."""

    names: dict[str, list[Named]]
    profiles: dict[str, Profile]


class Reckoned(Ledgers):
    """``before`` is what an earlier build left.
    ``announces`` says whether an issue may lay out a programme. A name of the list has a page, also
    where the search finds its articles in some other way."""

    def __init__(
        self, archive: ReadableArchive, before: Memory, announces: Callable[[str], bool]
    ) -> None:
        super().__init__(archive, BOUNDS)
        self._announces = announces
        self._held = before

    def memory(self, editions: set[str], names: set[tuple[NameKind, str]]) -> Memory:
        """What is worth keeping for a later build: of issues as they are, and of names that have a
        page."""
        kept = {}
        for key, part in sorted(self._held.profiles.items()):
            kind, name, edition, *_ = key.split("\n")
            if edition in editions and (kind, name) in names:
                kept[key] = part
        held = {key: value for key, value in sorted(self._held.names.items()) if key in editions}
        return Memory(held, kept)

    def _announcing(self) -> Iterable[Issue]:
        dated = [each for each in self._archive.issues() if each.date]
        for summary in dated[-self._bounds.board_issues :]:
            if self._announces(summary.id):
                yield self._archive.get(summary.id)

    def _names(self) -> tuple[Named, ...]:
        counts: dict[tuple[NameKind, str], int] = {}
        dated = [each for each in self._archive.issues() if each.date]
        for summary in dated[-self._bounds.names_issues :]:
            edition = self._archive.edition(summary.id)
            found = self._held.names.get(edition)
            if found is None:
                found = list(named([self._archive.get(summary.id)]))
                self._held.names[edition] = found
            for each in found:
                key = (each.kind, each.name)
                counts[key] = counts.get(key, 0) + each.articles
        rows = [Named(kind, name, count) for (kind, name), count in counts.items()]
        return tuple(sorted(rows, key=lambda each: (-each.articles, each.kind, each.name)))

    def _profile(self, kind: NameKind, name: str) -> Profile:
        parts = []
        for issue in issues_found(self._archive, quoted(name), articles=self._bounds.name_articles):
            edition = self._archive.edition(issue.id)
            key = "\n".join((kind, name, edition, *(each.id for each in issue.articles)))
            part = self._held.profiles.get(key)
            if part is None:
                part = self._held.profiles[key] = profile(kind, name, [issue])
            parts.append((issue.date or "", issue.id, part))
        parts.sort(key=lambda each: each[:2], reverse=True)
        return _together(kind, name, [part for *_, part in parts])


def _together(kind: NameKind, name: str, parts: list[Profile]) -> Profile:
    """The profile of all their issues, the newest first."""
    titles: dict[str, Title] = {}
    articles: list[Mentioned] = []
    figures: list[ToldFigure] = []
    promised: list[ToldCommitment] = []
    for part in parts:
        articles += part.articles
        figures += part.figures
        promised += part.commitments
        for each in part.titles:
            known = titles.get(each.title, each)
            titles[each.title] = Title(
                each.title,
                min(known.first, each.first),
                max(known.last, each.last),
                each.articles + (known.articles if known is not each else 0),
            )
    ordered = sorted(
        titles.values(), key=lambda each: (each.last, each.articles, each.title), reverse=True
    )
    return Profile(kind, name, tuple(ordered), tuple(articles), tuple(figures), tuple(promised))
