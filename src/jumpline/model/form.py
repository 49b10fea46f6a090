"""What an exporter says of itself: its kind of file, its options, what it keeps of an issue.

>>> @form("text of articles", suffix=".txt", media="text/plain", keeps="text articles")
... def export_plain(issue: Issue) -> bytes: ...
>>> sorted(export_plain.form.loses)[:2]
['apart', 'boxes']
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeAlias

import msgspec

from jumpline.errors import UsageError
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.wellformed import wellformed

#: What there is to keep of an issue, each with what it means.
FACETS = {
    "text": "every paragraph, whole, in reading order",
    "articles": "which text is one article, and their order",
    "heads": "column, kicker, headline and deck, each as such",
    "bylines": "source, people, dateline, series",
    "jumps": "where an article goes on, and from where it comes",
    "pictures": "captions and credits",
    "pages": "numbers, labels and sections of pages",
    "lines": "lines and blocks as printed, with their roles",
    "boxes": "where on the page they stand",
    "masthead": "date, number, publisher and the other facts of the issue",
    "apart": "guide, notices, advertisements",
    "why": "problems and evidence",
}

#: A file's name inside of the export (always with ``/``, never leading out) → its bytes.
Files: TypeAlias = dict[str, bytes]
Exported: TypeAlias = bytes | Files


class Option(msgspec.Struct, frozen=True):
    """``choices`` are all values; empty where any text will do. The first is the default, or
    ``default`` where there are none."""

    says: str
    choices: tuple[str, ...] = ()
    default: str = ""

    @property
    def first(self) -> str:
        return self.choices[0] if self.choices else self.default


class Form(msgspec.Struct, frozen=True):
    """``several`` is true where the export is (or can be) several files: a folder or a zip.
    ``geometry`` is true where an issue without boxes cannot be written. ``back`` names the reader
    that takes it back. ``sources`` is true where it also takes the files that the issue was read
    from. Exports of several issues one after the other are one file where it ``appends``."""

    says: str
    suffix: str
    media: str
    keeps: frozenset[str] = frozenset(FACETS)
    options: dict[str, Option] = {}
    several: bool = False
    geometry: bool = False
    back: str | None = None
    extra: str | None = None
    sources: bool = False
    appends: bool = False

    @property
    def loses(self) -> frozenset[str]:
        return frozenset(FACETS) - self.keeps


def form(
    says: str,
    *,
    suffix: str,
    media: str,
    keeps: str,
    options: dict[str, Option] | None = None,
    several: bool = False,
    geometry: bool = False,
    back: str | None = None,
    extra: str | None = None,
    sources: bool = False,
    appends: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Makes a function an exporter: it is given text that every format can hold, and each option
    with a value that it knows. ``keeps`` are names of ``FACETS``. Raises ``UsageError`` for an
    option or a value that there is not."""
    kept = frozenset(keeps.split())
    if not kept <= set(FACETS):
        raise ValueError(f"no facets: {sorted(kept - set(FACETS))}")
    known = options or {}
    told = Form(says, suffix, media, kept, known, several, geometry, back, extra, sources, appends)

    def make(export: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(export)
        def exporter(
            issue: Issue, /, *, files: Sequence[SourceFile] = (), **chosen: str
        ) -> Exported:
            own: dict[str, Any] = {"files": files} if sources else {}
            result: Exported = export(wellformed(issue), **own, **settled(known, chosen))
            return result

        exporter.form = told  # type: ignore[attr-defined]
        return exporter

    return make


def form_of(exporter: Any) -> Form:
    """What an exporter says of itself; of a plug that says nothing, that it is one file."""
    found = getattr(exporter, "form", None)
    if isinstance(found, Form):
        return found
    return Form("a plug-in", ".txt", "application/octet-stream", frozenset())


def settled(known: dict[str, Option], chosen: dict[str, str]) -> dict[str, str]:
    """Every option with its value. Raises ``UsageError``."""
    for name, value in chosen.items():
        option = known.get(name)
        if option is None:
            raise UsageError(
                f"there is no option {name!r} here.",
                remedy=f"Known: {', '.join(known) or 'none'}.",
            )
        if option.choices and value not in option.choices:
            raise UsageError(
                f"{name}={value} is not possible.", remedy=f"Choose {' or '.join(option.choices)}."
            )
    return {name: chosen.get(name, option.first) for name, option in known.items()}
