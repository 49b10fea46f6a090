"""The static edition: the pages of the served one as files, for any web server, or none at all."""

from jumpline.web.site.freeze import Built, freeze

__all__ = ["Built", "freeze"]
