"""Code points that stand for a character without being it: radicals, compatibility forms."""

from __future__ import annotations

import unicodedata
from functools import cache

#: CJK Radicals Supplement: NFKC knows only few of them.
_RADICALS = dict(
    zip(
        "⺁⺄⺈⺊⺌⺍⺕⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺥⺧⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺹⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙刀卜小小彐心手攴无月歺母民水水火爪牛犬王目示礻竹糸纟网网网羊羊老聿肉臼艹艹艹虎衤西西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食食食飠饣马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
        strict=True,
    )
)


@cache
def plain_char(code: int) -> str:
    """The character that a code point of a page's text layer stands for; "" for none.

    >>> plain_char(ord("⼀")), plain_char(ord("⻋")), plain_char(2)
    ('一', '车', '-')
    """
    char = chr(code)
    if code < 0x20 or code == 0x7F:
        # U+0002 is what some writers put for a hyphen at a line's end.
        return "-" if code == 2 else (" " if char in "\t\n\r" else "")
    if char in _RADICALS:
        return _RADICALS[char]
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", char)
    if code in (0xFFFE, 0xFFFF, 0xFEFF, 0x200B, 0xAD) or 0xD800 <= code <= 0xDFFF:
        return ""
    if 0xFE10 <= code <= 0xFE48:
        # Presentation forms for vertical setting.
        return unicodedata.normalize("NFKC", char)
    return " " if code in (0xA0, 0x2002, 0x2003, 0x2009) else char
