"""Hypothesis strategies for text, articles and issues.

Issues here are valid as the archive needs them (ids unique and right, labels, dates); they are not
laid out. Text is small and repeats itself, so that searches find something.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from msgspec.structs import replace

from jumpline.model.archive import ArticleDocument, SourceFile
from jumpline.model.geometry import Box
from jumpline.model.ids import article_id
from jumpline.model.issue import (
    SCHEMA,
    Anchor,
    Article,
    Block,
    BodyItem,
    Byline,
    Dateline,
    GuideEntry,
    Issue,
    Jump,
    Notice,
    Page,
    Person,
    Picture,
    Publication,
    Series,
)
from jumpline.model.roles import ROLES, Role
from jumpline.model.sheet import TextLine

#: Few characters, so that random strings meet; with pairs of traditional and simplified.
HAN = "昌吉州报日国國乡鄉书書记記者雪都万萬亿億的了一二三"
LATIN = "abcdeABCDEéßＡｂ１23 -'"
PUNCTUATION = "，。、：；“”「」（）《》·—…？！"

_TITLES = [("changji-ribao", "昌吉日报"), ("xin-bao", "新報"), ("daily-gazette", "Daily Gazette")]
_SECTIONS = [None, "要闻", "综合", "World"]
_SOURCES = [None, "本报", "新华社", "AP"]
_PEOPLE = ["孙学良", "刘茜", "周圓", "A. B. Carter"]
_COLUMNS = [None, "今日关注", "雪都論壇"]


def chinese(min_size: int = 1, max_size: int = 40) -> st.SearchStrategy[str]:
    return st.text(HAN + PUNCTUATION, min_size=min_size, max_size=max_size)


def latin(min_size: int = 1, max_size: int = 40) -> st.SearchStrategy[str]:
    return st.text(LATIN, min_size=min_size, max_size=max_size)


def mixed(min_size: int = 1, max_size: int = 40) -> st.SearchStrategy[str]:
    """Both scripts in one string, and now and then any other character of Unicode."""
    common = st.sampled_from(HAN + LATIN + PUNCTUATION + "　\u00a0")
    rare = st.characters(exclude_categories=("Cs", "Cc"))
    letters = st.one_of(common, common, common, common, rare)
    return st.lists(letters, min_size=min_size, max_size=max_size).map("".join)


def texts(min_size: int = 1, max_size: int = 40) -> st.SearchStrategy[str]:
    """A line of printed text: something in it is no whitespace."""
    kinds = st.one_of(
        chinese(min_size, max_size), latin(min_size, max_size), mixed(min_size, max_size)
    )
    return kinds.filter(lambda text: bool(text.strip()))


def dates() -> st.SearchStrategy[str]:
    days = st.dates(min_value=date(1912, 1, 1), max_value=date(2030, 12, 31))
    return days.map(date.isoformat)


def boxes() -> st.SearchStrategy[Box]:
    number = st.integers(0, 2000).map(lambda n: n / 2)
    corner = st.tuples(number, number, number, number)
    return corner.map(
        lambda c: (min(c[0], c[2]), min(c[1], c[3]), max(c[0], c[2]), max(c[1], c[3]))
    )


def source_files() -> st.SearchStrategy[SourceFile]:
    name = st.integers(1, 8).map(lambda n: f"page-{n:02d}.md")
    return st.builds(SourceFile, name=name, data=st.binary(max_size=60))


@st.composite
def documents(draw: st.DrawFn, number: int = 0) -> ArticleDocument:
    """What an index is given. Ids come from ``number``, which makes them unique."""
    parts = draw(st.lists(texts(), min_size=1, max_size=4))
    headline = draw(texts(max_size=12))
    publication, title = draw(st.sampled_from(_TITLES))
    day = draw(st.one_of(st.none(), dates()))
    page = draw(st.integers(1, 8))
    issue = f"{publication}/{day or 'undated'}"
    return ArticleDocument(
        id=f"{issue}/{page:02d}-{number}",
        issue=issue,
        publication=publication,
        title=title,
        date=day,
        pages=(page,),
        page=page,
        section=draw(st.sampled_from(_SECTIONS)),
        column=draw(st.sampled_from(_COLUMNS)),
        headline=headline,
        source=draw(st.sampled_from(_SOURCES)),
        people=tuple(draw(st.lists(st.sampled_from(_PEOPLE), max_size=2, unique=True))),
        text="\n".join([headline, *parts]),
    )


@st.composite
def articles(draw: st.DrawFn, issue: str, taken: set[str], pages: int = 4) -> Article:
    """``taken`` holds the ids that the issue has already, and gets this one's."""
    page = draw(st.integers(1, pages))
    headline = tuple(draw(st.lists(texts(max_size=14), max_size=2)))
    body = draw(
        st.lists(
            st.builds(
                BodyItem,
                role=st.sampled_from(["paragraph", "subhead", "item"]),
                text=texts(max_size=60),
            ),
            min_size=1,
            max_size=4,
        )
    )
    people = draw(st.lists(st.sampled_from(_PEOPLE), max_size=2, unique=True))
    source = draw(st.sampled_from(_SOURCES))
    text = f"□{source or ''}记者 {' '.join(people)}" if people else source
    has_picture = draw(st.booleans())
    jumps_to = draw(st.one_of(st.none(), st.integers(1, pages)))
    return Article(
        id=article_id(issue, page, "".join(headline), body[0].text, taken),
        pages=(page,),
        column=draw(st.sampled_from(_COLUMNS)),
        kicker=tuple(draw(st.lists(texts(max_size=14), max_size=1))),
        headline=headline,
        deck=tuple(draw(st.lists(texts(max_size=20), max_size=1))),
        series=draw(st.sampled_from([None, Series("雪都故事", 3)])),
        byline=Byline(source, tuple(Person(name, "记者") for name in people), text),
        dateline=draw(st.sampled_from([None, Dateline("北京", "2026-04-06")])),
        body=tuple(body),
        pictures=(Picture(draw(texts(max_size=20)), None, page),) if has_picture else (),
        continues=Jump(jumps_to, f"(下转{jumps_to:02d}版)") if jumps_to else None,
    )


@st.composite
def issues(draw: st.DrawFn, day: str | None = None) -> Issue:
    """Of one of three titles, on ``day`` or any day, with one to four pages."""
    publication, title = draw(st.sampled_from(_TITLES))
    printed = day or draw(dates())
    issue = f"{publication}/{printed}"
    count = draw(st.integers(1, 4))
    taken: set[str] = set()
    written = [draw(articles(issue, taken, count)) for _ in range(draw(st.integers(0, 4)))]
    return Issue(
        schema=SCHEMA,
        id=issue,
        publication=Publication(id=publication, title=title, language="zh-Hans"),
        date=printed,
        number=draw(st.one_of(st.none(), st.integers(1, 30_000))),
        page_count=count,
        pages=tuple(_page(draw, number) for number in range(1, count + 1)),
        articles=tuple(written),
    )


@st.composite
def printed_issues(draw: st.DrawFn) -> Issue:
    """Issues whose articles were printed: blocks of every article, paragraphs over several blocks
    and pages, now and then with a text that its lines do not give; notices and a guide."""
    issue = draw(issues())
    count = len(issue.pages)
    blocks: dict[int, list[Block]] = {page.number: list(page.blocks) for page in issue.pages}

    def printed(text: str, role: Role, article: str | None) -> Anchor:
        page = draw(st.integers(1, count))
        name = draw(st.sampled_from(["p{}.b{}", "{} b{}", "版{}/{}"]))
        name = name.format(page, len(blocks[page]) + 1)
        half = len(text) // 2
        parts = [text] if half < 2 or draw(st.booleans()) else [text[:half], text[half:]]
        lines = tuple(TextLine(part, draw(boxes())) for part in parts)
        blocks[page].append(Block(name, role, draw(boxes()), lines, article))
        return Anchor(page, name)

    written = []
    for article in issue.articles:
        for line in article.headline:
            printed(line, "headline", article.id)
        body = []
        for item in article.body:
            anchors = tuple(
                printed(part, "body", article.id)
                for part in (draw(texts()), item.text)[draw(st.integers(0, 1)) :]
            )
            body.append(replace(item, anchors=anchors))
        written.append(replace(article, body=tuple(body)))
    notices = [
        Notice(text, 1, (printed(text, "notice", None),))
        for text in draw(st.lists(texts(), max_size=1))
    ]
    announced = [GuideEntry(("第一", "行"), 1, article.id) for article in written[:1]]
    return replace(
        issue,
        articles=tuple(written),
        notices=tuple(notices),
        guide=tuple(announced),
        pages=tuple(replace(page, blocks=tuple(blocks[page.number])) for page in issue.pages),
    )


def _page(draw: st.DrawFn, number: int) -> Page:
    lines = draw(st.lists(st.builds(TextLine, text=texts(), box=boxes()), max_size=2))
    block = Block(f"p{number}.b1", draw(st.sampled_from(ROLES)), draw(boxes()), tuple(lines))
    return Page(
        number=number,
        label=f"{number:02d}",
        section=draw(st.sampled_from(_SECTIONS)),
        width=1105.5,
        height=1530.7,
        unit="pt",
        blocks=(block,) if lines else (),
    )
