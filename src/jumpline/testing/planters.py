"""The faults that concern an issue's facts, its links, its marks: one function a kind."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

from msgspec.structs import replace
from opencc import OpenCC

from jumpline.checks.case import Confusion, Neighbour
from jumpline.checks.series import article_digests
from jumpline.model.ids import article_id
from jumpline.model.issue import Anchor, Article, Block, BodyItem, GuideEntry, Jump, Page, Series
from jumpline.model.lunar import lunar_day
from jumpline.model.roles import Role
from jumpline.model.sheet import TextLine
from jumpline.testing.character_planters import CHARACTER_PLANTERS
from jumpline.testing.faults import Bed, Fault, Planter, day_before, plant_sentence
from jumpline.testing.values import MAKERS, data

_WEEKDAYS = "一二三四五六日"


def _weekday(bed: Bed) -> Fault:
    day = (bed.date.weekday() + bed.rng.randint(1, 6)) % 7
    bed.change(weekday=bed.rng.choice(["星期", "周"]) + _WEEKDAYS[day])
    return Fault("weekday-wrong")


def _lunar(bed: Bed) -> Fault | None:
    right = lunar_day(bed.date)
    other = lunar_day(bed.date + timedelta(days=bed.rng.choice([-30, -3, -1, 1, 2, 29])))
    if not bed.slot("lunar") or other.years != right.years:
        return None
    bed.change(lunar_date=other.printed())
    return Fault("lunar-wrong")


def _lunar_year(bed: Bed) -> Fault | None:
    if not bed.slot("lunar"):
        return None
    other = lunar_day(bed.date + timedelta(days=365 * bed.rng.choice([-3, -2, 2, 5])))
    bed.change(lunar_date=other.years[0] + lunar_day(bed.date).printed()[2:])
    return Fault("lunar-year-wrong")


def _pages(bed: Bed, code: str) -> Fault | None:
    if not bed.slot("pages"):
        return None
    there = len(bed.issue.pages)
    missing = code == "pages-missing"
    bed.change(page_count=there + bed.rng.randint(1, 5) if missing else there - 1)
    return Fault(code)


def _labels(bed: Bed, code: str) -> Fault | None:
    if not bed.slot("labels"):
        return None
    *others, one, two = bed.issue.pages
    labels = (one.label, one.label) if code == "label-repeated" else (two.label, one.label)
    bed.change(pages=(*others, replace(one, label=labels[0]), replace(two, label=labels[1])))
    return Fault(code)


def _number(bed: Bed, code: str) -> Fault | None:
    if not bed.slot("number"):
        return None
    number, name = bed.issue.number or 0, bed.issue.publication.id
    ahead = bed.rng.random() < 0.5
    if code == "number-gap":
        day, other = day_before(bed, 1), number - bed.rng.randint(2, 90)
    elif ahead:
        day, other = day_before(bed, -bed.rng.randint(1, 6)), number - bed.rng.randint(0, 90)
    else:
        day, other = day_before(bed, bed.rng.randint(1, 6)), number + bed.rng.randint(0, 90)
    bed.neighbours.append(Neighbour(f"{name}/{day}", day, other))
    return Fault(code)


def _folio(bed: Bed, code: str) -> Fault | None:
    if not bed.slot("folio"):
        return None
    *others, page = bed.issue.pages
    (block,) = [block for block in page.blocks if block.role == "folio"]
    text = block.lines[0].text
    if code == "folio-date":
        other = bed.date - timedelta(days=bed.rng.choice([1, 2, 365, -1]))
        text = re.sub(r"\d+年\d+月\d+日", f"{other.year}年{other.month}月{other.day}日", text)
    else:
        day = (bed.date.weekday() + bed.rng.randint(1, 6)) % 7
        text = re.sub(r"星期.", f"星期{_WEEKDAYS[day]}", text)
    blocks = tuple(
        replace(each, lines=(TextLine(text),)) if each.id == block.id else each
        for each in page.blocks
    )
    bed.change(pages=(*others, replace(page, blocks=blocks)))
    return Fault(code)


def _jump_page(bed: Bed) -> Fault | None:
    article = bed.article()
    if article is None:
        return None
    own, last = article.pages[0], max(len(bed.issue.pages), bed.issue.page_count or 0)
    page = bed.rng.choice([own, last + bed.rng.randint(1, 3)])
    bed.put(replace(article, continues=Jump(page, f"（下转{page:02d}版）", resolved=page != own)))
    return Fault("jump-page", article.id)


def _jump_open(bed: Bed) -> Fault | None:
    article = bed.article() if bed.slot("halves") else None
    if article is None:
        return None
    other = bed.rng.choice([p.number for p in bed.issue.pages if p.number not in article.pages])
    if bed.rng.random() < 0.5:
        bed.put(replace(article, continues=Jump(other, f"（下转{other:02d}版）")))
    else:
        bed.put(replace(article, continued_from=Jump(other, f"（上接{other:02d}版）")))
    return Fault("jump-open", article.id)


def _jump_twice(bed: Bed) -> Fault | None:
    article = bed.article(lambda found: len(found.body[0].text) > 20)
    if article is None:
        return None
    page = 2 if article.pages[0] != 2 else 1
    line, text = f"（下转{page:02d}版）", article.body[0].text
    at = bed.rng.randint(5, len(text) - 5)
    first = replace(article.body[0], text=text[:at] + line + text[at:])
    jump = Jump(page, line, resolved=True)
    pages = (article.pages[0], page)
    bed.put(replace(article, body=(first, *article.body[1:]), continues=jump, pages=pages))
    return Fault("jump-twice", article.id)


def _jump_other(bed: Bed) -> Fault | None:
    if not bed.slot("halves"):
        return None
    one = bed.article(lambda found: found.pages == (1,))
    two = bed.article(lambda found: found.pages == (2,))
    if one is None or two is None:
        return None
    bed.implied |= {("jump-open", one.id), ("jump-open", two.id)}
    bed.put(replace(one, continues=Jump(2, "（下转02版）"), headline=("山里来了放映队",)))
    bed.put(replace(two, continued_from=Jump(1, "（上接01版）"), headline=("今冬蔬菜不涨价",)))
    return Fault("jump-other-article", one.id)


def _guide_page(bed: Bed) -> Fault | None:
    article = bed.article(lambda found: found.pages[0] > 1 and len("".join(found.headline)) > 5)
    if article is None:
        return None
    pages = [p.number for p in bed.issue.pages if p.number not in article.pages]
    last = max(len(bed.issue.pages), bed.issue.page_count or 0)
    page = bed.rng.choice([*pages, last + bed.rng.randint(1, 3)])
    entry = GuideEntry(article.headline, page)
    kept = tuple(each for each in bed.issue.guide if each.lines != entry.lines)
    bed.change(guide=(*kept, entry))
    return Fault("guide-page")


def _guide_article(bed: Bed) -> Fault:
    entry = GuideEntry((bed.rng.choice(data()["words"]["guides"]),), 2)
    bed.change(guide=(*bed.issue.guide, entry))
    return Fault("guide-article")


def _series(bed: Bed, code: str) -> Fault | None:
    one, two = bed.article(), bed.article()
    if one is None or two is None:
        return None
    name = f"“{bed.rng.choice(data()['words']['places'])}故事”系列报道{code[-3:]}"
    part = bed.rng.randint(1, 4)
    bed.put(replace(one, series=Series(name, part)))
    bed.put(replace(two, series=Series(name, part + (2 if code == "series-gap" else 0))))
    return Fault(code)


def _article_repeated(bed: Bed) -> Fault | None:
    article = bed.article(lambda found: sum(len(item.text) for item in found.body) > 150)
    if article is None:
        return None
    if bed.rng.random() < 0.4:
        day = day_before(bed, 9)
        marks = (("".join(article.headline), article_digests(article)),)
        bed.neighbours.append(Neighbour(f"{bed.issue.publication.id}/{day}", day, None, (), marks))
        return Fault("article-repeated", article.id)
    taken = {each.id for each in bed.issue.articles}
    name = article_id(bed.issue.id, 2, "又见报", article.body[0].text, taken)
    copy = replace(article, id=name, headline=("又见报",), pages=(2,), pictures=())
    bed.change(articles=(*bed.issue.articles, copy))
    return Fault("article-repeated", name)


def _drawn(bed: Bed, roles: tuple[Role, ...], code: str) -> Fault | None:
    """A page with pictures: one that has its caption, and a picture or caption alone."""
    if not bed.slot("pictures"):
        return None
    page, *others = bed.issue.pages
    made: list[tuple[Role, float]] = [("picture", 50.0), ("caption", 255.0)]
    made += [(role, 800.0) for role in roles]
    blocks = tuple(
        Block(
            f"p1.x{number}",
            role,
            (50.0, top, 350.0, top + (200.0 if role == "picture" else 12.0)),
            (TextLine("图为码头的早晨。"),) if role == "caption" else (),
        )
        for number, (role, top) in enumerate(made)
    )
    page = replace(page, width=700.0, height=1100.0, blocks=(*page.blocks, *blocks))
    bed.change(pages=(page, *others))
    return Fault(code)


def _picture_text(bed: Bed, code: str) -> Fault | None:
    return _drawn(bed, ("caption" if code == "caption-alone" else "picture",), code)


def _edited(bed: Bed, code: str, regex: str, change: object) -> Fault | None:
    """One place of an article's running text that an expression finds, changed."""
    found = re.compile(regex)
    article = bed.article(lambda each: any(found.search(item.text) for item in each.body))
    if article is None:
        return None
    body = list(article.body)
    at = bed.rng.choice([at for at, item in enumerate(body) if found.search(item.text)])
    places = list(found.finditer(body[at].text))
    match = bed.rng.choice(places)
    assert callable(change)
    text = body[at].text
    body[at] = replace(
        body[at], text=text[: match.start()] + change(bed, match) + text[match.end() :]
    )
    bed.put(replace(article, body=tuple(body)))
    return Fault(code, article.id)


def _other_kind(bed: Bed, match: re.Match[str]) -> str:
    return {"”": "」", "）": ")", ")": "）"}[match[0]]


def _script(bed: Bed, match: re.Match[str]) -> str:
    return str(OpenCC("s2t").convert(match[0]))


def _convertible() -> str:
    """Characters with a traditional form that simplified text never has."""
    return "[们个来时会对学说问进这实开关动经现样报级产业让织维纪订验习]"


def _width(bed: Bed) -> Fault | None:
    digits = re.compile(r"\d+")

    def fits(found: Article) -> bool:
        text = "\n".join((*found.headline, *(item.text for item in found.body)))
        return len(digits.findall(text)) >= 5 and bool(digits.search(found.body[0].text))

    article = bed.article(fits)
    if article is None:
        return None
    text = article.body[0].text
    match = bed.rng.choice(list(digits.finditer(text)))
    wide = "".join(chr(ord(char) + 0xFEE0) for char in match[0])
    first = replace(article.body[0], text=text[: match.start()] + wide + text[match.end() :])
    bed.put(replace(article, body=(first, *article.body[1:])))
    return Fault("width-mixed", article.id)


def _cut(bed: Bed) -> Fault | None:
    def fits(found: Article) -> bool:
        last = found.body[-1]
        return last.role == "paragraph" and len(last.text) > 60 and last.text.endswith("。")

    article = bed.article(fits)
    if article is None:
        return None
    text = article.body[-1].text
    while True:
        kept = text[: bed.rng.randint(40, len(text) - 3)]
        if re.search(r"[一-鿿，、：]\Z", kept):
            break
    body = (*article.body[:-1], replace(article.body[-1], text=kept))
    bed.put(replace(article, body=body))
    # The end that is lost may have closed a quotation.
    bed.implied.add(("marks-unbalanced", article.id))
    return Fault("article-cut", article.id)


def _orphan(bed: Bed) -> Fault:
    page, *others = bed.issue.pages
    roles: list[Role] = ["body", "headline", "subhead"]
    role = bed.rng.choice(roles)
    block = Block(f"p1.o{len(page.blocks)}", role, None, (TextLine("河边的人都回了家。"),))
    bed.change(pages=(_with(page, block), *others))
    return Fault("text-orphaned")


def _with(page: Page, block: Block) -> Page:
    return replace(page, blocks=(*page.blocks, block))


def _confused(bed: Bed) -> Fault | None:
    bed.confusions.append(Confusion("蜜桔", "蜜橘"))
    article = bed.article()
    if article is None:
        return None
    item = BodyItem("paragraph", "蜜桔装上了车。", (Anchor(1, "p1.b1"),)[:0])
    bed.put(replace(article, body=(article.body[0], item, *article.body[1:])))
    return Fault("word-confused", article.id)


PLANTERS: dict[str, Planter] = {
    **{code: partial(plant_sentence, code=code, wrong=True) for code in MAKERS},
    "weekday-wrong": _weekday,
    "lunar-wrong": _lunar,
    "lunar-year-wrong": _lunar_year,
    **{code: partial(_pages, code=code) for code in ("pages-missing", "pages-extra")},
    **{code: partial(_labels, code=code) for code in ("label-repeated", "label-order")},
    **{code: partial(_number, code=code) for code in ("number-order", "number-gap")},
    **{code: partial(_folio, code=code) for code in ("folio-date", "folio-weekday")},
    "jump-page": _jump_page,
    "jump-open": _jump_open,
    "jump-twice": _jump_twice,
    "jump-other-article": _jump_other,
    "guide-page": _guide_page,
    "guide-article": _guide_article,
    **{code: partial(_series, code=code) for code in ("series-repeated", "series-gap")},
    "article-repeated": _article_repeated,
    **{code: partial(_picture_text, code=code) for code in ("caption-alone", "picture-alone")},
    "marks-unbalanced": partial(
        _edited, code="marks-unbalanced", regex="[“”《》（）]", change=lambda bed, match: ""
    ),
    "marks-mixed": partial(_edited, code="marks-mixed", regex="[”）]", change=_other_kind),
    "marks-doubled": partial(
        _edited,
        code="marks-doubled",
        regex="[，。、](?=.)",
        change=lambda bed, match: match[0] + bed.rng.choice("，、"),
    ),
    "script-mixed": partial(_edited, code="script-mixed", regex=_convertible(), change=_script),
    "width-mixed": _width,
    "article-cut": _cut,
    "text-orphaned": _orphan,
    "word-confused": _confused,
    "word-doubled": partial(
        _edited,
        code="word-doubled",
        regex="(?<=[一-鿿])的(?=[一-鿿])|我们|已经|可以",
        change=lambda bed, match: match[0] * 2,
    ),
    **CHARACTER_PLANTERS,
}
