"""A PDF as pypdfium2 gives it. Run in that tool's own environment."""

import sys

import pypdfium2

for page in pypdfium2.PdfDocument(sys.argv[1]):
    print(page.get_textpage().get_text_range())
    print()
