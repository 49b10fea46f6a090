"""Masthead and folio: lines made of dates, numbers, names and contacts, wherever they stand.

A line is furniture when the packs' tokens cover it. Pieces that no token knows (the title, a lone
day, CHANGJI RIBAO) count only between or beside such lines.
"""

from __future__ import annotations

import re
from typing import Any

from jumpline.model.text import fold_width
from jumpline.packs import Pack
from jumpline.packs.pack import Found
from jumpline.stages.pages import Furniture, RawBlock
from jumpline.stages.sentences import is_bodyish

TOKENS = (
    "date",
    "year-month",
    "lunar",
    "weekday",
    "number",
    "pages",
    "cn",
    "issn",
    "postal",
    "url",
    "email",
    "hotline",
    "contact",
    "client",
    "sponsor",
    "publisher",
    "phone",
    "editors",
    "page-label",
    "month-day",
)
#: Tokens that only a masthead prints.
_FRONT = {"number", "pages", "cn", "issn", "postal", "sponsor", "publisher", "client", "hotline"}
#: Tokens that say nothing alone: a date line may be a signature.
_WEAK = {"date", "phone", "year-month", "month-day", "weekday", "lunar", "page-label"}
_FILLER = re.compile(r"[\s,.;:|/·、，。：；()（）\[\]【】<>《》*~—–\-_=●■◆★▪•]+")
_LATIN_TITLE = re.compile(r"[A-Z][A-Za-z.&’' \-]{3,60}")
_BARE_LABEL = re.compile(
    r"\s*([A-Za-z]?\d{1,3}|\d{1,2}[A-F])(?=\s|[|｜·]|[^\d\-/:.年月日号期%a-zA-Z]|$)"
)
_END_LABEL = re.compile(r"(?:^|[\s|｜·])([A-Za-z]?\d{1,3}|\d{1,2}[A-F])\s*$")
#: What makes a line without a digit worth reading for tokens.
_ADDRESS = ("www.", "http", "@")
#: Lines that a masthead may hold between two of its own without anybody knowing what they say.
_MAX_UNKNOWN = 2
_MAX_LINE = 200


class Reading:
    """One line's tokens and what they leave over."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.folded = fold_width(text)
        worth = (
            any(map(str.isdigit, text))
            or any(word in text for word in pack.words("furniture"))
            or any(mark in text for mark in _ADDRESS)
        )
        self.tokens: list[Found] = pack.tokens(TOKENS, self.folded) if worth else []
        self.kinds = {token.kind for token in self.tokens}
        pieces, at = [], 0
        for token in self.tokens:
            pieces.append(text[at : token.start])
            at = token.end
        pieces.append(text[at:])
        self.rest = [word for piece in pieces for word in _words(piece)]
        total = len(_core(text)) or 1
        self.coverage = 1 - sum(len(_core(word)) for word in self.rest) / total


def _words(piece: str) -> list[str]:
    """Chinese words stand apart; Latin ones are a phrase until a wide gap or a bar."""
    found = []
    for phrase in re.split(r"\s{2,}|\t|[|｜/]|(?<=[^\x00-\x7f])\s|\s(?=[^\x00-\x7f])", piece):
        if _core(phrase):
            found.append(phrase.strip(" ,.;:·-—"))
    return found


def _core(text: str) -> str:
    return _FILLER.sub("", text)


def folio_label(text: str, pack: Pack) -> str | None:
    """The page label of a folio line (02 要闻 2026年3月23日 星期一 …); None for other lines."""
    if not _looks_furnished(text):
        return None
    reading = Reading(text, pack)
    if not ({"date", "weekday"} & reading.kinds or {"editors", "page-label"} <= reading.kinds):
        return None
    if "number" in reading.kinds or sum(len(word) for word in reading.rest) > 60:
        return None
    return _label(text, reading)


def _looks_furnished(text: str) -> bool:
    return 3 <= len(text) <= _MAX_LINE and any(char.isdigit() for char in text)


def _label(text: str, reading: Reading) -> str | None:
    for token in reading.tokens:
        if token.kind == "page-label":
            return str(token.values["page"])
    covered = [(token.start, token.end) for token in reading.tokens]
    for expression in (_BARE_LABEL, _END_LABEL):
        found = expression.match(text) if expression is _BARE_LABEL else expression.search(text)
        if found and not any(start <= found.start(1) < end for start, end in covered):
            return found[1].upper()
    return None


def furniture(blocks: tuple[RawBlock, ...], pack: Pack) -> tuple[Furniture, dict[int, str]]:
    """What masthead and folio say, and which blocks they are: order → masthead or folio."""
    readings = {
        block.order: Reading(" ".join(line.text for line in block.lines), pack)
        for block in blocks
        if _may_be_furniture(block)
        and not pack.match("jump-from", block.text)
        and not pack.match("jump-to", block.text)
    }
    strong = [order for order in readings if _is_strong(blocks[order], readings[order])]
    front = _is_front(strong, readings)
    members = _grow(blocks, readings, strong, pack)
    if front:
        members |= _between(blocks, members, pack)
    role = "masthead" if front else "folio"
    reader = _Collector(pack, front)
    for order in sorted(members):
        if order in readings:
            reader.take(blocks[order], readings[order])
    return reader.result(), dict.fromkeys(members, role)


def _may_be_furniture(block: RawBlock) -> bool:
    """Cheap, because the tokens are not: prose ends with a stop or holds one."""
    text = block.text
    if not text or len(text) > _MAX_LINE or block.kind in ("table", "picture", "item", "quote"):
        return False
    if "。" in text or "，" in text or text[-1] in "！？；：":
        return False
    return not (len(text) > 60 and text[-1] in '.!?”"')


def _is_front(strong: list[int], readings: dict[int, Reading]) -> bool:
    kinds: set[str] = set()
    for order in strong:
        kinds |= readings[order].kinds
    return len(kinds & _FRONT) >= 2 or ("number" in kinds and "date" in kinds) or "cn" in kinds


def _is_strong(block: RawBlock, reading: Reading) -> bool:
    if not reading.tokens or block.kind == "heading":
        return False
    folded = reading.folded
    if folded.rstrip().endswith(("。", "!", "?", ",", "、")) or "。" in folded:
        return False
    telling = reading.kinds - _WEAK
    if reading.coverage >= 0.8 and telling:
        return True
    if reading.coverage >= 0.95 and reading.kinds != {"phone"} and block.order < 12:
        return True
    if {"date", "weekday"} <= reading.kinds and reading.coverage > 0.3:
        short = all(len(word) <= (45 if word.isascii() else 20) for word in reading.rest)
        return short and len(reading.rest) <= 6
    if ("date" in reading.kinds or "page-label" in reading.kinds) and block.order < 3:
        return reading.coverage > 0.3 and len(reading.rest) <= 4 and len(folded) <= 60
    return len(telling) >= 2 and reading.coverage > 0.6


def _grow(
    blocks: tuple[RawBlock, ...], readings: dict[int, Reading], strong: list[int], pack: Pack
) -> set[int]:
    """Strong lines, and what stands between or beside them and reads like a title or a day."""
    members = set()
    for order in strong:
        kinds = readings[order].kinds
        alone = kinds <= _WEAK or ("phone" in kinds and kinds <= _WEAK | {"contact"})
        near = any(other != order and abs(other - order) <= 3 for other in strong)
        edge = order < 3 or (order >= len(blocks) - 2 and "phone" not in kinds)
        if not alone or near or edge:
            members.add(order)
    for order in sorted(members):
        for step in (-1, 1):
            at = order + step
            while 0 <= at < len(blocks) and abs(at - order) <= 3 and at not in members:
                # What stands in another shape of the page only comes next in the list: it must be
                # the paper's name, or the page's number.
                text = blocks[at].text
                apart = blocks[at].region != blocks[order].region
                apart = apart and not text.isdigit() and not _is_name(text, pack)
                if at in readings and _is_labelled(blocks[at], blocks[order]):
                    members.add(at)
                    at += step
                    continue
                if (
                    apart
                    or at not in readings
                    or not _fits_between(blocks[at], readings[at], pack, above=step < 0)
                ):
                    break
                members.add(at)
                at += step
    return members


def _is_labelled(block: RawBlock, folio: RawBlock) -> bool:
    """Whether a page's label and a few words stand level with a folio line: 03 潮声·副刊."""
    text = block.text.strip()
    label = _BARE_LABEL.match(text)
    if label is None or len(block.lines) > 1 or not _is_section(text[label.end() :].strip()):
        return False
    one, two = block.lines[0].box, folio.lines[0].box
    return one is not None and two is not None and min(one[3], two[3]) > max(one[1], two[1])


def _between(blocks: tuple[RawBlock, ...], members: set[int], pack: Pack) -> set[int]:
    """Short lines between the lines of a masthead, or above it: slogans, licences, prices. Nobody
    sets an article into a masthead, so they need not be known."""
    found: set[int] = set()
    before = -1
    for order in sorted(members):
        gap = range(before + 1, order)
        names = sum(_is_name(blocks[at].text, pack) for at in gap)
        if len(gap) - names > _MAX_UNKNOWN or not all(_is_unknown(blocks[at], pack) for at in gap):
            break
        found.update(gap)
        before = order
    return found


def _is_name(text: str, pack: Pack) -> bool:
    return pack.match("title", text) is not None or (text.isupper() and _reads_as_name(text))


def _is_unknown(block: RawBlock, pack: Pack) -> bool:
    if block.kind not in ("paragraph", "strong") or len(block.lines) > 2 or len(block.text) > 40:
        return False
    text = block.text
    return not is_bodyish(text) and not any(
        pack.match(kind, text) for kind in ("guide-head", "jump-to", "jump-from", "lead-in", "deck")
    )


def _fits_between(block: RawBlock, reading: Reading, pack: Pack, *, above: bool) -> bool:
    text = block.text.strip()
    if len(text) <= 2 and text.isdigit():
        return True
    if pack.match("title", text) is not None:
        return True
    if reading.coverage >= 0.9 and reading.tokens:
        return True
    label = _BARE_LABEL.match(text)
    section = text[label.end() :].strip() if label else text
    if block.kind == "paragraph" and pack.match("section", section) is not None:
        return True
    if _LATIN_TITLE.fullmatch(text) and len(text.split()) <= 6:
        words = {word.lower() for word in re.split(r"[ -]", text)}
        named = any(word.lower() in words for word in pack.words("title_words"))
        loud = text.upper() == text and len(words) > 1
        # Below the masthead a heading in capitals is an article's.
        return named or (loud and (above or block.kind != "heading"))
    return False


class _Collector:
    """Puts the fields of a masthead or folio together, first come, first kept."""

    def __init__(self, pack: Pack, front: bool) -> None:
        self.pack, self.front = pack, front
        self.fields: dict[str, Any] = {}
        self.label: str | None = None
        self.section: str | None = None
        self.editors: list[str] = []
        self.day: int | None = None

    def keep(self, name: str, value: Any) -> None:
        if value not in (None, "") and name not in self.fields:
            self.fields[name] = value

    def take(self, block: RawBlock, reading: Reading) -> None:
        text = " ".join(line.text for line in block.lines).strip()
        for token in reading.tokens:
            self._token(token, text)
        if not self.front and self.label is None:
            self.label = _label(text, reading)
        if text.isdigit() and len(text) <= 2:
            if self.front and 1 <= int(text) <= 31:
                self.day = int(text)
            return
        words = [word for word in reading.rest if word.upper() != (self.label or "")]
        if words:
            self._rest(words, text if not reading.tokens else None)

    def _token(self, token: Found, text: str) -> None:
        values, kind = token.values, token.kind
        if kind in ("date", "year-month"):
            self.keep(kind, (values.get("year"), values.get("month"), values.get("day")))
        elif kind == "editors":
            for name in values["editors"]:
                if self.pack.match("title", name):
                    self.keep("title", name)
                elif name not in self.editors:
                    self.editors.append(name)
        elif kind == "page-label":
            if not self.front:
                self.label = self.label or str(values["page"])
        elif kind == "weekday":
            start = token.start + text[token.start : token.end].find(str(values["weekday"]))
            self.keep("weekday", text[start : start + len(str(values["weekday"]))] or None)
        elif kind == "lunar":
            self.keep("lunar_date", values["lunar"])
        elif kind == "pages":
            self.keep("page_count", values.get("pages"))
        else:
            if values.get("running") and values.get("number") is not None:
                # 第68期（总第5127期）: the year's count and the paper's own.
                self.fields["number"] = values["number"]
            for name in (
                "number",
                "cn",
                "issn",
                "postal",
                "website",
                "email",
                "hotline",
                "sponsor",
                "publisher",
                "client",
            ):
                self.keep(name, values.get(name))

    def _rest(self, words: list[str], whole: str | None) -> None:
        if whole and self.pack.match("title", whole) and not self._names_section(whole):
            self.keep("title", whole.strip("《》"))
            return
        if whole and whole.isascii() and self.front:
            chinese = bool(self.fields.get("title")) and not str(self.fields["title"]).isascii()
            spoken = re.split(r"[ -]", whole.lower())
            known = any(word.lower() in spoken for word in self.pack.words("title_words"))
            if known or _reads_as_name(whole):
                self.keep("latin_title" if chinese or not known else "title", whole)
            return
        for word in words:
            clean = word.strip("|｜·—-/ ").removeprefix(f"{self.label} ").strip()
            names = {name.lower() for name in self.pack.words("title_words")}
            if self.pack.match("title", clean) and not self._names_section(clean):
                self.keep("title", clean.strip("《》"))
            elif len(clean.split()) > 1 and names & set(clean.lower().split()):
                self.keep("title", clean)
            elif not self.front and self.section is None and _is_section(clean):
                self.section = clean

    def _names_section(self, text: str) -> bool:
        """综合新闻 above an inner page is its section, however much it looks like a title."""
        return not self.front and self.pack.match("section", text) is not None

    def result(self) -> Furniture:
        year_month = self.fields.pop("year-month", None)
        if "date" not in self.fields and year_month and self.day:
            self.fields["date"] = (year_month[0], year_month[1], self.day)
        title, latin = self.fields.get("title"), self.fields.get("latin_title")
        chinese = not str(self.fields.get("weekday", "")).isascii() or "cn" in self.fields
        if title is not None and latin is None and str(title).isascii() and chinese:
            # The Chinese name is often a picture; what can be read is the Latin one.
            self.fields["latin_title"] = self.fields.pop("title")
            title = None
        elif title is None and latin is not None and not chinese:
            self.fields["title"] = latin
            self.fields.pop("latin_title")
        return Furniture(
            fields=self.fields,
            label=self.label,
            section=self.section,
            editors=tuple(self.editors),
            is_front=self.front,
        )


def _reads_as_name(text: str) -> bool:
    """CHANGJI RIBAO and The Valley Echo do; Established 1871 and a motto do not."""
    words = [word for word in text.split() if word.lower() not in ("of", "the", "and", "&")]
    return _LATIN_TITLE.fullmatch(text) is not None and all(word[0].isupper() for word in words)


def _is_section(word: str) -> bool:
    core = _core(word)
    return 1 < len(core) <= 12 and not any(char.isdigit() for char in core)
