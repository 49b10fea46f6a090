"""The forms of layout engines' JSON → pages of plain blocks, and those → sheets."""

from __future__ import annotations

import html
import re
from typing import Any

import msgspec

from jumpline.model.geometry import Box, union
from jumpline.model.recognised import Hint, Piece, ReadLine
from jumpline.model.sheet import Sheet
from jumpline.model.text import is_cjk, plain
from jumpline.readers.recognised.hints import hint_of
from jumpline.readers.recognised.scale import extent, number, on_page, scale_of

_TAG = re.compile(r"<[^<>]*>")
_CELL = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)
_ROW = re.compile(r"</tr>", re.IGNORECASE)


class Block(msgspec.Struct):
    """A block as an engine gives it; boxes in its pixels."""

    kind: str
    lines: list[tuple[str, Box | None]]
    box: Box | None = None
    level: int = 0
    continues: bool = False
    #: Its place in the reading order; None for what stands outside of it.
    order: float | None = None


class Raw(msgspec.Struct):
    """A page as an engine gives it; a size of 0 is not known."""

    blocks: list[Block]
    width: float = 0.0
    height: float = 0.0
    hint: str | None = None
    dpi: float | None = None


def sheet(raw: Raw, name: str) -> Sheet:
    width, height = raw.width, raw.height
    if not width or not height:
        boxes = [block.box for block in raw.blocks]
        boxes += [box for block in raw.blocks for _, box in block.lines]
        width, height = extent(boxes)
    scale = scale_of(width, height, dpi=raw.dpi)

    def place(box: Box | None) -> Box | None:
        return scale.box(*box) if box is not None else None

    pieces, pictures = [], []
    for block in raw.blocks:
        box = place(block.box)
        hint = hint_of(block.kind)
        if hint == "picture" and box is not None:
            pictures.append(box)
        lines = tuple(_line(text, place(own) or box) for text, own in block.lines if text.strip())
        if lines:
            box = box or union([line.box for line in lines if line.box is not None])
            pieces.append(Piece(lines, box, _hint(hint), block.level, continues=block.continues))
    cut, flaws = on_page(tuple(pieces), scale.width, scale.height)
    located = any(piece.box is not None for piece in cut)
    return Sheet(
        source=name,
        marks=(),
        hint=raw.hint,
        width=scale.width if located else None,
        height=scale.height if located else None,
        unit="pt" if located else None,
        problems=(*(scale.flaws() if located else ()), *flaws),
        pictures=tuple(pictures),
        text="recognised",
        pieces=cut,
        ordered=True,
    )


def _hint(hint: Hint | None) -> Hint | None:
    """Engines call everything large a title: whether it is a headline is asked later."""
    return "heading" if hint == "headline" else hint


def _line(text: str, box: Box | None) -> ReadLine:
    tall = box is not None and box[3] - box[1] > 2 * (box[2] - box[0]) > 0 and len(text) > 1
    return ReadLine(text, box, vertical=tall and is_cjk(text[0]))


def box_of(found: Any) -> Box | None:
    """A box of four numbers, a polygon of pairs, or a flat polygon."""
    if not isinstance(found, list) or not found:
        return None
    flat: list[Any] = []
    for each in found:
        flat += each if isinstance(each, list) else [each]
    if len(flat) < 4 or not all(isinstance(each, int | float) for each in flat):
        return None
    values = [number(each) for each in flat]
    xs, ys = values[::2], values[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def text_lines(text: Any) -> list[tuple[str, Box | None]]:
    """A block's text by its lines; a table of HTML as rows with tabs between its cells."""
    if not isinstance(text, str):
        return []
    if "<t" in text.lower() and "</t" in text.lower():
        text = _TAG.sub("", _ROW.sub("\n", _CELL.sub("\t", text)))
        text = html.unescape(text)
    return [(line.strip(" "), None) for line in text.splitlines() if line.strip()]


def list_in(found: Any) -> list[Any]:
    """What should be a list, or an empty one."""
    return found if isinstance(found, list) else []


def dict_in(found: Any) -> dict[str, Any]:
    """What should be an object, or an empty one."""
    return found if isinstance(found, dict) else {}


def dicts_in(found: Any) -> list[dict[str, Any]]:
    """The objects in what should be a list of them."""
    return [each for each in list_in(found) if isinstance(each, dict)]


# -- OmniDocBench ----------------------------------------------------------------------------


def is_omnidocbench(tree: Any) -> bool:
    first = dicts_in(tree)[0] if dicts_in(tree) else dict_in(tree)
    return "layout_dets" in first and "page_info" in first


def omnidocbench(tree: Any) -> list[Raw]:
    pages = []
    for page in dicts_in(tree) or [dict_in(tree)]:
        info = dict_in(page.get("page_info"))
        after = {
            each.get("target_anno_id")
            for each in dicts_in(dict_in(page.get("extra")).get("relation"))
            if each.get("relation_type") == "truncated"
        }
        found = []
        for each in dicts_in(page.get("layout_dets")):
            text = each.get("text") or each.get("html") or each.get("latex") or ""
            spans = [
                (str(span.get("text") or ""), box_of(span.get("poly")))
                for span in dicts_in(each.get("line_with_spans"))
            ]
            same = plain("".join(line for line, _ in spans)) == plain(str(text))
            lines = spans if spans and (same or not text) else text_lines(text)
            order = each.get("order")
            found.append(
                Block(
                    str(each.get("category_type") or ""),
                    lines,
                    box_of(each.get("poly")),
                    continues=each.get("anno_id") in after,
                    order=order if isinstance(order, int | float) else None,
                )
            )
        pages.append(Raw(_sorted(found), number(info.get("width")), number(info.get("height"))))
    return pages


def _sorted(found: list[Block]) -> list[Block]:
    """By the order that the engine gives; what has none stands where it lies on the page: before
    the block below it that is nearest."""
    ordered = sorted((b for b in found if b.order is not None), key=lambda b: b.order or 0)
    for block in [b for b in found if b.order is None]:
        at = len(ordered)
        if block.box is not None:
            below = [
                (other.box[1] - block.box[3], n)
                for n, other in enumerate(ordered)
                if other.box is not None
                and other.box[1] >= block.box[3] - 2
                and min(other.box[2], block.box[2]) > max(other.box[0], block.box[0])
            ]
            at = min(below)[1] if below else at
        ordered.insert(at, block)
    return ordered


# -- PP-StructureV3 --------------------------------------------------------------------------


def is_ppstructure(tree: Any) -> bool:
    first = dicts_in(tree)[0] if dicts_in(tree) else dict_in(tree)
    return "parsing_res_list" in dict_in(first.get("res", first))


def ppstructure(tree: Any) -> list[Raw]:
    pages = []
    for outer in dicts_in(tree) or [dict_in(tree)]:
        page = dict_in(outer.get("res", outer))
        found = []
        for each in dicts_in(page.get("parsing_res_list")):
            kind = str(each.get("block_label") or "")
            content = each.get("block_content")
            if hint_of(kind) == "picture" and "<" in str(content):
                content = _TAG.sub("", str(content))
            found.append(
                Block(
                    kind,
                    text_lines(content),
                    box_of(each.get("block_bbox")),
                    level=1 if kind == "doc_title" else 2 if kind == "paragraph_title" else 0,
                )
            )
        index = page.get("page_index")
        hint = str(index + 1) if isinstance(index, int) else None
        pages.append(Raw(found, number(page.get("width")), number(page.get("height")), hint))
    return pages


# -- MinerU ----------------------------------------------------------------------------------


def is_mineru_middle(tree: Any) -> bool:
    return isinstance(dict_in(tree).get("pdf_info"), list)


def mineru_middle(tree: Any) -> list[Raw]:
    """``pdf_info``: pages with paragraph blocks of lines of spans, sized in points."""
    pages = []
    for page in dicts_in(tree["pdf_info"]):
        found = []
        blocks = dicts_in(page.get("para_blocks")) or dicts_in(page.get("preproc_blocks"))
        for each in [*blocks, *dicts_in(page.get("discarded_blocks"))]:
            found += _mineru_blocks(each)
        size = list_in(page.get("page_size"))
        width, height = (number(size[0]), number(size[1])) if len(size) == 2 else (0.0, 0.0)
        index = page.get("page_idx")
        hint = str(index + 1) if isinstance(index, int) else None
        pages.append(Raw(found, width, height, hint, dpi=72.0))
    return pages


def _mineru_blocks(block: dict[str, Any]) -> list[Block]:
    inner = dicts_in(block.get("blocks"))
    if inner:
        return [found for each in inner for found in _mineru_blocks(each)]
    lines: list[tuple[str, Box | None]] = []
    for line in dicts_in(block.get("lines")):
        text = ""
        for span in dicts_in(line.get("spans")):
            content = span.get("content") or span.get("html") or ""
            glue = "" if not text or is_cjk(text[-1]) or is_cjk(str(content)[:1] or " ") else " "
            text += glue + str(content)
        rows = text_lines(text)
        lines += [(rows[0][0], box_of(line.get("bbox")))] if len(rows) == 1 else rows
    kind = str(block.get("type") or "")
    level = block.get("level")
    return [Block(kind, lines, box_of(block.get("bbox")), level if isinstance(level, int) else 0)]


def is_content_list(tree: Any) -> bool:
    found = dicts_in(tree)
    return bool(found) and "type" in found[0] and "page_idx" in found[0]


def content_list(tree: Any) -> list[Raw]:
    pages: dict[int, Raw] = {}
    for each in dicts_in(tree):
        index = each.get("page_idx")
        raw = pages.setdefault(index if isinstance(index, int) else 0, Raw([]))
        box = box_of(each.get("bbox"))
        level = each.get("text_level")
        kind = str(each.get("type") or "text")
        if isinstance(level, int) and level > 0:
            kind = "section_header"
        texts = [each.get("text"), each.get("table_body"), each.get("code_body")]
        texts += list_in(each.get("list_items"))
        lines = [line for text in texts for line in text_lines(text)]
        if kind in ("image", "table", "chart"):
            raw.blocks.append(Block(kind, lines, box))
        else:
            raw.blocks.append(Block(kind, lines, box, level if isinstance(level, int) else 0))
        for name in ("img_caption", "image_caption", "table_caption", "img_footnote",
                     "image_footnote", "table_footnote", "chart_caption"):  # fmt: skip
            said = each.get(name)
            for text in list_in(said) or ([said] if isinstance(said, str) else []):
                raw.blocks.append(Block("caption", text_lines(text)))
    # Boxes of a content list are thousandths of the page, of which it does not tell the shape.
    return [
        Raw(raw.blocks, 1000.0 * any(b.box for b in raw.blocks), 1414.0, str(index + 1))
        for index, raw in sorted(pages.items())
    ]


# -- lists of blocks -------------------------------------------------------------------------

_INSIDE = ("blocks", "layout", "elements", "items", "regions", "results", "cells", "pages")


def is_blocks(tree: Any) -> bool:
    return bool(_block_pages(tree))


def _block_pages(tree: Any) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """(page, its blocks) of a list of blocks, of an object that holds one, or of a list of those."""
    found = dicts_in(tree)
    if found and _is_block(found[0]):
        return [({}, found)]
    pages = []
    for each in found or [dict_in(tree)]:
        for key in _INSIDE:
            inner = dicts_in(each.get(key))
            if inner and _is_block(inner[0]):
                pages.append((each, inner))
                break
            if inner and key == "pages":
                return [page for one in inner for page in _block_pages(one)][:10_000]
    return pages


def _is_block(found: dict[str, Any]) -> bool:
    return any(key in found for key in ("bbox", "box", "poly")) and any(
        key in found for key in ("category", "label", "type", "text", "content")
    )


def blocks(tree: Any) -> list[Raw]:
    pages = []
    for page, found in _block_pages(tree):
        kept = []
        for each in found:
            kind = each.get("category") or each.get("label") or each.get("type") or ""
            text = each.get("text") or each.get("content") or each.get("html") or ""
            lines = text_lines(text)
            title = hint_of(str(kind)) in ("heading", "headline")
            lines = [(line.lstrip("# ") if title else line, box) for line, box in lines]
            place = box_of(each.get("bbox")) or box_of(each.get("box")) or box_of(each.get("poly"))
            kept.append(Block(str(kind), lines, place))
        pages.append(
            Raw(
                kept,
                number(page.get("width") or page.get("image_width")),
                number(page.get("height") or page.get("image_height")),
            )
        )
    return pages
