"""A PDF as kreuzberg gives it. Run in that tool's own environment."""

import sys

from kreuzberg import ExtractionConfig, extract_file_sync

found = extract_file_sync(sys.argv[1], config=ExtractionConfig(output_format="markdown"))
print(found.content)
