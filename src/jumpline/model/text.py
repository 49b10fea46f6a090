"""Text as compared: width folded character by character, so that positions stay valid."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, TypeAlias

Script: TypeAlias = Literal["han", "kana", "hangul", "latin", "other"]

#: Dashes that printers and OCR engines interchange.
_DASHES = "―─━﹘⸺"


@cache
def _width_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0x2000, 0x2070), *range(0x2E80, 0x2FE0), *range(0x3000, 0x3400)):
        _enter(table, code)
    for code in (*range(0xF900, 0xFB00), *range(0xFE30, 0xFE70), *range(0xFF00, 0xFFF0)):
        _enter(table, code)
    table[0xA0] = " "
    for dash in _DASHES:
        table[ord(dash)] = "—"
    return table


def _enter(table: dict[int, str], code: int) -> None:
    folded = unicodedata.normalize("NFKC", chr(code))
    if len(folded) == 1 and folded != chr(code):
        table[code] = folded


def fold_width(text: str) -> str:
    """Full width to half width, compatibility forms to plain ones; the length never changes."""
    if text.isascii():
        return text
    return _fold_short(text) if len(text) <= 2000 else text.translate(_width_table())


@lru_cache(maxsize=4096)
def _fold_short(text: str) -> str:
    return text.translate(_width_table())


_HAN = re.compile(r"[㐀-鿿豈-﫿𠀀-𲎯〇]")
_KANA = re.compile(r"[぀-ヿㇰ-ㇿ]")
_HANGUL = re.compile(r"[가-힯ᄀ-ᇿ]")
_LETTER = re.compile(r"[^\W\d_]")


def is_cjk(char: str) -> bool:
    """Whether a character is set without spaces between words (Han, kana, CJK punctuation)."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0xA4CF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x323AF
        or char in "“”‘’…—·"
    )


def han_share(text: str) -> float:
    """Share of Han and kana among the letters of a text; 0 for a text without letters."""
    return 0.0 if text.isascii() else _han_share(text[:400])


@lru_cache(maxsize=4096)
def _han_share(text: str) -> float:
    letters = len(_LETTER.findall(text))
    return (len(_HAN.findall(text)) + len(_KANA.findall(text))) / letters if letters else 0.0


def language_of(text: str, around: str | None = None) -> str | None:
    """zh-Hans, zh-Hant, ja, ko, or a script's default (en for Latin); None without letters. Chinese
    that does not show its script has that of what is ``around`` it."""
    sample = text[:4000]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return None
    han, kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    if kana and kana / (han + kana) > 0.15:
        return "ja"
    if len(_HANGUL.findall(sample)) / letters > 0.3:
        return "ko"
    if han / letters > 0.3:
        return _script(sample) or (around if around in ("zh-Hans", "zh-Hant") else "zh-Hans")
    if sum(char.isascii() for char in sample) / len(sample) > 0.8:
        return "en"
    return None


#: Frequent characters whose two forms differ, a pair each; enough to tell a page's script.
_SIMPLIFIED = set("这们来个时会对发国过学为经进样说长问开实现动电关业没见还后")
_TRADITIONAL = set("這們來個時會對發國過學為經進樣說長問開實現動電關業沒見還後")


def _script(text: str) -> str | None:
    """None where as much speaks for one as for the other."""
    simple = sum(char in _SIMPLIFIED for char in text)
    traditional = sum(char in _TRADITIONAL for char in text)
    if simple == traditional:
        return None
    return "zh-Hant" if traditional > simple else "zh-Hans"


def visual_size(text: str) -> float:
    """Length as printed, in Chinese characters: a Latin letter is half as wide."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


_SPACE = re.compile(r"\s+")


def natural(name: str) -> list[tuple[int, str]]:
    """For sorting names: page-2 before page-10."""
    pieces = re.split(r"(\d+)", name)
    return [(int(each), "") if each.isdecimal() else (0, each) for each in pieces]


def squeeze(text: str) -> str:
    """Runs of whitespace become one space; none at the ends."""
    return _SPACE.sub(" ", text).strip()


def plain(text: str) -> str:
    """Width folded and without whitespace: what two readings are compared by."""
    return "".join(fold_width(text).split())


def join_lines(left: str, right: str) -> str:
    """Two printed lines as running text: a space between Latin words, none in Chinese; a hyphen
    at a line's end is dropped where a small letter follows."""
    left, right = left.rstrip(), right.lstrip()
    if not left or not right:
        return left or right
    if left[-1] in "-\u00ad\u0002" and len(left) > 1 and left[-2].isalpha() and right[0].islower():
        return left[:-1] + right
    if is_cjk(left[-1]) or is_cjk(right[0]):
        return left + right
    return f"{left} {right}"
