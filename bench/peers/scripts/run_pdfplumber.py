"""A PDF as pdfplumber gives it. Run in that tool's own environment."""

import sys

import pdfplumber

with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        print(page.extract_text())
        print()
