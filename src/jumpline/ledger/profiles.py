"""What the paper says of one person, body or place: its titles, figures and promises."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from jumpline.ledger.commitments import commitments_of
from jumpline.ledger.digest import ToldCommitment, ToldFigure
from jumpline.ledger.figures import readings
from jumpline.ledger.grammar import grammar
from jumpline.ledger.names import NameKind, mentions_of
from jumpline.ledger.parties import names_in
from jumpline.model.issue import Issue


class Title(msgspec.Struct, frozen=True):
    """A title that a name was given, with the days when it was printed first and last."""

    title: str
    first: str
    last: str
    articles: int


class Mentioned(msgspec.Struct, frozen=True):
    """An article that names it; ``evidence`` is as in ``names.Mention``."""

    article: str
    issue: str
    date: str
    title: str
    headline: str
    evidence: tuple[str, ...]


class Profile(msgspec.Struct, frozen=True):
    """``articles``, the newest first; ``figures`` and ``commitments`` are those that it has, said or is
    answerable for, that are of the place, or whose words name the person."""

    kind: NameKind
    name: str
    titles: tuple[Title, ...]
    articles: tuple[Mentioned, ...]
    figures: tuple[ToldFigure, ...]
    commitments: tuple[ToldCommitment, ...]


def profile(kind: NameKind, name: str, issues: Iterable[Issue]) -> Profile:
    """From the articles of the issues; those that do not show the name to be one count nothing."""
    articles: list[Mentioned] = []
    figures: list[ToldFigure] = []
    promised: list[ToldCommitment] = []
    titles: dict[str, list[str]] = {}
    for issue in sorted(issues, key=lambda each: (each.date or "", each.id), reverse=True):
        day = issue.date or ""
        paper = issue.publication.title or issue.publication.id
        for reading in readings(issue):
            shown = [
                each for each in mentions_of(reading) if (each.kind, each.name) == (kind, name)
            ]
            if not shown:
                continue
            article = reading.article
            evidence = tuple(dict.fromkeys(each.evidence for each in shown))
            headline = " ".join(article.headline)
            articles.append(Mentioned(article.id, issue.id, day, paper, headline, evidence))
            for given in dict.fromkeys(each.title for each in shown if each.title):
                titles.setdefault(given, []).append(day)
            figures += [
                ToldFigure(issue.id, day, paper, figure)
                for figure in reading.figures
                if _is_of(name, figure.who, figure.source, figure.where)
                or (kind == "person" and name in figure.quote)
            ]
            promised += [
                ToldCommitment(issue.id, day, paper, each)
                for each in commitments_of(reading)
                if _is_of(name, each.who, each.source, each.responsible)
                or (kind == "person" and name in each.quote)
            ]
    given_titles = [Title(title, min(days), max(days), len(days)) for title, days in titles.items()]
    given_titles.sort(key=lambda each: (each.last, each.articles, each.title), reverse=True)
    return Profile(
        kind, name, tuple(given_titles), tuple(articles), tuple(figures), tuple(promised)
    )


def _is_of(name: str, *parties: str | None) -> bool:
    """Whether one of them is it, or a list that has it."""
    rules = grammar("zh")
    return any(
        name == party[start:end]
        for party in parties
        if party is not None and name in party
        for start, end in names_in(party, rules)
    )


class Named(msgspec.Struct, frozen=True):
    """A name and in how many articles it stands."""

    kind: NameKind
    name: str
    articles: int


def named(issues: Iterable[Issue]) -> tuple[Named, ...]:
    """Those of several issues, the most frequent first."""
    found: dict[tuple[NameKind, str], int] = {}
    for issue in issues:
        for reading in readings(issue):
            for key in dict.fromkeys((each.kind, each.name) for each in mentions_of(reading)):
                found[key] = found.get(key, 0) + 1
    rows = [Named(kind, name, count) for (kind, name), count in found.items()]
    return tuple(sorted(rows, key=lambda each: (-each.articles, each.kind, each.name)))
