"""The markup reader: encodings, markup, pages in one file, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumpline.errors import EmptySource, NotText, SourceError
from jumpline.model.sheet import Sheet
from jumpline.readers.encoding import decode
from jumpline.readers.markup import MarkupReader, clean, label_in_name

SIMPLIFIED = "昌平湾日报记者昨日从市政府获悉，今年全市将新建学校十二所。" * 3
TRADITIONAL = "本報記者昨日從市政府獲悉，今年全市將新建學校十二所，預計明年開學。" * 3


def read(text: str, name: str = "page-01.md") -> list[Sheet]:
    return MarkupReader().read(name, text.encode())


def shapes(text: str) -> list[tuple[str, int, str]]:
    return [(m.kind, m.level, "/".join(line.text for line in m.lines)) for m in read(text)[0].marks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_simplified_chinese_in_any_encoding(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), where="x")[0] == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "big5", "big5hkscs", "gb18030"])
def test_traditional_chinese_in_any_encoding(encoding: str) -> None:
    assert decode((TRADITIONAL + "\n2026 abc").encode(encoding), where="x")[0].startswith(
        TRADITIONAL
    )


def test_latin_one_keeps_its_accents() -> None:
    text = "Le Gaulois paraît à Paris, été comme hiver. " * 4
    assert decode(text.encode("cp1252"), where="x")[0] == text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptySource),
        (b" \n\t ", EmptySource),
        (b"%PDF-1.7 ...", NotText),
        (b"\x89PNG\r\n\x1a\n....", NotText),
        (bytes(range(256)) * 8, NotText),
        ("昌吉日报".encode()[:-1], NotText),
        (b"\x00\x01\x02\x03" * 50, NotText),
        (b"---\n\n***\n", EmptySource),
    ],
)
def test_what_is_no_page_of_text_is_one_clear_error(data: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error, match=r"scan\.md"):
        MarkupReader().read("scan.md", data)


def test_markdown_becomes_marks() -> None:
    assert shapes("# 一\n\n## 二\n\n**三**\n\n四\n\n- 五\n\n> 六\n") == [
        ("heading", 1, "一"),
        ("heading", 2, "二"),
        ("strong", 0, "三"),
        ("paragraph", 0, "四"),
        ("item", 0, "五"),
        ("quote", 0, "六"),
    ]


def test_a_bold_lead_is_a_hint_and_no_second_text() -> None:
    mark = read("**本报讯** 记者王强报道：今天。")[0].marks[0]
    assert mark.lead == "本报讯"
    assert mark.lines[0].text == "本报讯 记者王强报道：今天。"


def test_wrapped_lines_are_one_paragraph_and_titles_are_not() -> None:
    wrapped = "这一行正好有二十个汉字用来试验换行\n第二行也正好是同样的宽度不多也不少\n末行。"
    assert len(shapes(wrapped)) == 1
    assert [text for *_, text in shapes("记者调查\n共享单车退潮之后\n本报记者 李明")] == [
        "记者调查",
        "共享单车退潮之后",
        "本报记者 李明",
    ]


def test_tables_of_pipes_and_of_html() -> None:
    assert shapes("| 项目 | 数 |\n| --- | --- |\n| 船 | 58 |") == [("table", 0, "项目\t数/船\t58")]
    assert shapes(
        "<table><tr><td>项目</td><td>数</td></tr><tr><td>船</td><td>58</td></tr></table>"
    ) == [("table", 0, "项目\t数/船\t58")]


@pytest.mark.parametrize("mark", ["\f", "<!-- page 2 -->\n", "=== page 2 ===\n", "--- 第2页 ---\n"])
def test_several_pages_in_one_file(mark: str) -> None:
    sheets = read(f"# 头版\n\n正文第一页。\n{mark}# 二版\n\n正文第二页。\n")
    assert [sheet.marks[0].lines[0].text for sheet in sheets] == ["头版", "二版"]


@pytest.mark.parametrize(
    ("stem", "label"),
    [
        ("page-02", "02"),
        ("A03", "A03"),
        ("p7", "7"),
        ("第3版", "3"),
        ("2026-04-07", None),
        ("cjrb20260407", None),
        ("notes", None),
    ],
)
def test_page_label_in_a_file_name(stem: str, label: str | None) -> None:
    assert label_in_name(stem) == label


def test_a_line_of_a_million_characters_is_read() -> None:
    sheet = read("# 长\n\n" + "长" * 1_000_000 + "。")[0]
    assert sum(len(line.text) for mark in sheet.marks for line in mark.lines) == 1_000_002


@given(st.binary(max_size=300))
def test_any_bytes_raise_only_source_errors(data: bytes) -> None:
    try:
        sheets = MarkupReader().read("x.md", data)
    except SourceError:
        return
    assert sheets


@given(st.text(alphabet="#*_-|>[]()\\<&;!` \n　昌吉日报abc12", max_size=120))
def test_markup_never_loses_a_letter(text: str) -> None:
    try:
        sheets = MarkupReader().read("x.md", text.encode())
    except EmptySource:
        sheets = []
    kept = "".join(line.text for sheet in sheets for mark in sheet.marks for line in mark.lines)
    for char in "昌吉日报":
        assert kept.count(char) == text.count(char)


def test_inline_markup_goes_and_text_stays() -> None:
    assert clean("**粗**与*斜*与[链](http://x.example/a)与\\*星\\*与&amp;") == "粗与斜与链与*星*与&"
