"""A PDF as docling-parse gives it. Run in that tool's own environment."""

import sys

from docling_parse.pdf_parser import DoclingPdfParser

document = DoclingPdfParser().load(sys.argv[1])
for _, page in document.iterate_pages():
    for cell in page.textline_cells:
        print(cell.text)
    print()
