"""The question "which column comes next?" with its true answers, and weights that give them.

A conditional logit: of all candidates for a column, and of all for what comes after a head or a column,
the true one, or none. Weights are held near those that are known before.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from jumpline.learning.truth import ASIDE, HEAD, Printed, located
from jumpline.stages.layout.arrange import Asked
from jumpline.stages.layout.claim import score
from jumpline.stages.layout.mirror import mirrored_box
from jumpline.stages.layout.runs import Line, turn_back

#: How strongly weights are held where they were.
HOLD = 0.3
#: Smaller ones say nothing.
_LEAST = 0.01

Why: TypeAlias = Mapping[str, float]


class Choices(msgspec.Struct, frozen=True):
    """Candidates of one page with their features, and which of them are true. ``known`` says of
    which candidates' columns the truth is known."""

    pairs: tuple[tuple[int, int, Why], ...]
    unfollowed: tuple[Why, ...]
    unled: tuple[Why, ...]
    true: tuple[bool, ...]
    known: tuple[bool, ...]


def choices(asked: Asked, lines: Sequence[Printed], width: float) -> Choices:
    """``lines`` are the truth; ``width`` is the page's, in points."""
    succession = asked.succession
    count = len(succession.heads)

    def place(line: Line) -> tuple[str | None, int]:
        x0, y0, x1, y1 = line.x0, line.y0, line.x1, line.y1
        if succession.upside_down:
            x0, y0, x1, y1 = mirrored_box((x0, y0, x1, y1), asked.height)
        if asked.turned:
            x0, y0, x1, y1 = turn_back(x0, y0, x1, y1, width)
        return located(lines, (x0 + x1) / 2, (y0 + y1) / 2)

    chains: dict[str, list[tuple[int, float, int]]] = defaultdict(list)
    for at, head in enumerate(succession.heads):
        owners = Counter(place(line)[0] for line in head.lines)
        owners.pop(None, None)
        if owners:
            chains[owners.most_common(1)[0][0] or ""].append((HEAD, head.box[3], at))
    unknown = set()
    for at, stack in enumerate(succession.columns):
        own = [found for found in map(place, stack.lines) if found[0] is not None]
        names = {name for name, _ in own}
        if len(names) != 1 or ASIDE in names:
            unknown.add(at)
        else:
            name = names.pop() or ""
            chains[name].append((min(order for _, order in own), stack.y0, count + at))
    follows = {at: -1 for at in range(len(succession.columns)) if at not in unknown}
    for chain in chains.values():
        chain.sort()
        heads = [each for each in chain if each[0] == HEAD]
        columns = [each for each in chain if each[0] != HEAD]
        # Of several heads (a column's name, a headline) the lowest stands over the text.
        for before, after in itertools.pairwise([*heads[-1:], *columns]):
            if after[2] >= count:
                follows[after[2] - count] = before[2]
    pairs = tuple((pair.left, pair.right, pair.why) for pair in succession.pairs())
    return Choices(
        pairs,
        tuple(succession.unfollowed(left) for left in range(count + len(succession.columns))),
        tuple(succession.unled(right) for right in range(len(succession.columns))),
        tuple(follows.get(right) == left for left, right, _ in pairs),
        tuple(right in follows for _, right, _ in pairs),
    )


def fit(
    found: Sequence[Choices], prior: Mapping[str, float], hold: float = HOLD
) -> dict[str, float]:
    """Weights of all features, by name; equal input gives equal weights."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    asked = list(_groups(found))
    names = sorted({*prior, *(name for group in asked for why, _ in group for name in why)})
    index = {name: at for at, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    owner: list[int] = []
    target: list[float] = []
    for number, group in enumerate(asked):
        for why, true in group:
            for name, amount in why.items():
                rows.append(len(owner))
                columns.append(index[name])
                values.append(amount)
            owner.append(number)
            target.append(float(true))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(owner), len(names)))
    owners, targets = np.array(owner, dtype=int), np.array(target)
    before = np.array([prior.get(name, 0.0) for name in names])

    def loss(w: Any) -> tuple[float, Any]:
        utility = matrix @ w
        top = np.full(len(asked), -np.inf)
        np.maximum.at(top, owners, utility)
        power = np.exp(utility - top[owners])
        total = np.zeros(len(asked))
        np.add.at(total, owners, power)
        share = power / total[owners]
        value = float(np.sum(np.log(total) + top) - np.sum(utility * targets))
        off = w - before
        return value + hold * float(off @ off), matrix.T @ (share - targets) + 2 * hold * off

    solved = minimize(loss, before, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {
        name: round(float(w), 2)
        for name, w in zip(names, solved.x, strict=True)
        if abs(w) >= _LEAST or name in prior
    }


def right(found: Sequence[Choices], table: Mapping[str, float]) -> float:
    """Share of the columns whose best candidate (or none) is the true one."""
    hits = total = 0
    for each in found:
        options: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for (_, column, why), true, known in zip(each.pairs, each.true, each.known, strict=True):
            if known:
                options[column].append((score(why, table), true))
        for column, candidates in options.items():
            best = max(candidates)
            alone = score(each.unled[column], table)
            hits += best[1] if best[0] > alone else not any(true for _, true in candidates)
            total += 1
    return hits / max(total, 1)


def _groups(found: Sequence[Choices]) -> Iterator[list[tuple[Why, bool]]]:
    """All candidates for one column, or all for what follows one thing; and none."""
    for each in found:
        by_right: dict[int, list[tuple[Why, bool]]] = defaultdict(list)
        by_left: dict[int, list[tuple[Why, bool]]] = defaultdict(list)
        for (left, column, why), true, known in zip(each.pairs, each.true, each.known, strict=True):
            if known:
                by_right[column].append((why, true))
                by_left[left].append((why, true))
        for column, options in by_right.items():
            yield [*options, (each.unled[column], not any(true for _, true in options))]
        for left, options in by_left.items():
            yield [*options, (each.unfollowed[left], not any(true for _, true in options))]
