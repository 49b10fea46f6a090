"""What stands on a page beside its articles: guide, notices, advertisements, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from jumpline.model.text import fold_width, han_share
from jumpline.packs import Pack
from jumpline.stages.bylines import byline_line
from jumpline.stages.pages import RawBlock
from jumpline.stages.sentences import ending, is_bodyish

#: order → (role, rule, score, values)
Zone = dict[int, tuple[str, str, float, dict[str, Any]]]
#: A greater number behind an entry is no page: a telephone, a year.
_MOST_PAGES = 199
#: What stands before an entry.
_BEFORE = r"^[\s▶▷►▸▹▲△▼◇◎○□●■◆★☆•·→»☞》>—\-*]+"
#: A mark at the end of a line of which the next one is the rest is the line's own.
_ENTRY = re.compile(_BEFORE + r"|[\s…·→|]+$")
_BULLET = re.compile(_BEFORE + r"|[\s…·.→—,，:：|(（]+$")


def is_short(block: RawBlock) -> bool:
    """A line that could be a heading, a label or an entry: brief, and no running text."""
    return len(block.text) <= 60 * (1 if han_share(block.text) > 0.5 else 2) and not is_bodyish(
        block.text
    )


def guide(
    blocks: Sequence[RawBlock], free: set[int], pack: Pack
) -> tuple[Zone, list[dict[str, Any]]]:
    """Entries after 导读, Inside…: role of each block, and ``{"lines", "label", "orders"}``."""
    zone: Zone = {}
    entries: list[dict[str, Any]] = []
    for head in blocks:
        if head.order not in free or head.order in zone:
            continue
        if pack.match("see-also", head.text):
            zone[head.order] = ("guide", "see-also", 0.8, {})
            continue
        arrow = pack.match("guide-arrow", head.text)
        if arrow is not None and is_short(head) and len(head.lines) == 1:
            line = _BULLET.sub("", head.text[: arrow.start])
            entry = {"lines": [line], "label": str(arrow.values["page"]), "orders": [head.order]}
            found, used = [entry], list[int]()
        elif pack.match("guide-head", head.text):
            found, used = _entries(blocks[head.order + 1 :], free, pack)
        elif len(head.lines) > 2 and pack.match("guide-head", head.lines[0].text):
            # Head and entries in one piece.
            below = msgspec.structs.replace(head, lines=head.lines[1:])
            found, used = _entries([below, *blocks[head.order + 1 :]], free, pack)
        else:
            continue
        if not found:
            continue
        zone[head.order] = ("guide", "guide-head", 1.0, {})
        for order in used:
            zone[order] = ("guide", "guide-entry", 0.9, {})
        entries += found
    return zone, entries


def _entries(
    blocks: Sequence[RawBlock], free: set[int], pack: Pack
) -> tuple[list[dict[str, Any]], list[int]]:
    entries: list[dict[str, Any]] = []
    used: list[int] = []
    waiting: list[str] = []
    waiting_orders: list[int] = []
    for block in blocks:
        if block.order not in free or not _may_be_entry(block, pack):
            break
        lines = [_ENTRY.sub("", line.text) for line in block.lines]
        labels = [_label(line.text, pack) for line in block.lines]
        orders = [*waiting_orders, block.order]
        for line, label in zip(lines, labels, strict=True):
            if label is None:
                waiting.append(line)
                continue
            rest = _BULLET.sub("", label[1])
            at_start = label[2]
            if at_start and waiting and entries:
                entries[-1]["lines"] += waiting
                waiting = []
            kept = [text for text in (*waiting, rest) if text]
            if kept:
                entries.append({"lines": kept, "label": label[0], "orders": orders})
                used += [order for order in orders if order not in used]
            waiting, waiting_orders, orders = [], [], [block.order]
        if waiting:
            waiting_orders = orders
        if len(waiting) > 6:
            break
    if entries and waiting and entries[-1].get("open"):
        entries[-1]["lines"] += waiting
    return entries, used


def _may_be_entry(block: RawBlock, pack: Pack) -> bool:
    text = block.text
    if len(text) > 160 or (block.kind == "heading" and _label(text, pack) is None):
        return False
    if pack.match("notice-head", text) or pack.match("jump-from", text):
        return False
    if pack.match("ad-contact", text):
        return False
    if byline_line(text, pack) is not None or pack.match("lead-in", text):
        return False
    if pack.match("credit", text) or (pack.match("caption", text) and ending(text) == "closed"):
        return False
    return len(block.lines) > 1 or not is_bodyish(text) or _label(text, pack) is not None


def _label(text: str, pack: Pack) -> tuple[str, str, bool] | None:
    """Page label, the entry without it, and whether the label stood at the start."""
    found = pack.match("guide-page", text)
    if found is None:
        return None
    page = str(found.values["page"])
    if page.isdecimal() and int(page) > _MOST_PAGES:
        return None
    at_start = found.start == 0 and found.end < len(fold_width(text).rstrip())
    rest = text[found.end :] if at_start else text[: found.start]
    return page, rest.strip(), at_start


def notices(blocks: Sequence[RawBlock], free: set[int], pack: Pack) -> tuple[Zone, list[list[int]]]:
    """Notices: a head (遗失声明, 公告) and what follows it. Lists of block orders, one a notice."""
    zone: Zone = {}
    groups: list[list[int]] = []
    for block in blocks:
        if block.order not in free or block.order in zone:
            continue
        # 喜 报: two characters are often set apart.
        title = block.text if len(block.text) > 6 else "".join(block.text.split())
        if not is_short(block) or not pack.match("notice-head", title):
            continue
        group = [block.order]
        for after in blocks[block.order + 1 :]:
            if after.order not in free or after.order in zone or _ends_notice(after, group, pack):
                break
            if is_short(after) and _heads_article(blocks[after.order + 1 :], pack):
                break
            group.append(after.order)
        if len(group) == 1:
            continue
        for order in group:
            zone[order] = ("notice", "notice-head", 0.9, {})
        groups.append(group)
    return zone, groups


def _heads_article(following: Sequence[RawBlock], pack: Pack) -> bool:
    """Whether a line is a headline by what stands directly below it."""
    if not following:
        return False
    below = following[0].text
    return (
        byline_line(below, pack) is not None
        or pack.match("deck", below) is not None
        or pack.match("lead-in", below) is not None
    )


def _ends_notice(block: RawBlock, group: list[int], pack: Pack) -> bool:
    if block.kind == "heading" or pack.match("guide-head", block.text):
        return True
    if block.kind == "strong" and len(group) > 1 and not pack.match("notice-body", block.text):
        return True
    if pack.match("notice-head", block.text) or pack.match("lead-in", block.text):
        return True
    if pack.match("ad", block.text) and not pack.match("notice-body", block.text):
        return True
    return pack.match("credit", block.text) is not None or byline_line(block.text, pack) is not None


def advertisements(
    blocks: Sequence[RawBlock], free: set[int], pack: Pack
) -> tuple[Zone, list[list[int]]]:
    """Runs of short lines with an offer, an address or a telephone, and no article around them."""
    zone: Zone = {}
    groups: list[list[int]] = []
    run: list[RawBlock] = []
    for block in [*blocks, None]:
        if (
            block is not None
            and block.order in free
            and block.kind != "heading"
            and is_short(block)
            and not pack.match("jump-from", block.text)
            and not pack.match("credit", block.text)
            and byline_line(block.text, pack) is None
        ):
            run.append(block)
            continue
        followed = block is not None and block.order in free
        if len(run) > 1 or (run and not followed):
            groups += _split_run(run, followed, pack)
        run = []
    for group in groups:
        for order in group:
            zone[order] = ("ad", "ad-words", 0.8, {})
    return zone, groups


def _split_run(run: list[RawBlock], followed: bool, pack: Pack) -> list[list[int]]:
    """A run cut after each line of contacts; only pieces with an advertiser's words count. Where
    an article follows, its own headings may end the run: the last piece needs a contact."""
    pieces: list[list[RawBlock]] = [[]]
    for block in run:
        pieces[-1].append(block)
        if pack.match("ad-contact", block.text):
            pieces.append([])
    found = []
    for number, piece in enumerate(pieces):
        texts = [block.text for block in piece]
        contact = any(pack.match("ad-contact", text) for text in texts)
        offer = any(pack.match("ad", text) for text in texts)
        last = number == len(pieces) - 1
        if (
            (contact and offer)
            or (offer and len(piece) > 1 and not (last and followed))
            or (contact and len(piece) > 1 and not followed)
        ):
            found.append([block.order for block in piece])
    return found


def captions(blocks: Sequence[RawBlock], free: set[int], pack: Pack) -> Zone:
    """Lines that explain a picture: by their opening words, their credit, or a picture before."""
    zone: Zone = {}
    for block in blocks:
        if block.order not in free:
            continue
        if pack.match("picture-head", block.text) and _pictured(
            blocks[block.order + 1 :], free, pack
        ):
            zone[block.order] = ("column", "picture-head", 0.7, {})
            below = blocks[block.order + 1]
            if not pack.match("credit", below.text):
                zone[below.order] = ("caption", "picture-head", 0.7, {"caption": below.text})
            continue
        if block.kind in ("heading", "strong", "table") and not _credited(blocks, block, pack):
            continue
        if block.kind == "picture":
            zone[block.order] = ("caption", "picture", 0.9, {})
            continue
        text = block.text
        if len(text) > 200 or block.order in zone:
            continue
        credit = pack.match("credit", text)
        opening = pack.match("caption", text)
        if (credit and not pack.match("lead-in", text) and credit.start > 0) or (
            credit and len(text) <= 40
        ):
            values = {
                "credit": text[credit.start :].strip(),
                "caption": text[: credit.start].strip(),
            }
            zone[block.order] = ("caption", f"credit {credit.rule}", 0.9, values)
        elif opening and len(text) <= 120:
            zone[block.order] = ("caption", f"caption {opening.rule}", 0.7, {"caption": text})
    return zone


def _credited(blocks: Sequence[RawBlock], block: RawBlock, pack: Pack) -> bool:
    """Whether a line that looks like a heading is the credit of a picture in the text: nothing else,
    and not below a headline, which it would sign."""
    found = pack.match("credit", block.text)
    if found is None or (found.start, found.end) != (0, len(block.text.strip())):
        return False
    before = next((each for each in blocks if each.order == block.order - 1), None)
    return before is not None and before.kind not in ("heading", "strong")


def _pictured(following: Sequence[RawBlock], free: set[int], pack: Pack) -> bool:
    """Whether a caption with its credit stands directly below."""
    for block in following[:2]:
        if block.order not in free or block.kind in ("heading", "strong"):
            return False
        if pack.match("credit", block.text):
            return True
    return False
