"""Every export is valid by its official schema, whatever is in the issue."""

from __future__ import annotations

from pathlib import Path

import pytest

from jumpline import plugins
from jumpline.errors import FormatError, UsageError
from jumpline.exporters.physical import placed
from jumpline.exporting import export, form_named
from jumpline.model.archive import SourceFile
from jumpline.model.codec import decode
from jumpline.model.issue import Issue
from jumpline.pipeline import gather, one_issue, read_issues

from . import specimens
from .schemas import epub_faults, faults, present

FORMS = [name for name in plugins.names("exporters") if name != "pdf"]
NIGHT = specimens.COUNT >= 100
GEOMETRY = {name for name in FORMS if form_named(name).geometry}


def check(issue: Issue, forms: list[str] = FORMS) -> None:
    """Writes an issue in each form; what is wrong is wrong."""
    for name in forms:
        result = export(issue, name)
        for file, data in (result if isinstance(result, dict) else {"": result}).items():
            form = "alto" if file.startswith("alto/") else name
            assert not faults(form, data), f"{name} {file} of {issue.id}"


@pytest.fixture(autouse=True)
def _schemas() -> None:
    if not present():
        pytest.skip("../shared/schemas is not there")


@pytest.mark.slow
def test_invented_issues() -> None:
    for issue in specimens.invented():
        check(issue)


def test_the_sample_and_an_issue_without_geometry() -> None:
    for issue in (specimens.sample(), specimens.flat(specimens.printed()[0])):
        check(issue, [name for name in FORMS if name not in GEOMETRY])


@pytest.mark.parametrize("form", sorted(GEOMETRY))
def test_what_is_missing_is_named(form: str) -> None:
    with pytest.raises(FormatError, match=r"page 01 has no size|pages have no size"):
        export(specimens.sample(), form)


def test_hostile_text_and_empty_issues() -> None:
    for issue in (specimens.hostile(), specimens.empty()):
        check(issue)


@pytest.mark.parametrize("version", ["3.1", "2.1"])
def test_older_alto(version: str) -> None:
    for issue in (specimens.printed()[0], specimens.hostile()):
        for data in export(issue, "alto", {"version": version}).values():
            assert not faults(f"alto-{version}", data)


def test_issues_of_recognised_text(shared: Path) -> None:
    pages = shared / "pages"
    for path in (pages / "changji-2026-04-07/page-01.md", *sorted(pages.glob("*/text"))):
        check(one_issue([path]).issue, [name for name in FORMS if name not in GEOMETRY])


SOURCES = [
    "shiyoubao-2024-10-16/page-01.pdf",
    "invented-03/issue.pdf",
    "real/page-xml/article-separation",
    "real/mets-alto/Luxembourg-1858/2385348_newspaper_luxzeit1858_1858-12-07_01",
    "real/pdf/mylapore-times-2026-02-14-p8.pdf",
]
#: The rest of what lies there, at night.
NIGHTLY = [
    "changji-2026-04-07/page-01.pdf",
    *(f"invented-0{number}/issue.pdf" for number in (1, 2, 4, 5, 6)),
    "real/pdf/commercial-advertiser-1898-hidden-ocr.pdf",
    "real/engine-output/pp-structure-v3-rmrb.json",
    "real/engine-output/vertical-japanese.hocr",
    "real/mets-alto/logan-republican-1911.alto.xml",
    "real/mets-alto/BL/BLIP_20190920_01",
    "real/mets-alto/BL/BLIP_20190929_04",
    "real/mets-alto/BNF-EN/JDPL",
    "real/mets-alto/BNF-EN/Le-Gaulois",
    "real/mets-alto/BNF-EN/OE-Rennes",
    "real/mets-alto/open-oni/evening_star_1920",
    "real/mets-alto/open-oni/german_1878",
    "real/mets-alto/ndnp-1935",
    "real/mets-alto/topaz-times-1944-12-13",
]


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES + (NIGHTLY if NIGHT else []))
def test_issues_that_were_read(source: str, shared: Path) -> None:
    for reading in read_issues(gather([shared / "pages" / source])):
        issue = reading.issue
        try:
            placed(issue, "")
        except FormatError:
            # A page without its text file, or a source that knows no places.
            check(issue, [name for name in FORMS if name not in GEOMETRY])
            continue
        check(issue)


#: Pictures, which a recogniser reads for a minute each, and pages of digital papers.
PICTURES = [
    "changji-2026-04-07/page-01-scan-200dpi.jpg",
    "invented-01/scan-200dpi-light",
    "invented-04/scan-200dpi-light",
    "invented-04/scan-200dpi-medium",
    "invented-04/scan-300dpi-heavy",
    "real/scans/american-eagle-1905-en.jpg",
    "real/scans/dutch-paper-nl.jpg",
    "real/scans/eisamay-bn.jpg",
    "real/scans/guardian-2024-12-11-p4-en.png",
    "real/scans/headline-daily-2025-02-18-zh-hant.jpg",
    "real/scans/hkej-2019-06-10-zh-hant.jpg",
    "real/scans/nevsky-blagovest-2020-p2-ru.jpg",
    "real/scans/nongmin-ribao-p2",
    "real/scans/nongmin-ribao-p7.jpg",
    "real/scans/telegraph-india-en.jpg",
    "real/epaper-html/jxrb_20171009_A01_node.html",
    "real/epaper-html/rmrb_20171016_01_node.html",
]


def _check_pdf(issue: Issue, files: list[SourceFile]) -> None:
    """Sound, or refused because there is no picture of its pages: a digital paper has none."""
    try:
        data = export(issue, "pdf", {}, files)
    except FormatError as error:
        assert "page" in error.what and error.remedy
        assert not any(file.name.endswith((".jpg", ".pdf")) for file in files) or len(files) > 1
    else:
        assert faults("pdf", data) == []


@pytest.mark.slow
@pytest.mark.skipif(not NIGHT, reason="a minute a page")
@pytest.mark.parametrize("source", PICTURES)
def test_issues_of_pictures(source: str, shared: Path, tmp_path: Path) -> None:
    for at, reading in enumerate(read_issues(gather([shared / "pages" / source]))):
        issue = reading.issue
        try:
            placed(issue, "")
        except FormatError:
            check(issue, [name for name in FORMS if name not in GEOMETRY])
        else:
            check(issue)
            _check_pdf(issue, list(reading.sources))
        path = tmp_path / f"{at}.epub"
        path.write_bytes(export(issue, "epub"))
        assert not epub_faults(path), issue.id


@pytest.mark.slow
@pytest.mark.skipif(not NIGHT, reason="two seconds an issue")
@pytest.mark.parametrize("source", SOURCES + NIGHTLY)
def test_epubs_of_issues_that_were_read(source: str, shared: Path, tmp_path: Path) -> None:
    for at, reading in enumerate(read_issues(gather([shared / "pages" / source]))):
        path = tmp_path / f"{at}.epub"
        path.write_bytes(export(reading.issue, "epub"))
        assert not epub_faults(path), reading.issue.id


@pytest.mark.slow
def test_epub_is_valid_by_epubcheck(tmp_path: Path) -> None:
    issues = {
        "vertical": specimens.sample(), "hostile": specimens.hostile(),
        **({"empty": specimens.empty()} if NIGHT else {}),
        **({f"printed-{at}": each for at, each in enumerate(specimens.invented())} if NIGHT else {}),
    }  # fmt: skip
    for name, issue in issues.items():
        path = tmp_path / f"{name}.epub"
        options = {"writing": "vertical"} if name == "vertical" else {}
        path.write_bytes(export(issue, "epub", options))
        complaints = epub_faults(path)
        if complaints is None:
            pytest.skip("epubcheck is not installed")
        assert not complaints, name


def test_equal_issues_give_equal_bytes() -> None:
    issue, pdf = specimens.printed()
    files = [SourceFile("issue.pdf", pdf)]
    for name in [*FORMS, "pdf"]:
        one = export(issue, name, {}, files)
        assert one == export(decode(export(issue, "json")), name, {}, files), name


def test_options_are_checked() -> None:
    with pytest.raises(UsageError, match=r"Choose 4.4 or 3.1 or 2.1"):
        export(specimens.printed()[0], "alto", {"version": "1"})
    with pytest.raises(UsageError, match="Known: version"):
        export(specimens.printed()[0], "alto", {"colour": "red"})
    with pytest.raises(UsageError, match="number above 0"):
        export(specimens.sample(), "jsonl", {"unit": "chunk", "length": "ten"})


def test_every_exporter_says_what_it_keeps() -> None:
    for name in [*FORMS, "pdf"]:
        form = form_named(name)
        assert form.says
        assert form.suffix.startswith(".")
        for option in form.options.values():
            assert option.says
            assert option.first
