"""Names that formats and file systems accept, each the same for the same input."""

from __future__ import annotations

import re

from jumpline.model.ids import fingerprint, slug

_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
#: Names that Windows keeps for devices, whatever their suffix.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class Names:
    """XML ids (NCName) of one document: a name that is fit and free stays as it is.

    >>> names = Names()
    >>> names("p1.b7"), names("p1.b7")
    ('p1.b7', 'p1.b7')
    >>> names("7 b") != names("7_b")
    True
    """

    def __init__(self) -> None:
        self.given: dict[str, str] = {}
        self._taken: set[str] = set()

    def __call__(self, name: str) -> str:
        known = self.given.get(name)
        if known is None:
            known = name if _NCNAME.fullmatch(name) else f"x-{fingerprint(repr(name), 12)}"
            while known in self._taken:
                known += "_"
            self._taken.add(known)
            self.given[name] = known
        return known


def file_name(text: str) -> str:
    """A name without its suffix that every system accepts: at most 60 of a-z, 0-9 and hyphen.

    >>> file_name("A1"), file_name("con"), file_name("x/2026-04-07")
    ('a1', 'x-con', 'x-2026-04-07')
    """
    found = slug(text)[:60].strip("-")
    if not found:
        return f"x-{fingerprint(repr(text))}"
    return f"x-{found}" if _DEVICES.fullmatch(found) else found


def page_names(labels: list[str]) -> list[str]:
    """A file's name for each page, by its label (page-01); a label that is there twice gets a
    number."""
    taken: dict[str, int] = {}
    names = []
    for label in labels:
        name = f"page-{file_name(label)}"
        taken[name] = taken.get(name, 0) + 1
        names.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return names
