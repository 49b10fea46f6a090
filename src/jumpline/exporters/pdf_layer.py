"""The invisible text of a searchable PDF: fonts without shapes that say which characters they are."""

from __future__ import annotations

from typing import Any

from jumpline.exporters.pdf_tags import Tags
from jumpline.exporters.physical import Placed, is_upright
from jumpline.model.geometry import Box

#: Widths of characters in thousandths of the size.
_NARROW, _WIDE = 500, 1000


class Layer:
    """Type 3 fonts of 256 characters each, whose glyphs draw nothing: small, whole within the file,
    and told apart by nobody who copies text."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.codes: dict[str, tuple[int, int]] = {}
        self.pages: list[Any] = []

    def write(self, page: Any, placed: Placed, tags: Tags, number: int) -> None:
        """Appends the text of a page, article by article. What it lies over is one artifact."""
        import pikepdf

        x, y, right, top = (float(value) for value in page.mediabox)
        # The points may be those of a page that was scaled since.
        sx, sy = (right - x) / placed.width, (top - y) / placed.height
        parts = ["q BT 3 Tr\n"]
        for mark, (block, name) in enumerate(tags.blocks(placed, number)):
            parts.append(f"/{name} <</MCID {mark}>> BDC\n")
            upright = is_upright(block)
            for line in block.lines:
                x0, y0, x1, y1 = line.box or (0.0, 0.0, 0.0, 0.0)
                box = (x + x0 * sx, top - y1 * sy, x + x1 * sx, top - y0 * sy)
                parts.append(
                    self._upright(line.text, box) if upright else self._line(line.text, box)
                )
            parts.append("EMC\n")
        parts.append("ET Q\n")
        page.contents_add(pikepdf.Stream(self.pdf, "".join(parts).encode()), prepend=False)
        page.obj.StructParents = number
        page.obj.Tabs = pikepdf.Name.S
        self.pages.append(page)

    def _line(self, text: str, box: Box) -> str:
        """A line as wide as its box, whatever its characters are."""
        x0, y0, x1, y1 = box
        size = max(0.1, y1 - y0)
        natural = sum(_NARROW if char.isascii() else _WIDE for char in text) * size / 1000
        scale = max(0.1, 100 * (x1 - x0) / natural) if natural else 100.0
        base = y0 + 0.2 * size
        return f"{scale:.2f} Tz 1 0 0 1 {x0:.2f} {base:.2f} Tm\n{self._shown(text, size)}"

    def _upright(self, text: str, box: Box) -> str:
        """A line from top to bottom: each character in its place."""
        x0, y0, x1, y1 = box
        size = max(0.1, x1 - x0)
        step = (y1 - y0) / max(1, len(text))
        parts = ["100 Tz\n"]
        for at, char in enumerate(text, 1):
            base = y1 - at * step + 0.2 * size
            parts.append(f"1 0 0 1 {x0:.2f} {base:.2f} Tm\n{self._shown(char, size)}")
        return "".join(parts)

    def _shown(self, text: str, size: float) -> str:
        parts: list[str] = []
        run: list[str] = []
        current = -1
        for char in text:
            font, code = self.codes.setdefault(
                char, (len(self.codes) // 256, len(self.codes) % 256)
            )
            if font != current:
                parts += _show(run)
                run = []
                parts.append(f"/Jump{font} {size:.2f} Tf\n")
                current = font
            run.append(f"{code:02x}")
        return "".join([*parts, *_show(run)])

    def finish(self) -> None:
        """Puts the fonts, whose characters are known only now, on the pages."""
        import pikepdf

        fonts: list[list[str]] = []
        for char, (font, _) in self.codes.items():
            if font == len(fonts):
                fonts.append([])
            fonts[font].append(char)
        made = {f"/Jump{at}": self._font(chars) for at, chars in enumerate(fonts)}
        for page in self.pages:
            resources = page.obj.get("/Resources")
            if resources is None:
                resources = page.obj.Resources = pikepdf.Dictionary()
            if "/Font" not in resources:
                resources.Font = pikepdf.Dictionary()
            for name, font in made.items():
                resources.Font[name] = font

    def _font(self, chars: list[str]) -> Any:
        import pikepdf
        from pikepdf import Array, Dictionary, Name

        # Shapes that draw nothing, with boxes all the same: without one, PDFium drops the text.
        narrow = pikepdf.Stream(self.pdf, f"{_NARROW} 0 0 -200 {_NARROW} 800 d1".encode())
        wide = pikepdf.Stream(self.pdf, f"{_WIDE} 0 0 -200 {_WIDE} 800 d1".encode())
        names = [Name("/n") if char.isascii() else Name("/w") for char in chars]
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, -200, _WIDE, 800]),
                FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                CharProcs=Dictionary(n=narrow, w=wide),
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([0, *names])),
                FirstChar=0,
                LastChar=len(chars) - 1,
                Widths=Array([_NARROW if char.isascii() else _WIDE for char in chars]),
                Resources=Dictionary(),
                ToUnicode=pikepdf.Stream(self.pdf, _to_unicode(chars)),
            )
        )


def _show(run: list[str]) -> list[str]:
    return [f"<{''.join(run)}> Tj\n"] if run else []


def _to_unicode(chars: list[str]) -> bytes:
    rows = [f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for code, char in enumerate(chars)]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Jumpline def /CMapType 2 def",
        "1 begincodespacerange <00> <ff> endcodespacerange",
    ]
    # A section may have a hundred.
    for start in range(0, len(rows), 100):
        some = rows[start : start + 100]
        parts.append(f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar")
    return "\n".join([*parts, "endcmap end end"]).encode()
