"""Chains of columns: each after the head or the column that it follows, found for a whole page at
once.

A column has one predecessor at most, and a head or a column one successor. The set of pairs with
the greatest sum of weights is an assignment problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jumpline.stages import learnt
from jumpline.stages.assign import assign
from jumpline.stages.layout.succession import Succession


def weights() -> dict[str, float]:
    """The weights of the features, by name."""
    return learnt.weights("succession", "weights")


def score(why: Mapping[str, float], table: Mapping[str, float] | None = None) -> float:
    """The sum of the features' weights; above zero speaks for the pair."""
    table = weights() if table is None else table
    return sum(table.get(name, 0.0) * amount for name, amount in why.items())


def chains(succession: Succession) -> tuple[list[list[int]], list[list[int]]]:
    """For every head its columns in reading order, and chains of columns without a head; columns
    by their places in ``succession.columns``."""
    places = range(len(succession.columns))
    # A title's own weights stand before those of all papers.
    table = {**weights(), **succession.pack.habits.weights}
    unled = [score(succession.unled(right), table) for right in places]
    unfollowed = [
        score(succession.unfollowed(left), table)
        for left in range(len(succession.heads) + len(places))
    ]
    scores: dict[tuple[int, int], float] = {}
    for pair in succession.pairs():
        # What a pair is worth, beside leaving both of its ends alone.
        alone = unfollowed[pair.left] + unled[pair.right]
        scores[pair.left, pair.right] = score(pair.why, table) - alone
    following = dict(_acyclic(assign(scores), scores, len(succession.heads)))
    count = len(succession.heads)
    led = set(following.values())
    headed = [_walk(following, head, count) for head in range(count)]
    loose = [[at, *_walk(following, count + at, count)] for at in places if at not in led]
    return headed, loose


def _walk(following: Mapping[int, int], start: int, count: int) -> list[int]:
    chain: list[int] = []
    at = start
    while at in following:
        chain.append(following[at])
        at = count + following[at]
    return chain


def _acyclic(
    chosen: Sequence[tuple[int, int]], scores: Mapping[tuple[int, int], float], count: int
) -> list[tuple[int, int]]:
    """Without the weakest pair of every ring: nothing is read after itself."""
    kept = dict(chosen)
    for start in range(count, count + max((right + 1 for _, right in chosen), default=0)):
        ring, at = [], start
        while at in kept and at not in ring:
            ring.append(at)
            at = count + kept[at]
        if at in ring:
            ring = ring[ring.index(at) :]
            weakest = min(ring, key=lambda left: scores[left, kept[left]])
            del kept[weakest]
    return list(kept.items())
