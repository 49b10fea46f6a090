"""House rules: examples, what is refused, what is suggested."""

from __future__ import annotations

from pathlib import Path

import pytest

from jumpline.checks.rule import Example
from jumpline.checks.running import check
from jumpline.checks.styles import available, load_style
from jumpline.errors import NotFound, PackError

HEAD = '[style]\nid = "x"\nname = "x"\n'


@pytest.mark.parametrize("name", available())
def test_a_built_in_style_does_what_its_examples_say(name: str) -> None:
    style = load_style(name)
    assert style.rules
    for rule, regex in style.compiled:
        assert rule.examples and rule.counter_examples, rule.code
        assert all(style.finds(rule, regex, text) for text in rule.examples), rule.code
        assert not any(style.finds(rule, regex, text) for text in rule.counter_examples), rule.code


def test_a_rule_says_what_to_write_instead() -> None:
    issue = Example(text="全年增长5-10%，4月7号开会。").case().issue
    problems = check(issue, styles=[load_style("zh-publishing")])
    told = {problem.code: problem.suggestion for problem in problems}
    assert told["style-percent-range"] == "5-10% → 5%～10%"
    assert told["style-day-hao"] == "4月7号 → 4月7日"


def rule(regex: str, examples: str = '["ab"]', instead: str = "") -> str:
    line = f"instead = '{instead}'\n" if instead else ""
    return (
        f"{HEAD}[[rules]]\ncode = 'c'\nabout = 'a'\nregex = '''{regex}'''\n{line}"
        f"examples = {examples}\ncounter_examples = ['zz']\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (rule("(a+)+b"), "repeats"),
        (rule("(a{0,9}){0,9}b"), "repeats"),
        (rule("(a?){30}b"), "repeats"),
        (rule(r"(a)\1"), "repeats"),
        (rule("a" * 301), "too long"),
        (rule("(a"), "is wrong"),
        (rule("b?"), "empty text"),
        (rule("c"), "does not do what its examples say"),
        (rule("ab", instead=r"\g<no>"), "instead is wrong"),
        ("[style", "wrong style"),
        (HEAD + "[[rules]]\ncode = 1\n", "wrong style"),
    ],
)
def test_a_wrong_style_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=said):
        load_style(str(path))


def test_an_unknown_style() -> None:
    with pytest.raises(NotFound, match="zh-publishing"):
        load_style("nowhere")


def test_a_title_extends_a_style_and_brings_its_words(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(
        '[style]\nid = "x"\nname = "x"\nextends = ["zh-publishing"]\n'
        '[[words]]\nwrong = "帐户"\nright = "账户"\n',
        encoding="utf-8",
    )
    problems = check(Example(text="帐户上增长5-10%。").case().issue, styles=[load_style(str(path))])
    assert {problem.code for problem in problems} >= {"word-confused", "style-percent-range"}
