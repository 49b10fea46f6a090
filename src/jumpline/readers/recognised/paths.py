"""Paths that a source names: relative ones inside its folder, and nothing else."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")


def inside(href: str) -> str | None:
    """A reference as a path below the folder of the file that names it (``file://./a/b.xml`` →
    ``a/b.xml``); None for one that leads out of it or elsewhere."""
    path = href.strip().replace("\\", "/")
    if path.startswith("file://."):
        path = path.removeprefix("file://")
    elif path.startswith("file:."):
        path = path.removeprefix("file:")
    path = unquote(path.partition("#")[0])
    if not path or "\0" in path or _SCHEME.match(path) or path.startswith("/"):
        return None
    path = posixpath.normpath(path)
    if path.startswith(("../", "/")) or path in ("..", "."):
        return None
    return path


def beside(name: str, path: str) -> str:
    """The source name of a path that the source ``name`` gives relative to its folder."""
    folder = name.rpartition("/")[0]
    return posixpath.normpath(f"{folder}/{path}") if folder else posixpath.normpath(path)
