"""Headlines set upright on a page that is read across."""

from __future__ import annotations

import msgspec

from jumpline.model.sheet import Glyph
from jumpline.model.text import is_cjk
from jumpline.stages.layout.runs import Line, Run, turn_back


def upright_headlines(runs: list[Run], body: float, width: float) -> tuple[list[Line], list[Run]]:
    """Large characters under each other on a page that is read across: headlines set upright."""
    large = [
        run
        for run in runs
        if not run.heap
        and run.size > 1.3 * body
        and (run.turned or len(run.glyphs) <= 2)
        and is_cjk(run.glyphs[0].text[0])
    ]
    pool = sorted(
        (glyph for run in large for glyph in run.glyphs), key=lambda g: (g.box[1], g.box[0])
    )
    heaps = [run for run in runs if run.heap]
    chains: list[list[Glyph]] = []
    for glyph in pool:
        for chain in chains:
            last = chain[-1]
            drop = (glyph.box[1] - last.box[1]) / glyph.size
            middle = abs((last.box[0] + last.box[2]) - (glyph.box[0] + glyph.box[2]))
            if last.size == glyph.size and middle < 0.5 * glyph.size and 0.4 < drop < 2.4:
                chain.append(glyph)
                break
        else:
            chains.append([glyph])
    short = [chain for chain in chains if len(chain) < 3]
    kept = [chain for chain in chains if len(chain) >= 3]
    short += [heap.glyphs for heap in heaps]
    for heap in heaps:
        if heap.glyphs in short:
            short.remove(heap.glyphs)
            kept.append(_heaped(heap.glyphs, short))
    used = {id(glyph) for chain in kept for glyph in chain}
    tall = [
        Line(
            text="".join(glyph.text for glyph in chain),
            x0=min(g.box[0] for g in chain),
            y0=min(g.box[1] for g in chain),
            x1=max(g.box[2] for g in chain),
            y1=max(g.box[3] for g in chain),
            size=chain[0].size,
            face=chain[0].face,
            turned=False,
            tall=True,
        )
        for chain in kept
    ]
    rest = []
    for run in runs:
        left = [glyph for glyph in run.glyphs if id(glyph) not in used]
        if left:
            rest.append(run if len(left) == len(run.glyphs) else Run(left, run.turned, width))
    return tall, rest


def beside_upright(line: Line, tall: Line, width: float) -> bool:
    """Whether a line that runs down stands beside an upright headline: its kicker, its deck."""
    x0, y0, x1, y1 = turn_back(line.x0, line.y0, line.x1, line.y1, width)
    near = max(x0 - tall.x1, tall.x0 - x1) < 1.2 * tall.size
    level = min(y1, tall.y1) - max(y0, tall.y0)
    return len(line.text) >= 4 and near and level > 0.5 * min(y1 - y0, tall.y1 - tall.y0)


def stood(line: Line, width: float) -> Line:
    """A line that runs down, in the coordinates of a page that is read across."""
    x0, y0, x1, y1 = turn_back(line.x0, line.y0, line.x1, line.y1, width)
    return msgspec.structs.replace(line, x0=x0, y0=y0, x1=x1, y1=y1, turned=False, tall=True)


def _heaped(heap: list[Glyph], others: list[list[Glyph]]) -> list[Glyph]:
    """A heap with the pieces of its column that lie beside it in the file, from above."""
    pieces = [heap]
    for other in list(others):
        glyph = other[0]
        x0, x1 = min(g.box[0] for g in heap), max(g.box[2] for g in heap)
        y0 = min(g.box[1] for piece in pieces for g in piece)
        y1 = max(g.box[3] for piece in pieces for g in piece)
        inside = min(x1, glyph.box[2]) - max(x0, glyph.box[0]) > 0.5 * (glyph.box[2] - glyph.box[0])
        near = y0 - 1.5 * glyph.size < glyph.box[1] < y1 + 1.5 * glyph.size
        if glyph.size == heap[0].size and inside and near:
            pieces.append(other)
            others.remove(other)
    # Centres, because the boxes of heaped characters begin anywhere.
    pieces.sort(key=lambda piece: sum(g.box[1] + g.box[3] for g in piece) / len(piece))
    return [glyph for piece in pieces for glyph in piece]
