"""Distances as features, and which of the text's features count between columns."""

from __future__ import annotations

#: Those of ``stages.seams`` that say something of two columns.
TEXT = {
    "head-inside",
    "quotes-match",
    "quote-open",
    "seam-number",
    "seam-letters",
    "seam-bigram",
    "seam-trigram",
    "head-lead-in",
    "head-signature",
    "tail-hyphen",
    "tail-comma",
}

#: Steps of distances, in body sizes.
GAPS = (0.6, 1.1, 1.7, 2.6, 4.0, 7.0, 12.0)
LEVELS = (0.25, 1.0, 2.6, 6.0, 15.0)


def passed(name: str, value: float, edges: tuple[float, ...]) -> dict[str, float]:
    """A feature for every edge that a value passes, so that weights grow with it step by step."""
    return {f"{name}-over-{edge:g}": 1.0 for edge in edges if value > edge}
