"""A page with geometry as blocks in reading order: lines → columns → regions → emit."""

from jumpline.stages.layout.emit import lay_out

__all__ = ["lay_out"]
