"""Other people's programs read what is written."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from jumpline.errors import FormatError
from jumpline.exporting import export
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.text import plain

from . import specimens


@pytest.fixture(scope="module")
def issue() -> Issue:
    return specimens.printed()[0]


def test_iiif_prezi3_loads_the_manifest(issue: Issue) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from iiif_prezi3 import AnnotationPage, Manifest

        files = export(issue, "iiif", {"base": "https://example.org/papers"})
        manifest = Manifest.model_validate_json(files["manifest.json"])
        pages = [
            AnnotationPage.model_validate_json(data)
            for name, data in files.items()
            if name.startswith("annotations/")
        ]
    assert [canvas.label for canvas in manifest.items]
    assert str(manifest.id).startswith("https://example.org/papers/")
    ranges = [each for page in manifest.structures for each in page.items[1:]]
    assert len(ranges) == len(issue.articles)
    lines = sum(len(block.lines) for page in issue.pages for block in page.blocks)
    assert sum(len(page.items) for page in pages) == lines


#: Run beside its own packages: it wants another lxml than the one here.
_READ_PAGES = """
import json, sys
sys.path.append(sys.argv[1])
from pagexml.parser import parse_pagexml_file
found = []
for path in sys.argv[2:]:
    scan = parse_pagexml_file(path)
    order = scan.reading_order or {}
    found.append({"lines": [line.text for line in scan.get_lines()], "ordered": len(order)})
print(json.dumps(found))
"""


def test_pagexml_tools_reads_the_pages(issue: Issue, tmp_path: Path, root: Path) -> None:
    tools = root / ".stamps" / "pagexml"
    if not (tools / "pagexml").is_dir():
        if os.environ.get("CI"):
            pytest.fail("run tools/pagexml.sh .venv/bin/python .stamps/pagexml")
        pytest.skip("tools/pagexml.sh brings pagexml-tools")
    paths = []
    for name, data in sorted(export(issue, "pagexml").items()):
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _READ_PAGES, str(tools), *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert len(found) == len(issue.pages)
    for told, page in zip(found, issue.pages, strict=True):
        # It knows text regions alone and passes over those of advertisements.
        known = [block for block in page.blocks if block.role != "ad"]
        lines = [line.text for block in known for line in block.lines]
        assert sorted(told["lines"]) == sorted(lines)
        assert told["ordered"] > 0


def test_ebooklib_reads_the_epub(issue: Issue, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ebooklib import ITEM_DOCUMENT, epub

        path = tmp_path / "issue.epub"
        path.write_bytes(export(issue, "epub"))
        book = epub.read_epub(str(path))
        documents = {each.get_name(): each for each in book.get_items_of_type(ITEM_DOCUMENT)}
    assert book.title.startswith(str(issue.publication.title))
    assert len([name for name in documents if name.startswith("article-")]) == len(issue.articles)
    text = documents["article-1.xhtml"].get_content().decode()
    assert issue.articles[0].headline[0] in text


@pytest.mark.parametrize("unit", ["article", "paragraph", "chunk"])
def test_duckdb_and_pyarrow_read_the_rows(unit: str, issue: Issue, tmp_path: Path) -> None:
    import duckdb
    from pyarrow import parquet

    parquet_file, lines_file = tmp_path / "rows.parquet", tmp_path / "rows.jsonl"
    parquet_file.write_bytes(export(issue, "parquet", {"unit": unit}))
    lines_file.write_bytes(export(issue, "jsonl", {"unit": unit}))
    rows = parquet.read_table(parquet_file).to_pylist()
    lines = [json.loads(line) for line in lines_file.read_text("utf-8").splitlines()]
    assert rows == lines
    count = duckdb.sql(f"select count(*), sum(length(text)) from '{parquet_file}'").fetchall()[0]
    again = duckdb.sql(f"select count(*), sum(length(text)) from '{lines_file}'").fetchall()[0]
    assert count == again == (len(rows), sum(len(row["text"]) for row in rows))


def test_chunks_hold_every_paragraph_once(issue: Issue) -> None:
    for length in ("1", "200", "1000", "100000"):
        data = export(issue, "jsonl", {"unit": "chunk", "length": length})
        rows: list[dict[str, Any]] = [json.loads(line) for line in data.splitlines()]
        assert len({row["id"] for row in rows}) == len(rows)
        for article in issue.articles:
            own = [row for row in rows if row["article"] == article.id]
            assert "\n".join(row["text"] for row in own) == "\n".join(i.text for i in article.body)
            assert all(row["boxes"] and row["citation"] for row in own)
            for row in own:
                assert row["characters"] <= int(length) or row["first"] == row["last"] or any(
                    item.role == "subhead" for item in article.body[row["first"] - 1 : row["last"]]
                )  # fmt: skip


@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_the_whole_text(form: str, issue: Issue) -> None:
    for each in (issue, specimens.sample()):
        done = subprocess.run(
            ["pandoc", "-f", form, "-t", "plain", "--wrap=none"],
            input=export(each, form), capture_output=True, check=True, timeout=60,
        )  # fmt: skip
        # pandoc's own markdown for what was printed so: quotes, dashes, dots.
        text = _letters(done.stdout.decode())
        for article in each.articles:
            for item in article.body:
                assert _letters(item.text) in text


def _letters(text: str) -> str:
    return "".join(char for char in plain(text) if char.isalnum())


def test_citations_are_read(issue: Issue) -> None:
    import rispy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bibtexparser

        for each in (issue, specimens.sample(), specimens.hostile()):
            records = rispy.loads(export(each, "ris").decode())
            library = bibtexparser.parse_string(export(each, "bibtex").decode())
            cited = json.loads(export(each, "csljson"))
            assert len(records) == len(library.entries) == len(cited) == len(each.articles)
            assert not library.failed_blocks
            assert [entry.key for entry in library.entries] == [item["id"] for item in cited]
    known = {record["id"]: record for record in rispy.loads(export(issue, "ris").decode())}
    for item, article in zip(json.loads(export(issue, "csljson")), issue.articles, strict=True):
        assert known[item["id"]]["title"] == item["title"] == " ".join(article.headline)
        people = [person.name for person in article.byline.people] if article.byline else []
        assert known[item["id"]].get("authors", []) == people


def test_a_spreadsheet_computes_nothing() -> None:
    rows = list(csv.reader(io.StringIO(export(specimens.hostile(), "csv").decode("utf-8-sig"))))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert len(rows) == 1 + len(specimens.hostile().articles)
    kept = export(specimens.hostile(), "csv", {"formulas": "kept"}).decode()
    assert "'=cmd()" not in kept
    assert "=cmd()" in kept


def test_a_searchable_pdf_has_the_text_under_the_picture(issue: Issue) -> None:
    import pikepdf
    import pypdfium2
    from PIL import Image

    pages = [SourceFile(f"page-{number}.png", _picture(number)) for number in (2, 1)]
    assert Image.open(io.BytesIO(pages[0].data)).size == (200, 300)
    data = export(issue, "pdf", {}, pages)
    document = pypdfium2.PdfDocument(data)
    assert len(document) == len(issue.pages)
    for page, drawn in zip(issue.pages, document, strict=True):
        text = plain(drawn.get_textpage().get_text_bounded())
        lines = [line for block in page.blocks for line in block.lines]
        found = sum(plain(line.text) in text for line in lines)
        assert found > 0.97 * len(lines)
        # In place: what is selected in a line's box is that line.
        line = max(lines, key=lambda each: len(each.text))
        assert line.box is not None
        x0, y0, x1, y1 = line.box
        top = float(drawn.get_height())
        inside = drawn.get_textpage().get_text_bounded(x0 - 1, top - y1 - 1, x1 + 1, top - y0 + 1)
        assert plain(line.text) in plain(inside)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        groups = pdf.Root.StructTreeRoot.K[0].K
        heads = [str(group.T) for group in groups if group.S == "/Art"]
        assert heads == [" ".join(article.headline) for article in issue.articles]
        assert pdf.check_pdf_syntax() == []
    document.close()


def _picture(shade: int) -> bytes:
    from PIL import Image

    held = io.BytesIO()
    Image.new("L", (200, 300), shade * 60).save(held, "PNG")
    return held.getvalue()


def test_a_pdf_with_text_stays_as_it_is() -> None:
    import pypdfium2

    issue, pdf = specimens.printed()
    data = export(issue, "pdf", {}, [SourceFile("issue.pdf", pdf)])
    for one, two in zip(pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(data), strict=True):
        assert one.get_textpage().get_text_bounded() == two.get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([], "no page picture"),
        ([SourceFile("1.png", b"\x89PNG")], "1 pictures of 2 pages"),
        ([SourceFile("1.png", b"\x89PNG"), SourceFile("2.png", b"\x89PNG")], "cannot be opened"),
        ([SourceFile("1.pdf", b"%PDF-1.4 broken")], "cannot be used"),
    ],
)
def test_a_pdf_without_its_pages_is_refused(
    files: list[SourceFile], why: str, issue: Issue
) -> None:
    with pytest.raises(FormatError, match=why):
        export(issue, "pdf", {}, files)


@pytest.mark.parametrize("version", ["4.4", "3.1", "2.1"])
def test_alto_tools_reads_the_alto(
    version: str, issue: Issue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line, in order, and every picture with its place."""
    from alto_tools.alto_tools import alto_illustrations, alto_parse, alto_text

    files = export(issue, "alto", {"version": version})
    for page, (name, data) in zip(issue.pages, files.items(), strict=True):
        (tmp_path / name).write_bytes(data)
        with (tmp_path / name).open(encoding="utf-8") as held:
            _, tree, space = alto_parse(held)
            capsys.readouterr()
            alto_text(tree, space)
            lines = [line.strip() for line in capsys.readouterr().out.split("\n")]
            alto_illustrations(held, tree, space)
            pictures = capsys.readouterr().out.strip().split("\n")
        assert lines[1:] == [line.text for block in page.blocks for line in block.lines]
        boxes = [block.box for block in page.blocks if not block.lines]
        found = [
            [float(value) * 72 / 1200 for value in told.rpartition("=")[2].split(",")]
            for told in pictures
            if told
        ]
        told_boxes = [(left, top, left + wide, top + high) for high, wide, top, left in found]
        assert len(told_boxes) == len(boxes)
        for box, told_box in zip(boxes, told_boxes, strict=True):
            assert told_box == pytest.approx(box, abs=0.001)


def test_the_alto_names_its_reading_order(issue: Issue) -> None:
    from lxml import etree

    for data in export(issue, "alto").values():
        root = etree.fromstring(data)
        space = {"a": root.nsmap[None]}
        order = root.xpath("//a:ReadingOrder//a:ElementRef/@REF", namespaces=space)
        blocks = root.xpath("//a:TextBlock/@ID | //a:Illustration/@ID", namespaces=space)
        assert order == blocks
