"""Pictures of pages: decoded within limits, turned upright, cropped to the paper, spreads split.

The page's box is that of the upright, cropped page: what a reader calls a point lies on it, not on the
picture as it came; ``Sheet.scan`` says how one became the other.
"""

from jumpline.readers.image.decode import ImageLimits
from jumpline.readers.image.reader import ImageReader

__all__ = ["ImageLimits", "ImageReader"]
