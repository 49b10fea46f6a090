"""Parts of articles on different pages: which jump line leads to which part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jumpline.model.text import fold_width, plain
from jumpline.packs import Pack
from jumpline.stages.assign import assign
from jumpline.stages.chains import BlockRef, Link, Part, body_text
from jumpline.stages.learnt import weights
from jumpline.stages.pages import RoleBlock, RolePage
from jumpline.stages.seams import features, score
from jumpline.stages.sentences import ending


def jumps(
    pages: Sequence[RolePage], parts: list[Part], pack: Pack
) -> tuple[tuple[tuple[Part, ...], ...], list[Link]]:
    by_page: dict[int, list[int]] = {}
    for number, part in enumerate(parts):
        if not part.story:
            by_page.setdefault(part.page, []).append(number)
    labels: dict[str, list[int]] = {}
    for index, page in enumerate(pages):
        for name in {normal_label(page.label), str(page.number)}:
            labels.setdefault(name, []).append(index)
    pairs: dict[tuple[int, int], dict[str, float]] = {}
    for number, part in enumerate(parts):
        if part.jump_to and not part.story:
            for index in labels.get(normal_label(part.jump_to.get("page")), []):
                for other in by_page.get(index, []):
                    _consider(pages, parts, number, other, pack, pairs)
        if part.jump_from and not part.story:
            for index in labels.get(normal_label(part.jump_from.get("page")), []):
                for other in by_page.get(index, []):
                    _consider(pages, parts, other, number, pack, pairs)
    table = weights("follow", "jump")
    scores = {pair: _jump_score(found, table) - table["threshold"] for pair, found in pairs.items()}
    follows = dict(assign(scores))
    links = []
    told = _told(parts)
    for left, right in sorted(told.items()):
        ends = _last_body(pages, parts[left]), _first_body(pages, parts[right])
        links.append(
            Link("jump", *ends, 1.0, {"source": 1.0, **_seam(pages, parts, left, right, pack)})
        )
    for left, right in sorted(follows.items()):
        links.append(
            Link(
                "jump",
                _last_body(pages, parts[left]),
                _first_body(pages, parts[right]),
                round(scores[left, right] + table["threshold"], 3),
                pairs[left, right],
            )
        )
    return _chain(parts, {**follows, **told}), links


def _told(parts: list[Part]) -> dict[int, int]:
    """Parts of one article as the source tells: each is followed by that on a later page."""
    last: dict[str, int] = {}
    follows: dict[int, int] = {}
    for number, part in enumerate(parts):
        if part.story:
            if part.story in last:
                follows[last[part.story]] = number
            last[part.story] = number
    return follows


def _seam(
    pages: Sequence[RolePage], parts: list[Part], left: int, right: int, pack: Pack
) -> dict[str, float]:
    """What speaks for one paragraph across the pages."""
    tail, head = _last_text(pages, parts[left]), _first_text(pages, parts[right])
    if not tail or not head:
        return {}
    both = (parts[left].page, parts[right].page)
    corpus = fold_width("\n".join(b.text for at in both for b in pages[at].blocks))
    found = features(tail, head, corpus, pack)
    flow = _flow(pages, parts[right])
    if flow == "begins" or (flow == "continues" and not _flush_starts(pages, parts)):
        found[f"flow-{flow}"] = 1.0
    return {"seam-score": round(score(found), 3)}


def _flow(pages: Sequence[RolePage], part: Part) -> str:
    """Whether the part's first line is set in: begins, continues, or "" where nothing tells."""
    _, order = _first_body(pages, part)
    block = pages[part.page].blocks[order]
    return block.raw.flow if block.role == "body" else ""


def _flush_starts(pages: Sequence[RolePage], parts: list[Part]) -> bool:
    """Whether this paper sets the first line of an article flush, so that it says nothing."""
    flows = [_flow(pages, part) for part in parts if part.jump_from is None]
    return 3 * flows.count("continues") > flows.count("begins")


def _jump_score(found: dict[str, float], table: dict[str, float]) -> float:
    total = sum(table[name] * amount for name, amount in found.items() if name in table)
    return total + table["seam"] * max(-4.0, min(4.0, found.get("seam-score", 0.0)))


def normal_label(label: Any) -> str:
    """02 and 2 are one page, a6 and A06 another."""
    text = str(label or "").upper()
    letters = "".join(char for char in text if char.isalpha())
    digits = "".join(char for char in text if char.isdigit())
    return letters + str(int(digits)) if digits else text


def _consider(
    pages: Sequence[RolePage],
    parts: list[Part],
    left: int,
    right: int,
    pack: Pack,
    pairs: dict[tuple[int, int], dict[str, float]],
) -> None:
    source, target = parts[left], parts[right]
    if left == right or (left, right) in pairs or source.page == target.page:
        return
    likeness = _likeness(source, target)
    if likeness in ("headline-unlike", "headline-none") and target.jump_from is None:
        return
    tail = _last_text(pages, source)
    if source.jump_to is None and likeness != "headline-same" and ending(tail) != "open":
        return
    found: dict[str, float] = {likeness: 1.0}
    if source.jump_to is not None:
        if _names_page(source.jump_to, pages[target.page]):
            found["page-to"] = 1.0
        title = str(source.jump_to.get("title") or "")
        if title and plain(title).lower() in plain(target.headline).lower():
            found["title-named"] = 1.0
    if target.jump_from is not None and _names_page(target.jump_from, pages[source.page]):
        found["page-from"] = 1.0
    coming = [p for p in parts if p.page == target.page and p.jump_from is not None]
    if target.jump_from is not None and len(coming) == 1:
        found["only-one"] = 1.0
    found.update(_seam(pages, parts, left, right, pack))
    pairs[left, right] = found


def _names_page(jump: dict[str, Any], page: RolePage) -> bool:
    name = normal_label(jump.get("page"))
    return name in (normal_label(page.label), str(page.number))


def _likeness(source: Part, target: Part) -> str:
    one, two = plain(source.headline).lower(), plain(target.headline).lower()
    if not one or not two:
        return "headline-none"
    if one == two:
        return "headline-same"
    if one in two or two in one:
        return "headline-like"
    pairs_one = {one[i : i + 2] for i in range(len(one) - 1)}
    pairs_two = {two[i : i + 2] for i in range(len(two) - 1)}
    shared = 2 * len(pairs_one & pairs_two) / max(1, len(pairs_one) + len(pairs_two))
    return "headline-like" if shared >= 0.5 else "headline-unlike"


def _bodies(pages: Sequence[RolePage], part: Part) -> list[RoleBlock]:
    blocks = [pages[part.page].blocks[order] for order in part.blocks]
    return [block for block in blocks if block.role == "body" and body_text(block).strip()]


def _last_text(pages: Sequence[RolePage], part: Part) -> str:
    bodies = _bodies(pages, part)
    return body_text(bodies[-1]) if bodies else ""


def _first_text(pages: Sequence[RolePage], part: Part) -> str:
    bodies = _bodies(pages, part)
    return body_text(bodies[0]) if bodies else ""


def _last_body(pages: Sequence[RolePage], part: Part) -> BlockRef:
    bodies = _bodies(pages, part)
    return (part.page, bodies[-1].raw.order if bodies else part.blocks[-1])


def _first_body(pages: Sequence[RolePage], part: Part) -> BlockRef:
    bodies = _bodies(pages, part)
    return (part.page, bodies[0].raw.order if bodies else part.blocks[0])


def _chain(parts: list[Part], follows: dict[int, int]) -> tuple[tuple[Part, ...], ...]:
    """Parts by what follows what; a ring (two pages that name each other) is cut at its start."""
    targets = set(follows.values())
    chains, seen = [], set()
    for number in [*(n for n in range(len(parts)) if n not in targets), *range(len(parts))]:
        chain = []
        at: int | None = number
        while at is not None and at not in seen:
            seen.add(at)
            chain.append(parts[at])
            at = follows.get(at)
        if chain:
            chains.append(tuple(chain))
    return tuple(sorted(chains, key=lambda chain: (chain[0].page, chain[0].blocks[0])))
