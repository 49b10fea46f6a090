"""The least PDF that draws what a test needs: one content stream a page, Helvetica, no library."""

from __future__ import annotations


def pdf(pages: list[str], *, box: str = "0 0 600 800", more: str = "") -> bytes:
    """``pages`` are content streams; ``more`` goes into every page's dictionary."""
    bodies = []
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    font = 3 + 2 * len(pages)
    bodies.append("<< /Type /Catalog /Pages 2 0 R >>")
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    for number, stream in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {more} /Contents {4 + 2 * number} 0 R"
            f" /Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    bodies.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def text(x: float, y: float, words: str, size: float = 9, *, mode: int = 0) -> str:
    return f"BT /F1 {size} Tf {mode} Tr 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n"
