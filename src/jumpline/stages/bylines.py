"""Who wrote it: byline lines, lead-ins (本报讯 记者…报道:), datelines and names at an article's end."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import msgspec

from jumpline.model.issue import Byline, Person
from jumpline.model.text import fold_width, han_share
from jumpline.packs import Pack
from jumpline.stages.names import parted
from jumpline.stages.pages import RawBlock

_HAN = "㐀-鿿豈-﫿〇"
_NAME = rf"[{_HAN}]{{1,4}}(?:·[{_HAN}]{{1,8}}){{0,2}}"
_SPLIT = re.compile(r"[\s、,;/&]+")
_ORG = (
    rf"[{_HAN}A-Za-z]{{1,14}}?(?:社|报社|報社|报|報|网|網|台|臺|电视|電視|传媒|客户端|通讯社|中心)"
)


#: What an organisation's name ends with, where no sign (□) says that a byline begins.
_OFFICES = (
    *tuple("报報社网網台臺站部局院"),
    "中心",
    "集团",
    "集團",
    "电视",
    "電視",
    "公司",
    "大学",
    "大學",
)


class Credits(msgspec.Struct, frozen=True):
    """Source and people of a byline, before the text around them is known."""

    source: str | None
    people: tuple[Person, ...]


class LeadIn(msgspec.Struct, frozen=True):
    """The start of a body that names its writers. ``end`` is where the news itself begins.

    ``month`` and ``day`` are None where the lead-in does not print them.
    """

    byline: Byline
    place: str | None
    month: int | None
    day: int | None
    end: int
    rule: str


class _Words:
    """The pack's words as expressions, compiled once."""

    def __init__(self, pack: Pack) -> None:
        def alternation(*lists: str) -> str:
            words = {fold_width(word) for name in lists for word in pack.words(name)}
            return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))

        roles = alternation("person_roles")
        sources = alternation("own", "agencies")
        tails = alternation("byline_tails")
        self.opener = re.compile(f"^[{''.join(map(re.escape, pack.words('openers')))}\\s]+")
        self.had_opener = re.compile(f"^\\s*[{''.join(map(re.escape, pack.words('openers')))}]")
        # 周凯文 is a name, 何佳慧 文 a name and what she did.
        self.tail = re.compile(
            rf"(?:[\s、,/|(（]*(?:{tails})(?<![{_HAN}][文图圖])|[\s、,/|(（]+[文图圖])[)）]?[\s。:：]*$"
        )
        self.head = re.compile(
            r"^\s*(?:文/图|图/文|文图|文|图|撰文|文字|摄影|采写|采訪)(?:\s*[/:|]\s*|\s+)"
        )
        self.group = re.compile(
            rf"(?P<source>(?:{sources}|{_ORG})(?=\s*(?:{roles})))?\s*(?P<role>{roles})\s*[:/]?\s*"
        )
        self.sources = re.compile(rf"^(?:{sources})$")


@cache
def _words(pack: Pack) -> _Words:
    return _Words(pack)


def credits(text: str, pack: Pack, *, source: str | None = None) -> Credits | None:
    """本报记者 郑涛 通讯员 程芳 → source and people; None when the text is something else."""
    words = _words(pack)
    folded = fold_width(text).strip()
    opened = bool(words.had_opener.match(folded))
    folded = words.opener.sub("", folded)
    opened = opened or bool(words.head.match(folded))
    folded = _SHARES.sub(" ", words.head.sub("", folded))
    folded = _without_place(folded, pack)
    folded = words.tail.sub("", folded).strip(" \t、,/|:")
    if not folded:
        return None
    groups = list(words.group.finditer(folded))
    if not groups:
        return _names_alone(folded, source, pack) if opened else None
    if groups[0].start() and not _is_source(folded[: groups[0].start()], words):
        # 人民日报社新疆分社记者: an organisation that no list knows, directly before the role.
        before = folded[: groups[0].start()].strip()
        if not re.fullmatch(rf"[{_HAN}]{{2,14}}", before) or before[0] in "据由在对和与":
            return None
        if not opened and not before.endswith(_OFFICES) and not _is_desk(folded, groups, pack):
            return None
        if before.endswith(("讯", "訊", "消息", "电", "電")) or any(
            word in before for word in ("获悉", "了解", "昨日", "近日", "今日", "日前")
        ):
            return None
        source = source or before
    people: list[Person] = []
    for number, group in enumerate(groups):
        end = groups[number + 1].start() if number + 1 < len(groups) else len(folded)
        if group["source"] and source is None:
            source = group["source"]
        beside = group.end() == group.end("role") and group["source"] is None and source is None
        names = _names(
            re.sub(r"(?:^|[\s、,/])(?:文|图|摄影|摄)[/:]?\s*$", "", folded[group.end() : end]),
            pack.words("surnames") if opened else (),
        )
        if names is None:
            return None
        if beside and not all(name.startswith(pack.words("surnames")) for name in names):
            # 记者孙学良 is a name, 记者调查 is a column.
            return None
        people += [Person(name, group["role"]) for name in names]
    if not people and source is None:
        return None
    return Credits(source, tuple(people))


#: 文/卢晓磊 图/梁栋: who did what, before each name.
_SHARES = re.compile(r"\s+(?:文|图|圖|摄影|攝影|撰文|供图|供圖)\s*[/:]\s*")


def _is_desk(folded: str, groups: list[re.Match[str]], pack: Pack) -> bool:
    """橙柿记者 俞茜茜: a short name of a paper's own desk, and names set apart behind the role."""
    if groups[0].start() > 4 or not folded[groups[0].end("role") :].startswith(" "):
        return False
    end = groups[1].start() if len(groups) > 1 else len(folded)
    names = _names(folded[groups[0].end() : end])
    return bool(names) and all(name.startswith(pack.words("surnames")) for name in names or [])


_FROM = re.compile(rf"(\s*/\s*|\s+)([{_HAN}]{{2,6}})(?:报道|報道|報導|专电|專電|电|電)$")


def _without_place(folded: str, pack: Pack) -> str:
    """本報記者 蔡佩珊／台北報導, 本报记者 王强 北京报道: where it was written is no name."""
    found = _FROM.search(folded)
    if not found or ("/" not in found[1] and found[2].startswith(pack.words("surnames"))):
        return folded
    return folded[: found.start()]


def _is_source(text: str, words: _Words) -> bool:
    return bool(words.sources.match(text.strip()))


def _names_alone(folded: str, source: str | None, pack: Pack) -> Credits | None:
    """□许怀谷: a sign and names. Only what begins with a surname is a name (●书讯 is none)."""
    names = _names(folded, pack.words("surnames"))
    if not names or len(names) > 6:
        return None
    if not all(name.startswith(pack.words("surnames")) for name in names):
        return None
    return Credits(source, tuple(Person(name, None) for name in names))


def _names(text: str, surnames: tuple[str, ...] = ()) -> list[str] | None:
    """Names of a list; [] for nothing, None when something in it is no name. With ``surnames``, names
    that stand in a row are parted."""
    text = text.strip(" \t、,/|:()（）")
    if not text:
        return []
    words = [word for word in _SPLIT.split(text) if word and word not in ("和", "及", "与")]
    merged: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        if len(word) == 1 and position + 1 < len(words) and len(words[position + 1]) == 1:
            # A name of two characters is often set with a space inside: 于 磊.
            word, position = word + words[position + 1], position + 1
        merged += parted(word, surnames) or [word]
        position += 1
    if all(re.fullmatch(_NAME, word) and len(word) > 1 for word in merged):
        return merged
    return None


_BY = re.compile(r"^(?:by|story by|words by|text by|text and photos by|report by)\s+", re.I)


def latin_credits(text: str, pack: Pack) -> Credits | None:
    """By JANE DOE and John Smith, Staff Writers → people (role None unless one is printed)."""
    rest = _BY.sub("", fold_width(text).strip()).strip(" .")
    roles = [fold_width(role) for role in pack.words("person_roles") if role.isascii()]
    people: list[Person] = []
    source: str | None = None
    for piece in re.split(r"\s*(?:,|;|\band\b|&|\|)\s*", rest, flags=re.I):
        if not piece:
            continue
        role = next((r for r in roles if piece.lower().rstrip("s") == r.lower().rstrip("s")), None)
        if role and people:
            people = [p if p.role else Person(p.name, piece) for p in people]
        elif piece in pack.words("agencies"):
            source = piece
        elif re.fullmatch(r"[A-Z][\w.’' -]{1,40}", piece) and len(piece.split()) <= 5:
            people.append(Person(piece, None))
        else:
            return None
    return Credits(source, tuple(people)) if people or source else None


def byline_line(text: str, pack: Pack) -> Byline | None:
    """A line that is a byline as a whole."""
    return _byline_line(text, pack) if len(text) <= 90 else None


@lru_cache(maxsize=8192)
def _byline_line(text: str, pack: Pack) -> Byline | None:
    if not text.strip():
        return None
    if han_share(text) < 0.5:
        line = pack.match("byline-line", text)
        if line is None or text.rstrip()[-1:] in ",;":
            return None
        if "credits" not in line.values:
            return Byline(None, (), text.strip())
        found = latin_credits(text, pack)
        if found is None or (text.rstrip().endswith(".") and not text.isupper()):
            return None
    else:
        folded = fold_width(text).rstrip()
        if folded.endswith(("。", "!", "?", ",", ";")) or (
            "," in folded.rstrip(",")[8:] and "。" in folded
        ):
            return None
        inner = folded.strip("()[]【】 ")
        found = credits(inner, pack)
    if found is None:
        return None
    return Byline(found.source, found.people, text.strip())


def block_byline(block: RawBlock, pack: Pack, *, below: bool = False) -> Byline | None:
    """A block that is a byline: one line, or a name with the office in the line below. ``below``
    says that a title stands above it: there a name, an agency or an office suffices."""
    lines = [line.text for line in block.lines if "@" not in line.text or " " in line.text.strip()]
    if lines and len(lines) < len(block.lines):
        # An address below the name.
        return byline_line(", ".join(lines), pack)
    found = byline_line(block.text, pack)
    if found is None and len(block.text) <= 60:
        lead = lead_in(block.text, pack)
        if lead is not None and lead.byline.people and not block.text[lead.end :].strip():
            found = lead.byline
    if len(block.lines) > 1 and len(block.text) <= 120:
        found = byline_line(", ".join(line.text for line in block.lines), pack) or found
    if found is None and below and len(block.text) <= 60 and len(block.lines) <= 2:
        found = _names_below(block.text, pack) or _place_byline(block, pack)
    return found


def _names_below(text: str, pack: Pack) -> Byline | None:
    """李国祥 between a headline and its text."""
    folded = fold_width(text).strip()
    if not _BARE_NAMES.fullmatch(folded):
        return None
    names = _names(folded) or []
    known = all(name.startswith(pack.words("surnames")) for name in names)
    if not known or any(
        pack.match(kind, text) for kind in ("column-name", "section", "notice-head", "guide-head")
    ):
        return None
    return Byline(None, tuple(Person(name, None) for name in names), text.strip())


_BARE_NAMES = re.compile(rf"[{_HAN}]( ?)[{_HAN}]{{1,2}}(?:[ 、,]+[{_HAN}]{{2,3}}){{0,2}}")
_LATIN_NAME = re.compile(r"(?:[A-Z][\w’'-]*\.? ){1,3}[A-Z][\w’'-]+")
_LATIN_PLACE = re.compile(r"[A-Z][A-Za-z.’'-]+(?: [A-Z][A-Za-z.’'-]+){0,2}")


def _place_byline(block: RawBlock, pack: Pack) -> Byline | None:
    """PTI, Special Correspondent, or a name, each alone or above the place: New Delhi."""
    lines = [fold_width(line.text).strip() for line in block.lines]
    who = lines[0].rstrip(",:")
    if len(lines) == 2 and not _LATIN_PLACE.fullmatch(lines[1].rstrip(",:")):
        return None
    for agency in pack.words("agencies"):
        if who.lower() == fold_width(agency).lower():
            return Byline(who, (), block.text.strip())
    if office_line(who, pack):
        return Byline(None, (), block.text.strip())
    if len(lines) == 2 and _LATIN_NAME.fullmatch(who):
        return Byline(None, (Person(who, None),), block.text.strip())
    return None


def name_line(text: str) -> Byline | None:
    """JILL SANTORO, where the line below names her office."""
    name = fold_width(text).strip()
    return Byline(None, (Person(name, None),), name) if _LATIN_NAME.fullmatch(name) else None


def office_line(text: str, pack: Pack) -> bool:
    """Health Correspondent, Dispatch Staff Writer: the line below a name, or an address."""
    words = fold_width(text).strip()
    if "@" in words and " " not in words:
        return True
    if not words.isascii() or not 0 < len(words.split()) <= 5:
        return False
    return (
        words.lower()
        .rstrip("s")
        .endswith(
            tuple(role.lower().rstrip("s") for role in pack.words("person_roles") if role.isascii())
        )
    )


def with_office(byline: Byline, line: str) -> Byline:
    """A byline and the office in the line below it."""
    office = line.strip()
    if "@" in office:
        return byline
    people = tuple(p if p.role else Person(p.name, office) for p in byline.people)
    return Byline(byline.source, people, f"{byline.text}, {office}")


def lead_in(text: str, pack: Pack) -> LeadIn | None:
    """The lead-in at a body's start; the body keeps it as printed."""
    head = text[:160]
    found = pack.match("lead-in", head)
    if found is None:
        return None
    values: dict[str, Any] = found.values
    source = values.get("source")
    people: tuple[Person, ...] = ()
    if values.get("credits"):
        read = credits(str(values["credits"]), pack, source=source)
        if read is None and found.rule.startswith("en:"):
            read = latin_credits(str(values["credits"]), pack)
        if read is not None:
            people, source = read.people, source or read.source
    elif values.get("name"):
        people = (Person(str(values["name"]), "記者" if "記者" in head[:20] else "记者"),)
    printed = head[found.start : found.end].strip()
    return LeadIn(
        Byline(source, people, printed),
        values.get("place"),
        values.get("month"),
        values.get("day"),
        found.end,
        found.rule,
    )


def end_credits(text: str, pack: Pack) -> Byline | None:
    """（记者 王强） at the end of a body, where no byline stood before it."""
    found = pack.match("end-credits", text[-80:])
    if found is None:
        return None
    printed = str(found.values["credits"])
    if printed in pack.words("agencies"):
        return Byline(printed, (), printed)
    read = credits(printed, pack) or _names_alone(fold_width(printed), None, pack)
    if read is None or not read.people:
        return None
    return Byline(
        read.source, read.people, text[-80:][found.start : found.end].strip("。！？!?”」 ")
    )
