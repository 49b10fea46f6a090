"""The piece of an article that shows why it was found."""

from __future__ import annotations

from collections.abc import Sequence

from jumpline.search.fold import folded, mapped

_CUT = "…"

Runs = tuple[tuple[str, bool], ...]


def matches(part: str, terms: Sequence[str], *, fold: bool = True) -> list[tuple[int, int]]:
    """Where the terms stand in ``part`` as printed: places in order, overlapping ones joined.

    ``terms`` are folded already. ``part[start:end]`` folds to text that holds the term.
    """
    view = mapped(part, fold=fold)
    spans: list[tuple[int, int]] = []
    for term in terms:
        at = view.text.find(term) if term else -1
        while at >= 0:
            spans.append((view.starts[at], view.ends[at + len(term) - 1]))
            at = view.text.find(term, at + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def snippet(
    text: str, headline: str, terms: Sequence[str], *, fold: bool = True, width: int = 120
) -> Runs:
    """Runs of (text, is_match). Cut ends carry …; everything else is as printed.

    ``text`` has one part a line. The part with most different terms wins; a part that only
    repeats the headline, which stands above the snippet anyway, comes last.
    """
    parts = [part for part in text.split("\n") if part.strip()]
    if not parts:
        return ()
    lines = {folded(line) for line in [headline, *headline.split("\n"), *headline.split()]}

    def rank(part: str) -> tuple[int, bool, bool]:
        plain = folded(part, fold=fold)
        repeats = folded(part) in lines
        return (sum(term in plain for term in terms), not repeats, len(part) > width // 4)

    best = max(parts, key=rank)
    spans = matches(best, terms, fold=fold)
    return _runs(best, spans, width)


def _runs(part: str, spans: list[tuple[int, int]], width: int) -> Runs:
    begin, stop = _window(part, spans, width)
    runs: list[tuple[str, bool]] = []
    at = begin
    for start, end in spans:
        low, high = max(start, begin), min(end, stop)
        if low >= high:
            continue
        if low > at:
            runs.append((part[at:low], False))
        runs.append((part[low:high], True))
        at = high
    if at < stop:
        runs.append((part[at:stop], False))
    if begin > 0:
        runs.insert(0, (_CUT, False))
    if stop < len(part):
        runs.append((_CUT, False))
    return tuple(runs)


def _window(part: str, spans: list[tuple[int, int]], width: int) -> tuple[int, int]:
    if len(part) <= width:
        return 0, len(part)
    if not spans:
        return 0, width
    first, end = spans[0]
    # A little before the match, so that it can be read; never less than the first match whole.
    begin = max(0, min(first - width // 4, len(part) - width))
    stop = min(len(part), max(begin + width, end))
    begin = _word_start(part, begin, first)
    return begin, stop


def _word_start(part: str, begin: int, first: int) -> int:
    """Not in the middle of a Latin word, if the word began a moment ago or ends soon."""
    for at in range(begin, min(begin + 12, first)):
        if at == 0 or not (part[at].isascii() and part[at - 1].isascii() and part[at].isalnum()):
            return at
    return begin
