"""Near-duplicates: one story in several papers, found by MinHash and then compared exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Two texts are copies when this share of their pieces is the same (Jaccard).
ALIKE = 0.6
#: The search is wider than that, since MinHash only estimates.
WIDE = 0.45
#: Shorter texts are too easily alike.
SHORTEST = 60
PERMUTATIONS = 96
_PIECE = 5
_MARKS = re.compile(r"[\W_]+")


def copies(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """Pairs of places in ``texts``, the earlier first, with the share that they have in common. Each
    text stands with the earliest that it is a copy of. Texts are folded already."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=WIDE, num_perm=PERMUTATIONS)
    pieces: dict[int, frozenset[bytes]] = {}
    found = []
    for number, text in enumerate(texts):
        plain = _MARKS.sub("", text)
        if len(plain) < SHORTEST:
            continue
        own = frozenset(
            plain[at : at + _PIECE].encode("utf-8", "replace")
            for at in range(len(plain) - _PIECE + 1)
        )
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(sorted(own))
        near = [(other, _share(own, pieces[other])) for other in sorted(index.query(sketch))]
        alike = [(other, share) for other, share in near if share >= ALIKE]
        if alike:
            found.append((alike[0][0], number, alike[0][1]))
        pieces[number] = own
        index.insert(number, sketch)
    return found


def _share(one: frozenset[bytes], two: frozenset[bytes]) -> float:
    return len(one & two) / len(one | two)
