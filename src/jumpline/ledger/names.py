"""People, organisations and places that articles name: with the words that show it, or not at all."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias

import msgspec

from jumpline.ledger import parties
from jumpline.ledger.entry import Place
from jumpline.ledger.figures import Reading, readings
from jumpline.ledger.grammar import Grammar, any_of, grammar
from jumpline.ledger.han import HanReader
from jumpline.ledger.places import Text
from jumpline.model.issue import Issue
from jumpline.packs import reading_pack

NameKind: TypeAlias = Literal["person", "organisation", "place"]


class Mention(msgspec.Struct, frozen=True):
    """A name where an article prints it. ``evidence`` is what shows it: byline, title, head of a
    clause, source, alias. ``printed`` differs from ``name`` where an alias was resolved."""

    name: str
    kind: NameKind
    title: str | None
    evidence: Literal["byline", "title", "head", "source", "alias"]
    printed: str
    article: str
    anchor: Place | None


class _Rules(msgspec.Struct, frozen=True):
    titled: re.Pattern[str]
    behind: re.Pattern[str]
    ends: re.Pattern[str]
    no_given: frozenset[str]
    speech: tuple[str, ...]


@cache
def _rules(rules: Grammar) -> _Rules:
    table = rules.data.people
    surnames = any_of(reading_pack().words("surnames"))
    return _Rules(
        re.compile(
            rf"(?<![{''.join(table['titles_not_after'])}])(?P<title>{any_of(table['titles'])})(?P<surname>{surnames})(?=[一-鿿])"
        ),
        re.compile(
            rf"(?<![一-鿿])(?P<name>{surnames}[一-鿿]{{1,2}}?)(?P<title>{any_of(table['titles_behind'])})"
        ),
        re.compile(rf"{any_of(table['after'])}|[^一-鿿]|$"),
        frozenset(table["no_given"]),
        tuple(table["speech"]),
    )


def mentions(issue: Issue) -> tuple[Mention, ...]:
    """In the order of the articles: bylines first, then the text. Precision before recall: a name
    without a title or another sign is left out."""
    return tuple(each for reading in readings(issue) for each in mentions_of(reading))


def mentions_of(reading: Reading) -> list[Mention]:
    article = reading.article
    found: dict[tuple[str, str | None, str], Mention] = {}
    for person in article.byline.people if article.byline else ():
        mention = Mention(
            person.name, "person", person.role, "byline", person.name, article.id, None
        )
        found.setdefault((person.name, person.role, "byline"), mention)
    for text, reader in zip(reading.texts, reading.readers, strict=True):
        if isinstance(reader, HanReader) and text.paragraph is not None:
            for mention in (*_people(reading, text), *_bodies(reading, text, reader)):
                found.setdefault((mention.name, mention.title, mention.kind), mention)
    return list(found.values())


def _people(reading: Reading, text: Text) -> list[Mention]:
    rules = _rules(grammar("zh"))
    found = []
    for match in rules.titled.finditer(text.folded):
        end = _name_end(text.folded, match.end("surname"), rules)
        if end is not None:
            found.append(_person(reading, text, match.start("surname"), end, match["title"]))
    for match in rules.behind.finditer(text.folded):
        found.append(_person(reading, text, match.start("name"), match.end("name"), match["title"]))
    return found


def _name_end(folded: str, given: int, rules: _Rules) -> int | None:
    """Behind one or two characters of a given name, where a word follows that ends it."""
    for length in (2, 1):
        end = given + length
        name = folded[given:end]
        if (
            name not in rules.no_given
            and not name[1:].endswith(rules.speech)
            and len(name) == length
            and all("一" <= char <= "鿿" for char in name)
        ):
            if rules.ends.match(folded, end) is not None and not _begins_a_word(
                folded, end - 1, rules
            ):
                return end
    return None


def _begins_a_word(folded: str, at: int, rules: _Rules) -> bool:
    """苏棠以: the last character of a longer name may itself begin what ends a shorter one."""
    match = rules.ends.match(folded, at)
    return match is not None and match.end() > at + 1


def _person(reading: Reading, text: Text, start: int, end: int, title: str) -> Mention:
    printed = text.text[start:end]
    place = reading.pages.place(reading.article, text, start, end)
    return Mention(printed, "person", title, "title", printed, reading.article.id, place)


def _bodies(reading: Reading, text: Text, reader: HanReader) -> list[Mention]:
    found = []
    for sentence in reader.sentences:
        for clause in sentence.clauses:
            body = reader.body_span(clause)
            if body is not None:
                found += _listed(reading, text, reader, *body, "head")
        source = parties.source_of(sentence.span.of(text.folded), reader.grammar)
        if source is not None:
            start, end = sentence.span.start + source[0], sentence.span.start + source[1]
            if parties.body_at_head(text.folded[start:end], reader.grammar) == (0, end - start):
                found += _listed(reading, text, reader, start, end, "source")
    return found


def _listed(
    reading: Reading,
    text: Text,
    reader: HanReader,
    start: int,
    end: int,
    evidence: Literal["head", "source"],
) -> list[Mention]:
    """A mention for each name of a list."""
    words = text.folded[start:end]
    return [
        _body(reading, text, reader, start + first, start + last, evidence)
        for first, last in parties.names_in(words, reader.grammar)
        if parties.is_somebody(words[first:last], reader.grammar)
    ]


def _body(
    reading: Reading,
    text: Text,
    reader: HanReader,
    start: int,
    end: int,
    evidence: Literal["head", "source"],
) -> Mention:
    printed = text.text[start:end]
    name = reader.names.get(text.folded[start:end], printed)
    kind: NameKind = "place" if parties.is_place(name, reader.grammar) else "organisation"
    place = reading.pages.place(reading.article, text, start, end)
    shown = evidence if name == printed else "alias"
    return Mention(name, kind, None, shown, printed, reading.article.id, place)
