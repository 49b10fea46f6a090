"""BlockPage → RolePage: what each block is, with the rule that says so.

First what stands beside the articles (furniture, guide, notices, captions), then runs of heading-like
blocks: a run begins an article, or is a subhead inside one, or a piece of a cut paragraph.
"""

from __future__ import annotations

from typing import Any

from jumpline.model.text import fold_width, han_share, plain
from jumpline.model.text import visual_size as size
from jumpline.packs import Pack
from jumpline.stages import zones
from jumpline.stages.bylines import block_byline, end_credits, lead_in, office_line
from jumpline.stages.furniture import furniture
from jumpline.stages.heads import head_byline, read_head
from jumpline.stages.pages import BlockPage, Furniture, RawBlock, RoleBlock, RolePage
from jumpline.stages.running import BRACKETED, Running
from jumpline.stages.seams import features, score
from jumpline.stages.sentences import ending
from jumpline.stages.told import stated, told


class PageGuide:
    """Guide entries of a page, kept beside its blocks until pages have numbers."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.entries = entries


def furnish(page: BlockPage, pack: Pack) -> tuple[Furniture, dict[int, str]]:
    """The page's masthead or folio; needed before pages can be put in order."""
    return stated(page, furniture(page.blocks, pack))


def roles(
    page: BlockPage,
    found: tuple[Furniture, dict[int, str]],
    pack: Pack,
    *,
    number: int,
    label: str,
    guide_lines: frozenset[str] = frozenset(),
) -> RolePage:
    """All roles of a page. ``guide_lines`` are headings that the issue's guides announce."""
    fields, taken = found
    given: dict[int, RoleBlock] = {}
    for order, role in taken.items():
        given[order] = RoleBlock(page.blocks[order], _role(role), "furniture", 0.95)
    given.update(told(page, set(given), pack))
    free = {block.order for block in page.blocks} - set(given)

    def settle(zone: zones.Zone) -> None:
        for order, (role, rule, sure, values) in zone.items():
            given[order] = RoleBlock(page.blocks[order], _role(role), rule, sure, values)
            free.discard(order)

    zone, entries = zones.guide(page.blocks, free, pack)
    settle(zone)
    for entry in entries:
        first = given[entry["orders"][-1]]
        kept = [
            *first.values.get("entries", []),
            {"lines": entry["lines"], "label": entry["label"]},
        ]
        given[entry["orders"][-1]] = RoleBlock(
            first.raw, first.role, first.rule, first.score, {"entries": kept}
        )
    for finder in (zones.notices, zones.advertisements):
        zone, groups = finder(page.blocks, free, pack)
        settle(zone)
        for group in groups:
            first = given[group[0]]
            given[group[0]] = RoleBlock(
                first.raw, first.role, first.rule, first.score, {"group": tuple(group)}
            )
    settle(zones.captions(page.blocks, free, pack))
    guides = guide_lines | {plain(" ".join(entry["lines"])) for entry in entries}
    _Articles(page, given, sorted(free), pack, guides).settle()
    return RolePage(
        source=page.source,
        number=number,
        label=label,
        furniture=fields,
        blocks=tuple(given[block.order] for block in page.blocks),
        width=page.width,
        height=page.height,
        unit=page.unit,
        problems=page.problems,
        stories=page.stories,
        facsimile=page.facsimile,
    )


def _role(name: str) -> Any:
    return name


class _Articles:
    """Settles the blocks that are left: heads, subheads and bodies of articles."""

    def __init__(
        self,
        page: BlockPage,
        given: dict[int, RoleBlock],
        free: list[int],
        pack: Pack,
        guides: frozenset[str] | set[str],
    ) -> None:
        self.page, self.given, self.pack, self.guides = page, given, pack, guides
        self.rest = [page.blocks[order] for order in free]
        self.corpus = fold_width("\n".join(block.text for block in page.blocks))
        running = Running(self.rest, self.corpus, pack)
        self.headings, self.marked, self.body = running.headings, running.marked, running.body
        self.runs = self._find_runs()
        self.heads = 0

    # -- runs ------------------------------------------------------------------------------

    def _find_runs(self) -> list[tuple[int, int]]:
        """(start, end) of the runs of blocks that are no body."""
        runs, at = [], 0
        while at < len(self.rest):
            if self.body[at]:
                at += 1
                continue
            start, region = at, self.rest[at].region
            while at < len(self.rest) and not self.body[at] and self.rest[at].region == region:
                at += 1
                if self._meets_notice(at):
                    break
            runs += self._divide(start, at)
        return runs

    def _meets_notice(self, at: int) -> bool:
        """Whether a notice or an advertisement stands before a block: no head goes through it."""
        if not 0 < at < len(self.rest):
            return False
        between = range(self.rest[at - 1].order + 1, self.rest[at].order)
        return any(self.given[n].role in ("notice", "ad") for n in between if n in self.given)

    def _divide(self, start: int, end: int) -> list[tuple[int, int]]:
        """A subhead that directly precedes or follows a head stays apart from it: a strong line
        after a byline is the first subhead."""
        group = self.rest[start:end]
        for at in range(start + 1, end):
            before, raw = self.rest[at - 1], self.rest[at]
            byline = head_byline(group, at - 1 - start, self.pack)
            if byline and at - 1 == start and self._is_orphan(start):
                if self._closes(start):
                    return [(start, at), *self._divide(at, end)]
                # A byline above its headline.
                continue
            ends_head = byline or self.pack.match("jump-from", before.text)
            if ends_head and raw.kind != "heading" and before.kind != "heading":
                if block_byline(raw, self.pack) or self.pack.match("jump-from", raw.text):
                    continue
                if byline and office_line(raw.text, self.pack):
                    continue
                if not self.pack.match("deck", raw.text):
                    return [(start, at), *self._divide(at, end)]
        return [(start, end)]

    def _is_orphan(self, at: int) -> bool:
        """Whether text stands before a byline, so that its headline can only come after it."""
        return at == 0 or self.body[at - 1]

    def _closes(self, at: int) -> bool:
        """Whether a byline below a text is that text's, because it has no other."""
        if not at or not self.body[at - 1]:
            return False
        if head_byline([self.rest[at]], 0, self.pack) is None:
            return False
        first = at
        while first and self.body[first - 1]:
            first -= 1
        text = self.rest[first].text
        if lead_in(text, self.pack) or self.pack.match("jump-from", text):
            return False
        above = first
        while above and not self.body[above - 1]:
            above -= 1
        head = self.rest[above:first]
        named = any(head_byline(head, n, self.pack) for n in range(len(head)))
        return not named and not any(self.pack.match("jump-from", raw.text) for raw in head)

    # -- settling --------------------------------------------------------------------------

    def settle(self) -> None:
        sure = [self._sure_headline(start, end) for start, end in self.runs]
        levels = {
            min(raw.level for raw in self.rest[start:end] if raw.kind == "heading")
            for (start, end), certain in zip(self.runs, sure, strict=True)
            if certain and any(raw.kind == "heading" for raw in self.rest[start:end])
        }
        starts = {start: number for number, (start, _) in enumerate(self.runs)}
        at, in_article, briefs = 0, False, False
        shaped = any(raw.region > 0 for raw in self.rest)
        while at < len(self.rest):
            if shaped and self.rest[at].region == 0:
                # At the page's edge, and neither masthead nor folio: ears, banners, slogans.
                self._give(self.rest[at], "unplaced", "edge-of-page", 0.6)
                at += 1
                continue
            if at and self.rest[at].region != self.rest[at - 1].region:
                # Another shape on the page is another article, with a head or without.
                in_article = False
                self.heads += at not in starts
            number = starts.get(at)
            if number is None:
                self._settle_body(self.rest[at])
                at += 1
                continue
            start, end = self.runs[number]
            briefs = briefs and not sure[number]
            if in_article and end - start == 1 and self._closes(start):
                byline = head_byline(self.rest[start:end], 0, self.pack)
                self._give(self.rest[start], "byline", "below-text", 0.8, {"byline": byline})
            elif in_article and not sure[number] and self._is_wedged(start, end):
                for raw in self.rest[start:end]:
                    self._give(raw, "caption", "between-halves", 0.6, {"caption": raw.text})
            elif (
                in_article
                and not sure[number]
                and not briefs
                and self._is_subhead(number, levels, sure)
            ):
                for raw in self.rest[start:end]:
                    self._give(raw, "subhead", f"subhead-{raw.kind}", 0.8)
            elif self._ends_region(end) and self._is_leftover(start, end):
                for raw in self.rest[start:end]:
                    self._give(raw, "unplaced", "no-text-follows", 0.5)
            else:
                self.heads += 1
                for line in read_head(self.rest[start:end], self.pack):
                    values = {**line.values, "lines": line.lines}
                    self._give(line.raw, line.role, line.rule, line.score, values)
                in_article = True
                briefs = briefs or self.pack.match("briefs", self.rest[start].text) is not None
            at = end

    def _ends_region(self, end: int) -> bool:
        if end == len(self.rest) or self._meets_notice(end):
            return True
        return self.rest[end].region != self.rest[end - 1].region

    def _is_leftover(self, start: int, end: int) -> bool:
        """Short lines at the page's end that no text follows and the source did not mark."""
        return all(raw.kind not in ("heading", "strong") for raw in self.rest[start:end])

    def _give(
        self, raw: RawBlock, role: Any, rule: str, sure: float, values: dict[str, Any] | None = None
    ) -> None:
        head = self.heads if role not in ("unplaced", "caption") else -1
        self.given[raw.order] = RoleBlock(raw, role, rule, sure, values or {}, head)

    def _settle_body(self, raw: RawBlock) -> None:
        values: dict[str, Any] = {}
        rule = f"text-{raw.kind}"
        jump = self.pack.match("jump-from", raw.text)
        if jump is not None and jump.start == 0 and jump.end < len(raw.text):
            # （上接第一版）and the text in one piece: another page's article goes on here.
            values["jump_from"] = {"page": jump.values.get("page"), "end": jump.end}
            if self._begins_article(raw):
                self.heads += 1
        elif self._follows_jump(raw) and lead_in(raw.text, self.pack) is not None:
            # The article before it went to another page: a text with its own lead-in is new.
            self.heads += 1
        onward = self.pack.match("jump-to", raw.text)
        if onward is not None:
            values["jump_to"] = {
                "page": onward.values.get("page"),
                "title": onward.values.get("title"),
                "start": onward.start,
            }
            if not raw.text[: onward.start].strip():
                self._give(raw, "jump", onward.rule, 0.95, values)
                return
        self._give(raw, "table" if raw.kind == "table" else "body", rule, 0.9, values)

    def _follows_jump(self, raw: RawBlock) -> bool:
        earlier = (self.given.get(order) for order in range(raw.order - 1, -1, -1))
        before = next((block for block in earlier if block is not None and block.head >= 0), None)
        return before is not None and "jump_to" in before.values

    def _begins_article(self, raw: RawBlock) -> bool:
        """Unless a head stands directly before it, text that comes from elsewhere is an article."""
        earlier = [self.given.get(order) for order in range(raw.order - 1, -1, -1)]
        before = next((block for block in earlier if block is not None and block.head >= 0), None)
        return before is None or before.role in ("body", "table", "subhead")

    def _sure_headline(self, start: int, end: int) -> bool:
        group = self.rest[start:end]
        headings = sum(raw.kind == "heading" for raw in group)
        if start and (self._ends_article(self.rest[start - 1]) or self._closes(start - 1)):
            return True
        if end - start == 1 and self._closes(start):
            return False
        below = end
        while below < len(self.rest) and self.body[below]:
            below += 1
        if below > end and below < len(self.rest) and self._closes(below):
            return True
        for at, raw in enumerate(group):
            if head_byline(group, at, self.pack):
                return True
            if raw.kind != "heading" and self.pack.match("jump-from", raw.text):
                return True
            if self.pack.match("deck", raw.text) or plain(raw.text) in self.guides:
                return True
        following = self.rest[end] if end < len(self.rest) else None
        if following is not None and (
            lead_in(following.text, self.pack) is not None
            or following.lead in self.pack.words("own")
            or self.pack.match("jump-from", following.text)
        ):
            return True
        return end - start > 1 and headings > 0

    def _is_wedged(self, start: int, end: int) -> bool:
        """Lines between the halves of a sentence that a picture or a box cut."""
        if not start or end == len(self.rest) or end - start > 2:
            return False
        left, right = self.rest[start - 1], self.rest[end]
        if not self.body[start - 1] or not self.body[end] or left.region >= 0:
            return False
        if ending(left.text) not in ("open", "comma", "hyphen") or left.kind != "paragraph":
            return False
        found = features(left.text, right.text, self.corpus, self.pack)
        certain = {"head-inside", "head-scrap", "quotes-match", "seam-number", "seam-letters"}
        cut = certain | {"seam-bigram", "seam-trigram", "tail-hyphen"}
        unmarked = end - start == 1 and self.rest[start].kind == "paragraph"
        clause = unmarked and "tail-open" in found and size(left.text) >= 18
        return (clause or bool(cut & set(found))) and score(found) > 0

    def _ends_article(self, raw: RawBlock) -> bool:
        """Whether a text says that it ends here: its writers, or where it goes on."""
        if raw.kind in ("heading", "strong", "table"):
            return False
        return (
            self.pack.match("jump-to", raw.text) is not None
            or end_credits(raw.text, self.pack) is not None
            or self.pack.match("signature", raw.text) is not None
            or (
                BRACKETED.fullmatch(fold_width(raw.text)) is not None
                and self.pack.match("jump-from", raw.text) is None
            )
        )

    def _is_subhead(self, number: int, levels: set[int], sure: list[bool]) -> bool:
        """A run inside an article that nothing makes a headline for certain."""
        start, end = self.runs[number]
        raw = self.rest[start]
        if end - start > 1:
            # Where headlines are bold, too, several bold lines are a head.
            return self.headings and all(b.kind == "strong" for b in self.rest[start:end])
        if end == len(self.rest):
            return False
        text = raw.text
        if raw.kind == "strong":
            return True
        speaks = 0.0
        if raw.kind == "heading":
            if levels and raw.level > max(levels):
                return True
            if self.marked:
                return False
            speaks -= 0.5
        cjk = han_share(text) > 0.5
        folded = fold_width(text)
        if "," in folded and cjk:
            speaks += 1.5
        if size(text) > 22 or (not cjk and len(text.split()) >= 5):
            speaks -= 1.0
        elif size(text) <= 14:
            speaks += 0.5
        if self._parallel(number, sure):
            speaks += 1.0
        if raw.kind == "paragraph":
            speaks += 0.5 if any(sure) else -0.5
        return speaks > 0

    def _parallel(self, number: int, sure: list[bool]) -> bool:
        """Whether a neighbouring single run has the same measure: subheads come in sets."""
        start, _ = self.runs[number]
        shape = _shape(self.rest[start].text)
        for other in (number - 1, number + 1):
            if 0 <= other < len(self.runs) and not sure[other]:
                begin, end = self.runs[other]
                single = end - begin == 1 and self.rest[begin].kind == self.rest[start].kind
                if single and _shape(self.rest[begin].text) == shape:
                    return True
        return False


def _shape(text: str) -> tuple[int, ...]:
    """Lengths of the parts between commas and gaps, roughly."""
    parts = fold_width(text).replace(",", " ").split()
    return tuple((len(part) + 1) // 3 for part in parts)
