"""Reports and waivers: hostile text stays text, places are shown, reasons are asked for."""

from __future__ import annotations

import json

import pytest

from jumpline.checks.reports.html import report_html
from jumpline.checks.reports.plain import report_text
from jumpline.checks.reports.sarif import report_sarif
from jumpline.checks.rule import Example, rules
from jumpline.checks.running import check
from jumpline.checks.waivers import read_waivers
from jumpline.errors import FormatError
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue, Problem

HOSTILE = "<script>alert(1)</script>\x1b[31m“加\"'&"


def issue() -> Issue:
    return Example(heading=HOSTILE, text=f"要加緊培育{HOSTILE}").case().issue


def test_html_escapes_everything() -> None:
    told = Problem("x", "error", HOSTILE, {"page": 1, "quote": HOSTILE}, HOSTILE)
    page = report_html([(issue(), [told, *check(issue())])])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page


def test_html_shows_the_places() -> None:
    example = next(rule for rule in rules() if rule.code == "folio-date").data.catches[0]
    plain = {**example.issue}
    plain["pages"] = [{**plain["pages"][0], "width": 700, "height": 1000}]
    found = Example(issue=plain).case().issue
    page = report_html([(found, check(found))])
    assert '<rect class="p error" x="0" y="0" width="100" height="20"/>' in page


def test_text_has_no_control_characters() -> None:
    text = report_text([(issue(), check(issue()))])
    assert "\x1b" not in text
    assert "script-mixed" in text


def test_sarif_names_the_line_of_the_source() -> None:
    source = SourceFile("page-01.md", f"# 旧街\n\n要加緊培育{HOSTILE}\n".encode())
    made = json.loads(report_sarif([(issue(), check(issue()))], [source]))
    assert made["version"] == "2.1.0"
    run = made["runs"][0]
    assert {result["level"] for result in run["results"]} <= {"error", "warning", "note"}
    rules_told = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert rules_told == {result["ruleId"] for result in run["results"]}
    (mixed,) = [
        result["locations"][0]["physicalLocation"]
        for result in run["results"]
        if result["ruleId"] == "script-mixed"
        and result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "加緊培育"
    ]
    assert mixed["artifactLocation"]["uri"] == "page-01.md"
    assert mixed["region"]["startLine"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "[[waivers]]\ncode = 'x'\n",
        "[[waivers]]\ncode = 'x'\nreason = ' '\n",
        "[[waivers]]\ncode = '*'\nreason = 'all'\n",
        "[[waiver]]\ncode = 'x'\nreason = 'y'\n",
        "[[",
    ],
)
def test_a_waiver_without_reason_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"w\.toml"):
        read_waivers(text, "w.toml")


def test_a_waiver_takes_back_what_it_names() -> None:
    def codes(text: str) -> set[str]:
        return {problem.code for problem in check(issue(), waivers=read_waivers(text, "w"))}

    base = codes("")
    assert "script-mixed" in base
    assert codes("[[waivers]]\ncode = 'script-*'\nreason = 'r'\n") == base - {"script-mixed"}
    elsewhere = "[[waivers]]\ncode = 'script-*'\npublication = 'other'\nreason = 'r'\n"
    assert codes(elsewhere) == base
    quoted = "[[waivers]]\ncode = 'script-mixed'\nquote = '没有'\nreason = 'r'\n"
    assert codes(quoted) == base
