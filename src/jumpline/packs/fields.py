"""Types of template fields: what each matches, what value it gives, how a value is printed.

All expressions see width-folded text (``fold_width``): digits, brackets and Latin letters are
half width there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_HAN = "㐀-鿿豈-﫿〇"
_NUMERALS = "〇零○一二三四五六七八九十百千万两廿卅"
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def chinese_int(text: str) -> int:
    """二十三, 廿三, 一百零三 and digit by digit (二〇二六) as an integer."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text.isdecimal():
        return int(text)
    if not any(char in _TENS for char in text):
        return int("".join(str(_DIGIT[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _TENS:
            unit = _TENS[char]
            if unit == 10000:
                total, section, digit = (total + section + digit) * unit, 0, 0
            else:
                section, digit = section + (digit or 1) * unit, 0
        else:
            digit = _DIGIT[char]
    return total + section + digit


def print_chinese(value: int) -> str:
    """1-99 as Chinese numerals (3 → 三, 12 → 十二, 23 → 二十三), others as digits."""
    if not 0 <= value < 100:
        return str(value)
    digits = "零一二三四五六七八九"
    if value < 10:
        return digits[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def month_number(text: str) -> int:
    """1-12 from a numeral or an English month name, whole or cut (Apr., Sept.)."""
    word = text.lower().rstrip(".")
    for number, name in enumerate(_MONTHS, 1):
        if len(word) >= 3 and name.startswith(word[:3]):
            return number
    return chinese_int(text)


def _year(text: str) -> int:
    return chinese_int(text)


def _part(text: str) -> int:
    circled = "①②③④⑤⑥⑦⑧⑨⑩"
    if text in circled:
        return circled.index(text) + 1
    if text in "上中下":
        return "上中下".index(text) + 1
    words = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ]
    if text.lower() in words:
        return words.index(text.lower()) + 1
    more = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    if text.lower() in more:
        return more.index(text.lower()) + 1
    return chinese_int(text)


def page_label(text: str) -> str:
    """02 stays 02, 二 becomes 2, a 6 becomes A6."""
    compact = "".join(text.split()).upper()
    if compact and all(char in _NUMERALS for char in compact):
        return str(chinese_int(compact))
    return compact.replace("-", "")


@dataclass(frozen=True)
class Field:
    """``pattern`` has no capturing group of its own."""

    pattern: str
    parse: Callable[[str], Any] = str.strip
    print: Callable[[Any], str] = str


_MONTH_NAMES = (
    "(?:jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?"
    "|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)"
)

FIELDS: dict[str, Field] = {
    "int": Field(r"\d{1,9}", int),
    "number": Field(
        r"\d{1,3}(?:,\d{3})+|\d{1,9}|[〇零○一二三四五六七八九]{4,6}",
        lambda text: chinese_int(text.replace(",", "")),
    ),
    "num": Field(rf"\d{{1,3}}|[{_NUMERALS}]{{1,4}}", chinese_int),
    "hannum": Field(rf"[{_NUMERALS}]{{1,4}}", chinese_int, print_chinese),
    "part": Field(rf"\d{{1,3}}|[{_NUMERALS}]{{1,4}}|[①-⑩]|[上中下]", _part, print_chinese),
    "ordinal": Field(
        r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
        r"|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})",
        _part,
    ),
    "page": Field(rf"[A-Za-z]{{0,2}}[ -]?\d{{1,3}}|[{_NUMERALS}]{{1,3}}", page_label),
    "label": Field(
        r"\d{1,2}[A-F](?![A-Za-z0-9])|(?:(?<![A-Za-z])[A-Za-z]{1,2}[ -]?)?\d{1,3}", page_label
    ),
    "year": Field(r"[12]\d{3}|[〇零○一二三四五六七八九]{4}", _year),
    "minguo": Field(
        rf"\d{{1,3}}|[{_NUMERALS}]{{1,5}}",
        lambda text: chinese_int(text) + 1911,
        lambda value: str(value - 1911),
    ),
    "month": Field(rf"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|{_MONTH_NAMES}", month_number),
    "monthname": Field(_MONTH_NAMES, month_number, lambda value: _MONTHS[value - 1].capitalize()),
    "day": Field(
        r"3[01]|[12]\d|0?[1-9]|三十一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?"
        r"|[一二三四五六七八九]",
        chinese_int,
    ),
    "weekday": Field(r"[一二三四五六日天]"),
    "lunar": Field(
        r"(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥][^年月]{0,3}年\s*)?"
        r"[闰閏]?(?:正|[一二三四五六七八九]|十[一二]?|冬|腊|臘)月[大小]?\s*"
        r"(?:初[一二三四五六七八九十]|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?"
        r"|三十|卅)(?!日)",
        lambda text: "".join(text.split()),
    ),
    "cn": Field(
        r"\d{2}\s*[-—–]\s*\d{4}(?:\s*/\s*[A-Z])?",
        lambda text: "-".join(text.replace("—", "-").replace("–", "-").replace(" ", "").split("-")),
    ),
    "postal": Field(
        r"\d{1,3}\s*[-—–]\s*\d{1,4}",
        lambda text: text.replace("—", "-").replace("–", "-").replace(" ", ""),
    ),
    "issn": Field(
        r"\d{4}\s*[-—–]\s*\d{3}[\dXx]",
        lambda text: text.replace("—", "-").replace("–", "-").replace(" ", "").upper(),
    ),
    "url": Field(
        r"(?a:https?\s*:\s*//\s*[\w.\-/%~]+[\w/]"
        r"|www\.[\w\-]+(?:\.[\w\-]+)+(?:/[\w\-./]*)?)",
        lambda text: "".join(text.split()),
    ),
    "email": Field(r"[A-Za-z0-9][\w.+\-]*@[\w\-]+(?:\.[\w\-]+)+"),
    "phone": Field(r"\(?\+?\d[\d\-—–() ]{4,18}\d", lambda text: text.strip().replace("—", "-")),
    "han": Field(rf"[{_HAN}]+"),
    "org": Field(rf"[{_HAN}·A-Za-z()“”]{{2,40}}?"),
    "title": Field(rf"[{_HAN}]{{1,12}}"),
    "place": Field(rf"[{_HAN}]{{2,10}}?"),
    "name": Field(rf"[{_HAN}]{{1,4}}(?:·[{_HAN}]{{1,8}})*"),
    "names": Field(
        rf"[{_HAN}]{{1,4}}(?:·[{_HAN}]{{1,8}})*"
        rf"(?:[\s、,;/]+[{_HAN}]{{1,4}}(?:·[{_HAN}]{{1,8}})*){{0,9}}"
    ),
    "zhweekday": Field(r"(?:星期|周|礼拜|禮拜|週)[一二三四五六日天](?![前后後报報年])"),
    "orgname": Field(rf"(?!主[管办辦]|编辑|編輯|出版)[{_HAN}·A-Za-z“”]{{2,40}}?"),
    #: An organisation's name after its label: as far as it goes.
    "wholename": Field(rf"[{_HAN}A-Za-z“”][{_HAN}·A-Za-z“”()、]{{1,39}}"),
    #: What leads the eye from an entry to its page: dots, dashes, arrows, nothing.
    "leader": Field(r"[\s.…·•—–\-|/,→▶►▷▸»>》☞=_]*"),
    #: An arrow, after a page that stands before its entry.
    "arrow": Field(r"\s*(?:[→▶►▷▸»☞]|>+|》+)\s*"),
    #: A column's name may quote (开局“十五五”) and be set with a gap.
    "columnword": Field(rf"[{_HAN}“”‘’·\d ]{{1,10}}?"),
    #: Names and nothing else: one to three, of two or three characters each.
    "personnames": Field(rf"[{_HAN}]{{2,3}}(?:[\s、,]+[{_HAN}]{{2,3}}){{0,2}}"),
    "letterlabel": Field(r"(?:[A-Za-z]\d{1,2}|\d{1,2}[A-F])(?![A-Za-z0-9])", page_label),
    "circled": Field(r"[①-⑳]", lambda text: ord(text) - ord("①") + 1),
    #: What a part number in brackets may stand behind: an investigation, a report, a view.
    "seriesname": Field(
        r"[^\n()①-⑳]{2,40}?(?:调查|調查|报道|報道|報導|综述|綜述|述评|述評|访谈|訪談|纪行|紀行|观察|觀察"
        r"|连载|連載|系列|专题|專題|解读|解讀|评论|評論|笔谈|筆談|走笔|走筆)"
    ),
    #: A paper or an agency that no list knows, in its own lead-in: 香江公報訊.
    "newsorg": Field(rf"[{_HAN}]{{2,8}}?[报報社网網台臺]"),
    "shortname": Field(rf"[{_HAN}]{{2,3}}"),
    "papertitle": Field(
        rf"《?(?:[{_HAN}]{{1,9}}?(?:(?<![申上汇匯通预預情海捷喜举舉墙牆警简簡])[报報](?![告道])|新[闻聞]|周刊|週刊|文摘)"
        rf"|参考消息|參考消息)》?",
        lambda text: text.strip("《》"),
    ),
    "people": Field(
        rf"(?:[{_HAN}]{{2,4}}(?![{_HAN}:/])(?:[ 　、,]+(?![美责責版校编編组組值审審视視电電邮郵热熱])[{_HAN}]{{2,4}}(?![{_HAN}:/])){{0,5}}"
        r"|(?-i:[A-Z])[a-z.’'-]+ (?-i:[A-Z])[a-z.’'-]+)",
        lambda text: (
            [text.strip()] if text.isascii() else [n for n in re.split(r"[\s、,]+", text) if n]
        ),
        " ".join,
    ),
    "enweekday": Field(
        r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:mon|tue|wed|thu|fri|sat|sun)\.)"
    ),
    "volume": Field(r"\b(?:[IVXLCDM]+|\d+)\b"),
    "price": Field(r"\d{1,3}(?:\.\d{2})?"),
    "amount": Field(r"\d[\d.,() -]{0,18}"),
    "latinorg": Field(r"[A-Z][\w.&’' -]{1,60}"),
    "latinname": Field(r"(?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]*){1,3}"),
    "latinpeople": Field(
        r"(?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]*){1,2}", lambda text: [text.strip()]
    ),
    "latincredits": Field(
        r"(?-i:[A-Z])[\w.’'-]*(?:,? (?:and |& |de |da |van |von |der |of |for |the |al-)?"
        r"(?-i:[A-Z])[\w.’'-]*){0,9}"
    ),
    "capsplace": Field(r"(?-i:[A-Z][A-Z.’'-]+(?: [A-Z.’'-]+){0,3}(?:, [A-Z][A-Za-z. ]{1,14}?)?)"),
    "contact": Field(r"[^\s]{2,40}(?: [\d—-]{5,15})?"),
    "rolecredits": Field(
        rf"(?:[{_HAN}]{{0,8}}(?:记者|記者|通讯员|通訊員|评论员|評論員|特约|特約|实习生|實習生))"
        rf"[{_HAN}·、 ]{{1,60}}?"
    ),
    "creditline": Field(rf"(?:^|(?<=[。!?\s(]))[{_HAN}A-Za-z/ ·、]{{2,24}}?\s*"),
    "credits": Field(r"[^(),。;:\n]{2,70}?"),
    "caps": Field(r"(?-i:[A-Z][A-Z.\-’' ]{1,40}?(?:, [A-Z][\w. ]{1,20}?)?)"),
    #: The one or two words by which a jump names its article.
    "keyword": Field(
        r"(?-i:[A-Z][A-Z.\-’']{2,20}(?: [A-Z.\-’']{2,20})?|[A-Z][a-z]{2,16}(?=[:/|>—-]))"
    ),
    "words": Field(r"[^\n]{1,120}?"),
    "text": Field(r"[^\n]+?"),
    "nondigit": Field(r"(?!\d)[^\n]"),
    "rest": Field(r"[^\n]*"),
}
