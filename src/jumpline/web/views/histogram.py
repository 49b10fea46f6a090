"""How many hits each year has, or each month of one year: bars that narrow the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jumpline.model.archive import FacetValue

#: Units of the drawing: its height, a bar with the white beside it.
HEIGHT, STEP = 60, 12
#: Years beyond these are not drawn one by one.
_MOST = 160


@dataclass(frozen=True)
class Bar:
    """``x``, ``y``, ``height`` in units of the drawing; ``label`` is the year or the month."""

    facet: str
    value: str
    label: str
    count: int
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Histogram:
    bars: tuple[Bar, ...]
    width: int


def histogram(
    facets: Mapping[str, Sequence[FacetValue]], chosen: Mapping[str, str]
) -> Histogram | None:
    """None where there is nothing to compare. Years between two that have hits are there, empty."""
    if "year" in chosen:
        counts = {each.value: each.count for each in facets.get("month", ())}
        keys = [f"{chosen['year']}-{month:02}" for month in range(1, 13)]
        found = [("month", key, key[5:], counts.get(key, 0)) for key in keys]
    else:
        counts = {each.value: each.count for each in facets.get("year", ())}
        years = sorted(int(value) for value in counts if value.isdecimal())
        if len(years) < 2 or years[-1] - years[0] >= _MOST:
            return None
        found = [
            ("year", str(year), str(year), counts.get(str(year), 0))
            for year in range(years[0], years[-1] + 1)
        ]
    most = max((count for *_, count in found), default=0)
    if not most:
        return None
    bars = []
    for place, (facet, value, label, count) in enumerate(found):
        height = max(1, round(HEIGHT * count / most)) if count else 0
        bars.append(Bar(facet, value, label, count, place * STEP, HEIGHT - height, height))
    return Histogram(tuple(bars), len(found) * STEP)
