"""Where an archive is: a path, or a URL that names its kind."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from jumpline.errors import ArchiveError, NotFound


def folder_of(url: str) -> Path:
    """Raises ``NotFound`` for a kind of archive that there is not."""
    scheme, mark, _ = url.partition("://")
    if not mark:
        return Path(url).expanduser()
    if scheme == "file":
        return Path(url2pathname(urlsplit(url).path))
    raise NotFound(
        f"there is no kind of archive called {scheme!r}.",
        where=url,
        remedy="Give a folder.",
    )


def is_there(path: Path) -> bool:
    """Whether a file is there. Raises ``ArchiveError`` where nobody may look."""
    try:
        return path.is_file()
    except PermissionError as error:
        raise ArchiveError(
            "this folder may not be entered.",
            where=str(path.parent),
            remedy="Check its permissions.",
        ) from error
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """A text that is too long for a name, or lies where nobody may look, names no file here."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    return is_file(path) or is_folder(path)
