"""A programme as people look it over: what is wrong first, then what comes next, then the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from jumpline.ledger.board import board
from jumpline.ledger.programme import Node, Programme, Report, Standing

#: In the order in which they want to be seen.
STATUSES = ("contradicted", "overdue", "under_way", "done", "announced")
#: Width of the bar, in units of the drawing; and last days that are listed.
BAR, _NEXT = 1000, 8


@dataclass(frozen=True)
class Card:
    node: Node
    standing: Standing
    parent: str | None


@dataclass(frozen=True)
class Column:
    """The cards of one status. ``x`` and ``width`` are its part of the bar."""

    status: str
    cards: tuple[Card, ...]
    x: float
    width: float


@dataclass(frozen=True)
class Step:
    """What is next: a last day, or what is to be reached in a year."""

    when: str
    text: str
    node: Node


@dataclass(frozen=True)
class Board:
    programme: Programme
    day: str
    standings: tuple[Standing, ...]
    columns: tuple[Column, ...]
    coming: tuple[Step, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {column.status: len(column.cards) for column in self.columns}


def board_of(programme: Programme, reports: tuple[Report, ...], day: str) -> Board:
    own = {node.id for node in programme.nodes}
    standings = board(programme, [each for each in reports if each.node in own], day)
    titles = {node.id: node.title for node in programme.nodes}
    cards = [
        Card(node, standing, titles.get(node.parent or ""))
        for node, standing in zip(programme.nodes, standings, strict=True)
    ]
    counts = Counter(card.standing.status for card in cards)
    columns, x = [], 0.0
    for status in STATUSES:
        width = BAR * counts[status] / max(len(cards), 1)  # type: ignore[index]
        held = tuple(card for card in cards if card.standing.status == status)
        columns.append(Column(status, held, round(x, 2), round(width, 2)))
        x += width
    return Board(programme, day, standings, tuple(columns), _coming(cards, day))


def _coming(cards: list[Card], day: str) -> tuple[Step, ...]:
    found = []
    for card in cards:
        if card.standing.status in ("done", "contradicted"):
            continue
        node, step = card.node, card.standing.next_milestone
        if node.deadline and node.deadline.ljust(10, "~") >= day:
            found.append(Step(node.deadline, node.title, node))
        if step is not None:
            found.append(Step(step.when, step.text, node))
    found.sort(key=lambda step: (step.when.ljust(10, "~"), step.node.id))
    return tuple(found[:_NEXT])
