"""jumpline: newspapers as issues.

>>> import jumpline
>>> issue = jumpline.read(["page-01.md", "page-02.md"])   # doctest: +SKIP
>>> archive = jumpline.open("jumpline-archive")           # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jumpline._version import VERSION as __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jumpline.archive import Archive
    from jumpline.errors import JumplineError
    from jumpline.model.codec import decode, encode, json_schema
    from jumpline.model.issue import Issue

__all__ = [
    "Archive",
    "Issue",
    "JumplineError",
    "__version__",
    "decode",
    "encode",
    "json_schema",
    "open",
    "read",
    "read_all",
]

_LAZY = {
    "Archive": "jumpline.archive",
    "Issue": "jumpline.model.issue",
    "JumplineError": "jumpline.errors",
    "decode": "jumpline.model.codec",
    "encode": "jumpline.model.codec",
    "json_schema": "jumpline.model.codec",
}


def __getattr__(name: str) -> Any:
    # Imported on first use, so that `import jumpline` and `jumpline --version` stay quick.
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'jumpline' has no attribute {name!r}")


def read(paths: str | Path | Iterable[str | Path], *, packs: Iterable[str] = ()) -> Issue:
    """Read files, or folders of them, as the pages of one issue.

    Raises ``SourceError`` if none can be read, ``MixedIssues`` if they belong to several issues
    (``read_all`` gives those). A page that cannot be read is a problem of the issue.
    """
    from jumpline.pipeline import one_issue

    return one_issue(_paths(paths), packs=tuple(packs)).issue


def read_all(paths: str | Path | Iterable[str | Path], *, packs: Iterable[str] = ()) -> list[Issue]:
    """Like ``read``, for pages of any number of issues; by date."""
    from jumpline.pipeline import gather, read_issues

    return [found.issue for found in read_issues(gather(_paths(paths)), packs=tuple(packs))]


def open(url: str | Path = "jumpline-archive") -> Archive:
    """Open an archive, made if it is not there. Close it, or use it in a ``with`` statement."""
    from jumpline.archive import open_archive

    return open_archive(str(url), create=True)


def _paths(paths: str | Path | Iterable[str | Path]) -> list[str | Path]:
    from pathlib import Path

    return [paths] if isinstance(paths, str | Path) else list(paths)
