"""Code points that stand for a character without being it: radicals, compatibility forms, private
characters whose meaning is known."""

from __future__ import annotations

import unicodedata
from functools import cache

#: CJK Radicals Supplement, in its order from U+2E80; a space stands for an unassigned code point,
#: and those that stand for no character of their own are themselves.
_RADICALS = (
    "⺀厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄㣺扌攵 旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻"
    "竹糸纟罓罒罓罓网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食飠飠饣"
    "首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
#: Vertical forms, which NFKC would turn into the narrow marks of Latin text.
_UPRIGHT = {
    **dict(zip(range(0xFE10, 0xFE1A), "，、。：；！？〖〗…", strict=True)),
    **dict(zip(range(0xFE30, 0xFE45), "‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』", strict=True)),
    0xFE34: "﹏",
    0xFE47: "［",
    0xFE48: "］",
}
#: Private characters of GB 18030-2000, which later editions gave a code point: forms for vertical
#: setting, and parts of characters.
_PRIVATE = {
    **dict(zip(range(0xE78D, 0xE797), "，。、：；！？〖〗…", strict=True)),
    **dict(zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832), "龴龵龶龷龸", strict=True)),
    **dict(zip((0xE843, 0xE854, 0xE864), "龹龺龻", strict=True)),
    0xE7C7: "ḿ",
    0xE7C8: "ǹ",
}
#: Signs of Wingdings and Symbol by their place in the font, which writers give as U+F000 + place.
_WINGDINGS = dict(
    zip(
        (0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x74, 0x75, 0x76, 0x77, 0x9F, 0xA1, 0xA7, 0xA8, 0xAB, 0xD8),
        "●■□❑❒⧫◆❖◆•○▪□★➢",
        strict=True,
    )
) | {0xE0: "→", 0xDF: "←", 0xFC: "✓", 0xFB: "✗", 0xB2: "✧", 0xB6: "☆", 0x28: "☎", 0x2A: "✉"}
_SYMBOL = {0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0xAE: "→"}


@cache
def plain_char(code: int) -> str:
    """The character that a code point of a page's text layer stands for; "" for none.

    >>> plain_char(ord("⼀")), plain_char(ord("⻋")), plain_char(2), plain_char(0xFE10)
    ('一', '车', '-', '，')
    """
    char = chr(code)
    if code < 0x80:
        if code >= 0x20 and code != 0x7F:
            return char
        # U+0002 is what pdfium puts for a hyphen at a line's end.
        return "-" if code == 2 else (" " if char in "\t\n\r" else "")
    if 0x2E80 <= code < 0x2E80 + len(_RADICALS):
        return _RADICALS[code - 0x2E80].strip() or char
    if code in _UPRIGHT:
        return _UPRIGHT[code]
    if code in _PRIVATE:
        return _PRIVATE[code]
    if (
        0x2F00 <= code <= 0x2FD5
        or 0xF900 <= code <= 0xFAFF
        or 0xFB00 <= code <= 0xFB06
        or 0x2F800 <= code <= 0x2FA1D
    ):
        return unicodedata.normalize("NFKC", char)
    if 0x80 <= code < 0xA0 or code in (0xFFFE, 0xFFFF, 0xFEFF, 0xAD) or 0xD800 <= code <= 0xDFFF:
        return ""
    if 0x200B <= code <= 0x200F or 0x2028 <= code <= 0x202E or 0x2060 <= code <= 0x2064:
        return ""
    return " " if code in (0xA0, 0x3000) or 0x2000 <= code <= 0x200A or code == 0x202F else char


def symbol(code: int, font: str) -> str:
    """What a private character means in a font of signs; the character itself if that is unknown.

    >>> symbol(0xF0D8, "Wingdings-Regular"), symbol(0xF0D8, "FZSSK") == chr(0xF0D8)
    ('➢', True)
    """
    name = font.lower()
    if "wingdings" in name:
        return _WINGDINGS.get(code - 0xF000, chr(code))
    if "symbol" in name:
        return _SYMBOL.get(code - 0xF000, chr(code))
    return chr(code)
