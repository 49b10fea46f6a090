"""RolePages → Chains: which block comes next, asked once for the whole issue.

Every open end is a row, every possible continuation a column, and the cheapest set of pairs is an
assignment. Ends are pieces of paragraphs (a column cut them) and parts of articles (a jump did).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from jumpline.model.text import fold_width, visual_size
from jumpline.packs import Pack
from jumpline.stages.assign import assign
from jumpline.stages.chains import Chains, Link, Part, body_text
from jumpline.stages.jumps import jumps
from jumpline.stages.pages import RoleBlock, RolePage
from jumpline.stages.seams import features, score
from jumpline.stages.sentences import begins_inside, ending, unopened


def follow(pages: Sequence[RolePage], pack: Pack) -> Chains:
    """Chains of the issue's parts, with every link's evidence."""
    links: list[Link] = []
    parts: list[Part] = []
    for index, page in enumerate(pages):
        corpus = fold_width("\n".join(block.text for block in page.blocks))
        found, moved = _within(index, page, corpus, pack)
        links += found
        parts += _parts(index, page, moved, pack)
    chains, across = jumps(pages, parts, pack)
    joined = {(link.source, link.target) for link in links}
    for link in across:
        if link.why.get("seam-score", -1.0) > 0:
            joined.add((link.source, link.target))
    return Chains(tuple(pages), chains, frozenset(joined), (*links, *across))


# -- inside a page -------------------------------------------------------------------------


def _within(
    index: int, page: RolePage, corpus: str, pack: Pack
) -> tuple[list[Link], dict[int, int]]:
    """Links of paragraphs on one page, and blocks that follow a block of another article."""
    heads: dict[int, list[RoleBlock]] = {}
    for block in page.blocks:
        if block.head >= 0:
            heads.setdefault(block.head, []).append(block)
    convention = _indents(page)
    verse = _verse_lines(page)
    noisy = _is_noisy(page)
    bodies = {head: [b for b in group if b.role == "body"] for head, group in heads.items()}
    pairs: dict[tuple[int, int], dict[str, float]] = {}
    for group in heads.values():
        for left, right in itertools.pairwise(group):
            if left.role == right.role == "body" and "jump_to" not in left.values:
                found = _pair(left, right, corpus, pack, convention)
                if {left.raw.order, right.raw.order} <= verse:
                    found["verse"] = 1.0
                if noisy:
                    found = _doubted(found)
                pairs[left.raw.order, right.raw.order] = found
    if not page.stories:
        _add_strays(page, heads, bodies, pairs, corpus, pack)
    chosen = assign({pair: score(found) for pair, found in pairs.items()})
    links, moved = [], {}
    for left_order, right_order in chosen:
        found = pairs[left_order, right_order]
        links.append(
            Link("seam", (index, left_order), (index, right_order), round(score(found), 3), found)
        )
        if page.blocks[left_order].head != page.blocks[right_order].head:
            moved[right_order] = left_order
    return links, moved


def _indents(page: RolePage) -> bool:
    """Whether the source indents its paragraphs, so that a missing indent means a continuation."""
    bodies = [block for block in page.blocks if block.role == "body"]
    indented = sum(block.raw.indented for block in bodies)
    return indented >= 3 and indented < len(bodies)


_LOST_STOP = re.compile(r"[㐀-鿿]\.[㐀-鿿]")


def _is_noisy(page: RolePage) -> bool:
    """Whether the source has lost marks: stops turned into points, quotes that nothing closes.
    There a paragraph without its full stop says little."""
    bodies = [block.text for block in page.blocks if block.role == "body"]
    faults = sum(
        bool(_LOST_STOP.search(text)) or text.count("”") > 1 + text.count("“") for text in bodies
    )
    return len(bodies) >= 6 and faults > 0.1 * len(bodies)


def _doubted(found: dict[str, float]) -> dict[str, float]:
    """Features of a pair on a noisy page: quotes prove nothing, an open end alone is too little."""
    kept = {name: value for name, value in found.items() if not name.startswith("quote")}
    return {**kept, "noisy-source": 1.0}


def _verse_lines(page: RolePage) -> set[int]:
    """Orders of blocks in runs of three and more short pieces, not all of them sentences: lines
    of a poem, a list, an address. A column cuts long paragraphs, not each of three in a row."""
    lines: set[int] = set()
    run: list[RoleBlock] = []
    for block in [*page.blocks, None]:
        if block is not None and block.role == "body" and visual_size(block.text) <= 18:
            run.append(block)
            continue
        ends = sum(ending(member.text) != "closed" for member in run)
        if len(run) >= 3 and ends >= 2:
            lines.update(member.raw.order for member in run)
        run = []
    return lines


def _pair(
    left: RoleBlock, right: RoleBlock, corpus: str, pack: Pack, convention: bool
) -> dict[str, float]:
    found = features(body_text(left), body_text(right), corpus, pack)
    if left.raw.kind in ("item", "quote") and right.raw.kind == left.raw.kind:
        found["head-list"] = 1.0
    if right.raw.kind == "item":
        found["head-list"] = 1.0
    if right.raw.lead:
        found["head-lead-in"] = 1.0
    if right.raw.flow:
        found[f"flow-{right.raw.flow}"] = 1.0
        found.pop("head-opener", None)
    elif convention:
        found["head-indented" if right.raw.indented else "indent-convention"] = 1.0
    return found


def _add_strays(
    page: RolePage,
    heads: dict[int, list[RoleBlock]],
    bodies: dict[int, list[RoleBlock]],
    pairs: dict[tuple[int, int], dict[str, float]],
    corpus: str,
    pack: Pack,
) -> None:
    """Pairs across articles: an article that ends in mid-sentence, and a piece elsewhere on the
    page that begins in one. Only a certain mark makes such a pair."""
    tails = [
        group[-1]
        for head, group in bodies.items()
        if group and head > 0 and heads[head][-1] is group[-1] and _is_open(group[-1])
    ]
    if not tails:
        return
    strays = []
    for head, group in bodies.items():
        for position, block in enumerate(group):
            before = group[position - 1] if position else None
            orphan = head == 0 and position == 0 and "jump_from" not in block.values
            cut = before is not None and not _is_open(before) and _is_inside(body_text(block))
            first = before is None and head > 0 and begins_inside(block.text)
            if orphan or cut or first:
                strays.append((block, orphan))
    for tail in tails:
        for block, orphan in strays:
            if tail.head == block.head:
                continue
            found = features(body_text(tail), body_text(block), corpus, pack)
            if not orphan and not {"head-inside", "quotes-match", "head-scrap"} & set(found):
                continue
            found["other-article"] = 1.0
            if orphan:
                found["orphan-head"] = 1.0
            pairs[tail.raw.order, block.raw.order] = found


def _is_open(block: RoleBlock) -> bool:
    if "jump_to" in block.values or block.raw.kind != "paragraph":
        return False
    return ending(block.text) in ("open", "comma", "hyphen") and len(block.text) > 8


def _is_inside(text: str) -> bool:
    return begins_inside(text) or bool(unopened(text)) or len(text.strip()) <= 6


def _parts(index: int, page: RolePage, moved: dict[int, int], pack: Pack) -> list[Part]:
    """Parts of a page by head; a moved block takes those after it along to its new article."""
    owner: dict[int, int] = {}
    shift: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for block in page.blocks:
        if block.head < 0:
            continue
        order = block.raw.order
        if order in moved:
            shift[block.head] = owner.get(moved[order], page.blocks[moved[order]].head)
        head = shift.get(block.head, block.head)
        owner[order] = head
        groups.setdefault(head, []).append(order)
    return [_part(index, page, orders) for _, orders in sorted(groups.items())]


def _part(index: int, page: RolePage, orders: list[int]) -> Part:
    blocks = [page.blocks[order] for order in orders]
    headline = " ".join(block.text for block in blocks if block.role == "headline")
    jump_to = jump_from = None
    for block in blocks:
        if block.role == "jump" and "jump_to" not in block.values:
            jump_from = {"page": block.values.get("page"), "text": block.text.strip()}
        elif "jump_from" in block.values and jump_from is None:
            end = block.values["jump_from"]["end"]
            jump_from = {
                "page": block.values["jump_from"]["page"],
                "text": block.text[:end].strip(),
            }
        if "jump_to" in block.values:
            start = block.values["jump_to"]["start"]
            jump_to = {**block.values["jump_to"], "text": block.text[start:].strip()}
    return Part(index, tuple(orders), headline, jump_to, jump_from, blocks[0].raw.story)
