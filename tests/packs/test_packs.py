"""Every pattern of every pack does what its examples say; templates match and print."""

from __future__ import annotations

from pathlib import Path

import pytest

from jumpline.errors import NotFound, PackError
from jumpline.packs import Pack, Pattern, available, load, reading_pack
from jumpline.packs.fields import chinese_int, print_chinese
from jumpline.packs.template import Template

OWN = [
    (name, pattern)
    for name in available()
    for pattern in load(name).patterns
    if pattern.pack == name
]


def alone(pattern: Pattern) -> Pack:
    """A pack of this one pattern."""
    pack = Pack.__new__(Pack)
    pack.id, pack.vocabulary, pack.patterns = pattern.pack, {}, [pattern]
    return pack


@pytest.mark.parametrize(
    ("name", "pattern"), OWN, ids=[f"{n}:{p.kind}:{i}" for i, (n, p) in enumerate(OWN)]
)
def test_examples_and_counter_examples(name: str, pattern: Pattern) -> None:
    pack = alone(pattern)
    assert pattern.data.examples, "a pattern without an example proves nothing"
    assert pattern.data.counter_examples
    for example in pattern.data.examples:
        assert pack.match(pattern.kind, example), example
    for counter in pattern.data.counter_examples:
        assert pack.match(pattern.kind, counter) is None, counter


def test_every_language_has_the_conventions_that_reading_needs() -> None:
    needed = {
        "jump-to",
        "jump-from",
        "date",
        "weekday",
        "guide-head",
        "guide-page",
        "lead-in",
        "notice-head",
    }
    for name in ("zh-Hans", "zh-Hant", "en"):
        assert needed <= {pattern.kind for pattern in load(name).patterns}


def test_one_template_reads_and_prints() -> None:
    template = Template("(下转{page:page}版)")
    assert template.fullmatch("（下转02版）") == {"page": "02"}
    assert template.format(page="02") == "(下转02版)"
    assert template.fullmatch(template.format(page="A6")) == {"page": "A6"}


def test_optional_parts_print_only_when_given() -> None:
    template = Template("Continued on Page {page:label}[, col. {column:int}]")
    assert template.format(page="A6", column=None) == "Continued on Page A6"
    assert template.format(page="A6", column=3) == "Continued on Page A6, col. 3"


@pytest.mark.parametrize("wrong", ["{page:nothing}", "[open", "a]", "<a|b", "{Page}", "x\\"])
def test_a_wrong_template_says_where(wrong: str) -> None:
    with pytest.raises(PackError, match=r"packs\.md"):
        Template(wrong)


@pytest.mark.parametrize("number", range(1, 100))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert chinese_int(print_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("廿三", 23), ("二〇二六", 2026), ("一百零三", 103), ("两千三百", 2300), ("一万二千", 12000)],
)
def test_chinese_numerals(text: str, number: int) -> None:
    assert chinese_int(text) == number


def test_an_unknown_pack_names_the_known_ones() -> None:
    with pytest.raises(NotFound, match="zh-Hans"):
        load("zh-Nowhere")


def test_a_titles_pack_adds_and_decides_first(tmp_path: Path) -> None:
    path = tmp_path / "title.toml"
    path.write_text(
        '[pack]\nid="t"\nname="T"\n[[patterns]]\nkind="jump-to"\nat="end"\ntemplate="☞{page:page}"\nexamples=["☞3"]\n',
        encoding="utf-8",
    )
    pack = reading_pack(str(path))
    found = pack.match("jump-to", "他说☞3")
    assert found is not None
    assert found.values["page"] == "3"
    assert pack.match("jump-to", "(下转02版)") is not None


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        '[pack]\nid="t"\n',
        '[pack]\nid="t"\nname="T"\nunknown=1\n',
        '[pack]\nid="t"\nname="T"\n[[patterns]]\nkind="x"\ntemplate="{a:b}"\n',
    ],
)
def test_a_broken_pack_is_one_clear_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=r"broken\.toml"):
        reading_pack(str(path))


def test_no_pattern_explodes() -> None:
    """Hostile lines that make careless expressions run for minutes."""
    import time

    pack = reading_pack()
    hostile = [
        "记者" * 90,
        "、".join("王" for _ in range(90)),
        "A " * 90,
        "1" * 180,
        "（" * 180,
        "主办" * 90,
        "Aa" * 90,
        "2026年" * 40,
    ]
    kinds = {pattern.kind for pattern in pack.patterns}
    for text in hostile:
        for kind in sorted(kinds):
            start = time.process_time()
            pack.match(kind, text)
            assert time.process_time() - start < 5, (kind, text[:20])
