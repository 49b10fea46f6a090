"""Law 4: what is written comes back, all but problems and evidence; boxes as near as the format can
tell (``jumpline.testing.roundtrip``)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from jumpline.exporters.zipped import zipped
from jumpline.exporting import export, form_named
from jumpline.model.archive import SourceFile
from jumpline.model.form import FACETS
from jumpline.model.issue import Issue
from jumpline.pipeline import one_issue, read_issues
from jumpline.testing.roundtrip import comes_back, differences
from jumpline.testing.strategies import printed_issues

BACK = ["json", "mets", "pagexml", "hocr", "tei", "ninjs"]
#: What `formats` says of an exporter that has a reader, this law holds.
KEPT = set(FACETS) - {"why"}


def again(issue: Issue, form: str) -> Issue:
    result = export(issue, form)
    files = result if isinstance(result, dict) else {f"issue{form_named(form).suffix}": result}
    (reading,) = read_issues([SourceFile(name, data) for name, data in files.items()])
    assert len(reading.sources) == len(files)
    return reading.issue


@pytest.mark.slow
@pytest.mark.parametrize("form", BACK)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)  # fmt: skip
@given(issue=printed_issues())
def test_it_comes_back(form: str, issue: Issue) -> None:
    assert differences(again(issue, form), comes_back(issue, form), form) == []


@pytest.mark.parametrize("form", BACK)
def test_the_table_of_formats_says_so(form: str) -> None:
    told = form_named(form)
    assert told.back is not None
    lost = {"lines", "boxes"} if form == "ninjs" else set()
    assert told.keeps - {"why"} == KEPT - lost


def test_corrected_text_comes_back_corrected() -> None:
    from jumpline.compose import compose, invent, load_style

    issue = compose(invent(3, "zh-Hans", pages=1), load_style("broadsheet-zh")).issue
    files = export(issue, "mets")
    (name,) = [name for name in files if name.startswith("alto/")]
    told = {item.anchors[0].block for a in issue.articles for item in a.body if item.anchors}
    lines = [line.text for b in issue.pages[0].blocks if b.id in told for line in b.lines]
    wrong = next(text for text in lines if len(text) > 10 and " " not in text)
    right = "改正" + wrong[2:]
    files[name] = files[name].replace(wrong.encode(), right.encode())
    (reading,) = read_issues([SourceFile(each, data) for each, data in files.items()])
    text = "".join(item.text for article in reading.issue.articles for item in article.body)
    assert right in text


def test_a_zip_comes_back(tmp_path: Path) -> None:
    from jumpline.compose import compose, invent, load_style

    issue = compose(invent(5, "en", pages=1), load_style("broadsheet-en")).issue
    path = tmp_path / "issue.zip"
    path.write_bytes(zipped(export(issue, "mets")))
    assert zipfile.ZipFile(io.BytesIO(path.read_bytes())).testzip() is None
    assert one_issue([path]).issue.articles == issue.articles


def test_a_damaged_record_is_read_as_any_other_file() -> None:
    from jumpline.compose import compose, invent, load_style

    issue = compose(invent(3, "zh-Hans", pages=1), load_style("broadsheet-zh")).issue
    files = export(issue, "pagexml")
    name, data = next(iter(files.items()))
    data = data.replace(b"&quot;articles&quot;", b"&quot;orticles&quot;")
    (reading,) = read_issues([SourceFile(name, data)])
    assert reading.issue.articles
    assert reading.issue.id


def test_part_of_the_pages_comes_back_as_part() -> None:
    from jumpline.compose import compose, invent, load_style

    issue = compose(invent(3, "zh-Hans", pages=2), load_style("broadsheet-zh")).issue
    files = export(issue, "pagexml")
    (reading,) = read_issues([SourceFile("page-01.xml", files["page-01.xml"])])
    assert [page.number for page in reading.issue.pages] == [1]
    kept = replace(issue, articles=())
    assert reading.issue.publication == kept.publication


def test_pictures_beside_belong_to_the_issue() -> None:
    from jumpline.compose import compose, invent, load_style

    issue = compose(invent(3, "zh-Hans", pages=1), load_style("broadsheet-zh")).issue
    files = export(issue, "mets")
    sources = [SourceFile(f"x/{name}", data) for name, data in files.items()]
    sources.append(SourceFile("x/images/page-01.png", b"\x89PNG"))
    (reading,) = read_issues(sources)
    assert {each.name for each in reading.sources} == {each.name for each in sources}
    assert reading.issue.articles == issue.articles
    assert not reading.issue.problems


def test_what_lies_beside_is_read_or_told() -> None:
    from jumpline.compose import compose, invent, load_style

    issue = compose(invent(3, "zh-Hans", pages=1), load_style("broadsheet-zh")).issue
    back = SourceFile("issue.html", export(issue, "hocr"))
    page = SourceFile("page-07.md", "# 另一篇\n\n本报讯 这是另一份报纸的话。\n".encode())
    readings = list(read_issues([back, page]))
    assert [len(each.issue.articles) for each in readings] == [len(issue.articles), 1]
    (reading,) = read_issues([back, SourceFile("noise.bin", b"\x00\x01\x02")])
    assert [problem.code for problem in reading.issue.problems] == ["source-unreadable"]
