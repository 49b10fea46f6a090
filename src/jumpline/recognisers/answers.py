"""What a model answered → lines. Models wrap their JSON in prose and fences, name the same things
differently, and stop in the middle."""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias

#: A line and its box in pixels of the picture; None where the model gave none.
Found: TypeAlias = tuple[str, tuple[float, float, float, float] | None]

_FENCE = re.compile(r"```[a-zA-Z]*\s*(.*?)(?:```|\Z)", re.DOTALL)
_OBJECT = re.compile(r"\{[^{}]*\}")
_COMMA = re.compile(r",(\s*[\]}])")
_TEXTS = ("text", "content", "transcription", "line", "label")
_BOXES = ("box", "bbox", "bbox_2d", "box_2d", "bounding_box", "coordinates")
_LISTS = ("lines", "text_lines", "blocks", "results", "items")


def lines_in(answer: str, width: int, height: int) -> list[Found]:
    """Lines of an answer, in its order. Boxes are in thousandths of the picture, unless a number is
    beyond a thousand: then in pixels. An answer that is no JSON is taken line by line."""
    fenced = _FENCE.search(answer)
    text = fenced.group(1) if fenced else answer
    entries = _entries(text)
    if entries is None:
        if "{" in text or "[" in text:
            return []
        return [(line.strip(), None) for line in text.splitlines() if line.strip()]
    found = [(said, _box(entry)) for entry in entries if (said := _said(entry))]
    beyond = any(box is not None and max(box) > 1000 for _, box in found)
    result: list[Found] = []
    for said, box in found:
        placed = box
        if box is not None and not beyond:
            x, y = width / 1000, height / 1000
            placed = (box[0] * x, box[1] * y, box[2] * x, box[3] * y)
        result += [(line.strip(), placed) for line in said.splitlines() if line.strip()]
    return result


def _entries(text: str) -> list[Any] | None:
    """The list of lines; None where there is none. A list that breaks off has those before."""
    begin = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if begin < 0:
        return None
    body = _COMMA.sub(r"\1", text[begin:])
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(body)
    except (ValueError, RecursionError):
        whole = []
        for piece in _OBJECT.findall(body):
            try:
                whole.append(json.loads(piece, strict=False))
            except ValueError:
                continue
        return whole or None
    if isinstance(found, dict):
        for name in _LISTS:
            if isinstance(found.get(name), list):
                entries: list[Any] = found[name]
                return entries
        return [found]
    return found if isinstance(found, list) else None


def _said(entry: Any) -> str:
    if isinstance(entry, str):
        return entry
    if isinstance(entry, dict):
        for name in _TEXTS:
            if isinstance(entry.get(name), str):
                text: str = entry[name]
                return text.strip()
    return ""


def _box(entry: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(entry, dict):
        return None
    for name in _BOXES:
        values = entry.get(name)
        if not isinstance(values, list):
            continue
        if len(values) == 4 and all(isinstance(each, list) and len(each) == 2 for each in values):
            values = [
                min(each[0] for each in values),
                min(each[1] for each in values),
                max(each[0] for each in values),
                max(each[1] for each in values),
            ]
        if len(values) == 4 and all(
            isinstance(each, int | float) and not isinstance(each, bool) and 0 <= each < 1e6
            for each in values
        ):
            x0, y0, x1, y1 = (float(each) for each in values)
            if x1 > x0 and y1 > y0:
                return (x0, y0, x1, y1)
    return None
