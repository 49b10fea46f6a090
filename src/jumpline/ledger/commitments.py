"""The commitments of an issue."""

from __future__ import annotations

from jumpline.ledger.entry import Commitment, Figure
from jumpline.ledger.figures import Reader, Reading, readings
from jumpline.ledger.han import HanReader
from jumpline.ledger.places import Text
from jumpline.ledger.pledges import pledges
from jumpline.ledger.promises import Promise, promises
from jumpline.ledger.spaced import SpacedReader
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Issue


def commitments(issue: Issue) -> tuple[Commitment, ...]:
    """In the order of the articles. Headlines repeat what a body says, so only bodies are read."""
    return tuple(each for reading in readings(issue) for each in commitments_of(reading))


def entries(issue: Issue) -> tuple[tuple[Figure, ...], tuple[Commitment, ...]]:
    """Figures and commitments, for the cost of reading the articles once."""
    figures: list[Figure] = []
    promised: list[Commitment] = []
    for reading in readings(issue):
        figures += reading.figures
        promised += commitments_of(reading)
    return tuple(figures), tuple(promised)


def commitments_of(reading: Reading) -> list[Commitment]:
    """Of one article, each with the ids of the figures that it holds."""
    found: list[Commitment] = []
    plan: str | None = None
    seen: dict[str, int] = {}
    for text, reader in zip(reading.texts, reading.readers, strict=True):
        if text.paragraph is not None and text.part in ("paragraph", "item"):
            made = _promises(reader, plan)
            found += [_commitment(reading, text, promise, seen) for promise in made]
        if isinstance(reader, HanReader):
            plan = _plan(reader) or plan
    return found


def _promises(reader: Reader, plan: str | None) -> list[Promise]:
    return pledges(reader) if isinstance(reader, SpacedReader) else promises(reader, plan)


def _plan(reader: HanReader) -> str | None:
    named = [p.name for sentence in reader.sentences for p in sentence.periods if p.plan]
    return named[-1] if named else None


def _commitment(reading: Reading, text: Text, promise: Promise, seen: dict[str, int]) -> Commitment:
    quote = promise.span.of(text.text)
    start = promise.span.start + len(quote) - len(quote.lstrip())
    quote = quote.strip()
    end = start + len(quote)
    name = fingerprint(quote, 8)
    seen[name] = seen.get(name, 0) + 1
    if seen[name] > 1:
        name = f"{name}-{seen[name]}"
    return Commitment(
        id=f"{reading.article.id}#c-{name}",
        article=reading.article.id,
        kind=promise.kind,
        who=promise.who,
        source=promise.source,
        responsible=promise.responsible,
        what=promise.what.of(text.text).strip(" 。.;"),
        period=promise.period,
        deadline=promise.deadline,
        figures=tuple(figure.id for figure in reading.figures_in(text, start, end)),
        markers=promise.markers,
        quote=quote,
        anchor=reading.pages.place(reading.article, text, start, end),
    )
