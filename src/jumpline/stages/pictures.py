"""Which article a picture belongs to: where it stands, then what its caption speaks of."""

from __future__ import annotations

import msgspec

from jumpline.model.issue import Picture
from jumpline.model.text import plain
from jumpline.stages.articles import Draft
from jumpline.stages.pages import RoleBlock, RolePage


def place_pictures(pages: tuple[RolePage, ...], drafts: list[Draft]) -> list[Draft]:
    """Drafts with their pictures, and with the captions among their members. A caption that
    nothing ties to one article stays a block of its page."""
    owner = {ref: number for number, draft in enumerate(drafts) for ref in draft.members}
    words = [_pairs("".join(item.text for item in draft.body)) for draft in drafts]
    for index, page in enumerate(pages):
        on_page = [n for n, draft in enumerate(drafts) if page.number in draft.pages]
        for block in page.blocks:
            if block.role != "caption" or not block.text:
                continue
            number = _told(block, drafts)
            if number is None:
                number = _around(index, page, block, owner)
            if number is None:
                number = _by_words(block.text, on_page, words)
            if number is None:
                continue
            draft = drafts[number]
            drafts[number] = msgspec.structs.replace(
                draft,
                pictures=(*draft.pictures, _picture(page, block)),
                members=(*draft.members, (index, block.raw.order)),
            )
    return drafts


def _picture(page: RolePage, block: RoleBlock) -> Picture:
    caption = block.values.get("caption", block.text) or None
    return Picture(caption, block.values.get("credit"), page.number, None)


def _told(block: RoleBlock, drafts: list[Draft]) -> int | None:
    """The article to which the source gives the picture."""
    if not block.raw.story:
        return None
    return next((n for n, draft in enumerate(drafts) if draft.story == block.raw.story), None)


def _around(
    index: int, page: RolePage, block: RoleBlock, owner: dict[tuple[int, int], int]
) -> int | None:
    """The article whose text stands directly before and after the caption."""
    order = block.raw.order
    before = next(
        (owner[index, at] for at in range(order - 1, -1, -1) if (index, at) in owner), None
    )
    after = next(
        (owner[index, at] for at in range(order + 1, len(page.blocks)) if (index, at) in owner),
        None,
    )
    return before if before is not None and before == after else None


def _pairs(text: str) -> set[str]:
    folded = plain(text)
    return {folded[at : at + 2] for at in range(len(folded) - 1) if folded[at : at + 2].isalpha()}


def _by_words(caption: str, numbers: list[int], words: list[set[str]]) -> int | None:
    """The one article that shares clearly more of the caption's character pairs than the rest."""
    pairs = _pairs(caption)
    if len(pairs) < 4:
        return None
    shares = sorted(((len(pairs & words[n]) / len(pairs), -n) for n in numbers), reverse=True)
    if not shares or shares[0][0] < 0.5:
        return None
    if len(shares) > 1 and shares[0][0] - shares[1][0] < 0.15:
        return None
    return -shares[0][1]
