"""The cheapest set of pairs: an assignment, solved only where pairs compete."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def assign(scores: dict[tuple[Key, Key], float]) -> list[tuple[Key, Key]]:
    """The set of pairs with the greatest sum, each left and right used once; only positive ones.

    Pairs that compete with no other are taken as they are; the rest is an assignment problem,
    solved part by part so that the cost grows with the conflicts and not with the pages.
    """
    positive = {pair: value for pair, value in scores.items() if value > 0}
    groups: dict[tuple[int, Key], int] = {}
    members: dict[int, list[tuple[Key, Key]]] = {}
    for fresh, (left, right) in enumerate(positive):
        old = {groups[side] for side in ((0, left), (1, right)) if side in groups}
        new = min(old, default=fresh)
        merged = [pair for number in sorted(old) for pair in members.pop(number)]
        members[new] = [*merged, (left, right)]
        for a, b in members[new]:
            groups[0, a] = groups[1, b] = new
        if not old:
            continue
    chosen: list[tuple[Key, Key]] = []
    for number in sorted(members):
        group = members[number]
        chosen += group if len(group) == 1 else _solve(group, positive)
    return chosen


def _solve(
    group: list[tuple[Key, Key]], scores: dict[tuple[Key, Key], float]
) -> list[tuple[Key, Key]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    lefts = list(dict.fromkeys(left for left, _ in group))
    rights = list(dict.fromkeys(right for _, right in group))
    gain = np.zeros((len(lefts), len(rights) + len(lefts)))
    gain[:, : len(rights)] = -1e6
    for left, right in group:
        gain[lefts.index(left), rights.index(right)] = scores[left, right]
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [
        (lefts[row], rights[column])
        for row, column in zip(rows, columns, strict=True)
        if column < len(rights) and gain[row, column] > 0
    ]
