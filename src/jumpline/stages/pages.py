"""The pages between the stages. Types differ from stage to stage, so that mypy holds the order."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import msgspec

from jumpline.model.recognised import Hint, Stated, Story
from jumpline.model.roles import Role
from jumpline.model.scan import Scan
from jumpline.model.sheet import Flaw, MarkKind, TextLine
from jumpline.model.text import join_lines


class RawBlock(msgspec.Struct, frozen=True, dict=True):
    """A block before anybody knows what it is. ``order`` counts from 0 on its page."""

    order: int
    kind: MarkKind
    lines: tuple[TextLine, ...]
    level: int = 0
    lead: str = ""
    indented: bool = False
    #: begins or continues (a paragraph), where the page shows it; "" where it does not.
    flow: str = ""
    #: Pieces of one region of the page (an article's shape, a box); -1 where the page shows none.
    region: int = -1
    #: Pieces that stood together between blank lines; -1 where the source has none.
    cluster: int = -1
    #: What the source says that it is, and the story to which the source gives it ("" for none).
    hint: Hint | None = None
    story: str = ""
    #: Counts in the story, on all its pages; -1 outside of one.
    place: int = -1

    @cached_property
    def text(self) -> str:
        """The lines as running text."""
        text = ""
        for line in self.lines:
            text = join_lines(text, line.text)
        return text


class BlockPage(msgspec.Struct, frozen=True):
    """A page cut into blocks, in the order in which the source gave them."""

    source: str
    hint: str | None
    blocks: tuple[RawBlock, ...]
    width: float | None = None
    height: float | None = None
    unit: str | None = None
    problems: tuple[Flaw, ...] = ()
    stories: tuple[Story, ...] = ()
    stated: Stated | None = None
    facsimile: Scan | None = None


class RoleBlock(msgspec.Struct, frozen=True, dict=True):
    """A block with its role, the rule that gave it and how sure that rule is (0 to 1).

    ``values`` holds what the rule read: a jump's page, a byline's people, a guide entry. ``head``
    numbers the article head that the block belongs to on its page, -1 for none.
    """

    raw: RawBlock
    role: Role
    rule: str
    score: float
    values: dict[str, Any] = {}
    head: int = -1

    @property
    def text(self) -> str:
        return self.raw.text


class Furniture(msgspec.Struct, frozen=True):
    """What masthead or folio print. ``fields`` by name: title, latin_title, date, weekday…"""

    fields: dict[str, Any] = {}
    label: str | None = None
    section: str | None = None
    editors: tuple[str, ...] = ()
    is_front: bool = False


class RolePage(msgspec.Struct, frozen=True):
    """A page whose blocks have roles. ``number`` counts from 1 in the issue."""

    source: str
    number: int
    label: str
    furniture: Furniture
    blocks: tuple[RoleBlock, ...]
    width: float | None = None
    height: float | None = None
    unit: str | None = None
    problems: tuple[Flaw, ...] = ()
    stories: tuple[Story, ...] = ()
    facsimile: Scan | None = None
