"""What the standard parts of a file cannot say of an issue: its record, JSON that travels in it.

The record has everything but blocks, problems and evidence, and no text that the file's own parts
give: a paragraph is in it only where the lines that it was printed in do not join to it. So a file
that somebody corrects comes back corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from jumpline.errors import FormatError
from jumpline.model.issue import SCHEMA, Block, BodyItem, Issue, Page
from jumpline.model.text import join_lines

#: Names a record wherever it travels.
RECORD = "jumpline/record@1"

#: (article's id, number of the body item) → its text as the file's own parts give it.
Texts = Mapping[tuple[str, int], str]


class Part(msgspec.Struct, frozen=True):
    """What one file gives back: the record, the pages that it holds with their blocks, the texts
    that it holds whole. A block's ``article``, and the first half of a text's key, is the
    number of its article in the record, from 1. Parts of one record are one issue."""

    record: str
    pages: tuple[Page, ...] = ()
    texts: dict[tuple[str, int], str] = {}


def blocks_of(pages: Iterable[Page]) -> dict[tuple[int, str], Block]:
    return {(page.number, block.id): block for page in pages for block in page.blocks}


def printed_text(item: BodyItem, blocks: Mapping[tuple[int, str], Block]) -> str | None:
    """A body item as the lines of its blocks give it; None where a block is not there."""
    text = ""
    for anchor in item.anchors:
        block = blocks.get((anchor.page, anchor.block))
        if block is None:
            return None
        for line in block.lines:
            if item.role == "table":
                text = f"{text}\n{line.text}" if text else line.text
            else:
                text = join_lines(text, line.text)
    return text.strip() if item.anchors else None


def record(
    issue: Issue,
    texts: Texts | None = None,
    *,
    anchors: bool = True,
    names: Mapping[tuple[int, str], str] | None = None,
) -> str:
    """JSON. ``texts`` are those that the file holds whole; without them, what blocks give counts.
    ``anchors`` are left out where the file has no blocks. ``names``: page and id of a block → the
    name that it has in the file."""
    blocks = blocks_of(issue.pages)
    plain: dict[str, Any] = msgspec.to_builtins(issue)
    for name in ("problems", "evidence"):
        del plain[name]
    for page in plain["pages"]:
        del page["blocks"]
    for told, article in zip(plain["articles"], issue.articles, strict=True):
        for at, (item, kept) in enumerate(zip(told["body"], article.body, strict=True)):
            if not anchors:
                del item["anchors"]
            given = printed_text(kept, blocks) if texts is None else texts.get((article.id, at))
            if given == kept.text:
                del item["text"]
    if not anchors:
        for notice in (*plain["notices"], *plain["ads"]):
            del notice["anchors"]
    changed = [
        [page.number, names[page.number, block.id], block.id]
        for page in issue.pages
        for block in page.blocks
        if names is not None and names.get((page.number, block.id), block.id) != block.id
    ]
    own = {"record": RECORD, **({"names": changed} if changed else {})}
    return msgspec.json.encode({**own, **plain}).decode()


def restored(parts: Iterable[Part], *, where: str | None = None) -> Issue:
    """The issue of the parts of one record. A paragraph of which nothing is there is left out.
    Raises ``FormatError`` for a record that is none."""
    given = list(parts)
    try:
        plain = msgspec.json.decode(given[0].record)
        if plain.pop("record", None) != RECORD:
            raise FormatError("its record is of another version.", where=where)
        names = {(page, name): block for page, name, block in plain.pop("names", [])}
        owners = {str(at): each["id"] for at, each in enumerate(plain["articles"], 1)}
        texts = {
            (owners.get(owner, ""), at): text
            for part in given
            for (owner, at), text in part.texts.items()
        }
        pages = {page.number: _named(page, names, owners) for part in given for page in part.pages}
        blocks = blocks_of(pages.values())
        plain["pages"] = [
            {**page, "blocks": msgspec.to_builtins(pages[page["number"]].blocks)}
            if page["number"] in pages
            else page
            for page in plain["pages"]
            if not pages or page["number"] in pages
        ]
        for article in plain["articles"]:
            _fill(
                article, lambda item: printed_text(msgspec.convert(item, BodyItem), blocks), texts
            )
        return msgspec.convert({**plain, "schema": SCHEMA}, Issue)
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(
            f"its record is broken ({error}).", where=where, remedy="Write the file again."
        ) from error


def _named(page: Page, names: Mapping[tuple[int, str], str], owners: Mapping[str, str]) -> Page:
    """The page with the ids of its blocks, and of their articles, which files name by number."""
    blocks = tuple(
        msgspec.structs.replace(
            block,
            id=names.get((page.number, block.id), block.id),
            article=owners.get(block.article or ""),
        )
        for block in page.blocks
    )
    return msgspec.structs.replace(page, blocks=blocks)


def _fill(
    article: dict[str, Any], printed: Callable[[dict[str, Any]], str | None], texts: Texts
) -> None:
    kept = []
    for at, item in enumerate(article["body"]):
        if "text" not in item:
            text = texts.get((article["id"], at))
            text = printed({**item, "text": ""}) if text is None else text
            if text is None:
                continue
            item["text"] = text
        kept.append(item)
    article["body"] = kept
