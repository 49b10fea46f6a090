"""What other engines recognised: every form, and every way in which a file of it can be bad."""

from __future__ import annotations

import contextlib
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumpline.errors import EmptySource, NoPages, SourceError, TooLarge
from jumpline.gathering import choose_reader
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.recognised import Word, words_of
from jumpline.model.sheet import Sheet
from jumpline.pipeline import gather, read_issues, read_sheets
from jumpline.ports import BundleReader
from jumpline.readers.packed import PackedLimits, unpack
from jumpline.readers.recognised.paths import inside

from . import recognised_files as files


def _sheet(data: bytes, name: str = "page.dat") -> Sheet:
    (sheet,) = read_sheets(SourceFile(name, data))
    return sheet


def _issue(sources: dict[str, bytes]) -> Issue:
    (reading,) = read_issues([SourceFile(name, data) for name, data in sources.items()])
    return reading.issue


def _text(sheet: Sheet) -> list[str]:
    return [line.text for piece in sheet.pieces for line in piece.lines]


def _put(folder: Path, sources: dict[str, bytes]) -> Path:
    for name, data in sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


# -- forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (files.alto(files.BODY), "alto"),
        (files.alto(files.BODY, space=""), "alto"),
        (files.issue_files()["mets.xml"], "mets"),
        (files.PAGE, "pagexml"),
        (files.HOCR, "hocr"),
        (files.EPAPER, "epaper"),
        *((files.as_json(form), "ocrjson") for form in files.JSON),
    ],
)
def test_forms_are_known_by_content(data: bytes, reader: str) -> None:
    for name in ("x", "x.txt.bin", "x.xml"):
        found = choose_reader(SourceFile(name, data))
        assert found is not None
        assert found.name == reader


@pytest.mark.parametrize(
    ("unit", "points"), [("inch1200", 200 * 0.06), ("mm10", 200 * 72 / 254), ("pixel", 200 / 16)]
)
def test_alto_units_become_points(unit: str, points: float) -> None:
    size = (16000, 22000) if unit != "mm10" else (3600, 5200)
    sheet = _sheet(files.alto(files.BODY, unit=unit, size=size))
    box = sheet.pieces[0].lines[0].box
    assert box is not None
    assert box[0] == pytest.approx(points)
    assert [flaw.code for flaw in sheet.problems if flaw.code == "size-assumed"] == (
        ["size-assumed"] if unit == "pixel" else []
    )


def test_alto_words_keep_box_and_confidence() -> None:
    line = _sheet(files.alto(files.HEAD)).pieces[0].lines[0]
    assert [word.text for word in line.words] == ["MONSOON", "IS", "EARLY"]
    assert {word.sure for word in line.words} == {0.9}
    assert all(word.box is not None for word in line.words)


def test_alto_lines_stay_as_printed() -> None:
    first = files.line("l1", "of the bri", 200, 600)
    first = first.replace("</TextLine>", '<HYP CONTENT="&#xAD;"/></TextLine>')
    lines = first + files.line("l2", "dge at the mill.", 200, 640)
    block = f'<TextBlock ID="b" HPOS="200" VPOS="600" WIDTH="400" HEIGHT="70">{lines}</TextBlock>'
    assert _text(_sheet(files.alto(block))) == ["of the bri-", "dge at the mill."]
    (article,) = _issue({"p.xml": files.alto(block)}).articles
    assert article.body[-1].text == "of the bridge at the mill."


def test_alto_tags_and_reading_order() -> None:
    extra = (
        '<Tags><LayoutTag ID="T1" LABEL="Advertisement"/></Tags><ReadingOrder><OrderedGroup ID="g">'
        '<ElementRef ID="e1" REF="o"/><ElementRef ID="e2" REF="b"/></OrderedGroup></ReadingOrder>'
    )
    tagged = files.block("o", ["Buy soap here."], 200, 2000, 'TAGREFS="T1"')
    sheet = _sheet(files.alto(files.BODY + tagged, extra=extra))
    assert [(piece.id, piece.hint) for piece in sheet.pieces] == [("o", "ad"), ("b", None)]
    assert sheet.ordered


def test_alto_without_boxes_or_spaces() -> None:
    block = (
        '<TextBlock><TextLine><String CONTENT="no"/><String CONTENT="box"/></TextLine></TextBlock>'
    )
    sheet = _sheet(files.alto(block, size=(0, 0)))
    assert _text(sheet) == ["no box"]
    assert sheet.pieces[0].lines[0].box is None
    assert _issue({"a.xml": files.alto(block)}).pages[0].blocks[0].lines[0].text == "no box"


def test_words_in_columns_are_the_same_words() -> None:
    words = [Word("a", (1.0, 2.0, 3.0, 4.0), 0.5), Word("b", None, -1.0)]
    assert list(words_of(words)) == words


def test_mets_gives_its_articles_over_pages() -> None:
    issue = _issue(files.issue_files())
    one, two = issue.articles
    assert one.headline == ("MONSOON IS EARLY",)
    assert one.pages == (1, 2)
    assert [item.text for item in one.body] == [
        "The rain came on Friday and it did not stop until the river rose over the bridge at the"
        " old mill. Nobody was hurt there."
    ]
    assert [item.text for item in two.body] == ["Cotton fell again today."]
    assert (issue.publication.title, issue.date) == ("The Deccan Sentinel", "1911-04-07")
    assert [page.label for page in issue.pages] == ["1", "2"]


def test_mets_alone_brings_its_files(tmp_path: Path) -> None:
    _put(tmp_path, files.issue_files())
    sources = gather([tmp_path / "mets.xml"])
    assert [source.name for source in sources] == ["mets.xml", "alto/1.xml", "alto/2.xml"]
    (reading,) = read_issues(sources)
    assert len(reading.issue.articles) == 2
    assert {source.name for source in reading.sources} == {source.name for source in sources}


def test_pictures_of_pages_that_were_read_are_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, files.issue_files())
    _put(tmp_path, {"images/1.tif": b"II*\0....", "alto/2.jpg": b"\xff\xd8\xff\xe0"})
    (reading,) = read_issues(gather([tmp_path]))
    assert [problem.code for problem in reading.issue.problems if problem.severity == "error"] == []


def test_page_xml_groups_types_and_order() -> None:
    issue = _issue({"p.xml": files.PAGE})
    (article,) = issue.articles
    assert article.headline == ("Monsoon is early",)
    assert article.body[0].text == "The rain came on Friday."
    assert {b.role for b in issue.pages[0].blocks} == {"headline", "body", "folio"}
    assert issue.pages[0].width == 960


def test_page_xml_articles_of_lines() -> None:
    data = files.PAGE.replace(b'type="article"', b"").replace(
        b'<TextLine id="l1">', b'<TextLine id="l1" custom="structure {id:a7; type:article;}">'
    )
    (article,) = _issue({"p.xml": data}).articles
    assert article.body[0].text == "The rain came on Friday."


def test_hocr_lines_words_and_loose_words() -> None:
    sheet = _sheet(files.HOCR)
    assert _text(sheet) == ["The rain", "came & went.", "Alone"]
    assert [word.sure for word in sheet.pieces[0].lines[0].words] == [0.91, 0.93]
    assert sheet.width == 960


@pytest.mark.parametrize("form", files.JSON)
def test_json_of_engines(form: str) -> None:
    issue = _issue({"page.json": files.as_json(form)})
    (article,) = issue.articles
    assert article.headline == ("雨季提前",)
    assert article.body[0].text == "本报讯 周五下雨了。"


def test_digital_paper() -> None:
    issue = _issue({"node_1.htm": files.EPAPER})
    assert issue.publication.title == "昌海日报"
    assert issue.date == "2026-05-12"
    assert (issue.pages[0].label, issue.pages[0].section) == ("A01", "要闻")
    assert [article.headline for article in issue.articles] == [
        ("雨季提前", "河水上涨"),
        ("棉价再跌",),
    ]
    assert issue.pages[0].blocks[0].box is not None


def test_a_mixed_folder_just_works(tmp_path: Path) -> None:
    _put(tmp_path, {f"a/{name}": data for name, data in files.issue_files().items()})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("2026-05-13/p1.json", files.as_json("dots"))
        archive.writestr("README.txt", "nothing")
    _put(tmp_path, {"b.zip": buffer.getvalue(), "2026-05-14/p.hocr": files.HOCR})
    issues = [reading.issue for reading in read_issues(gather([tmp_path]))]
    assert [issue.date for issue in issues] == ["1911-04-07", "2026-05-13", "2026-05-14"]
    assert all(not issue.problems or issue.problems[0].severity != "error" for issue in issues)


# -- bad input -------------------------------------------------------------------------------

_ENTITY = '<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_EXTERNAL = '<!DOCTYPE alto SYSTEM "http://127.0.0.1:9/alto.dtd">'


@pytest.mark.parametrize("data", [files.alto(files.BODY, before=_ENTITY)])
def test_entities_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="entities"):
        _sheet(data)
    with pytest.raises(SourceError, match="entities"):
        _sheet(data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"))


def test_many_entities_are_refused() -> None:
    bomb = "<!DOCTYPE mets [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
    with pytest.raises(SourceError, match="entities"):
        list(read_issues([SourceFile("m.xml", f"{bomb}<mets>&b;</mets>".encode())]))


def test_a_dtd_elsewhere_is_never_fetched() -> None:
    assert len(_text(_sheet(files.alto(files.BODY, before=_EXTERNAL)))) == 3


@pytest.mark.parametrize("form", ["alto", "page", "mets"])
def test_broken_xml_says_so(form: str) -> None:
    whole = {
        "alto": files.alto(files.BODY),
        "page": files.PAGE,
        "mets": files.issue_files()["mets.xml"],
    }[form]
    with pytest.raises(SourceError, match="broken"):
        list(read_issues([SourceFile("x.xml", whole[: len(whole) // 2])]))


def test_boxes_outside_the_page_are_cut_and_told() -> None:
    far = files.block("f", ["far away text"], 90_000, -500)
    wild = files.alto(files.BODY + far + files.block("n", ["odd text"], float("nan"), 1e300))
    sheet = _sheet(wild)
    assert [flaw.code for flaw in sheet.problems if flaw.code == "box-outside"] == ["box-outside"]
    issue = _issue({"a.xml": wild})
    width, height = sheet.width, sheet.height
    assert width is not None
    assert height is not None
    for block in issue.pages[0].blocks:
        for line in block.lines:
            assert line.box is None or (0 <= line.box[0] <= line.box[2] <= width + 1)
    assert "far away text" in {line.text for b in issue.pages[0].blocks for line in b.lines}


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("alto/missing.xml", "file-missing"),
        ("../../etc/passwd.xml", "file-outside"),
        ("file:///etc/passwd.xml", "file-outside"),
        ("http://127.0.0.1:9/x.xml", "file-outside"),
        ("/etc/passwd.xml", "file-outside"),
        ("a/..%2f..%2f..%2fetc/passwd.xml", "file-outside"),
        ("C:\\windows\\x.xml", "file-outside"),
    ],
)
def test_mets_that_names_what_is_not_its_own(tmp_path: Path, href: str, code: str) -> None:
    given = files.issue_files()
    given["mets.xml"] = given["mets.xml"].replace(b"./alto/2.xml", href.encode())
    folder = _put(tmp_path / "deep" / "in", given)
    _put(tmp_path, {"etc/passwd.xml": files.alto(files.block("s", ["secret"], 1, 1))})
    for path in (folder, folder / "mets.xml"):
        (reading,) = read_issues(gather([path]))
        codes = [problem.code for problem in reading.issue.problems]
        assert code in codes
        assert "secret" not in repr(reading.issue)


def test_mets_whose_files_are_all_missing() -> None:
    with pytest.raises(NoPages, match="none of the 2 text files"):
        list(read_issues([SourceFile("mets.xml", files.issue_files()["mets.xml"])]))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    _put(tmp_path, {"outside.xml": files.alto(files.block("s", ["secret"], 1, 1))})
    folder = _put(tmp_path / "in", files.issue_files())
    (folder / "alto" / "2.xml").unlink()
    (folder / "alto" / "2.xml").symlink_to(tmp_path / "outside.xml")
    for path in (folder, folder / "mets.xml"):
        (reading,) = read_issues(gather([path]))
        assert "secret" not in repr(reading.issue)


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _tar(members: dict[str, bytes], mode: str = "w:gz", link: str = "") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo("link")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return buffer.getvalue()


@pytest.mark.parametrize("pack", [_zip, _tar, lambda m: _tar(m, "w:xz"), lambda m: _tar(m, "w")])
def test_archives_are_walked(pack: object) -> None:
    data = pack(files.issue_files())  # type: ignore[operator]
    found = unpack(SourceFile("issue.any", data))
    assert [source.name for source in found] == [
        f"issue.any/{name}" for name in ("alto/1.xml", "alto/2.xml", "mets.xml")
    ]
    (reading,) = read_issues(found)
    assert len(reading.issue.articles) == 2


@pytest.mark.parametrize("name", ["/etc/passwd", "../../etc/passwd", "a/../../x", "C:/x"])
@pytest.mark.parametrize("pack", [_zip, _tar])
def test_paths_out_of_an_archive_refuse_it(tmp_path: Path, name: str, pack: object) -> None:
    data = pack({"1.md": b"# text", name: b"x"})  # type: ignore[operator]
    with pytest.raises(SourceError, match="outside of itself"):
        unpack(SourceFile("a.zip", data))
    # In a folder it is a problem of the issue, which is read without it.
    _put(tmp_path, {"a.zip": data, "page-1.md": "# 标题\n\n正文在这里。".encode()})
    (reading,) = read_issues(gather([tmp_path]))
    assert "outside of itself" in reading.issue.problems[0].message
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "page-1.md"]


def test_a_link_out_of_a_tar_refuses_it() -> None:
    with pytest.raises(SourceError, match="outside of itself"):
        unpack(SourceFile("a.tar", _tar({"1.md": b"x"}, link="../../etc/passwd")))


@pytest.mark.parametrize("pack", [_zip, _tar])
def test_a_thousand_fold_ratio_is_refused(pack: object) -> None:
    data = pack({"bomb.xml": b"\0" * 40_000_000})  # type: ignore[operator]
    with pytest.raises(TooLarge, match="far more"):
        unpack(SourceFile("bomb", data))


def test_too_many_files_are_refused() -> None:
    data = _zip({f"{n}.md": b"x" for n in range(12)})
    with pytest.raises(TooLarge, match="more than 10 files"):
        unpack(SourceFile("many.zip", data), PackedLimits(files=10))


def test_a_broken_archive_says_so() -> None:
    with pytest.raises(SourceError, match="cannot be unpacked"):
        list(read_issues([SourceFile("a.zip", _zip(files.issue_files())[:100])]))


def test_deep_json_is_refused() -> None:
    deep = b'{"parsing_res_list": ' + b"[" * 5000 + b"]" * 5000 + b"}"
    with pytest.raises(TooLarge, match="deep"):
        _sheet(deep)


def test_forms_without_text_say_so() -> None:
    with pytest.raises(EmptySource):
        _sheet(files.alto(""))
    with pytest.raises(EmptySource):
        _sheet(json.dumps({"parsing_res_list": []}).encode())


@pytest.mark.parametrize(
    ("href", "path"),
    [("file://./a/b.xml", "a/b.xml"), ("./b.xml", "b.xml"), ("a%20b.xml", "a b.xml"), ("..", None)],
)
def test_references_inside_the_folder(href: str, path: str | None) -> None:
    assert inside(href) == path


# -- anything at all -------------------------------------------------------------------------

_WHOLE = [
    files.alto(files.HEAD + files.BODY),
    files.PAGE,
    files.HOCR,
    files.EPAPER,
    files.issue_files()["mets.xml"],
    _zip({"1.md": b"# text"}),
    *(files.as_json(form) for form in files.JSON),
]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(_WHOLE), st.data())
def test_broken_bytes_raise_only_source_errors(whole: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 60)))
    inserted = data.draw(st.one_of(st.binary(max_size=12), st.sampled_from(
        [b"", b"1e999", b"nan", b"-1", b"null", b"[]", b"<", b"\xff", b'"', b"{}", b"0"]
    )))  # fmt: skip
    source = SourceFile("x", whole[:start] + inserted + whole[end:])
    reader = choose_reader(source)
    try:
        if isinstance(reader, BundleReader):
            reader.names(source.name, source.data)
        list(read_issues([source, SourceFile("alto/1.xml", files.alto(files.BODY))]))
    except SourceError:
        pass


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["bbox", "type", "text", "lines", "spans", "content", "blocks", "label", "prov", "poly",
         "page_idx", "order", "children", "$ref", "text_level", "list_items", "grid", "data"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["parsing_res_list", "pdf_info", "layout_dets", "body", "texts", "bbox"]),
    _VALUES,
)
def test_wild_json_raises_only_source_errors(key: str, value: object) -> None:
    tree = {key: value, "page_info": {}, "schema_name": "DoclingDocument", "text": "x"}
    for given_tree in (tree, [tree]):
        with contextlib.suppress(SourceError):
            list(read_issues([SourceFile("x.json", json.dumps(given_tree).encode())]))
