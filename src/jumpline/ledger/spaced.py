"""Figures of a text with spaces between its words."""

from __future__ import annotations

import re
from datetime import date as Date
from functools import cache

import msgspec

from jumpline.ledger.clauses import Span, at, clauses, sentences
from jumpline.ledger.dates import spaced_periods
from jumpline.ledger.draft import Draft, Sentence
from jumpline.ledger.entry import Direction, Kind
from jumpline.ledger.expressions import Expression
from jumpline.ledger.grammar import Grammar, any_of
from jumpline.ledger.periods import Period
from jumpline.ledger.words import Counted, counted, fractions

#: So few words stand between a number and when it was.
_NEAR = 4
_WHEN = ("in", "during", "for", "on", "by", "the")
_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|all\s+)?((?:[A-Za-z’'-]+\s?){1,4})", re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"((?:[A-Za-z’'-]+ ){0,3}[A-Za-z’'-]+)\s+(?:of|worth)(?:\s+only|\s+just)?\s*$", re.IGNORECASE
)
_OWNED = re.compile(
    r"\b(?:its|their|his|her|our)\s+(?P<what>[a-z-]+(?: [a-z-]+){0,2})\s+(?:at|to|from|by)\s*$",
    re.IGNORECASE,
)


class _Rules(msgspec.Struct, frozen=True):
    verb: re.Pattern[str]
    amount: re.Pattern[str]
    level: re.Pattern[str]
    objected: re.Pattern[str]
    less: re.Pattern[str]
    determiner: re.Pattern[str]
    directions: dict[str, Direction]
    stop: re.Pattern[str]
    told: re.Pattern[str]
    sources: tuple[re.Pattern[str], ...]


@cache
def _rules(grammar: Grammar) -> _Rules:
    table = grammar.data.changes
    directions: dict[str, Direction] = dict.fromkeys(table["up"], "up")
    directions |= dict.fromkeys(table["down"], "down")
    change = any_of(directions)
    flags = re.IGNORECASE
    verbs = any_of((*grammar.data.measures["verbs"], *directions))
    return _Rules(
        re.compile(rf"\b{verbs}\b(?!\s+(?:is|are|was|were|have|has|had)\b)", flags),
        re.compile(rf"\b(?P<verb>{change})(?:\s+by|\s+of|\s+another|\s+a further)?\s*$", flags),
        re.compile(rf"\b(?P<verb>{change})\b(?:\s+\S+){{0,7}}?\s+(?:to|from)\s*$", flags),
        re.compile(rf"\b(?P<verb>{change})\s+(?P<what>(?:\S+\s+){{1,4}})by\s*$", flags),
        re.compile(
            r"\s+(?P<word>below|above|lower|higher|(?:less|fewer|more)(?=\s+than))\b", flags
        ),
        re.compile(rf"^(?:{any_of(grammar.word('determiners'))}\s+)+", flags),
        directions,
        re.compile(rf"\b{any_of(grammar.word('noun_stop'))}\b", flags),
        re.compile(rf"\b{any_of(grammar.data.parties['told'])} that\s+", flags),
        tuple(re.compile(pattern, flags) for pattern in grammar.data.parties["sources"]),
    )


class SpacedReader:
    """Reads the figures of one text."""

    def __init__(self, text: str, folded: str, grammar: Grammar, issued: Date | None) -> None:
        self.text, self.folded, self.grammar, self.issued = text, folded, grammar, issued
        self.rules = _rules(grammar)
        spans = sentences(folded, spaced=True)
        traps = grammar.trapped(folded)
        self.sentences = [Sentence(s, clauses(folded, s, spaced=True), [], []) for s in spans]
        self.nouns: dict[int, Counted] = {}
        every = [*counted(folded, grammar, traps), *fractions(folded, grammar)]
        for found in sorted(every, key=lambda each: each.expression.core):
            self.nouns[found.expression.core] = found
            self.sentences[at(spans, found.expression.core)].expressions.append(found.expression)
        for period in spaced_periods(folded, grammar, issued):
            self.sentences[at(spans, period.start)].periods.append(period)

    def drafts(self) -> list[Draft]:
        return [draft for sentence in self.sentences for draft in self._sentence(sentence)]

    def subject(self, span: Span) -> str | None:
        """What stands before the first verb of a clause."""
        text = span.of(self.folded)
        verb = self.rules.verb.search(text)
        if verb is None:
            return None
        words = text[: verb.start()].strip(" “”\"'‘’")
        words = self.rules.told.split(words)[-1]
        words = self.rules.determiner.sub("", words)
        cut = re.split(r"\s(?:of|in|that|which|who|on|at|for|from)\s", words, maxsplit=1)[0]
        cut = cut.strip()
        return None if not cut or cut.lower() in self.grammar.word("pronouns") else cut

    def source(self, sentence: Sentence) -> str | None:
        for pattern in self.rules.sources:
            match = pattern.search(sentence.span.of(self.folded))
            if match is not None:
                return match["who"].strip(' “”"')
        return None

    def _sentence(self, sentence: Sentence) -> list[Draft]:
        found: list[Draft] = []
        last: str | None = None
        source = self.source(sentence) if sentence.expressions else None
        for number, expression in enumerate(sentence.expressions):
            index = sentence.clause_of(expression.core)
            clause = sentence.clauses[index]
            earlier = sentence.expressions[number - 1] if number else None
            begin = max(clause.start, earlier.end if earlier is not None else clause.start)
            before = self.folded[begin : expression.start]
            direction, negative, thing = self._change(before)
            if direction is None and expression.unit_kind == "ratio":
                direction, negative = self._beside(expression.end)
            whole = self.folded[clause.start : expression.start]
            if direction is None and (level := self.rules.level.search(whole)):
                direction = self.rules.directions[level["verb"].lower()]
            measure = thing or self._measure(
                sentence, index, expression.core, before, expression.end, direction, last
            )
            last = measure or last
            later = sentence.expressions[number + 1 : number + 2]
            until = min(clause.end, later[0].start) if later else clause.end
            period = self._period(sentence, expression, clause, until)
            found.append(
                Draft(
                    expression=expression,
                    clause=clause,
                    sentence=sentence.span,
                    kind=self._kind(sentence, expression.core),
                    measure=measure,
                    who=None,
                    source=source,
                    where=None,
                    period=None if period is None else period.name,
                    compared_to=self._compared(clause, expression.end, direction),
                    direction=direction,
                    negative=negative,
                )
            )
        return found

    def _period(
        self, sentence: Sentence, expression: Expression, clause: Span, until: int
    ) -> Period | None:
        """What follows the number at once (£30m in fiscal 2025), else the last before it, else the
        first in its clause."""
        for period in sentence.periods:
            if expression.end <= period.start < until:
                words = self.folded[expression.end : period.start].lower().split()
                if len(words) <= _NEAR and words[-1:] and words[-1] in _WHEN:
                    return period
        before = [p for p in sentence.periods if p.end <= expression.core]
        if before:
            return before[-1]
        own = [p for p in sentence.periods if clause.start <= p.start < clause.end]
        return own[0] if own else None

    def _beside(self, end: int) -> tuple[Direction | None, bool]:
        """6 percent below the average."""
        match = self.rules.less.match(self.folded, end)
        if match is None:
            return None, False
        up = match["word"].lower() in ("above", "higher", "more")
        return ("up", False) if up else ("down", True)

    def _change(self, before: str) -> tuple[Direction | None, bool, str | None]:
        """Direction, whether the value is a fall, and what fell where it stands between."""
        match = self.rules.objected.search(before)
        if match is not None:
            direction = self.rules.directions[match["verb"].lower()]
            what = self.rules.determiner.sub("", match["what"].strip())
            return direction, direction == "down", what
        match = self.rules.amount.search(before)
        if match is not None:
            direction = self.rules.directions[match["verb"].lower()]
            return direction, direction == "down", None
        match = self.rules.level.search(before)
        if match is not None:
            return self.rules.directions[match["verb"].lower()], False, None
        return None, False, None

    def _measure(
        self,
        sentence: Sentence,
        index: int,
        core: int,
        before: str,
        end: int,
        direction: Direction | None,
        last: str | None,
    ) -> str | None:
        noun = self.nouns[core].noun
        clause = sentence.clauses[index]
        subject = self.subject(clause)
        if noun is not None and direction is None:
            return self.text[slice(*noun)]
        if noun is None:
            part = _OF.match(self.folded, end)
            if part is not None:
                stop = self.rules.stop.search(part[1])
                words = part[1][: stop.start()] if stop is not None else part[1]
                if words.strip():
                    return words.strip()
            named = self._named_before(before)
            if named is not None:
                return named
        if subject is not None and self.folded.find(subject, clause.start, core) >= 0:
            return subject
        if last is not None:
            return last
        return self.text[slice(*noun)] if noun is not None else None

    def _named_before(self, before: str) -> str | None:
        """A [pre-tax profit] of; its [benchmark rate] at."""
        named = _NOUN_BEFORE.search(before)
        if named is None:
            owned = _OWNED.search(before)
            return None if owned is None else owned["what"].strip()
        words = named[1].split()
        if words[-1].lower() in self.rules.directions:
            return None  # a cut of 25 basis points
        for number in range(len(words) - 1, -1, -1):
            word = words[number].lower()
            if self.rules.stop.fullmatch(word) or self.rules.verb.fullmatch(word):
                return " ".join(words[number + 1 :]) or words[-1]
        return " ".join(words[-2:])

    def _kind(self, sentence: Sentence, core: int) -> Kind:
        words = self.grammar.data.kinds
        before = self.folded[sentence.span.start : core].lower()
        for kind in ("forecast", "target", "plan"):
            for word in words[kind]:
                if re.search(rf"\b{re.escape(word)}\b", before):
                    return kind
        return "actual"

    def _compared(self, clause: Span, end: int, direction: Direction | None) -> str | None:
        rest = self.folded[end : clause.end]
        table = self.grammar.data.changes
        if any(word in rest for word in table["same_last_year"]):
            return self.grammar.data.names["last_year"]
        if any(word in rest for word in table["last_period"]):
            return self.grammar.data.names["last_period"]
        match = re.match(r"\s+(?:from|compared with|compared to|on) (?P<than>[^,.;]{2,40})", rest)
        if match is None or direction is None:
            return None
        inside = [p for p in spaced_periods(match["than"], self.grammar, self.issued) if p.known]
        return inside[0].name if inside else match["than"].strip()
