"""Boxes and points. Units: points (1/72 inch), origin top left, y grows downwards."""

from __future__ import annotations

from typing import TypeAlias

#: x0, y0, x1, y1 with x0 <= x1 and y0 <= y1.
Box: TypeAlias = tuple[float, float, float, float]


def union(boxes: list[Box]) -> Box | None:
    """The smallest box around all; None for no box at all."""
    if not boxes:
        return None
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
