"""Born-digital PDF through pypdfium2, each page read in a process of its own.

Coordinates leave here in the model's form: points, origin top left, y down, as the page is seen.
"""

from jumpline.readers.pdf.limits import PdfLimits
from jumpline.readers.pdf.reader import PdfReader

__all__ = ["PdfLimits", "PdfReader"]
