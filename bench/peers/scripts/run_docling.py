"""A PDF as docling gives it. Run in that tool's own environment."""

import sys

from docling.document_converter import DocumentConverter

print(DocumentConverter().convert(sys.argv[1]).document.export_to_markdown())
