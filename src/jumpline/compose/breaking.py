"""Where lines end: the breaks of a paragraph that together cost least (Knuth and Plass, 1981).

One method for both scripts. Chinese brings many breaks, with stretch between characters, and
marks that give half their width away; Latin brings words, syllables and hyphens.
"""

from __future__ import annotations

from collections.abc import Sequence

from jumpline.compose.atoms import FORBIDDEN, Atom

#: How far lines may be stretched, tried in turn.
_TOLERANCES = (1.0, 2.5, 8.0, 1e9)


class Span:
    """One line: atoms ``start`` to ``end``, and what becomes of its gaps."""

    __slots__ = ("end", "hangs", "last", "lead", "ratio", "start")

    def __init__(self, start: int, end: int, ratio: float, lead: float, last: bool) -> None:
        self.start, self.end, self.ratio, self.lead, self.last = start, end, ratio, lead, last


def break_lines(atoms: Sequence[Atom], width: float, indent: float = 0.0) -> list[Span]:
    """The lines of a paragraph. ``width`` and ``indent`` are ems.

    A piece wider than the line stands out of it; atoms are cut small enough that it is rare.
    """
    if not atoms:
        return []
    for tolerance in _TOLERANCES:
        found = _Breaker(atoms, width, indent, tolerance).lines()
        if found is not None:
            return found
    raise AssertionError("no tolerance is enough")


class _Breaker:
    def __init__(
        self, atoms: Sequence[Atom], width: float, indent: float, tolerance: float
    ) -> None:
        self.atoms, self.width, self.indent, self.tolerance = atoms, width, indent, tolerance
        self.sum, self.give, self.take = [0.0], [0.0], [0.0]
        for atom in atoms:
            self.sum.append(self.sum[-1] + atom.width)
            self.give.append(self.give[-1] + atom.stretch)
            self.take.append(self.take[-1] + atom.shrink)

    def lines(self) -> list[Span] | None:
        atoms, count = self.atoms, len(self.atoms)
        best: dict[int, tuple[float, int, Span | None, bool]] = {0: (0.0, -1, None, False)}
        active = [0]
        for end in range(1, count + 1):
            last = end == count
            before = atoms[end - 1]
            if not last and before.penalty >= FORBIDDEN:
                continue
            chosen: tuple[float, int, Span | None, bool] | None = None
            gone: list[int] = []
            for start in active:
                line = self._line(start, end, last)
                if line is None:
                    gone.append(start)
                    continue
                if line.ratio > self.tolerance:
                    continue
                cost, _, _, hyphened = best[start]
                bad = 100.0 * min(abs(line.ratio), 50.0) ** 3
                penalty = 0.0 if last else before.penalty
                cost += (10.0 + bad) ** 2 + penalty**2
                if hyphened and before.hyphen:
                    cost += 4000.0
                if last and end - line.start <= 1 and start:
                    cost += 20_000.0
                if chosen is None or cost < chosen[0]:
                    chosen = (cost, start, line, bool(before.hyphen) and not last)
            if chosen is None and len(gone) == len(active):
                if self.tolerance < 1e8:
                    return None
                start = active[-1]
                line = self._line(start, end, last, forced=True)
                chosen = (best[start][0] + 1e9, start, line, False)
            active = [start for start in active if start not in gone]
            if chosen is not None:
                best[end] = chosen
                active.append(end)
        if count not in best:
            return None
        found: list[Span] = []
        at = count
        while at > 0:
            _, start, span, _ = best[at]
            assert span is not None
            found.append(span)
            at = start
        return found[::-1]

    def _line(self, start: int, end: int, last: bool, forced: bool = False) -> Span | None:
        """The line between two breaks; None if it is too full."""
        atoms, indent = self.atoms, self.indent if start == 0 else 0.0
        first = start
        while first < end - 1 and atoms[first].space:
            first += 1
        stop = end
        while stop > first + 1 and atoms[stop - 1].space:
            stop -= 1
        natural = indent + self.sum[stop] - self.sum[first]
        lead = atoms[first].trim if atoms[first].trim < 0 else 0.0
        final = atoms[stop - 1]
        natural += lead
        if not last:
            natural += sum(glyph.advance for glyph in final.hyphen)
        room = self.width - natural
        stretch = self.give[stop - 1] - self.give[first]
        shrink = self.take[stop - 1] - self.take[first]
        # A mark at the line's end gives its blank half first, or stands in the margin.
        spare = final.trim if final.trim > 0 else 0.0
        if final.hang:
            spare = final.width
        if room < 0 < spare:
            room = min(0.0, room + spare)
        if last and room >= 0:
            return Span(first, stop, 0.0, lead, last)
        if room >= 0:
            ratio = room / stretch if stretch > 0 else (0.0 if room < 0.01 else 1e6)
            return Span(first, stop, ratio, lead, last)
        if shrink > 0 and -room <= shrink:
            return Span(first, stop, room / shrink, lead, last)
        if room > -0.01:
            return Span(first, stop, 0.0, lead, last)
        return Span(first, stop, -1.0 if shrink else 0.0, lead, last) if forced else None
