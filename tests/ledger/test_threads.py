"""Threads: series complete, copies found and nothing else, follow-ups with their reasons."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from jumpline.cli import run as jumpline
from jumpline.compose.invent import invent
from jumpline.ledger.copies import copies
from jumpline.ledger.threads import Thread, threads
from jumpline.model.codec import encode
from jumpline.model.issue import SCHEMA, Article, BodyItem, Issue, Publication, Series

FLOORS = tomllib.loads(
    (Path(__file__).parent.parent / "scores" / "ledger_floors.toml").read_text(encoding="utf-8")
)["threads"]


def article(name: str, *texts: str, head: str = "要闻", series: Series | None = None) -> Article:
    body = tuple(BodyItem("paragraph", text) for text in texts)
    return Article(name, (1,), headline=(head,), body=body, series=series)


def paper(title: str, date: str, *articles: Article) -> Issue:
    return Issue(SCHEMA, f"{title}/{date}", Publication(title), date=date, articles=articles)


def of_kind(found: tuple[Thread, ...], kind: str) -> list[Thread]:
    return [thread for thread in found if thread.kind == kind]


def test_a_series_is_whole_and_says_what_is_missing() -> None:
    issues = [
        paper(
            title,
            f"2026-05-{10 + part}",
            article(f"{title}{part}", "文。", series=Series("走读澄湾", part)),
        )
        for title in ("a", "b")
        for part in (4, 1, 2)
    ]
    found = of_kind(threads(issues), "series")
    assert [[part.number for part in thread.parts] for thread in found] == [[1, 2, 4]] * 2
    assert [thread.missing for thread in found] == [(3,), (3,)]


@pytest.mark.parametrize("seed", [1, 31, 77])
def test_planted_series_are_complete(seed: int) -> None:
    """Parts of a dozen series, scattered over invented papers, a few of them never printed."""
    rng = random.Random(f"series/{seed}")
    issues = [
        replace(issue, articles=tuple(replace(each, series=None) for each in issue.articles))
        for issue in planted(seed)[0]
    ]
    wanted = {}
    for number in range(12):
        last = rng.randint(3, 8)
        lost = set(rng.sample(range(2, last), rng.randint(0, 1)))
        parts = [part for part in range(1, last + 1) if part not in lost]
        wanted[f"湾区纪事之{number}"] = (parts, sorted(lost))
        for part in parts:
            place = rng.randrange(len(issues))
            told = article(f"s{number}/{part}", "文。", series=Series(f"湾区纪事之{number}", part))
            same = replace(issues[place], publication=Publication("p"))
            issues[place] = replace(same, articles=(*same.articles, told))
    issues = [replace(issue, publication=Publication("p")) for issue in issues]
    found = {
        thread.name: ([part.number for part in thread.parts], list(thread.missing))
        for thread in of_kind(threads(issues), "series")
    }
    assert found == wanted


def edited(rng: random.Random, text: str) -> str:
    """As another paper prints a wire story: a sentence less, a word changed, another lead."""
    sentences = [part for part in text.split("。") if part]
    if len(sentences) > 3:
        sentences.pop(rng.randrange(1, len(sentences)))
    changed = "。".join(sentences) + "。"
    return rng.choice(["本报综合消息 ", "据新华社电 ", ""]) + changed.replace("目前", "眼下", 1)


def planted(seed: int) -> tuple[list[Issue], set[frozenset[str]]]:
    """Invented papers, and which pairs of articles were made copies."""
    rng = random.Random(seed)
    issues, pairs = [], set()
    for number in range(30):
        made = invent(seed * 100 + number, pages=2)
        date = f"2026-05-{number + 1:02}"
        own = tuple(
            replace(each, id=f"p{number}/{place}", series=None)
            for place, each in enumerate(made.articles)
        )
        issues.append(replace(made, id=f"p{number}/{date}", date=date, articles=own))
    for number, issue in enumerate(issues[:-1]):
        long = [a for a in issue.articles if sum(len(item.text) for item in a.body) > 250]
        for place, story in enumerate(rng.sample(long, min(2, len(long)))):
            target = rng.randrange(number + 1, len(issues))
            name = f"copy/{number}/{place}"
            body = tuple(
                BodyItem("paragraph", edited(rng, item.text))
                for item in story.body
                if item.role == "paragraph"
            )
            other = issues[target]
            issues[target] = replace(
                other, articles=(*other.articles, Article(name, (1,), body=body))
            )
            pairs.add(frozenset((story.id, name)))
    return issues, pairs


@pytest.mark.parametrize("seed", [1, 2, 21, 31, 32])
def test_planted_copies(seed: int) -> None:
    issues, pairs = planted(seed)
    found = {
        frozenset((link.earlier, link.later))
        for thread in of_kind(threads(issues), "copies")
        for link in thread.links
    }
    assert len(found & pairs) / len(pairs) >= FLOORS["copies_recall"]
    assert len(found & pairs) / len(found) >= FLOORS["copies_precision"]


def test_short_texts_are_no_copies() -> None:
    assert copies(["短讯一则。", "短讯一则。"]) == []
    text = "".join(f"第{n}句话说的是第{n}件事情。" for n in range(30))
    assert copies([text, "别的", text]) == [(0, 2, 1.0)]


def test_copies_of_copies_are_one_thread() -> None:
    """Each is like the next, and the first is not like the last."""
    sentences = [f"第{n}句话说的是第{n}件与别处不同的事情,由{n}人作证。" for n in range(60)]
    texts = ["".join(sentences[start : start + 48]) for start in (0, 10, 5)]
    issues = [
        paper("p", f"2026-05-0{n + 1}", article(f"p/{n}", text)) for n, text in enumerate(texts)
    ]
    (thread,) = of_kind(threads(issues), "copies")
    assert [part.article for part in thread.parts] == ["p/0", "p/1", "p/2"]


def test_whom_every_paper_names_links_nothing() -> None:
    issues = [
        paper(title, f"2026-05-{day}", article(f"{title}/1", text))
        for title, day, text in (
            (
                "a",
                "01",
                "习近平总书记指出,要发挥协同发展的基础优势,形成乘数效应。油田产量创下新高。",
            ),
            ("b", "20", "习近平总书记强调,要夯实产业的基础能力,释放乘数效应。开发区签下大单。"),
        )
    ]
    assert of_kind(threads(issues), "follow-ups") == []


DAM = (
    paper(
        "p", "2026-05-01",
        article("p/1", "白螺湾海堤出现管涌，市水利局局长高远赶到现场。抢险队调运块石六万立方米。", head="白螺湾抢险"),
        article("p/2", "市图书馆新馆开放，读者络绎不绝，馆藏图书十万册。"),
    ),
    paper("p", "2026-05-02", article("p/3", "今年蜜橘丰收，果农笑开颜，合作社收购价上涨。")),
    paper(
        "p", "2026-05-09",
        article("p/4", "市水利局局长高远介绍，白螺湾海堤管涌已经封堵，共用块石六万立方米。", head="海堤转危为安"),
    ),
)  # fmt: skip


def test_a_follow_up_says_why() -> None:
    (thread,) = of_kind(threads(DAM), "follow-ups")
    assert [part.article for part in thread.parts] == ["p/1", "p/4"]
    (link,) = thread.links
    assert "高远" in link.why
    assert link.score >= 16


def test_most_articles_follow_nothing() -> None:
    issues, _ = planted(3)
    plain = [
        replace(issue, articles=tuple(a for a in issue.articles if not a.id.startswith("copy")))
        for issue in issues
    ]
    total = sum(len(issue.articles) for issue in plain)
    linked = sum(len(thread.links) for thread in of_kind(threads(plain), "follow-ups"))
    assert linked / total <= FLOORS["follow_ups_by_chance"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = []
    for number, issue in enumerate(DAM):
        paths.append(str(tmp_path / f"{number}.json"))
        Path(paths[-1]).write_bytes(encode(issue))
    assert jumpline(["threads", *paths, "--json"]) == 0
    (thread,) = json.loads(capsys.readouterr().out)["threads"]
    assert thread["kind"] == "follow-ups"
    assert jumpline(["threads", *paths, "--kind", "follow-ups"]) == 0
    assert "海堤转危为安" in capsys.readouterr().out
    assert jumpline(["threads", *paths, "--csv"]) == 0
    assert "p/4" in capsys.readouterr().out
