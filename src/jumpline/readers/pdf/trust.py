"""Does a page's text say what its glyphs show? By the statistics of each face.

A font's ToUnicode table may be missing or wrong, and nothing but the text tells. The bounds are far
from anything that a language prints: a list of names or a table of shares is no alarm.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jumpline.readers.pdf.characters import Drawn

#: The commonest characters of Chinese prose in both scripts: over a quarter of any newspaper page.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社"
    "這為個時來們對會發動過說產種後學經進電裡現實兩體製機當點從業應開還"
)
#: Letters of such a face need no more than this of their em.
_WIDE = frozenset("mwMWÆŒæœ@%&—…")

#: Words, not the symbols of companies, teams and units.
_WORD = re.compile("[A-Za-z]{4,}")
_MARKS = re.compile("[\u0300-\u036f]+")
#: Characters below which a face's language says nothing.
_ENOUGH = 300
#: Share of doubtful characters from which a page is left to recognition.
_PAGE = 0.2


class Verdict(NamedTuple):
    """``doubtful`` are positions in the text of the page; ``whole`` is true where so many are that
    nothing on it can be used. ``why`` is "" where all is well."""

    doubtful: frozenset[int]
    whole: bool
    why: str


def judge(drawn: Sequence[Drawn], faces: Sequence[str]) -> Verdict:
    """``faces`` are the names of the fonts."""
    members: dict[int, list[int]] = defaultdict(list)
    doubtful: set[int] = set()
    for at, each in enumerate(drawn):
        members[each.style.face].append(at)
        if not each.known:
            doubtful.add(at)
    reasons: Counter[str] = Counter()
    if doubtful:
        reasons["the file does not say which characters they are"] = len(doubtful)
    for face, own in members.items():
        why = _face([drawn[at] for at in own])
        if why:
            name = faces[face] or "without a name"
            reasons[f"in the font {name} {why}"] += len(own)
            doubtful.update(own)
    share = len(doubtful) / len(drawn) if drawn else 0.0
    why = "; ".join(reason for reason, _ in reasons.most_common(3))
    return Verdict(frozenset(doubtful), share >= _PAGE, why)


def _face(own: list[Drawn]) -> str:
    """What is wrong with the text of a face; "" for nothing."""
    unknown = sum(not each.known for each in own)
    if unknown > 0.5 * len(own) and unknown > 10:
        return "most characters are not told"
    text = "".join(each.text for each in own if each.known)
    latin = [each for each in own if each.known and each.text.isascii() and each.text.isalpha()]
    # A Chinese font has wide letters too, beside its characters.
    if len(latin) > 0.6 * sum(map(str.isalpha, text)) and _in_cells(latin):
        return "letters stand in the cells of Chinese characters"
    return implausible(text)


def _in_cells(latin: list[Drawn]) -> bool:
    """Letters of one width, an em: i as wide as n."""
    widths = [
        (each.box[3] - each.box[1] if each.style.direction % 2 else each.box[2] - each.box[0])
        / each.style.size
        for each in latin
        if each.text not in _WIDE
    ]
    square = [wide for wide in widths if 0.93 < wide < 1.07]
    return len(square) >= 12 and len(square) > 0.8 * len(widths)


def implausible(text: str) -> str:
    """Why a text cannot be what it claims to be; "" where it can.

    >>> implausible("the council voted to repair the roads " * 20)
    ''
    >>> implausible("ÖÐ¹úÈËÃñ" * 20)
    'letters are those of another encoding'
    """
    counts = Counter(text)
    letters = {char: number for char, number in counts.items() if char.isalpha()}
    total = sum(letters.values())
    accented = sum(number for char, number in letters.items() if "\xa1" <= char <= "\xff")
    if accented >= 30 and accented > 0.5 * total:
        return "letters are those of another encoding"
    han = {char: n for char, n in letters.items() if "\u3400" <= char <= "\u9fff"}
    if sum(han.values()) >= _ENOUGH and not any("\u3040" <= char <= "\u30ff" for char in letters):
        if _odd_han(han):
            return "no language uses the characters like this"
    plain = unicodedata.normalize("NFD", text)
    words = "".join(_WORD.findall(_MARKS.sub("", plain))).lower()
    if len(words) >= _ENOUGH:
        usual = sum(char in "eaionrstl" for char in words) / len(words)
        vowels = sum(char in "aeiouy" for char in words) / len(words)
        if usual < 0.4 or not 0.14 <= vowels <= 0.75:
            return "no language uses the letters like this"
    return ""


def _odd_han(han: dict[str, int]) -> bool:
    total = sum(han.values())
    common = sum(number for char, number in han.items() if char in _COMMON) / total
    if common >= 0.06:
        return False
    rare = sum(number for char, number in han.items() if _rare(char)) / total
    return common < 0.01 or rare > 0.08


def _rare(char: str) -> bool:
    """In neither of the sets of characters that newspapers were set in."""
    for encoding in ("gb2312", "big5"):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            continue
        return False
    return True


def sample(drawn: Iterable[Drawn], most: int = 12) -> str:
    """A few of the characters, to be quoted."""
    return "".join(each.text for each, _ in zip(drawn, range(most), strict=False))
