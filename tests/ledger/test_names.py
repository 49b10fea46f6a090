"""Names: people with titles, bodies, places, aliases that an article declares."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jumpline.cli import run
from jumpline.ledger.names import Mention, mentions
from jumpline.pipeline import one_issue
from jumpline.sample import write_pages

from .counting import issue_of


def found(text: str) -> list[Mention]:
    return list(mentions(issue_of([text])))


def test_people_have_titles() -> None:
    text = "州长苏棠强调，要抓落实。市长顾清和主持，巡护员何水生说，居民们来了。习近平总书记指出。"
    people = [(each.name, each.title) for each in found(text) if each.kind == "person"]
    assert people == [
        ("苏棠", "州长"),
        ("顾清和", "市长"),
        ("何水生", "巡护员"),
        ("习近平", "总书记"),
    ]


def test_an_alias_is_resolved_in_its_article() -> None:
    text = "昌吉国家高新技术产业开发区（以下简称高新区）成立。高新区引进企业三家。"
    names = [(each.name, each.printed, each.evidence) for each in found(text)]
    full = "昌吉国家高新技术产业开发区"
    assert names == [(full, full, "head")]
    assert [each.name for each in found("高新区引进企业三家。")] == ["高新区"]


def test_where_a_name_stands() -> None:
    text = "记者从市水利局获悉，木垒县新建学校三所。"
    by_name = {each.name: each for each in found(text)}
    assert {"市水利局", "木垒县"} == set(by_name)
    assert by_name["市水利局"].evidence == "source"
    assert by_name["木垒县"].kind == "place"
    anchor = by_name["木垒县"].anchor
    assert anchor is not None
    assert text[anchor.start : anchor.end] == "木垒县"


def test_the_sample(tmp_path: Path) -> None:
    """Every person that is found in it is one, and those with a title are found."""
    named = mentions(one_issue([write_pages(tmp_path)]).issue)
    people = {each.name for each in named if each.evidence == "title"}
    assert people == {"陆远山", "顾清和", "何水生", "郑小舟", "杜长庚", "吴敬之", "阮思齊"}
    written = {each.name for each in named if each.evidence == "byline"}
    assert {"沈砚秋", "罗小满", "韩雪晴", "MARTIN ASHGROVE"} <= written


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = str(write_pages(tmp_path))
    assert run(["names", pages, "--json"]) == 0
    names = json.loads(capsys.readouterr().out)["names"]
    assert {"陆远山", "市水利局"} <= {each["name"] for each in names}
    assert run(["names", pages]) == 0
    assert "person  陆远山  市委书记  p. 1" in capsys.readouterr().out
    assert run(["names", pages, "--csv"]) == 0
    assert "陆远山,person,市委书记" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市水利局、望潮区水利局联合开展巡查。", ["市水利局", "望潮区水利局"]),
        ("市水利局和望潮区政府签订协议。", ["市水利局", "望潮区政府"]),
        ("市住房和城乡建设局印发通知。", ["市住房和城乡建设局"]),
        ("各区要抓紧落实。两县共建学校。该局新建泵站。", []),
        ("一季度望潮区水利局完成投资3亿元。", ["望潮区水利局"]),
        ("云岭县教育局局长王敏说，学校开工。", ["王敏", "云岭县教育局"]),
    ],
)
def test_names_are_kept_apart(text: str, names: list[str]) -> None:
    assert [each.name for each in found(text)] == names
