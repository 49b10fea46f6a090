"""The least PDF that draws what a test needs: one content stream a page, Helvetica, no library."""

from __future__ import annotations

from collections.abc import Mapping


def pdf(
    pages: list[str],
    *,
    box: str = "0 0 600 800",
    more: str = "",
    wide: Mapping[str, Mapping[int, str] | None] | None = None,
    resources: str = "",
) -> bytes:
    """``pages`` are content streams; ``more`` goes into every page's dictionary, ``resources`` into
    its resources. ``wide`` are fonts of square cells by name, with what their ToUnicode says of
    each code; None for a font without that table."""
    bodies = []
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    font = 3 + 2 * len(pages)
    fonts = f"/F1 {font} 0 R"
    cells: list[str] = []
    for name, told in (wide or {}).items():
        fonts += f" /{name} {font + 1 + len(cells)} 0 R"
        cells += _wide(name, told, font + 1 + len(cells))
    bodies.append("<< /Type /Catalog /Pages 2 0 R >>")
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    for number, stream in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {more} /Contents {4 + 2 * number} 0 R"
            f" /Resources << /Font << {fonts} >> {resources} >> >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    bodies.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    return written([*bodies, *cells])


def written(bodies: list[str]) -> bytes:
    """Objects 1, 2, 3 … as a file; the first is the catalogue."""
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def _wide(name: str, told: Mapping[int, str] | None, first: int) -> list[str]:
    table = f"/ToUnicode {first + 3} 0 R" if told is not None else ""
    bodies = [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+{name} /Encoding /Identity-H"
        f" /DescendantFonts [{first + 1} 0 R] {table} >>",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+{name} /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {first + 2} 0 R >>",
        f"<< /Type /FontDescriptor /FontName /AAAAAA+{name} /Flags 4 /ItalicAngle 0 /Ascent 880"
        " /Descent -120 /CapHeight 880 /StemV 80 /FontBBox [0 -120 1000 880] >>",
    ]
    if told is not None:
        codes = sorted(told.items())
        table = ""
        for at in range(0, len(codes), 100):
            part = codes[at : at + 100]
            table += f"{len(part)} beginbfchar\n"
            for code, text in part:
                table += f"<{code:04X}> <{text.encode('utf-16-be').hex()}>\n"
            table += "endbfchar\n"
        stream = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def"
            " 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + table + "endcmap end end"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return bodies


def text(x: float, y: float, words: str, size: float = 9, *, mode: int = 0) -> str:
    return f"BT /F1 {size} Tf {mode} Tr 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n"


def cells(x: float, y: float, codes: list[int], size: float = 9, *, font: str = "W1") -> str:
    """Characters of a font of square cells, by their codes."""
    drawn = "".join(f"{code:04X}" for code in codes)
    return f"BT /{font} {size} Tf 0 Tr 1 0 0 1 {x} {y} Tm <{drawn}> Tj ET\n"


def picture(x0: float, y0: float, x1: float, y1: float) -> str:
    """A grey picture in the file's coordinates."""
    return f"q {x1 - x0} 0 0 {y1 - y0} {x0} {y0} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
