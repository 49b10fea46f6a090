"""A PDF as opendataloader-pdf gives it. Run in that tool's own environment."""

import sys
import tempfile
from pathlib import Path

import opendataloader_pdf

with tempfile.TemporaryDirectory() as folder:
    opendataloader_pdf.convert(
        input_path=[sys.argv[1]], output_dir=folder, format="markdown", quiet=True
    )
    for path in sorted(Path(folder).rglob("*.md")):
        print(path.read_text(encoding="utf-8"))
