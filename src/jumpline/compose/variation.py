"""Other styles from a style: what papers of one country do differently.

>>> from jumpline.compose import load_style
>>> vary(load_style("broadsheet-zh"), 3) == vary(load_style("broadsheet-zh"), 3)
True
"""

from __future__ import annotations

import random

from msgspec.structs import replace

from jumpline.compose.style import Style


def vary(style: Style, seed: int) -> Style:
    """A style with another grid, other sizes, rules and places of heads, from a seed number."""
    rng = random.Random(f"{seed}/{style.name}")  # noqa: S311
    columns = max(3, style.grid.columns + rng.choice((-2, -1, -1, 0, 0, 1)))
    size = round(style.body.size * rng.uniform(0.92, 1.1), 1)
    grid = replace(
        style.grid,
        columns=columns,
        gutter=round(max(1.1 * size, style.grid.gutter * rng.uniform(0.8, 1.6)), 1),
        gap=round(style.grid.gap * rng.uniform(0.6, 1.6), 1),
    )
    body = replace(
        style.body,
        size=size,
        leading=round(style.body.leading * rng.uniform(0.92, 1.12), 2),
        indent=rng.choice((0.8, 1.0, 1.5)) if style.latin else rng.choice((2.0, 2.0, 2.0, 1.0)),
    )
    scale = rng.uniform(0.75, 1.15)
    heads = replace(
        style.heads,
        headline=tuple(round(each * scale, 1) for each in style.heads.headline),
        kicker=round(style.heads.kicker * rng.uniform(0.85, 1.1), 1),
        deck=round(style.heads.deck * rng.uniform(0.85, 1.1), 1),
        below=round(rng.choice((0.3, 0.7, 1.2, 2.2)), 1),
        align=rng.choice(("centre", "centre", "left")),
        beside=rng.choice((0, 3, 8)),
        side=0 if style.latin else rng.choice((0, 3, 5)),
    )
    rules = replace(
        style.rules,
        bands=rng.choice((0.0, 0.5, 0.8)),
        columns=rng.choice((0.0, 0.0, 0.4)),
    )
    return replace(
        style,
        name=f"{style.name}-{seed}",
        grid=grid,
        body=body,
        heads=heads,
        rules=rules,
        boxed=rng.choice((0, 4, 7)),
        aspect=round(rng.uniform(0.5, 0.75), 2),
    )
