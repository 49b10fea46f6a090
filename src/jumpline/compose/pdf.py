"""Canvases → PDF: fonts cut to the glyphs used, text with its Unicode, equal bytes for equal pages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Literal, TypeAlias

from jumpline.compose.canvas import ASCENT, DESCENT, Canvas, Chunk, Ink, Shape
from jumpline.compose.fonts import Font, FontSet, Glyph, require
from jumpline.model.text import is_cjk

Order: TypeAlias = Literal["article", "shuffled"]


def write_pdf(
    canvases: Sequence[Canvas],
    fonts: FontSet,
    *,
    title: str,
    language: str,
    order: Order = "article",
    seed: int = 0,
    glyphs_one_by_one: bool = False,
) -> bytes:
    """One page for each canvas. ``shuffled`` draws the blocks in an order that ``seed`` gives."""
    pikepdf = require("pikepdf")
    pdf = pikepdf.new()
    written = {font.number: _Embedded(font, pdf) for font in fonts.fonts}
    pages = []
    for number, canvas in enumerate(canvases):
        chunks = list(canvas.chunks)
        if order == "shuffled":
            random.Random(seed * 1009 + number).shuffle(chunks)  # noqa: S311
        content = _Content(canvas, written, glyphs_one_by_one)
        for shape in canvas.shapes:
            content.shape(shape)
        for chunk in chunks:
            content.chunk(chunk)
        pages.append((canvas, content))
    fonts_used = {f"/F{number}": font.reference() for number, font in written.items() if font.used}
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts_used))
    shared = pdf.make_indirect(resources)
    for canvas, content in pages:
        pdf.add_blank_page(page_size=(canvas.width, canvas.height))
        page = pdf.pages[-1]
        page.obj.Resources = shared
        page.obj.Contents = pdf.make_stream(content.bytes())
    pdf.Root.Lang = pikepdf.String(language)
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/Producer"] = "jumpline"
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return out.getvalue()


class _Embedded:
    """A font's glyphs as used, and its objects in the file."""

    def __init__(self, font: Font, pdf: Any) -> None:
        self.font, self.pdf = font, pdf
        self.used: dict[int, Glyph] = {}

    def use(self, glyph: Glyph) -> None:
        known = self.used.get(glyph.gid)
        if known is None or (not known.text and glyph.text):
            self.used[glyph.gid] = glyph

    def reference(self) -> Any:
        hb, pikepdf = require("uharfbuzz"), require("pikepdf")
        gids = sorted(self.used)
        plan = hb.SubsetInput()
        plan.sets(hb.SubsetInputSets.GLYPH_INDEX).update(gids)
        outlines = "CFF " in self.font.face.table_tags
        plan.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        if not outlines:
            plan.flags |= hb.SubsetFlags.RETAIN_GIDS
        plan.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode(), "big")
            for tag in ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "name", "DSIG", "kern", "FFTM")
        )
        subset = hb.subset(self.font.face, plan)
        name = pikepdf.Name("/" + _tag(gids) + "+" + self._name())
        if outlines:
            data = bytes(subset.reference_table("CFF ").data)
            stream = self.pdf.make_stream(data, Subtype=pikepdf.Name.CIDFontType0C)
        else:
            data = bytes(subset.blob.data)
            stream = self.pdf.make_stream(data, Length1=len(data))
        extents = hb.Font(self.font.face).get_font_extents("ltr")
        unit = 1000 / self.font.upem
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=[-200, -300, 1200, 1200],
            ItalicAngle=0,
            Ascent=round(extents.ascender * unit),
            Descent=round(extents.descender * unit),
            CapHeight=700,
            StemV=140 if "Bold" in self._name() else 80,
        )
        descriptor["/FontFile3" if outlines else "/FontFile2"] = stream
        kind = pikepdf.Name.CIDFontType0 if outlines else pikepdf.Name.CIDFontType2
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=kind,
            BaseFont=name,
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"),
                Ordering=pikepdf.String("Identity"),
                Supplement=0,
            ),
            FontDescriptor=self.pdf.make_indirect(descriptor),
            DW=1000,
            W=self._widths(gids),
        )
        if not outlines:
            descendant["/CIDToGIDMap"] = pikepdf.Name.Identity
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=name,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[self.pdf.make_indirect(descendant)],
            ToUnicode=self.pdf.make_stream(self._to_unicode(gids)),
        )
        return self.pdf.make_indirect(font)

    def _name(self) -> str:
        hb = require("uharfbuzz")
        found = self.font.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)
        return str(found or self.font.spec.file.split(".")[0])

    def width(self, gid: int) -> int:
        return round(self.font.advance(gid) * 1000)

    def _widths(self, gids: list[int]) -> Any:
        pikepdf = require("pikepdf")
        found: list[Any] = []
        for gid in gids:
            width = self.width(gid)
            if width != 1000:
                found += [gid, pikepdf.Array([width])]
        return pikepdf.Array(found)

    def _to_unicode(self, gids: list[int]) -> bytes:
        rows = [
            f"<{gid:04X}> <{self.used[gid].text.encode('utf-16-be').hex().upper()}>"
            for gid in gids
            if self.used[gid].text
        ]
        parts = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for at in range(0, len(rows), 100):
            some = rows[at : at + 100]
            parts += [f"{len(some)} beginbfchar", *some, "endbfchar"]
        parts.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(parts).encode("ascii")


def _tag(gids: list[int]) -> str:
    """The six letters before a subset's name, from what is in it."""
    value = sum((at + 1) * gid for at, gid in enumerate(gids)) * 2654435761
    return "".join(chr(65 + (value >> 5 * at) % 26) for at in range(6))


class _Content:
    """A page's drawing operators."""

    def __init__(self, canvas: Canvas, fonts: dict[int, _Embedded], one_by_one: bool) -> None:
        self.canvas, self.fonts, self.one_by_one = canvas, fonts, one_by_one
        self.parts: list[str] = []

    def bytes(self) -> bytes:
        return "\n".join(self.parts).encode("ascii")

    def shape(self, shape: Shape) -> None:
        x0, y0, x1, y1 = shape.box
        box = f"{_n(x0)} {_n(self.canvas.height - y1)} {_n(x1 - x0)} {_n(y1 - y0)} re"
        if shape.fill is not None:
            self.parts.append(f"{_n(shape.fill)} g {box} f")
        if shape.stroke:
            self.parts.append(f"0 G {_n(shape.stroke)} w {box} S")

    def chunk(self, chunk: Chunk) -> None:
        for shape in chunk.shapes:
            box = self.canvas.on_page(shape.box, chunk.vertical)
            self.shape(Shape(box, shape.stroke, shape.fill))
        for ink in chunk.inks:
            self.ink(ink, chunk.vertical)

    def ink(self, ink: Ink, vertical: bool) -> None:
        self.parts.append(f"BT {_n(ink.grey)} g")
        if vertical or self.one_by_one:
            for x, glyph in ink.line.glyphs:
                self.glyph(ink, x, glyph, vertical)
        else:
            self.run(ink)
        self.parts.append("ET")

    def glyph(self, ink: Ink, x: float, glyph: Glyph, vertical: bool) -> None:
        """One glyph by itself; in a vertical line upright, or lying for Latin."""
        font, size = self.fonts[glyph.face], ink.size
        font.use(glyph)
        along = ink.x + (x + glyph.dx) * size
        matrix = f"1 0 0 1 {_n(along)} {_n(self.canvas.height - ink.y + glyph.dy * size)}"
        if vertical:
            middle = self.canvas.width - (ink.y - (ASCENT - DESCENT) / 2 * size)
            if glyph.text and is_cjk(glyph.text[0]):
                left = middle - glyph.advance * size / 2
                base = self.canvas.height - (along + (glyph.advance / 2 + 0.38) * size)
                matrix = f"1 0 0 1 {_n(left)} {_n(base)}"
            else:
                base = middle - 0.36 * size
                matrix = f"0 -1 1 0 {_n(base)} {_n(self.canvas.height - along)}"
        self.parts.append(f"/F{glyph.face} {_n(size)} Tf {matrix} Tm <{glyph.gid:04X}> Tj")

    def run(self, ink: Ink) -> None:
        """A line in as few operators as its faces need."""
        size, glyphs = ink.size, ink.line.glyphs
        at = 0
        while at < len(glyphs):
            x, first = glyphs[at]
            font = self.fonts[first.face]
            shown = []
            pen = x
            y = self.canvas.height - ink.y
            self.parts.append(
                f"/F{first.face} {_n(size)} Tf 1 0 0 1 {_n(ink.x + x * size)} {_n(y)} Tm"
            )
            while at < len(glyphs) and glyphs[at][1].face == first.face:
                place, glyph = glyphs[at]
                font.use(glyph)
                move = round((place + glyph.dx - pen) * 1000)
                if move:
                    shown.append(str(-move))
                    pen += move / 1000
                shown.append(f"<{glyph.gid:04X}>")
                pen += font.width(glyph.gid) / 1000
                at += 1
            self.parts.append(f"[{''.join(shown).replace('><', '')}] TJ")


def _n(value: float) -> str:
    """A number as short as it may be."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
