"""JSON of layout engines: each form knows itself by its keys, and becomes pieces in its order.

MinerU (middle and content list), PP-StructureV3, Docling, lists of ``{bbox, category, text}`` as
dots.ocr and others write, and OmniDocBench's annotations.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

import msgspec

from jumpline.errors import EmptySource, SourceError, TooLarge
from jumpline.model.sheet import Sheet
from jumpline.readers.recognised import docling, engines
from jumpline.readers.recognised.engines import Raw

MAX_BYTES = 256 * 1024 * 1024
MAX_DEPTH = 60
_KEYS = re.compile(
    rb'"(?:parsing_res_list|pdf_info|layout_dets|schema_name|page_idx|bbox|block_bbox)"'
)

#: Is it this form, and how it is read.
_FORMS: tuple[tuple[Callable[[Any], bool], Callable[[Any], list[Raw]]], ...] = (
    (engines.is_omnidocbench, engines.omnidocbench),
    (docling.is_docling, docling.docling),
    (engines.is_mineru_middle, engines.mineru_middle),
    (engines.is_content_list, engines.content_list),
    (engines.is_ppstructure, engines.ppstructure),
    (engines.is_blocks, engines.blocks),
)


class OcrJsonReader:
    """``read`` raises only ``SourceError``."""

    name: ClassVar[str] = "ocrjson"
    version: ClassVar[str] = "1"

    def accepts(self, name: str, head: bytes) -> float:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
            return 0.0
        return 0.9 if _KEYS.search(head) else 0.0

    def read(self, name: str, data: bytes) -> list[Sheet]:
        tree = decode(data, where=name)
        for knows, read in _FORMS:
            if not knows(tree):
                continue
            try:
                pages = read(tree)
                sheets = [engines.sheet(page, name) for page in pages]
            except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
                raise SourceError(
                    f"its parts are not what this form of JSON has ({type(error).__name__}).",
                    where=name,
                    remedy="Export it again; it may have been cut.",
                ) from error
            if not any(sheet.pieces for sheet in sheets):
                raise EmptySource("there is no text in it.", where=name)
            return sheets
        raise SourceError(
            "this JSON is of no known engine.",
            where=name,
            remedy="MinerU, PP-StructureV3, Docling, dots.ocr and OmniDocBench are read.",
        )


def decode(data: bytes, *, where: str) -> Any:
    """JSON within bounds of size and depth. Raises ``SourceError``."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{len(data)} bytes of JSON are more than pages can have.", where=where)
    data = data.removeprefix(b"\xef\xbb\xbf")
    depth = most = 0
    # Brackets in texts count, too; they are pairs there, nearly always.
    for bracket in re.finditer(rb"[\[\]{}]", re.sub(rb'"(?:[^"\\]|\\.)*"', b"", data)):
        depth += 1 if bracket[0] in b"[{" else -1
        most = max(most, depth)
        if most > MAX_DEPTH:
            raise TooLarge(f"it is nested more than {MAX_DEPTH} deep.", where=where)
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(
            f"this JSON is broken ({error}).", where=where, remedy="It may be truncated."
        ) from error
