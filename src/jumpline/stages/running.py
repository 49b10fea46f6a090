"""Which blocks are running text, and which are heading-like: lines, marks and seams say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jumpline.model.text import fold_width, han_share
from jumpline.model.text import visual_size as size
from jumpline.packs import Pack
from jumpline.stages.bylines import block_byline, end_credits, lead_in
from jumpline.stages.heads import head_byline
from jumpline.stages.pages import RawBlock
from jumpline.stages.seams import features, score
from jumpline.stages.sentences import begins_inside, ending, is_bodyish

_SAID = re.compile(r",[”\"’'] [a-z]")
BRACKETED = re.compile(r"\([^()]{2,30}\)")
_VERSE = 18


class Running:
    """Answers for the blocks of a page that are left after furniture and zones.

    ``headings`` says whether the source marks headings at all, ``marked`` whether it sets
    subheads in bold beside them, ``body`` which blocks are running text.
    """

    def __init__(self, rest: Sequence[RawBlock], corpus: str, pack: Pack) -> None:
        self.rest, self.corpus, self.pack = rest, corpus, pack
        self.headings = any(block.kind == "heading" for block in rest)
        self.marked = self._marks_subheads()
        self.body = [self._is_body(at) for at in range(len(rest))]
        self._find_verse()

    def _marks_subheads(self) -> bool:
        """Whether the source sets subheads in bold, beside headings for headlines: then a short
        line without a mark is a piece of text rather than a subhead."""
        strong = any(
            block.kind == "strong"
            and at + 1 < len(self.rest)
            and self.rest[at + 1].kind == "paragraph"
            and self.rest[at - 1].kind == "paragraph"
            for at, block in enumerate(self.rest)
            if at
        )
        return self.headings and strong

    def _is_body(self, at: int) -> bool:
        raw = self.rest[at]
        if raw.kind == "strong" and self.pack.match("jump-to", raw.text):
            return True
        if raw.kind in ("heading", "strong"):
            return False
        if raw.kind in ("table", "quote", "item") or raw.lead:
            return True
        text = raw.text
        byline = block_byline(raw, self.pack) is not None
        if not byline and (is_bodyish(text) or lead_in(text, self.pack) is not None):
            return True
        if begins_inside(text) or self.pack.match("jump-to", text):
            return True
        if self.pack.match("turn", text) or self._is_signed(text) or end_credits(text, self.pack):
            return True
        if self.pack.match("jump-from", text) or byline:
            return False
        if self.pack.match("signature", text) or ending(text) in ("comma", "semicolon", "hyphen"):
            return True
        if ending(text) == "colon" and not self._introduces_title(at):
            return True
        if at and self.rest[at - 1].kind == "paragraph" and BRACKETED.fullmatch(fold_width(text)):
            # （李文海 市社科院研究员） below a text.
            return is_bodyish(self.rest[at - 1].text)
        return self._is_fragment(at)

    def _introduces_title(self, at: int) -> bool:
        """人民日报社论：above its headline, where an article can begin."""
        if size(self.rest[at].text) > 14 or at + 1 == len(self.rest):
            return False
        fresh = at == 0 or ending(self.rest[at - 1].text) == "closed"
        below = self.rest[at + 1]
        listed = self.pack.match("list-marker", below.text) or below.kind in ("item", "table")
        return fresh and not listed and not is_bodyish(below.text)

    def _is_signed(self, text: str) -> bool:
        """A brief with its source behind it: 全国春播过两成（据新华社电）."""
        folded = fold_width(text).rstrip()
        start = folded.rfind("(")
        if start < 8 or not folded.endswith(")"):
            return False
        return self.pack.match("signature", folded[start:]) is not None

    def _is_fragment(self, at: int) -> bool:
        """A short piece whose paragraph goes on in the next block (企业负责人高敏介|绍，…)."""
        raw = self.rest[at]
        if at + 1 >= len(self.rest):
            return False
        following = self.rest[at + 1]
        if self._is_clause(raw) and self._is_wedge(at + 1):
            following = self.rest[at + 2]
        if raw.flow:
            return raw.kind == "paragraph"
        if following.region != raw.region:
            return False
        if following.kind in ("heading", "strong") or following.indented:
            return False
        if not is_bodyish(following.text) and not begins_inside(following.text):
            return False
        if lead_in(following.text, self.pack) is not None or self.pack.match("deck", raw.text):
            return False
        found = features(raw.text, following.text, self.corpus, self.pack)
        # Without a mark of its own a short line may as well be a subhead: ask for a cut word.
        certain = {"head-inside", "quotes-match", "seam-number", "seam-letters", "seam-trigram"}
        # A headline may hold a comma in English, but seldom after a quotation.
        inner = "," in fold_width(raw.text) and (
            han_share(raw.text) > 0.5 or len(raw.text) > 90 or bool(_SAID.search(raw.text))
        )
        if self.marked and at and self.body_before(at):
            return score(found) > 0
        if not inner and not certain & set(found) and "seam-bigram" not in found:
            return False
        return score(found) > (0.0 if inner else 1.0)

    def _is_clause(self, raw: RawBlock) -> bool:
        """Most of a sentence without its end: too long for a heading, with a comma inside."""
        folded = fold_width(raw.text)
        whole = han_share(folded) > 0.5 and size(folded) >= 18 and "," in folded
        return raw.region < 0 and whole and ending(folded) == "open"

    def _is_wedge(self, at: int) -> bool:
        """A short line without a mark between two pieces: a caption that a picture left there."""
        if at + 1 >= len(self.rest):
            return False
        raw = self.rest[at]
        plain_line = raw.kind == "paragraph" and size(raw.text) <= 20
        if is_bodyish(raw.text) or begins_inside(raw.text):
            return False
        return plain_line and not block_byline(raw, self.pack) and "," not in fold_width(raw.text)

    def body_before(self, at: int) -> bool:
        """Whether running text stands directly before a block."""
        before = self.rest[at - 1]
        return before.kind == "paragraph" and is_bodyish(before.text)

    # -- verse -----------------------------------------------------------------------------

    def _find_verse(self) -> None:
        """Lines of verse below a byline: short, unmarked, four and more of them, until the piece
        between blank lines that is the next head. A line by itself is a part's title."""
        at = 0
        while at < len(self.rest):
            start = at
            while at < len(self.rest) and not self.body[at]:
                at += 1
            group = list(self.rest[start:at])
            poet = next((n for n in range(1, len(group)) if head_byline(group, n, self.pack)), None)
            if poet is not None:
                end = self._next_head(start + poet + 1, at)
                lines = range(start + poet + 1, end)
                if len(lines) >= 4 and all(map(self._is_verse, lines)):
                    for line in lines:
                        self.body[line] = not self._is_part_title(line, end)
            at += 1

    def _next_head(self, start: int, end: int) -> int:
        """Where the verse of a run ends, because a text follows that has a head of its own."""
        if end == len(self.rest) or start >= end:
            return end
        last = end - 1
        cluster = self.rest[last].cluster
        while last > start and cluster >= 0 and self.rest[last - 1].cluster == cluster:
            last -= 1
        return last

    def _is_verse(self, at: int) -> bool:
        raw = self.rest[at]
        return raw.kind == "paragraph" and len(raw.lines) == 1 and size(raw.text) <= _VERSE

    def _is_part_title(self, at: int, end: int) -> bool:
        cluster = self.rest[at].cluster
        beside = [self.rest[n].cluster for n in (at - 1, at + 1, at + 2) if 0 <= n < end]
        alone = cluster >= 0 and cluster not in beside[:2]
        return alone and at + 2 < end and beside[1] == beside[2]
