"""Parts, links and chains: what following finds."""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline.stages.pages import RoleBlock, RolePage

BlockRef = tuple[int, int]  # index of the page in the issue, order of the block on it


class Part(msgspec.Struct, frozen=True):
    """The blocks of an article on one page, in the order in which they are read. ``story`` is the
    source's own name for the article, "" where the source does not tell articles apart."""

    page: int
    blocks: tuple[int, ...]
    headline: str
    jump_to: dict[str, Any] | None = None
    jump_from: dict[str, Any] | None = None
    story: str = ""


class Link(msgspec.Struct, frozen=True):
    """A decision: two blocks are one paragraph, or two parts one article. ``why`` holds features."""

    kind: str
    source: BlockRef
    target: BlockRef
    score: float
    why: dict[str, float]


class Chains(msgspec.Struct, frozen=True):
    """``chains`` are articles: parts in reading order. ``joined`` holds the second block of every
    pair that is one paragraph; ``links`` say why."""

    pages: tuple[RolePage, ...]
    chains: tuple[tuple[Part, ...], ...]
    joined: frozenset[tuple[BlockRef, BlockRef]]
    links: tuple[Link, ...]


def body_text(block: RoleBlock) -> str:
    """The text of a body block without the jump lines in it."""
    text = block.text
    end = block.values.get("jump_to", {}).get("start")
    text = text[:end] if end is not None else text
    start = block.values.get("jump_from", {}).get("end")
    return text[start:].lstrip() if start is not None else text.rstrip()
