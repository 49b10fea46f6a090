"""What the source itself says: roles of its blocks, its articles, and the facts of the issue.

An article that the source tells apart is taken as it is. Elsewhere only hints count that a page's
own stages cannot know better: folios, pictures' captions, advertisements and notices.
"""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline.model.issue import Byline
from jumpline.model.recognised import Hint
from jumpline.model.roles import Role
from jumpline.packs import Pack
from jumpline.stages.bylines import byline_line
from jumpline.stages.pages import BlockPage, Furniture, RawBlock, RoleBlock

#: The rule that evidence names.
SOURCE = "source"
_IN_STORY: dict[Hint, Role] = {
    "heading": "headline",
    "headline": "headline",
    "kicker": "kicker",
    "deck": "deck",
    "byline": "byline",
    "column": "column",
    "subhead": "subhead",
    "table": "table",
    "caption": "caption",
    "picture": "caption",
    "folio": "folio",
    "masthead": "masthead",
    "guide": "guide",
}
_HEADS = frozenset({"headline", "kicker", "deck", "column"})
_OUTSIDE: dict[Hint, Role] = {
    "masthead": "masthead",
    "folio": "folio",
    "caption": "caption",
    "picture": "caption",
    "ad": "ad",
    "notice": "notice",
}


def stated(
    page: BlockPage, found: tuple[Furniture, dict[int, str]]
) -> tuple[Furniture, dict[int, str]]:
    """Furniture with what the metadata say, which is believed before what is recognised. Blocks
    of a story are no furniture."""
    facts, taken = found
    if page.stories:
        taken = {order: role for order, role in taken.items() if not page.blocks[order].story}
    said = page.stated
    if said is None:
        return facts, taken
    fields = dict(facts.fields)
    if page.stories or said.title:
        # What a noisy masthead seems to print is not the title beside one that is known.
        fields = {name: value for name, value in fields.items() if name != "latin_title"}
    for name, value in (("title", said.title), ("date", said.date), ("number", said.number)):
        if value is not None:
            fields[name] = value
    label = said.label or facts.label
    section = said.section or facts.section
    return msgspec.structs.replace(facts, fields=fields, label=label, section=section), taken


def told(page: BlockPage, taken: set[int], pack: Pack) -> dict[int, RoleBlock]:
    """Roles that the source gives; of a page with stories, all that furniture has not taken."""
    if not page.stories:
        return _hints(page, taken)
    kinds = {story.id: story.kind for story in page.stories}
    heads = {story.id: number for number, story in enumerate(page.stories, 1)}
    begun: set[str] = set()
    groups: dict[str, list[int]] = {}
    given: dict[int, RoleBlock] = {}
    for raw in page.blocks:
        if raw.order in taken:
            continue
        kind = kinds.get(raw.story)
        if kind is None:
            role: Role = _OUTSIDE.get(raw.hint, "unplaced") if raw.hint else "unplaced"
            given[raw.order] = RoleBlock(raw, role, SOURCE, 0.9)
        elif kind == "article":
            given[raw.order] = _of_story(raw, begun, heads[raw.story], pack)
        else:
            groups.setdefault(raw.story, []).append(raw.order)
            given[raw.order] = RoleBlock(raw, kind, SOURCE, 1.0)
    for orders in groups.values():
        first = given[orders[0]]
        given[orders[0]] = msgspec.structs.replace(first, values={"group": tuple(orders)})
    return given


def _of_story(raw: RawBlock, begun: set[str], head: int, pack: Pack) -> RoleBlock:
    role: Role = _IN_STORY.get(raw.hint, "body") if raw.hint else "body"
    if role in _HEADS and raw.story in begun:
        # A heading after the text has begun is one inside the text.
        role = "subhead"
    values: dict[str, Any] = {}
    if role in _HEADS:
        values["lines"] = tuple(line.text for line in raw.lines)
    elif role == "byline":
        values["byline"] = byline_line(raw.text, pack) or Byline(text=raw.text)
    elif role == "body":
        begun.add(raw.story)
        values = _jumps(raw.text, pack)
    if role in ("caption", "folio", "masthead", "guide"):
        head = -1
    return RoleBlock(raw, role, SOURCE, 1.0, values, head)


def _jumps(text: str, pack: Pack) -> dict[str, Any]:
    """Jump lines in a body: they are links and no text of it."""
    values: dict[str, Any] = {}
    origin = pack.match("jump-from", text)
    if origin is not None and origin.start == 0:
        values["jump_from"] = {"page": origin.values.get("page"), "end": origin.end}
    onward = pack.match("jump-to", text)
    if onward is not None:
        values["jump_to"] = {
            "page": onward.values.get("page"),
            "title": onward.values.get("title"),
            "start": onward.start,
        }
    return values


def _hints(page: BlockPage, taken: set[int]) -> dict[int, RoleBlock]:
    given: dict[int, RoleBlock] = {}
    for raw in page.blocks:
        role = _OUTSIDE.get(raw.hint) if raw.hint and raw.order not in taken else None
        if role is not None:
            values = {"group": (raw.order,)} if role in ("ad", "notice") else {}
            given[raw.order] = RoleBlock(raw, role, SOURCE, 0.9, values)
    return given
