"""A PDF as unstructured gives it, without its models. Run in that tool's own environment."""

import sys

from unstructured.partition.pdf import partition_pdf
from unstructured.partition.text import partition_text

elements = partition_pdf(sys.argv[1], strategy="fast")
if not elements:
    # What goes wrong in there is only logged; a plain sentence says it.
    partition_text(text="The council met on Monday, and agreed on a plan for the bridge.")
for element in elements:
    print(("# " if element.category == "Title" else "") + element.text)
    print()
