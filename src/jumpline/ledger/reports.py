"""Which sentences of later issues are about which node of a programme: proposed, with reasons.

A node is known by its rare words: pairs of characters that few other nodes have. A sentence that has
most of them, names no other place and says how far something is, is proposed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec.structs import replace

from jumpline.ledger.clauses import Span
from jumpline.ledger.draft import Draft
from jumpline.ledger.figures import Reading, readings
from jumpline.ledger.folding import fold
from jumpline.ledger.grammar import Grammar, any_of, grammar
from jumpline.ledger.han import HanReader
from jumpline.ledger.numerals import chinese
from jumpline.ledger.places import Text
from jumpline.ledger.programme import Node, Programme, Quotation, Report, Says
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Article, Issue

#: The share of a node's rare words that a sentence must have, and its lead on the next node.
ENOUGH = 0.55
LEAD = 0.04
#: From here on a sentence is a report even where no word says how far the matter is.
SURELY = 0.8
_HAN = re.compile(r"[一-鿿]+")


class _Rules(msgspec.Struct, frozen=True):
    done: re.Pattern[str]
    under_way: re.Pattern[str]
    soft: frozenset[str]
    deeds: tuple[str, ...]
    not_done: re.Pattern[str]
    partly: re.Pattern[str]
    place: re.Pattern[str]
    no_place: frozenset[str]
    to_come: re.Pattern[str]


@cache
def _rules(rules: Grammar) -> _Rules:
    table = rules.data.programmes
    forward = any_of(table["to_come"])
    return _Rules(
        re.compile("|".join(table["done"])),
        re.compile("|".join(table["under_way"])),
        frozenset(table["under_way_soft"]),
        tuple(table["deeds"]),
        re.compile("|".join(table["not_done"])),
        re.compile("|".join(table["partly"])),
        re.compile(table["places"]),
        frozenset(table["no_place"]),
        re.compile(forward),
    )


class _Known(msgspec.Struct, frozen=True):
    node: Node
    words: dict[str, float]
    total: float
    places: frozenset[str]
    home: frozenset[str]
    number: str | None


class Matcher:
    """Knows the nodes of programmes, and finds those that a sentence is about."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        self.grammar = grammar("zh")
        self.rules = _rules(self.grammar)
        held = tuple(programmes)
        nodes = [node for programme in held for node in programme.nodes]
        homes = {n.id: self.places(fold(each.name)) for each in held for n in each.nodes}
        titles = {node.id: _words(_title(node)) for node in nodes}
        spread = Counter(word for words in titles.values() for word in words)
        self.known: dict[str, _Known] = {}
        self.nodes_of: dict[str, list[str]] = {}
        for node in nodes:
            words = {word: math.log(1 + len(nodes) / spread[word]) for word in titles[node.id]}
            self.known[node.id] = _Known(
                node,
                words,
                sum(words.values()),
                self.places(fold(node.title)),
                homes[node.id],
                node.target,
            )
            for word in words:
                self.nodes_of.setdefault(word, []).append(node.id)
        self._rare = max(3, len(nodes) // 3)

    def places(self, folded: str) -> frozenset[str]:
        """Names of places in a text."""
        return frozenset(
            match[0]
            for match in self.rules.place.finditer(folded)
            if match[0][-2] not in self.rules.no_place
        )

    def candidates(self, words: frozenset[str]) -> list[tuple[float, _Known, tuple[str, ...]]]:
        """Nodes that share rare words with a sentence, the likest first."""
        near = {
            name
            for word in words
            if len(self.nodes_of.get(word, ())) <= self._rare
            for name in self.nodes_of.get(word, ())
        }
        found = []
        for name in near:
            known = self.known[name]
            shared = [word for word in known.words if word in words]
            score = sum(known.words[word] for word in shared) / known.total
            found.append((score, known, tuple(shared)))
        return sorted(found, key=lambda each: (-each[0], each[1].node.id))


def _title(node: Node) -> str:
    return node.measure if node.kind == "goal" and node.measure else fold(node.title).split(",")[0]


def _words(text: str) -> frozenset[str]:
    """Pairs of characters of Chinese words, numbers left out."""
    return frozenset(
        run[at : at + 2] for run in _HAN.findall(fold(text)) for at in range(len(run) - 1)
    )


def reports(programmes: Iterable[Programme], issues: Iterable[Issue]) -> tuple[Report, ...]:
    """Proposed reports in the order of time."""
    matcher = Matcher(programmes)
    announced = {
        known.node.announced.article
        for known in matcher.known.values()
        if known.node.announced.article
    }
    found = []
    for issue in sorted(issues, key=lambda issue: (issue.date or "", issue.id)):
        likely = tuple(
            article
            for article in issue.articles
            if article.id not in announced and _may_report(article, matcher)
        )
        for reading in readings(replace(issue, articles=likely)):
            found += _of_article(reading, issue, matcher)
    return tuple(found)


def _may_report(article: Article, matcher: Matcher) -> bool:
    """A sentence has no more of a node's words than its paragraph: most articles need not be read."""
    return any(
        score >= ENOUGH
        for item in article.body
        for score, _, _ in matcher.candidates(_words(item.text))[:1]
    )


def _of_article(reading: Reading, issue: Issue, matcher: Matcher) -> list[Report]:
    found: dict[tuple[str, str], Report] = {}
    for text, reader in zip(reading.texts, reading.readers, strict=True):
        if text.paragraph is None or not isinstance(reader, HanReader):
            continue
        drafts: list[Draft] | None = None
        for sentence in reader.sentences:
            span = sentence.span
            words = _words(span.of(text.folded))
            best = _best(span.of(text.folded), words, matcher)
            if best is None:
                continue
            score, known, why = best
            if drafts is None:
                drafts = reader.drafts()
            own = [d for d in drafts if span.start <= d.expression.core < span.end]
            says, value = _says(span.of(text.folded), known, own, matcher, score)
            if says is None:
                continue
            report = _report(reading, issue, text, span, known.node, says, score, why, value)
            found.setdefault((known.node.id, report.id), report)
    return list(found.values())


def _best(
    folded: str, words: frozenset[str], matcher: Matcher
) -> tuple[float, _Known, tuple[str, ...]] | None:
    near = [each for each in matcher.candidates(words)[:6] if each[0] >= ENOUGH]
    places = matcher.places(folded)
    fitting = []
    for share, known, why in near:
        score = share
        if not _same_place(folded, places, known):
            continue
        also = [*sorted(known.places & places)]
        if known.number is not None and _has_number(folded, known.number):
            score, also = min(1.0, score + 0.1), [known.number, *also]
        fitting.append((score, known, (*why, *also)))
    fitting.sort(key=lambda each: (-each[0], each[1].node.id))
    if not fitting:
        return None
    if len(fitting) > 1 and fitting[0][0] - fitting[1][0] < LEAD:
        return None
    return fitting[0]


def _same_place(folded: str, places: frozenset[str], known: _Known) -> bool:
    """A node that names a place is reported on by name. One that names none is of its programme's
    place, and a sentence that names only other places is about something else."""
    if known.places:
        return any(place in folded for place in known.places)
    return not places or not known.home or any(place in folded for place in known.home)


def _has_number(folded: str, number: str) -> bool:
    return re.search(rf"(?<!\d){re.escape(number)}(?!\d)", folded) is not None


def _says(
    folded: str, known: _Known, drafts: list[Draft], matcher: Matcher, score: float
) -> tuple[Says | None, str | None]:
    """What a sentence says of a node; for a goal with a figure, by the figure."""
    rules, node = matcher.rules, known.node
    if folded.rstrip(" ”」").endswith("?"):
        return None, None
    level = _level(node, drafts)
    if level is not None and node.target is not None:
        target = chinese(node.target)
        reached = chinese(level.lstrip("-"))
        if target is not None and reached is not None:
            return ("done" if reached >= target else "under_way"), level
    if rules.not_done.search(folded):
        return "not_done", None
    if rules.done.search(folded) and not (
        rules.partly.search(folded) or _in_part(folded, known, drafts)
    ):
        return "done", None
    if rules.done.search(folded):
        return "under_way", None  # in part
    title = fold(node.title)
    deed = any(word in title and word in folded for word in rules.deeds)
    number = known.number is not None and _has_number(folded, known.number)
    surely = score >= SURELY or number or deed
    for match in rules.under_way.finditer(folded):
        if match[0] in rules.soft and not surely:
            continue
        clause = folded[folded.rfind(",", 0, match.start()) + 1 : match.start()]
        if not rules.to_come.search(clause):
            return "under_way", None
    if surely and not rules.to_come.search(folded):
        return "under_way", None  # it is about this, and a person may say what it says
    return None, None


def _in_part(folded: str, known: _Known, drafts: list[Draft]) -> bool:
    """Whether it names all that was to be done and, of the same unit, less."""
    node = known.node
    if node.kind != "task" or known.number is None or not _has_number(folded, known.number):
        return False
    whole = chinese(known.number)
    counted = [
        value
        for draft in drafts
        if draft.expression.unit == node.unit
        and (value := chinese(draft.value().lstrip("-"))) is not None
    ]
    return whole is not None and whole in counted and any(0 < value < whole for value in counted)


def _level(node: Node, drafts: list[Draft]) -> str | None:
    """The figure of the sentence that can be held against the node's target: same unit and thing,
    and no change by so much."""
    if node.kind != "goal":
        return None
    for draft in drafts:
        if draft.expression.unit == node.unit and not draft.amount:
            if node.measure and draft.measure and _words(node.measure) & _words(draft.measure):
                return draft.value()
    return None


def _report(
    reading: Reading,
    issue: Issue,
    text: Text,
    span: Span,
    node: Node,
    says: Says,
    score: float,
    why: tuple[str, ...],
    value: str | None,
) -> Report:
    quote = span.of(text.text).strip()
    start = text.text.index(quote, span.start)
    place = reading.pages.place(reading.article, text, start, start + len(quote))
    return Report(
        id=f"{node.id}#r-{fingerprint(f'{reading.article.id} {quote}', 8)}",
        node=node.id,
        says=says,
        report=Quotation(quote, issue.date, reading.article.id, place),
        score=round(score, 3),
        why=why,
        value=value,
    )
