"""Names that stand in a row without white between them: 陆明薛思远.

A recogniser does not tell the narrow white between the names of a byline. Two characters make a name
or three, the first of them a surname; a row of four may be one name of four, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: The shortest row that is more than one name, and the longest that is looked at.
_ROW = range(5, 13)


def parted(row: str, surnames: Sequence[str]) -> list[str] | None:
    """The names of a row; None where it is no row of names. Of several ways the one with the most
    names of three characters is taken, and of these the first."""
    if len(row) not in _ROW:
        return None
    known = frozenset(name for name in surnames if len(name) == 1)
    ways = list(_ways(row, known))
    return max(ways, key=lambda way: sum(len(name) == 3 for name in way)) if ways else None


def _ways(row: str, surnames: frozenset[str]) -> Iterator[list[str]]:
    if not row:
        yield []
    elif row[0] in surnames:
        for size in (3, 2):
            if len(row) >= size:
                for rest in _ways(row[size:], surnames):
                    yield [row[:size], *rest]
