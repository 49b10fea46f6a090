"""Glyphs → lines of one size. A vertical line is turned, so that the rest knows one direction."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from jumpline.model.geometry import Box
from jumpline.model.sheet import Glyph, Sheet
from jumpline.model.text import is_cjk
from jumpline.stages.layout.gutters import Gutters
from jumpline.stages.layout.runs import Line, Run, usual_size
from jumpline.stages.layout.upright import beside_upright, stood, upright_headlines

#: White between characters that is no space, in ems, whatever the file says.
_NO_SPACE = 0.08


def body_size(glyphs: Sequence[Glyph]) -> float:
    """The size of most characters."""
    counts: Counter[float] = Counter()
    for size, count in Counter([glyph.size for glyph in glyphs]).items():
        counts[round(size * 2) / 2] += count
    return counts.most_common(1)[0][0] if counts else 10.0


def lines(sheet: Sheet) -> list[Line]:
    """All lines of a sheet, in no particular order."""
    width = sheet.width or 0.0
    body = body_size(sheet.glyphs)
    runs = _runs(sheet.glyphs, width, body)
    level = [run for run in runs if not run.turned]
    upright = [run for run in runs if run.turned]
    if len(upright) > len(level):
        return [*_join(level, body, width), *_join(upright, body, width)]
    walls = [box for box in sheet.rules if box[3] - box[1] > box[2] - box[0]]
    tall, level = upright_headlines([*level, *upright], body, width)
    down = _join([run for run in level if run.turned], body, width)
    aside = [line for line in down if any(beside_upright(line, other, width) for other in tall)]
    return [
        *tall,
        *(stood(line, width) for line in aside),
        *_join([run for run in level if not run.turned], body, width, walls),
        *(line for line in down if all(line is not each for each in aside)),
    ]


def _runs(glyphs: Sequence[Glyph], width: float, body: float) -> list[Run]:
    steps = Counter(
        [
            _step(before, glyph, body, loose=False)
            for before, glyph in itertools.pairwise(glyphs[:2000])
        ]
    )
    mostly_down = steps["down"] > steps["right"]
    groups: list[tuple[list[Glyph], str]] = []
    current: list[Glyph] = []
    way = ""
    for glyph in glyphs:
        step = _step(current[-1], glyph, body, loose=not mostly_down) if current else ""
        if step and (step == way or not way):
            current.append(glyph)
            way = step
            continue
        if current:
            groups.append((current, way))
        current, way = [glyph], ""
    if current:
        groups.append((current, way))
    apart = _upright if mostly_down else _level
    groups = [each for group in groups for each in apart(group, body)]
    groups = _stretched(groups)
    return [
        Run(
            group,
            way == "down" or (way == "" and mostly_down and _lone(group)),
            width,
            heap=way == "heap" and len(group) >= 3,
        )
        for group, way in groups
    ]


def _level(group: tuple[list[Glyph], str], body: float) -> list[tuple[list[Glyph], str]]:
    """On a page that is read across, a few small characters under each other are no line: the file
    draws two loosely set lines by turns."""
    glyphs, way = group
    if way != "down" or len(glyphs) > 3 or glyphs[0].size > 1.3 * body:
        return [group]
    return [([glyph], "") for glyph in glyphs]


def _upright(group: tuple[list[Glyph], str], body: float) -> list[tuple[list[Glyph], str]]:
    """On a page that is read downwards, a few characters side by side with white between them are
    no line: they end and begin columns."""
    glyphs, way = group
    if way != "right" or len(glyphs) > 3 or glyphs[0].size > 1.3 * body:
        return [group]
    if any(glyph.text.isascii() for glyph in glyphs):
        return [group]
    white = min(two.box[0] - one.box[2] for one, two in itertools.pairwise(glyphs))
    return [([glyph], "") for glyph in glyphs] if white > 0.12 * glyphs[0].size else [group]


def _on_top(before: Glyph, glyph: Glyph) -> bool:
    """Whether two characters lie on each other: an upright headline whose writer lost its step. The
    box of a mark may lie off its place."""
    if not is_cjk(before.text[0]) and not is_cjk(glyph.text[0]):
        return False
    a, b = before.box, glyph.box
    reach = (0.3 if before.text.isalnum() and glyph.text.isalnum() else 0.75) * glyph.size
    aside = abs((a[0] + a[2]) - (b[0] + b[2])) / 2
    return aside < 0.35 * glyph.size and abs((a[1] + a[3]) - (b[1] + b[3])) / 2 < reach


def _stretched(groups: list[tuple[list[Glyph], str]]) -> list[tuple[list[Glyph], str]]:
    """Groups on one line at equal wide gaps are one: a last line of few characters set to the full
    measure of its column."""
    found: list[tuple[list[Glyph], str]] = []
    at = 0
    while at < len(groups):
        end = at
        while end + 1 < len(groups):
            gap = _gap(groups[end][0], groups[end + 1][0])
            before = _gap(groups[end - 1][0], groups[end][0]) if end > at else gap
            if gap is None or before is None or abs(gap - before) > 0.25:
                break
            end += 1
        if end - at >= 2:
            found.append(([glyph for group, _ in groups[at : end + 1] for glyph in group], "right"))
            at = end + 1
        else:
            found.append(groups[at])
            at += 1
    return found


def _gap(one: list[Glyph], two: list[Glyph]) -> float | None:
    """The white between two groups in ems, if both are few characters of one line and size."""
    a, b = one[-1], two[0]
    if a.size != b.size or a.face != b.face or len(one) > 3 or len(two) > 3:
        return None
    if abs((a.box[1] + a.box[3]) - (b.box[1] + b.box[3])) > 0.1 * a.size:
        return None
    gap = (b.box[0] - a.box[2]) / a.size
    return gap if 0.7 < gap < 8 else None


def _lone(group: list[Glyph]) -> bool:
    """One character that tells no direction by its neighbours: upright, or a letter on its side."""
    return len(group) == 1 and (is_cjk(group[0].text[0]) or not group[0].upright)


def _step(before: Glyph, glyph: Glyph, body: float, *, loose: bool) -> str:
    """right or down where a glyph continues the line of the one before it, else "". ``loose``
    allows the wide gaps of a line set to its full measure."""
    a, b, em = before.box, glyph.box, glyph.size
    if before.size == em:
        # Nine of ten: the next character of the same line.
        near = 0.1 * em
        if -near < b[0] - a[2] < 3 * near and -near < a[1] - b[1] < near:
            return "right"
    em = max(before.size, glyph.size)
    if not 0.55 < before.size / glyph.size < 1.8:
        return ""
    gap = b[0] - a[2]
    wide = max(a[2] - a[0], b[2] - b[0], 0.3 * em)
    level = abs((a[1] + a[3]) - (b[1] + b[3]))
    if em > 1.3 * body and before.face == glyph.face and _on_top(before, glyph):
        return "heap"
    if loose and before.size == glyph.size and before.face == glyph.face and level < 0.1 * em:
        # A line set to its full measure with few characters: they follow each other in the file.
        both = is_cjk(before.text[0]) or is_cjk(glyph.text[0])
        reach = 1.3 * wide if em > 1.3 * body else (2.6 if both else 4.0) * em
    else:
        reach = (0.75 if loose else 0.35) * em
    if loose and level < 0.4 * em:
        reach = max(reach, 1.5 * em)
    if level < 0.7 * em and -0.6 * em < gap < reach and b[0] > a[0] + 0.02 * em:
        return "right"
    drop = b[1] - a[1]
    mark = not (before.text.isalnum() and glyph.text.isalnum())
    # The box of a mark in vertical setting may lie almost an em off its place.
    # Between upright characters and letters on their side there is a quarter of white and more.
    aside = before.upright is not glyph.upright
    least, most = (-0.2, 2.1) if mark or aside else (0.3, 2.6 if glyph.spaced else 1.45)
    if em > 1.3 * body and before.size == glyph.size and before.face == glyph.face:
        # Two phrases of a headline stand a character apart.
        most = max(most, 2.35)
    if abs((a[0] + a[2]) - (b[0] + b[2])) < 0.7 * em and least * em < drop < most * em:
        return "down"
    return ""


def _join(runs: list[Run], body: float, width: float, walls: Sequence[Box] = ()) -> list[Line]:
    """Runs side by side on one line, from left to right."""
    gutters = Gutters(runs, body, walls)
    runs = [piece for run in runs for piece in gutters.split(run, width)]
    runs.sort(key=lambda run: (run.cy, run.x0))
    following: dict[int, int] = {}
    taken: set[int] = set()
    pairs = []
    for at, run in enumerate(runs):
        reach = 0.45 * run.size
        for other in range(at + 1, len(runs)):
            if runs[other].cy - run.cy > max(reach, 0.45 * body):
                break
            for left_at, right_at in ((at, other), (other, at)):
                left, right = runs[left_at], runs[right_at]
                if right.x0 <= left.x0:
                    continue
                gap = right.x0 - left.x1
                beside = (
                    _beside(left, right, gap, body)
                    and not gutters.walled(left, right)
                    and not gutters.divide(left, right)
                    and not (
                        left.size > 1.3 * body
                        and (gutters.between(left, right) or gutters.each_flush(left, right, gap))
                    )
                )
                if beside or gutters.measured(left, right):
                    pairs.append((abs(gap), left_at, right_at))
    for _, left_at, right_at in sorted(pairs):
        if left_at not in following and right_at not in taken:
            following[left_at] = right_at
            taken.add(right_at)
    result = []
    for at in range(len(runs)):
        if at not in taken:
            chain = [runs[at]]
            step = at
            while step in following and len(chain) < 5000:
                step = following[step]
                chain.append(runs[step])
            result.append(_line(chain))
    return result


def _beside(left: Run, right: Run, gap: float, body: float) -> bool:
    if not 0.6 < left.size / right.size < 1.7:
        return False
    em = max(left.size, right.size)
    if abs(left.cy - right.cy) > 0.45 * min(left.size, right.size) + 0.1 * em:
        return False
    width = min(run.x1 - run.x0 for run in (left, right))
    box = left.glyphs[-1].box
    # The boxes of upright characters reach into each other.
    white = gap + max(0.0, box[3] - box[1] - left.glyphs[-1].size) if left.turned else gap
    if em > 1.8 * body and not 0.9 < left.size / right.size < 1.1 and white > 0.2 * em:
        # Two headlines in neighbouring columns are seldom of one size.
        if width > 3 * em and abs(left.cy - right.cy) > 0.03 * em:
            return False
    limit = 0.9 * em if em < 1.4 * body else 0.5 * min(em, width)
    if left.glyphs[-1].face != right.glyphs[0].face and left.x1 - left.x0 < 6 * em < 8.4 * body:
        # An em of white stands behind words in bold that begin an article.
        limit = 1.1 * em
    return -0.7 * em < gap < limit


def _line(chain: list[Run]) -> Line:
    glyphs = [glyph for run in chain for glyph in run.glyphs]
    size = usual_size(glyphs)
    face = _face(glyphs)
    lead = ""
    for glyph in glyphs:
        if glyph.face == face or not is_cjk(glyph.text[0]):
            break
        lead += glyph.text
    return Line(
        text=_text(chain),
        x0=chain[0].x0,
        y0=min(run.y0 for run in chain),
        x1=max(run.x1 for run in chain),
        y1=max(run.y1 for run in chain),
        size=size,
        face=face,
        turned=chain[0].turned,
        lead=lead,
        mixed=_is_mixed(glyphs, face),
    )


def _is_mixed(glyphs: list[Glyph], face: int) -> bool:
    """Whether words of the line stand in another face (names in bold, 本报讯)."""
    return any(
        is_cjk(glyph.text[0]) and glyph.text[0].isalpha()
        for glyph in [glyph for glyph in glyphs if glyph.face != face]
    )


def _face(glyphs: list[Glyph]) -> int:
    """The face of most characters; digits and Latin letters count little, they are often set in a
    face of their own."""
    faces = [glyph.face for glyph in glyphs]
    if faces.count(faces[0]) == len(faces):
        return faces[0]
    counts: Counter[int] = Counter()
    for glyph in glyphs:
        counts[glyph.face] += 10 if is_cjk(glyph.text[0]) and glyph.text[0].isalpha() else 1
    return counts.most_common(1)[0][0]


def _text(chain: list[Run]) -> str:
    """The characters with the spaces that are printed: wider than this line's usual gap, so that a
    line set loosely letter by letter has none."""
    glyphs = [glyph for run in chain for glyph in run.glyphs]
    at = 1 if chain[0].turned else 0
    boxes = [glyph.box for glyph in glyphs]
    gaps = [
        (box[at] - before[at + 2]) / glyph.size
        for before, box, glyph in zip(boxes, boxes[1:], glyphs[1:], strict=False)
    ]
    # The boxes of upright characters reach into each other.
    least = -1.0 if chain[0].turned else 0.0
    usual = max(least, sorted(gaps)[len(gaps) // 2]) if gaps else 0.0
    if not gaps or max(gaps) - min(0.0, usual) <= _NO_SPACE:
        return "".join([glyph.text for glyph in glyphs])
    parts: list[str] = []
    before = ""
    for glyph, gap in zip(glyphs, (0.0, *gaps), strict=True):
        latin = bool(before) and not is_cjk(before) and not is_cjk(glyph.text[0])
        upright = bool(before) and is_cjk(before) and is_cjk(glyph.text[0])
        extra = gap - (usual if upright else max(0.0, usual))
        limit = 0.14 if latin else 0.6
        if before and (not chain[0].turned or (before.isalnum() and glyph.text[0].isalnum())):
            # The boxes of marks in vertical setting lie off their places.
            if extra > limit or (glyph.spaced and extra > _NO_SPACE):
                parts.append(" ")
        parts.append(glyph.text)
        before = glyph.text[-1]
    return "".join(parts)
