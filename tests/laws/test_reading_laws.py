"""Laws of reading text: nothing is lost, nothing doubled, equal input gives equal bytes."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from jumpline.errors import SourceError
from jumpline.model.archive import SourceFile
from jumpline.model.codec import decode, encode
from jumpline.model.issue import Issue
from jumpline.pipeline import read_issues
from jumpline.readers.markup import MarkupReader
from jumpline.sample import pages

LINES = [
    "# 把退潮后的滩涂还给候鸟",
    "## 今日视点",
    "**先听见，再动手**",
    "——“城市更新”系列报道之二",
    "□本报记者 江一苇",
    "本报讯（记者 韩雪晴）5月11日，会议举行。",
    "会议指出，越冬候鸟由不足三万只增加到",
    "七万六千余只。这些数字的背后是实事。",
    "清晨六点半，铺子已经冒起白汽。",
    "他一边说一边把篾条（下转02版）",
    "（上接01版）",
    "导读",
    "盐场旧事  03版",
    "— 02版 —",
    "遗失声明",
    "钱望舒遗失居民身份证一张，声明作废。",
    "图为候鸟在觅食。本报记者 贺兰舟 摄",
    "盛大开业 全场2折起",
    "地址：江滨路1号  电话：021-669900",
    "澄湾日报",
    "2026年5月12日",
    "星期二",
    "总第8846期",
    "02  综合  2026年5月12日 星期二  责编/苏白  澄湾日报",
    "潮水来时没有声音，",
    "像一个人走进屋子，",
    "By MARTIN ASHGROVE",
    "CHENGWAN — The bridge reopened on Monday after engi-",
    "neers replaced two cables.",
    "Continued on Page A6",
    "| 项目 | 数量 |",
    "- 一项",
    "7",
]
PAGES = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=14), min_size=1, max_size=3)


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def issues_of(found: list[list[str]]) -> list[Issue]:
    sources = [
        SourceFile(f"page-{number:02d}.md", "\n\n".join(lines).encode())
        for number, lines in enumerate(found, 1)
    ]
    return [reading.issue for reading in read_issues(sources)]


def in_blocks(issue: Issue) -> Counter[str]:
    return letters("".join(line.text for p in issue.pages for b in p.blocks for line in b.lines))


@given(PAGES)
@settings(max_examples=150, deadline=None)
def test_every_character_of_the_source_is_in_a_block(found: list[list[str]]) -> None:
    reader = MarkupReader()
    source: Counter[str] = Counter()
    seen: list[tuple[str, ...]] = []
    try:
        issues = issues_of(found)
    except SourceError:
        return
    repeated = any(p.code == "page-repeated" for issue in issues for p in issue.problems)
    for number, lines in enumerate(found, 1):
        text = "\n\n".join(lines)
        if tuple(lines) not in seen or not repeated:
            for sheet in reader.read(f"page-{number:02d}.md", text.encode()):
                source += letters("".join(t.text for m in sheet.marks for t in m.lines))
        seen.append(tuple(lines))
    kept = sum((in_blocks(issue) for issue in issues), Counter())
    # Of a page that is there twice one copy is kept; a folio inside a file can make such pages.
    assert not (set(source) - set(kept) if repeated else source - kept)


@given(PAGES)
@settings(max_examples=150, deadline=None)
def test_an_articles_text_is_the_text_of_its_blocks(found: list[list[str]]) -> None:
    """Body blocks and the articles that claim them hold the same letters, jump lines apart."""
    try:
        issues = issues_of(found)
    except SourceError:
        return
    for issue in issues:
        blocks = {block.id: block for page in issue.pages for block in page.blocks}
        for article in issue.articles:
            anchored: Counter[str] = Counter()
            for item in article.body:
                for anchor in item.anchors:
                    anchored += letters("".join(line.text for line in blocks[anchor.block].lines))
            for jump in (article.continues, article.continued_from):
                anchored -= letters(jump.text if jump else "")
            body = letters("".join(item.text for item in article.body))
            assert not body - (
                anchored
                + letters("".join(j.text for j in (article.continues, article.continued_from) if j))
            )
        claimed = [
            a.block for article in issue.articles for item in article.body for a in item.anchors
        ]
        assert len(claimed) == len(set(claimed)), "a block may not stand in two places"
        for block in blocks.values():
            if block.role in ("body", "subhead", "table"):
                assert block.article is not None


@given(PAGES)
@settings(max_examples=60, deadline=None)
def test_equal_input_gives_equal_bytes_and_they_round_trip(found: list[list[str]]) -> None:
    try:
        first, second = issues_of(found), issues_of(found)
    except SourceError:
        return
    assert [encode(issue) for issue in first] == [encode(issue) for issue in second]
    assert [decode(encode(issue)) for issue in first] == first


def test_ids_do_not_depend_on_what_else_is_on_the_page() -> None:
    sources = [SourceFile(name, data) for name, data in pages().items()]
    (whole,) = [reading.issue for reading in read_issues(sources)]
    page = sources[1].data.decode()
    more = page.replace(
        "# 台风季来临", "# 新增的一篇\n\n本报讯（记者 王强）今天多了一篇。\n\n# 台风季来临"
    )
    changed = [sources[0], SourceFile(sources[1].name, more.encode()), *sources[2:]]
    (grown,) = [reading.issue for reading in read_issues(changed)]
    before = {article.id for article in whole.articles}
    after = {article.id for article in grown.articles}
    assert before < after
    assert len(after - before) == 1


def test_order_of_the_files_does_not_matter() -> None:
    sources = [SourceFile(name, data) for name, data in pages().items()]
    (one,) = read_issues(sources)
    (two,) = read_issues(sources[::-1])
    assert encode(one.issue) == encode(two.issue)
