"""A page with geometry as blocks in reading order: lines → columns → regions → blocks."""

from jumpline.stages.layout.arrange import lay_out

__all__ = ["lay_out"]
