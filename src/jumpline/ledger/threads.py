"""Threads across issues: parts of a series, copies of one story, follow-ups of one matter."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

from jumpline.ledger.copies import copies
from jumpline.ledger.figures import Reading, readings
from jumpline.ledger.folding import fold
from jumpline.ledger.grammar import grammar
from jumpline.ledger.names import mentions_of
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Article, Issue

ThreadKind: TypeAlias = Literal["series", "copies", "follow-ups"]

#: A follow-up shares this much with an earlier article: the sum of the rarity of what they share,
#: each name, measure and rare word as log2 of how few articles have it.
ENOUGH = 16.0
#: And of at least so many things, a name or a measure among them.
FEWEST = 3
#: A name says more than a measure, and a measure more than four characters that were used twice.
WEIGHTS = {"name": 1.0, "measure": 0.6, "word": 0.4}
#: Among few articles everything is rare: rarity is reckoned as if there were so many.
BACKGROUND = 200
#: What more articles than this have tells nothing.
MOST = 12
#: A word of an article is rare enough to be looked at by its rarity alone: at most so many.
WORDS = 40
_HAN = re.compile(r"[一-鿿]{2,}")
#: A word neither begins nor ends with these.
_LOOSE = frozenset("的了和在是与为对把被将要及等也都就又")
_LATIN = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)+")


class Part(msgspec.Struct, frozen=True):
    """An article of a thread. ``number`` is its part's, of a series."""

    article: str
    issue: str
    date: str | None
    publication: str
    headline: str
    number: int | None = None


class Link(msgspec.Struct, frozen=True):
    """Why two articles belong together: ``why`` are the things that both have."""

    earlier: str
    later: str
    score: float
    why: tuple[str, ...]


class Thread(msgspec.Struct, frozen=True):
    """``missing`` are numbers of parts of a series that are not there, below the highest known."""

    id: str
    kind: ThreadKind
    name: str
    parts: tuple[Part, ...]
    links: tuple[Link, ...] = ()
    missing: tuple[int, ...] = ()


class _Seen(msgspec.Struct, frozen=True):
    part: Part
    things: frozenset[str]
    series: tuple[str, int | None] | None
    text: str


def threads(issues: Iterable[Issue]) -> tuple[Thread, ...]:
    """All of them, of several issues of one or more titles; series first, then copies, then
    follow-ups, each kind by its first part. An article is in one thread of a kind at most."""
    seen: list[_Seen] = []
    for issue in sorted(issues, key=lambda issue: (issue.date or "", issue.id)):
        seen += [_seen(reading, issue) for reading in readings(issue)]
    return (*_series(seen), *_copies(seen), *_follow_ups(seen))


def _seen(reading: Reading, issue: Issue) -> _Seen:
    article = reading.article
    series = None
    if article.series is not None:
        series = (fold(article.series.name), article.series.part)
    part = Part(
        article.id,
        issue.id,
        issue.date,
        issue.publication.id,
        " ".join(article.headline),
        article.series.part if article.series is not None else None,
    )
    text = "".join(held.folded for held in reading.texts if held.paragraph is not None)
    return _Seen(part, _things(reading, article), series, text)


def _things(reading: Reading, article: Article) -> frozenset[str]:
    """Names, measures and words by which an article may be known. People of the byline are none:
    they write about many matters."""
    table = grammar("zh").data.people
    found = {
        f"name:{each.name}"
        for each in mentions_of(reading)
        if each.evidence != "byline" and each.title not in table["everywhere"]
    }
    found |= {f"measure:{fold(f.measure)}" for f in reading.figures if f.measure}
    for text in reading.texts:
        for run in _HAN.findall(text.folded):
            found.update(
                f"word:{run[at : at + 4]}"
                for at in range(len(run) - 3)
                if run[at] not in _LOOSE and run[at + 3] not in _LOOSE
            )
        found.update(f"name:{match}" for match in _LATIN.findall(text.text))
    return frozenset(found)


def _thread(kind: ThreadKind, name: str, members: list[_Seen], links: list[Link]) -> Thread:
    parts = tuple(member.part for member in members)
    numbers = (
        {part.number for part in parts if part.number is not None} if kind == "series" else set()
    )
    missing = tuple(n for n in range(1, max(numbers, default=0)) if n not in numbers)
    key = fingerprint(f"{kind} {parts[0].article} {name if kind == 'series' else ''}", 8)
    return Thread(key, kind, name, parts, tuple(links), missing)


def _series(seen: list[_Seen]) -> list[Thread]:
    """Articles of one title with one series' name, the parts by their numbers."""
    held: dict[tuple[str, str], list[_Seen]] = {}
    for each in seen:
        if each.series is not None:
            held.setdefault((each.part.publication, each.series[0]), []).append(each)
    found = []
    for (_, name), members in held.items():
        if len(members) > 1:
            members.sort(key=lambda each: (each.part.number or 0, each.part.date or ""))
            found.append(_thread("series", name, members, []))
    return found


def _copies(seen: list[_Seen]) -> list[Thread]:
    """Groups of articles with nearly the same text."""
    pairs = copies([each.text for each in seen])
    groups: dict[int, list[int]] = {}
    group_of: dict[int, int] = {}
    links: dict[int, list[Link]] = {}
    for one, two, score in pairs:
        first, second = (group_of.setdefault(each, each) for each in (one, two))
        root, other = min(first, second), max(first, second)
        for member in (one, two):
            if member not in groups.setdefault(group_of[member], []):
                groups[group_of[member]].append(member)
        if root != other:
            for member in groups[other]:
                group_of[member] = root
            groups[root] += groups.pop(other)
            links.setdefault(root, []).extend(links.pop(other, []))
        link = Link(seen[one].part.article, seen[two].part.article, round(score, 3), ("text",))
        links.setdefault(root, []).append(link)
    return [
        _thread(
            "copies", seen[min(group)].part.headline, [seen[n] for n in sorted(group)], links[root]
        )
        for root, group in sorted(groups.items())
    ]


def _follow_ups(seen: list[_Seen]) -> list[Thread]:
    """Chains of articles in which each later one shares enough rare things with an earlier one."""
    spread = Counter(thing for each in seen for thing in each.things)
    rarity = {
        thing: WEIGHTS[thing.split(":", 1)[0]] * math.log2(1 + max(len(seen), BACKGROUND) / count)
        for thing, count in spread.items()
        if 1 < count <= MOST
    }
    holders: dict[str, list[int]] = {}
    chains: list[list[int]] = []
    chain_of: dict[int, int] = {}
    links: dict[int, list[Link]] = {}
    for number, each in enumerate(seen):
        known = sorted(each.things & rarity.keys(), key=lambda thing: (-rarity[thing], thing))
        best = _earlier(number, known, seen, holders, rarity)
        if best is not None:
            earlier, link = best
            chain = chain_of.get(earlier)
            if chain is None:
                chain = chain_of[earlier] = len(chains)
                chains.append([earlier])
            chains[chain].append(number)
            chain_of[number] = chain
            links.setdefault(chain, []).append(link)
        for thing in known:
            holders.setdefault(thing, []).append(number)
    return [
        _thread("follow-ups", seen[chain[0]].part.headline, [seen[n] for n in chain], links[index])
        for index, chain in enumerate(chains)
    ]


def _earlier(
    number: int,
    known: list[str],
    seen: list[_Seen],
    holders: dict[str, list[int]],
    rarity: dict[str, float],
) -> tuple[int, Link] | None:
    """The earlier article of another issue that shares most."""
    shared: dict[int, list[str]] = {}
    for thing in known:
        for holder in holders.get(thing, ()):
            if seen[holder].part.issue != seen[number].part.issue:
                shared.setdefault(holder, []).append(thing)
    best: tuple[float, int, tuple[str, ...]] | None = None
    for holder, things in shared.items():
        told = _told(things)
        score = sum(rarity[thing] for thing in told)
        named = any(not thing.startswith("word:") for thing in told)
        if named and len(told) >= FEWEST and score >= ENOUGH and (best is None or score > best[0]):
            best = (score, holder, tuple(told))
    if best is None:
        return None
    score, holder, told_things = best
    why = tuple(thing.split(":", 1)[1] for thing in told_things[:8])
    link = Link(seen[holder].part.article, seen[number].part.article, round(score, 1), why)
    return holder, link


def _told(things: list[str]) -> list[str]:
    """Words that overlap say one thing: of a run of shared words, the first only."""
    told: list[str] = []
    words: list[str] = []
    for thing in things:
        if not thing.startswith("word:"):
            told.append(thing)
            continue
        word = thing[5:]
        if not any(_overlap(word, other) for other in words) and len(words) < WORDS:
            words.append(word)
            told.append(thing)
    return told


def _overlap(one: str, two: str) -> bool:
    return any(one[k:] == two[: len(one) - k] or two[k:] == one[: len(two) - k] for k in (1, 2, 3))
