"""A PDF as markitdown gives it. Run in that tool's own environment."""

import sys

from markitdown import MarkItDown

print(MarkItDown().convert(sys.argv[1]).text_content)
