#!/usr/bin/env python3
"""Learn the weights of ``stages/data/succession.toml`` from composed pages.

python tools/learn_succession.py [--issues 24] [--cache FOLDER] [--check]

Invented issues are composed in varied styles, read, and every column's true predecessor is looked
up in what the composer says that it printed. A conditional logit is fitted: of all candidates for a
column, and of all for what comes after it, the true one. Seeds from 1000 on, and the tabloid style,
are never learnt from: tests score reading on them. ``--check`` says how often the weights in the
file are right, on pages learnt from and on pages that are not.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from jumpline.compose import compose, invent, load_style, vary
from jumpline.errors import JumplineError
from jumpline.model.codec import encode
from jumpline.packs import reading_pack
from jumpline.readers.pdf import PdfReader
from jumpline.stages.layout.arrange import successions
from jumpline.stages.layout.claim import score, weights
from jumpline.stages.layout.runs import turn_back
from jumpline.stages.layout.succession import Succession

LEARNT = {"broadsheet-zh": "zh-Hans", "broadsheet-en": "en", "broadsheet-hant": "zh-Hant"}
KEPT = {**LEARNT, "tabloid-zh": "zh-Hans"}
FILE = Path(__file__).parent.parent / "src/jumpline/stages/data/succession.toml"
HEAD = """# Weights of the question "which column comes next?" (docs/design/pdf.md), learnt from composed
# pages by tools/learn_succession.py. Positive: it does.

[weights]
"""
#: Roles of what is read in an article; captions stand aside.
READ = {"column", "kicker", "headline", "deck", "byline", "subhead", "body", "jump", "table"}
#: Roles that say nothing of articles.
PANELS = {"notice", "ad", "guide"}
#: Where weights are held: at zero, or at what is known of papers that are made otherwise.
PRIOR = {
    "under-centred": 2.5,
    "under-flush": 2.5,
    "under-last": 2.5,
    "under-ruled": -5.0,
    "start-inset": 1.0,
    "start-lead-in": 1.5,
    "start-inside": -3.0,
    "start-goes-on": 1.0,
    "down-scrap-on-grid": 2.0,
    "down-signed": 4.0,
    "down-headed": -5.0,
    "down-ruled": -5.0,
    "down-gap-over-4": -2.0,
    "down-gap-over-7": -2.0,
    "beside-walled": -4.0,
    "beside-own-head": -1.0,
    "beside-close-head": -2.0,
    "back": -4.0,
    "text-open-flush": 1.0,
    "text-open-inset": -2.0,
    "text-seam-bigram": 1.0,
    "text-seam-trigram": 1.5,
    "text-seam-letters": 1.5,
    "text-seam-number": 1.5,
    "text-head-inside": 2.0,
    "text-quotes-match": 2.0,
    "text-lead-in": -2.0,
    "text-signed": -4.0,
    "head-without-text": -2.0,
    "last-text-open-full": -2.0,
    "first-text-flush": -2.0,
}
#: How strongly.
HOLD = 0.3


def issue(job: tuple[str, str, int, Path]) -> tuple[bytes, bytes] | None:
    """PDF and truth of an invented issue in a varied style; None where it cannot be composed."""
    name, language, seed, cache = job
    files = (cache / f"{name}-{seed}.pdf", cache / f"{name}-{seed}.json")
    if not files[0].exists():
        style = vary(load_style(name), seed)
        try:
            order = ("article", "shuffled")[seed % 2]
            invented = invent(seed, language, pages=3, characters=style.room())
            printed = compose(invented, style, order=order)
        except JumplineError as error:
            print(f"{name}-{seed}: {error}")
            return None
        files[1].write_bytes(encode(printed.issue))
        files[0].write_bytes(printed.pdf)
    return files[0].read_bytes(), files[1].read_bytes()


def truth(page: dict[str, Any]) -> list[tuple[list[float], str | None, int]]:
    """Lines of a printed page: box, article, place in the order of reading. The article is "?" for
    what is no article, but has heads and text likewise."""
    return [
        (
            line["box"],
            "?" if block["role"] in PANELS else block["article"] if block["role"] in READ else None,
            number,
        )
        for number, block in enumerate(page["blocks"])
        for line in block["lines"]
        if line["box"]
    ]


def located(
    lines: list[tuple[list[float], str | None, int]], x: float, y: float
) -> tuple[str | None, int]:
    best, where = 1e9, (None, -1)
    for (x0, y0, x1, y1), article, number in lines:
        if x0 - 2 <= x <= x1 + 2 and y0 - 2 <= y <= y1 + 2:
            away = abs(2 * x - x0 - x1) + abs(2 * y - y0 - y1)
            if away < best:
                best, where = away, (article, number)
    return where


class Example:
    """Candidates of one page with their features, and which of them are true."""

    def __init__(self, succession: Succession, follows: dict[int, int]) -> None:
        self.pairs = [(p.left, p.right, p.why) for p in succession.pairs()]
        count = len(succession.heads) + len(succession.columns)
        self.unfollowed = [succession.unfollowed(left) for left in range(count)]
        self.unled = [succession.unled(right) for right in range(len(succession.columns))]
        self.true = [follows.get(right) == left for left, right, _ in self.pairs]
        known = set(follows)
        self.pairs_known = [right in known for _, right, _ in self.pairs]


def examples(job: tuple[str, str, int, Path]) -> list[Example]:
    made = issue(job)
    if made is None:
        return []
    pack = reading_pack()
    found = []
    pages = json.loads(made[1])["pages"]
    for sheet, page in zip(PdfReader().read("issue.pdf", made[0]), pages, strict=True):
        lines = truth(page)
        for succession, turned in successions(sheet, pack):
            found.append(_example(succession, turned, lines, sheet.width or 0.0))
    return found


def _example(
    succession: Succession,
    turned: bool,
    lines: list[tuple[list[float], str | None, int]],
    width: float,
) -> Example:
    def place(box: tuple[float, float, float, float]) -> tuple[str | None, int]:
        x0, y0, x1, y1 = turn_back(*box, width) if turned else box
        return located(lines, (x0 + x1) / 2, (y0 + y1) / 2)

    members: dict[str, list[tuple[int, float, int]]] = defaultdict(list)
    count = len(succession.heads)
    for at, head in enumerate(succession.heads):
        owners = Counter(place((line.x0, line.y0, line.x1, line.y1))[0] for line in head.lines)
        article = owners.most_common(1)[0][0]
        if article:
            members[article].append((-1, head.box[3], at))
    unknown = set()
    for at, stack in enumerate(succession.columns):
        found = [place((line.x0, line.y0, line.x1, line.y1)) for line in stack.lines]
        owners = {article for article, _ in found}
        if len(owners) == 1 and None not in owners:
            first = min(number for _, number in found)
            members[owners.pop() or ""].append((first, stack.y0, count + at))
        elif len(owners) > 1:
            unknown.add(at)
    for at in members.pop("?", []):
        unknown.add(at[2] - count)
    follows: dict[int, int] = {at: -1 for at in range(len(succession.columns)) if at not in unknown}
    for chain in members.values():
        chain.sort()
        heads = [each for each in chain if each[0] == -1]
        columns = [each for each in chain if each[0] != -1]
        # Of several heads (a column's name, a headline) the lowest stands over the text.
        for before, after in itertools.pairwise([*heads[-1:], *columns]):
            follows[after[2] - count] = before[2]
    return Example(succession, follows)


def groups(found: list[Example]) -> Iterator[list[tuple[dict[str, float], bool]]]:
    """Choices: all candidates for one column, or all for what follows one thing; and none."""
    for example in found:
        by_right: dict[int, list[tuple[dict[str, float], bool]]] = defaultdict(list)
        by_left: dict[int, list[tuple[dict[str, float], bool]]] = defaultdict(list)
        rows = zip(example.pairs, example.true, example.pairs_known, strict=True)
        for (left, right, why), true, known in rows:
            if known:
                by_right[right].append((why, true))
                by_left[left].append((why, true))
        for right, options in by_right.items():
            yield [*options, (example.unled[right], not any(true for _, true in options))]
        for left, options in by_left.items():
            yield [*options, (example.unfollowed[left], not any(true for _, true in options))]


def fit(found: list[Example]) -> dict[str, float]:
    choices = list(groups(found))
    names = sorted({*PRIOR, *(name for choice in choices for why, _ in choice for name in why)})
    index = {name: at for at, name in enumerate(names)}
    from scipy.sparse import csr_matrix

    rows, columns, values, owner, target = [], [], [], [], []
    at = 0
    for number, choice in enumerate(choices):
        for why, true in choice:
            for name, amount in why.items():
                rows.append(at)
                columns.append(index[name])
                values.append(amount)
            owner.append(number)
            target.append(float(true))
            at += 1
    matrix = csr_matrix((values, (rows, columns)), shape=(at, len(names)))
    owners, targets = np.array(owner), np.array(target)

    prior = np.array([PRIOR.get(name, 0.0) for name in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        utility = matrix @ w
        top = np.full(len(choices), -np.inf)
        np.maximum.at(top, owners, utility)
        power = np.exp(utility - top[owners])
        total = np.zeros(len(choices))
        np.add.at(total, owners, power)
        share = power / total[owners]
        value = float(np.sum(np.log(total) + top) - np.sum(utility * targets))
        off = w - prior
        return value + HOLD * float(off @ off), matrix.T @ (share - targets) + 2 * HOLD * off

    solved = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(w), 2) for name, w in zip(names, solved.x, strict=True)}


def right(found: list[Example], table: dict[str, float]) -> float:
    """Share of the columns whose best candidate (or none) is the true one."""
    hits = total = 0
    for example in found:
        by_right: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        rows = zip(example.pairs, example.true, example.pairs_known, strict=True)
        for (_, column, why), true, known in rows:
            if known:
                by_right[column].append((score(why, table), true))
        for column, options in by_right.items():
            best = max(options)
            alone = score(example.unled[column], table)
            hits += best[1] if best[0] > alone else not any(true for _, true in options)
            total += 1
    return hits / max(total, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=24, help="issues of each style")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    learn = [
        (n, lang, s, options.cache) for n, lang in LEARNT.items() for s in range(options.issues)
    ]
    keep = [
        (n, lang, 1000 + s, options.cache)
        for n, lang in KEPT.items()
        for s in range(max(2, options.issues // 6))
    ]
    with multiprocessing.Pool(2) as pool:
        learnt = [e for found in pool.imap(examples, learn) for e in found]
        kept = [e for found in pool.imap(examples, keep) for e in found]
    before = weights()
    print(f"before: {right(learnt, before):.4f} learnt from, {right(kept, before):.4f} kept apart")
    if options.check:
        return
    table = fit(learnt)
    print(f"after:  {right(learnt, table):.4f} learnt from, {right(kept, table):.4f} kept apart")
    lines = [f'"{name}" = {value}' for name, value in table.items() if value]
    FILE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
