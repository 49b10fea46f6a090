"""Docling's JSON: items of a tree, each with its page and its box."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jumpline.model.geometry import Box
from jumpline.readers.recognised.engines import Block, Raw, dict_in, dicts_in, list_in, text_lines
from jumpline.readers.recognised.scale import number


def is_docling(tree: Any) -> bool:
    return dict_in(tree).get("schema_name") == "DoclingDocument" and "body" in tree


def docling(tree: Any) -> list[Raw]:
    """Items in the order of the body's tree; boxes from whichever corner they count."""
    sizes = {}
    for key, page in dict_in(tree.get("pages")).items():
        size = dict_in(dict_in(page).get("size"))
        sizes[int(number(key))] = (number(size.get("width")), number(size.get("height")))
    pages: dict[int, Raw] = {
        key: Raw([], width, height, str(key), dpi=72.0)
        for key, (width, height) in sorted(sizes.items())
    }
    seen: set[str] = set()
    last = min(pages, default=1)
    for item in (*_docling_items(tree, tree["body"], seen), *_furniture(tree, seen)):
        source = dicts_in(item.get("prov"))
        page_no = int(number(source[0].get("page_no"))) if source else last
        last = page_no or last
        raw = pages.setdefault(last, Raw([], hint=str(last)))
        box = _docling_box(source[0].get("bbox"), raw.height) if source else None
        lines = text_lines(item.get("text") or item.get("orig"))
        rows = list_in(dict_in(item.get("data")).get("grid"))
        for row in rows:
            cells = [str(cell.get("text") or "") for cell in dicts_in(row)]
            lines.append(("\t".join(cells), None))
        level = item.get("level")
        label = str(item.get("label") or "")
        raw.blocks.append(Block(label, lines, box, level if isinstance(level, int) else 0))
    return [raw for _, raw in sorted(pages.items())]


def _docling_items(
    tree: dict[str, Any], node: Any, seen: set[str], depth: int = 0
) -> Iterable[dict[str, Any]]:
    for child in dicts_in(dict_in(node).get("children")):
        ref = str(child.get("$ref") or child.get("cref") or "")
        item = _resolve(tree, ref)
        if item is None or ref in seen or depth > 50:
            continue
        seen.add(ref)
        if not ref.startswith("#/groups/"):
            yield item
        for caption in dicts_in(item.get("captions")):
            name = str(caption.get("$ref") or "")
            found = _resolve(tree, name)
            if found is not None and name not in seen:
                seen.add(name)
                yield found
        yield from _docling_items(tree, item, seen, depth + 1)


def _furniture(tree: dict[str, Any], seen: set[str]) -> Iterable[dict[str, Any]]:
    """Texts and tables that the body's tree does not name."""
    for name in ("texts", "tables"):
        for number_, item in enumerate(list_in(tree.get(name))):
            if isinstance(item, dict) and f"#/{name}/{number_}" not in seen:
                yield item


def _resolve(tree: dict[str, Any], ref: str) -> dict[str, Any] | None:
    parts = ref.removeprefix("#/").split("/")
    if len(parts) != 2 or not parts[1].isdecimal():
        return None
    found = list_in(tree.get(parts[0]))
    at = int(parts[1][:9])
    return found[at] if at < len(found) and isinstance(found[at], dict) else None


def _docling_box(found: Any, height: float) -> Box | None:
    box = dict_in(found)
    if not {"l", "t", "r", "b"} <= set(box):
        return None
    left, top, right, bottom = (number(box[key]) for key in "ltrb")
    if str(box.get("coord_origin", "")).upper().endswith("BOTTOMLEFT"):
        top, bottom = height - top, height - bottom
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)
