"""Chains → drafts of articles: heads read, paragraphs put together, jumps and pictures placed."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import msgspec

from jumpline.model.issue import Anchor, BodyItem, Byline, Dateline, Person, Picture, Series
from jumpline.model.text import join_lines, squeeze
from jumpline.packs import Pack
from jumpline.stages.bylines import LeadIn, byline_line, end_credits, lead_in
from jumpline.stages.chains import BlockRef, Chains, Part, body_text
from jumpline.stages.heads import cut_heading
from jumpline.stages.pages import RoleBlock, RolePage
from jumpline.stages.told import SOURCE


class Draft(msgspec.Struct, frozen=True):
    """An article before it has an id and before labels of pages have become numbers."""

    pages: tuple[int, ...]
    column: str | None
    kicker: tuple[str, ...]
    headline: tuple[str, ...]
    deck: tuple[str, ...]
    series: Series | None
    byline: Byline | None
    dateline: Dateline | None
    body: tuple[BodyItem, ...]
    members: tuple[BlockRef, ...]
    jump_to: dict[str, Any] | None
    jump_from: dict[str, Any] | None
    resolved: dict[str, Any] | None
    pictures: tuple[Picture, ...] = ()
    story: str = ""


def block_id(page: RolePage, order: int) -> str:
    """``p2.b7``: the seventh block of the issue's second page."""
    return f"p{page.number}.b{order + 1}"


def articles(chains: Chains, pack: Pack, issued: Date | None) -> list[Draft]:
    """One draft a chain, in reading order."""
    return [_draft(chains, chain, pack, issued) for chain in chains.chains]


def _draft(chains: Chains, chain: tuple[Part, ...], pack: Pack, issued: Date | None) -> Draft:
    head = _Head(pack)
    for number, part in enumerate(chain):
        for order in part.blocks:
            head.take(chains.pages[part.page].blocks[order], first=number == 0)
    body = _body(chains, chain)
    first = next((item.text for item in body if item.role == "paragraph"), "")
    found = lead_in(first, pack)
    if found is None and head.byline is not None and head.byline.text:
        # 記者王俊傑／新北報導 in a line of its own.
        found = lead_in(head.byline.text, pack)
    byline = _byline(head.byline, found)
    if body and (byline is None or not byline.people):
        # 本报讯 at the start names the paper, （陈云芬） at the end the writer.
        last = end_credits(body[-1].text, pack)
        if last is not None and byline is not None:
            last = Byline(byline.source or last.source, last.people, last.text)
        byline = last or byline
    story = chain[0].story
    if story and not head.headline:
        # The library's title, where no line of the page is marked as one.
        known = next((s for s in chains.pages[chain[0].page].stories if s.id == story), None)
        head.headline += [known.title] if known is not None and known.title else []
    resolved = None
    if len(chain) > 1:
        jump = chain[0].jump_to or {"text": ""}
        resolved = {"page": chains.pages[chain[1].page].number, "text": jump["text"]}
    numbers = [chains.pages[part.page].number for part in chain]
    return Draft(
        pages=tuple(dict.fromkeys(numbers)),
        column=head.column,
        kicker=tuple(head.kicker),
        headline=tuple(head.headline),
        deck=tuple(head.deck),
        series=_series([*head.deck, *head.kicker, *([head.column] if head.column else [])], pack),
        byline=byline,
        dateline=_dateline(found, issued),
        body=tuple(body),
        members=tuple((part.page, order) for part in chain for order in part.blocks),
        jump_to=chain[-1].jump_to,
        jump_from=chain[0].jump_from,
        resolved=resolved,
        story=story,
    )


class _Head:
    """Fields of the head, gathered block by block; later parts repeat the headline and add none."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.column: str | None = None
        self.kicker: list[str] = []
        self.headline: list[str] = []
        self.deck: list[str] = []
        self.byline: Byline | None = None

    def take(self, block: RoleBlock, *, first: bool) -> None:
        lines = tuple(block.values.get("lines", (block.text,)))
        if block.role == "byline" and self.byline is None:
            self.byline = block.values["byline"]
        if not first:
            return
        if block.role == "column" and self.column is None:
            self.column = squeeze(" ".join(lines)).strip("·•【】[]")
        elif block.role == "kicker":
            self.kicker += [squeeze(line) for line in lines]
        elif block.role == "deck":
            self.deck += [squeeze(line) for line in lines]
        elif block.role == "headline" and block.rule == SOURCE:
            self.headline += [squeeze(line) for line in lines]
        elif block.role == "headline":
            cut = cut_heading(lines, self.pack)
            self.kicker += cut.kicker
            self.headline += [squeeze(line) for line in cut.headline]
            self.deck += cut.deck
            if cut.byline and self.byline is None:
                self.byline = byline_line(cut.byline, self.pack)


def _body(chains: Chains, chain: tuple[Part, ...]) -> list[BodyItem]:
    items: list[BodyItem] = []
    place: dict[BlockRef, int] = {}
    before = {right: left for left, right in chains.joined}
    for part in chain:
        page = chains.pages[part.page]
        for order in part.blocks:
            block = page.blocks[order]
            if block.role not in ("body", "subhead", "table"):
                continue
            text = body_text(block).strip()
            if not text:
                continue
            anchor = Anchor(page.number, block_id(page, order))
            ref = (part.page, order)
            target = place.get(before.get(ref, ref))
            if target is not None:
                item = items[target]
                items[target] = BodyItem(
                    item.role, join_lines(item.text, text), (*item.anchors, anchor)
                )
                place[ref] = target
                continue
            place[ref] = len(items)
            if block.role == "table":
                text = "\n".join(line.text for line in block.raw.lines)
                items.append(BodyItem("table", text, (anchor,)))
            else:
                role: Any = "subhead" if block.role == "subhead" else "paragraph"
                items.append(BodyItem(role, text, (anchor,)))
    return items


def _byline(line: Byline | None, lead: LeadIn | None) -> Byline | None:
    """A byline line, completed by what the lead-in adds."""
    if lead is None or (lead.byline.source is None and not lead.byline.people):
        return line
    if line is None:
        return lead.byline
    people: tuple[Person, ...] = line.people or lead.byline.people
    return Byline(line.source or lead.byline.source, people, line.text)


def _dateline(lead: LeadIn | None, issued: Date | None) -> Dateline | None:
    if lead is None or (lead.place is None and lead.day is None):
        return None
    return Dateline(lead.place, resolve_date(lead.month, lead.day, issued))


def resolve_date(month: int | None, day: int | None, issued: Date | None) -> str | None:
    """A day without its year as the last such day before the issue (or within the next week)."""
    if day is None or issued is None:
        return None
    candidates: list[Date] = []
    for year in (issued.year, issued.year - 1):
        months = [month] if month else [issued.month, issued.month - 1 or 12]
        for candidate in months:
            try:
                candidates.append(Date(year, candidate, day))
            except ValueError:
                continue
    fitting = [found for found in candidates if (found - issued).days <= 7]
    return max(fitting).isoformat() if fitting else None


def _series(lines: list[str], pack: Pack) -> Series | None:
    for line in lines:
        found = pack.match("series", line)
        if found is not None:
            name = str(found.values.get("name") or "").strip(" —-:,·")
            start = line.find(name[:2]) if name else -1
            printed = line[start : start + len(name)] if start >= 0 else name
            part = found.values.get("part")
            return Series(printed or line, part if isinstance(part, int) else None)
    return None
