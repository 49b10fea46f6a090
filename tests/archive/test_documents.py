from __future__ import annotations

from jumpline.archive import articles_of
from jumpline.model.issue import (
    SCHEMA,
    Article,
    BodyItem,
    Byline,
    Issue,
    Page,
    Person,
    Picture,
    Publication,
)


def test_what_the_index_is_given() -> None:
    article = Article(
        id="a/2026-04-07/02-x",
        pages=(2, 3),
        column="今日关注",
        kicker=("引题",),
        headline=("昌吉州撬动贷款", "863亿元"),
        deck=("——副题",),
        byline=Byline("本报", (Person("刘茜"), Person("周圆"), Person("刘茜")), "□刘茜 周圆"),
        body=(BodyItem("paragraph", "第一段\n一行"), BodyItem("subhead", "小标题")),
        pictures=(Picture("花海", "刘茜摄", 2),),
    )
    issue = Issue(
        schema=SCHEMA,
        id="a/2026-04-07",
        publication=Publication("a", "昌吉日报", language="zh-Hans"),
        date="2026-04-07",
        pages=(Page(1, "01"), Page(2, "02", "要闻")),
        articles=(article, Article(id="a/2026-04-07/bare", pages=())),
    )
    first, bare = articles_of(issue)
    assert first.text.split("\n") == [
        *("引题", "昌吉州撬动贷款 863亿元", "——副题", "□刘茜 周圆"),
        *("第一段 一行", "小标题", "花海", "刘茜摄"),
    ]
    assert first.headline == "昌吉州撬动贷款 863亿元"
    assert (first.page, first.pages, first.section) == (2, (2, 3), "要闻")
    assert (first.source, first.people, first.column) == ("本报", ("刘茜", "周圆"), "今日关注")
    assert (first.language, first.title) == ("zh-Hans", "昌吉日报")
    assert (bare.page, bare.text, bare.headline, bare.section) == (0, "", "", None)
