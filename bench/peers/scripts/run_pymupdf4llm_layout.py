"""A PDF as pymupdf4llm-layout gives it. Run in that tool's own environment."""

import sys

import pymupdf.layout  # noqa: F401  # its import switches the layout on
import pymupdf4llm

print(pymupdf4llm.to_markdown(sys.argv[1]))
