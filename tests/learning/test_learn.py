"""What corrected issues teach is worth it on issues that nobody has corrected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from jumpline.archive import open_archive
from jumpline.cli.commands import main
from jumpline.errors import UsageError
from jumpline.learning import Lesson, learn
from jumpline.learning.learn import figures, pack_text
from jumpline.learning.wordings import Wording, agreed, wordings
from jumpline.model.archive import SourceFile
from jumpline.model.correction import ChangeText, Correction, Spot, named
from jumpline.model.geometry import Box
from jumpline.model.issue import SCHEMA, Article, BodyItem, Issue, Page, Publication
from jumpline.packs import load
from jumpline.packs.habits import Habits
from jumpline.stages.layout.columns import Stack
from jumpline.stages.layout.mirror import mirrored, mirrored_box
from jumpline.stages.layout.runs import Line

ISSUE = "a/2026-05-12"


def strange(seed: int, style: Any) -> tuple[Issue, bytes]:
    """An invented issue whose headlines stand under their texts."""
    from jumpline.compose import compose, invent

    made = compose(invent(seed, "zh-Hans", pages=2, characters=style.room()), style)
    return made.issue, made.pdf


@pytest.fixture(scope="module")
def style() -> Any:
    pytest.importorskip("uharfbuzz")
    from jumpline.compose import load_style, vary

    found = vary(load_style("broadsheet-zh"), 5)
    return replace(found, heads=replace(found.heads, under=True, side=0))


@pytest.mark.slow
def test_ten_corrected_issues_of_a_strange_title(tmp_path: Path, style: Any) -> None:
    with open_archive(tmp_path / "a", create=True) as archive:
        for seed in range(500, 510):
            issue, pdf = strange(seed, style)
            name = f"strange-title/2026-03-{seed - 490:02d}"
            issue = replace(
                issue, id=name, publication=replace(issue.publication, id="strange-title")
            )
            archive.put(issue, [SourceFile("issue.pdf", pdf)])
            archive.sign_off(name, "first", "Wei")
        before = [archive.edition(summary.id) for summary in archive.issues()]
    pack = tmp_path / "strange.toml"
    asked = ["learn", "strange-title", "--archive", str(tmp_path / "a"), "--json", "-o", str(pack)]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert len(told["learnt"]) == 8 and len(told["apart"]) == 2
    assert set(told["learnt"]).isdisjoint(told["apart"])
    assert told["before"]["article_f1"] < 0.7
    assert told["after"]["article_f1"] > 0.95
    assert load(str(pack)).habits.heads == "below"
    with open_archive(tmp_path / "a", read_only=True) as archive:
        assert [archive.edition(each.id) for each in archive.issues()] == before, "not in silence"

    # Issues of the title that no one has seen.
    unseen = [
        Lesson(issue, (), (SourceFile("issue.pdf", pdf),))
        for issue, pdf in (strange(seed, style) for seed in range(900, 904))
    ]
    assert figures(unseen, ())["article_f1"] < 0.7
    assert figures(unseen, (str(pack),))["article_f1"] > 0.95


@pytest.mark.slow
def test_a_usual_title_teaches_nothing_strange(style: Any) -> None:
    usual = replace(style, heads=replace(style.heads, under=False))
    lessons = [
        Lesson(issue, (), (SourceFile("issue.pdf", pdf),))
        for issue, pdf in (strange(seed, usual) for seed in range(520, 523))
    ]
    outcome = learn(lessons, "usual", "Usual")
    assert outcome.pack is None or "below" not in outcome.pack
    assert outcome.after["article_f1"] >= outcome.before["article_f1"] - 0.02


def test_a_pack_that_says_so_reads_heads_under_texts(tmp_path: Path, style: Any) -> None:
    (tmp_path / "t.toml").write_text(
        '[pack]\nid = "t"\nname = "T"\n[layout]\nheads = "below"\n', encoding="utf-8"
    )
    from jumpline.compose import load_style

    usual = load_style("broadsheet-zh")
    issue, pdf = strange(1, replace(usual, heads=replace(usual.heads, under=True, side=0)))
    lesson = Lesson(issue, (), (SourceFile("i.pdf", pdf),))
    assert set(figures([lesson], [str(tmp_path / "t.toml")]).values()) == {1.0}


def test_too_few() -> None:
    with pytest.raises(UsageError, match="at least 3"):
        learn([], "a", "A")


def test_titles_that_are_none(tmp_path: Path) -> None:
    with open_archive(tmp_path / "a", create=True):
        pass
    done = CliRunner().invoke(main, ["learn", "no-such", "--archive", str(tmp_path / "a")])
    assert done.exit_code == 5 or type(done.exception).__name__ == "NotFound"


# -- jumps ------------------------------------------------------------------------------------------


def jumped() -> Issue:
    body = (BodyItem("paragraph", "海堤加高了半米，"), BodyItem("paragraph", "还要再加宽。"))
    return Issue(
        schema=SCHEMA,
        id=ISSUE,
        publication=Publication(id="a", language="zh-Hans"),
        pages=(Page(1, "01"), Page(3, "03")),
        articles=(Article("a/2026-05-12/1", (1, 3), headline=("海堤",), body=body),),
    )


def taken_out(quote: str, new: str = "", before: str = "海堤加高了半米，") -> Correction:
    return named(
        ChangeText(
            issue=ISSUE,
            author="anna",
            reason="a jump line",
            time="2026-05-12T08:00:00Z",
            at=Spot(quote, before=before),
            new=new,
        )
    )


@pytest.mark.parametrize(
    ("quote", "new", "kind", "template"),
    [
        ("（接着看3版）", "", "jump-to", "(接着看{page:page}版)"),
        ("【余文见03版】", "", "jump-to", "(余文见{page:page}版)"),
        ("米，（接着看3版）", "米，", "jump-to", "(接着看{page:page}版)"),
        ("（续自1版）", "", "jump-from", "(续自{page:page}版)"),
        ("See page 3", "", "jump-to", "See page {page:page}"),
    ],
)
def test_wordings(quote: str, new: str, kind: str, template: str, tmp_path: Path) -> None:
    (found,) = wordings(jumped(), [taken_out(quote, new)])
    assert found[:2] == (kind, template)
    path = tmp_path / "w.toml"
    path.write_text(pack_text("a", "A", Habits(), [found], 1), encoding="utf-8")
    match = load(str(path)).match(kind, found.example)
    assert match is not None and match.values["page"] in {"1", "3", "03"}


@pytest.mark.parametrize(
    ("quote", "new", "before"),
    [
        ("（接着看7版）", "", "海堤加高了半米，"),  # a page that the article is not on
        ("3", "", "海堤加高了半米，"),
        ("共有3处", "共有三处", "海堤加高了半米，"),
        ("（接着看3版）", "", "别的文章"),
        ("从1998年到3月修完的那一段海堤，如今要加高了，还要加宽", "", "海堤加高了半米，"),
    ],
)
def test_what_is_no_wording(quote: str, new: str, before: str) -> None:
    assert wordings(jumped(), [taken_out(quote, new, before)]) == []


def test_the_most_frequent_wording_first() -> None:
    one = Wording("jump-to", "a{page:page}", "a1")
    two = Wording("jump-to", "b{page:page}", "b1")
    assert agreed([one, two, two]) == [two, one]


# -- packs and mirrors ------------------------------------------------------------------------------


def test_a_pack_is_written_as_it_is_read(tmp_path: Path) -> None:
    habits = Habits("below", 1.25, {"down": -0.5, "under-flush": 2.0})
    word = Wording("jump-to", '(见"{page:page}版)', '（见"3版）')
    path = tmp_path / "p.toml"
    path.write_text(pack_text("a", 'A "title"\n', habits, [word], 8), encoding="utf-8")
    pack = load(str(path))
    assert pack.habits == habits
    assert pack.match("jump-to", '（见"3版）') is not None


@pytest.mark.parametrize(
    "layout", ['heads = "beside"', "larger = 0.5", "unknown = 1", "[layout.weights]\ndown = 1e9"]
)
def test_layouts_that_are_none(tmp_path: Path, layout: str) -> None:
    from jumpline.errors import PackError

    path = tmp_path / "p.toml"
    path.write_text(f'[pack]\nid = "a"\nname = "A"\n[layout]\n{layout}\n', encoding="utf-8")
    with pytest.raises(PackError):
        load(str(path))


def test_a_mirror_twice_is_none() -> None:
    box: Box = (1.0, 2.0, 30.0, 14.0)
    assert mirrored_box(mirrored_box(box, 100.0), 100.0) == box
    lines = tuple(Line("文", 0.0, y, 10.0, y + 9, 9.0, 0, False) for y in (10.0, 22.0, 34.0))
    stack = Stack(lines, -1)
    there = mirrored(stack, 100.0)
    assert (there.y0, there.y1) == (100 - 43.0, 90.0)
    assert [line.text for line in there.lines] == ["文"] * 3
    assert there.lines[0].y0 > there.lines[-1].y0, "the first line is the lowest"
