"""A PDF as pymupdf4llm gives it. Run in that tool's own environment."""

import sys

import pymupdf4llm

if hasattr(pymupdf4llm, "use_layout"):
    pymupdf4llm.use_layout(False)
print(pymupdf4llm.to_markdown(sys.argv[1]))
