"""The tools beside jumpline: what each is installed from, and the script that runs it.

Each lives in a virtual environment of its own, with versions pinned here; none is a dependency of
jumpline (pymupdf4llm is under the AGPL). A script takes a PDF's name and prints what the tool makes
of it, as text or markdown, with the settings that the tool has by default.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

SCRIPTS = Path(__file__).parent / "scripts"
#: Times are given as ratios to this one's.
BASE = "pypdfium2"
#: jumpline's own row.
OURS = "jumpline"


class Peer(msgspec.Struct, frozen=True):
    """``pins`` are pip requirements, the first of them the tool itself; ``program`` is what must be
    on the machine, and ``package`` the Debian package that brings it."""

    name: str
    label: str
    pins: tuple[str, ...] = ()
    program: str | None = None
    package: str | None = None

    @property
    def script(self) -> Path:
        return SCRIPTS / f"run_{self.name.replace('-', '_')}.py"


PEERS = (
    Peer("pypdfium2", "pypdfium2, plain text", ("pypdfium2==5.15.2",)),
    Peer("pdftotext", "pdftotext", (), "pdftotext", "poppler-utils"),
    Peer("pdfplumber", "pdfplumber", ("pdfplumber==0.11.10",)),
    Peer("markitdown", "markitdown", ("markitdown[pdf]==0.1.8",)),
    Peer("kreuzberg", "kreuzberg, markdown", ("kreuzberg==4.10.4",)),
    Peer("pymupdf4llm", "pymupdf4llm", ("pymupdf4llm==1.28.2", "pymupdf-layout==1.28.2")),
    Peer(
        "pymupdf4llm-layout",
        "pymupdf4llm with layout",
        ("pymupdf4llm==1.28.2", "pymupdf-layout==1.28.2"),
    ),
    Peer(
        "opendataloader-pdf",
        "opendataloader-pdf",
        ("opendataloader-pdf==2.5.16",),
        "java",
        "default-jre-headless",
    ),
    Peer("docling-parse", "docling's parser, no models", ("docling-parse==7.23.1",)),
    Peer("unstructured", "unstructured", ("unstructured[pdf]==0.27.32",)),
    Peer("docling", "docling", ("docling==2.143.0",)),
)
