"""Titles that an archive knows already, by whatever of their names a page prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from jumpline.model.rekey import rekey
from jumpline.model.script import simplified
from jumpline.ports import Store

if TYPE_CHECKING:
    from jumpline.pipeline import Reading


def settled(store: Store, reading: Reading) -> Reading:
    """Under the id that the archive knows the title by: a page without the masthead prints the
    name in one script only, and the id comes from what is printed."""
    title = reading.issue.publication.title
    if title is None or store.has(reading.issue.id):
        return reading
    wanted = simplified("".join(title.split())).upper()
    for known in store.publications():
        if known.title and simplified("".join(known.title.split())).upper() == wanted:
            return msgspec.structs.replace(reading, issue=rekey(reading.issue, known.id))
    return reading
