"""What real presses do: bold by drawing twice, hidden layers, fonts that lie, turned pages, spreads."""

from __future__ import annotations

import io
import itertools
import random
from pathlib import Path
from typing import Any

import pytest

from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue
from jumpline.model.scan import Recognition
from jumpline.model.sheet import Flaw, Sheet
from jumpline.pipeline import read_issues
from jumpline.readers.codepoints import plain_char, symbol
from jumpline.readers.pdf import PdfReader
from jumpline.readers.pdf.trust import implausible

from .pdf_file import cells, pdf, picture, text

PROSE = (
    "The council voted on Monday to approve a budget that raises taxes for the first time in ten "
    "years, ending months of argument over who should pay for the repair of roads and bridges. "
)
HAN = (
    "市政府昨天召开会议，研究部署下一步的工作。会议指出，要坚持以人民为中心的发展思想，着力解决好群众最关心"
    "的问题，把各项政策落到实处。我们在工作中不能有一点放松，这是大家的共同责任，也是时代对我们提出的新要求。"
)


def sheets(pages: list[str], **more: Any) -> list[Sheet]:
    return PdfReader().read("page.pdf", pdf(pages, **more))


def sheet(content: str, **more: Any) -> Sheet:
    (found,) = sheets([content], **more)
    return found


def letters(found: Sheet) -> str:
    return "".join(glyph.text for glyph in found.glyphs)


def codes(found: Sheet) -> list[str]:
    return [flaw.code for flaw in found.problems]


def column(x: float, top: float, words: str, wide: int = 40, **more: Any) -> str:
    pieces = [words[at : at + wide].strip() for at in range(0, len(words), wide)]
    return "".join(text(x, top - 11 * n, piece, **more) for n, piece in enumerate(pieces))


def squares(x: float, top: float, numbers: list[int], wide: int = 25) -> str:
    rows = [numbers[at : at + wide] for at in range(0, len(numbers), wide)]
    return "".join(cells(x, top - 11 * n, row) for n, row in enumerate(rows))


# ---- drawn once, read once ----------------------------------------------------------------------


@pytest.mark.parametrize("size", [9, 20, 60])
@pytest.mark.parametrize("times", [2, 3, 4])
def test_text_drawn_again_for_boldness(size: float, times: int) -> None:
    step = size / 50
    again = "".join(text(60 + step * n, 600 + step * n, "Still ill", size) for n in range(times))
    assert letters(sheet(again)) == "Stillill"


@pytest.mark.parametrize("drawn", [(1, 0), (0, 1), (2, 0), (2, 1)])
def test_outlined_and_filled(drawn: tuple[int, int]) -> None:
    page = "".join(text(60, 600, "Miss Hill", 30, mode=mode) for mode in drawn)
    assert letters(sheet(page)) == "MissHill"


@pytest.mark.parametrize("colour", ["0.7 g", "1 1 0 rg"])
def test_a_shadow_is_no_text(colour: str) -> None:
    page = f"{colour}\n" + text(63, 597, "Shadow", 40) + "0 g\n" + text(60, 600, "Shadow", 40)
    assert letters(sheet(page)) == "Shadow"


def test_equal_letters_in_a_row_are_text() -> None:
    drawn = "".join(text(60 + 2 * n, 600, "l", 9) for n in range(6))
    assert letters(sheet(drawn)) == "llllll"
    assert letters(sheet(text(60, 600, "----....||||::::", 9))) == "----....||||::::"


def test_characters_one_by_one_in_any_order() -> None:
    line = "Budget passes after a long session"
    drawn = [text(60 + 12 * n, 600, char, 20) for n, char in enumerate(line) if char != " "]
    random.Random(4).shuffle(drawn)
    found = sheet("".join(drawn))
    inline = sorted(found.glyphs, key=lambda glyph: glyph.box[0])
    assert "".join(glyph.text for glyph in inline) == line.replace(" ", "")


def test_text_given_by_actualtext_stands_once() -> None:
    span = "/Span << /ActualText (Double) >> BDC "
    one = span + text(60, 600, "Dou") + text(90, 600, "ble") + "EMC\n"
    assert letters(sheet(one)) == "Double"
    twice = span.replace("Double", "oo") + text(60, 600, "oo") + "EMC\n"
    assert letters(sheet(twice)) == "oo"


# ---- what cannot be seen ------------------------------------------------------------------------


def test_hidden_text_over_visible_text_is_dropped() -> None:
    page = picture(0, 0, 600, 800) + column(60, 700, PROSE) + column(60, 700, PROSE, mode=3)
    found = sheet(page)
    assert letters(found) == PROSE.replace(" ", "")
    assert (found.text, codes(found)) == ("printed", [])


@pytest.mark.parametrize("under", [True, False])
def test_a_recognised_layer_of_a_scan_is_read_and_said(under: bool) -> None:
    scan = picture(0, 0, 600, 800)
    layer = column(60, 700, PROSE, mode=0 if under else 3)
    found = sheet(layer + scan if under else scan + layer)
    assert letters(found) == PROSE.replace(" ", "")
    assert (found.text, codes(found)) == ("recognised", ["text-recognised"])


def test_a_scan_in_strips_has_its_layer_too() -> None:
    strips = "".join(picture(0, 20 * n, 600, 20 * n + 20) for n in range(40))
    found = sheet(strips + column(60, 700, PROSE, mode=3))
    assert (letters(found), found.text) == (PROSE.replace(" ", ""), "recognised")


def test_text_over_a_picture_of_the_page_is_print() -> None:
    found = sheet(picture(0, 0, 600, 800) + column(60, 700, PROSE))
    assert (found.text, codes(found)) == ("printed", [])


def test_transparent_text_is_hidden() -> None:
    page = "/G gs " + text(60, 700, "Ghost") + "/H gs " + text(60, 600, "Seen")
    states = "/ExtGState << /G << /ca 0 >> /H << /ca 1 >> >>"
    assert letters(sheet(page, resources=states)) == "Seen"


@pytest.mark.slow
def test_hidden_layers_of_real_scans(shared: Path) -> None:
    for path in sorted((shared / "pages/real").rglob("*.pdf")):
        if "articles" in path.parts or "mylapore" in path.name:
            continue
        for found in PdfReader().read(path.name, path.read_bytes()):
            assert len(found.glyphs) > 3000
            assert (found.text, codes(found)) == ("recognised", ["text-recognised"]), path


# ---- fonts that say nothing, or the wrong thing -------------------------------------------------


def table(words: str) -> tuple[list[int], dict[int, str]]:
    """Codes as a subset has them, and what they mean."""
    order = {char: number for number, char in enumerate(dict.fromkeys(words), 1)}
    return [order[char] for char in words], {number: char for char, number in order.items()}


def test_a_font_with_its_table_is_trusted() -> None:
    numbers, told = table(HAN * 5)
    found = sheet(squares(60, 700, numbers), wide={"W1": told})
    assert letters(found) == HAN * 5
    assert (found.text, codes(found)) == ("printed", [])


def with_good_page(bad: str, **more: Any) -> tuple[Sheet, Issue]:
    data = pdf([column(60, 700, PROSE * 4), bad], **more)
    nobody = Recognition("none")
    (reading,) = read_issues([SourceFile("paper.pdf", data)], recognition=nobody)
    return PdfReader().read("paper.pdf", data)[1], reading.issue


def wrong_tables() -> list[tuple[str, dict[int, str] | None]]:
    _, told = table(HAN * 5)
    chance = random.Random(7)
    rare = {number: chr(chance.randrange(0x4E00, 0x9FA5)) for number in told}
    private = {number: chr(0xE000 + 97 * number % 0x700) for number in told}
    latin = {number: chr(0x41 + number % 26 + 32 * (number // 26 % 2)) for number in told}
    encoding = {number: chr(0xC0 + number % 60) for number in told}
    return [
        ("none", None),
        ("rare", rare),
        ("private", private),
        ("latin", latin),
        ("encoding", encoding),
    ]


@pytest.mark.parametrize(("name", "told"), wrong_tables())
def test_a_page_whose_characters_are_not_known(name: str, told: dict[int, str] | None) -> None:
    numbers, _ = table(HAN * 5)
    found, issue = with_good_page(squares(60, 700, numbers), wide={"W1": told})
    assert found.text == "untrusted", name
    assert codes(found) == ["page-untrusted"]
    assert len(found.glyphs) > 500
    (problem,) = [each for each in issue.problems if each.code == "page-untrusted"]
    assert (problem.severity, problem.where["page"]) == ("error", 2)
    assert not issue.pages[1].blocks
    assert [page.number for page in issue.pages] == [1, 2]


def test_wide_letters_beside_chinese_characters_are_no_alarm() -> None:
    words = HAN[:60] + "GDPWTOAPECBRICS" + HAN[:40] + "ChinaMobile"
    numbers, told = table(words)
    found = sheet(squares(60, 700, numbers), wide={"W1": told})
    assert (letters(found), found.problems) == (words, ())


def test_a_headline_font_alone_may_be_unknown() -> None:
    """Letters in cells: the headline is left to recognition, the page is not."""
    numbers, told = table(HAN[:30])
    wrong = {number: chr(0x41 + number % 26) for number in told}
    found = sheet(squares(60, 700, numbers) + column(60, 600, PROSE * 4), wide={"W1": wrong})
    assert (found.text, codes(found)) == ("printed", ["text-unknown"])
    assert letters(found).startswith("\ufffd" * 30)


def test_a_font_of_shifted_letters() -> None:
    shifted = "".join(
        chr(ord(char) + 3) if char.isalpha() else char for char in (PROSE * 6).lower()
    )
    found, _ = with_good_page(column(60, 700, shifted))
    assert found.text == "untrusted"


def test_some_unknown_characters_leave_the_page_and_are_said() -> None:
    numbers, _ = table(HAN[:20])
    found = sheet(column(60, 600, PROSE * 4) + squares(60, 700, numbers), wide={"W1": None})
    assert found.text == "printed"
    (flaw,) = found.problems
    assert flaw.code == "text-unknown"
    assert flaw.box is not None
    assert flaw.box[3] < 110
    assert letters(found).count("\ufffd") == 20
    assert PROSE.replace(" ", "")[:60] in letters(found)


@pytest.mark.parametrize(
    "words",
    [
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章" * 12,
        "IBM 12.4 +0.3 XRX 9.1 BP 4.4 HSBC 61.2 RWE 38.2 KLM 22 " * 30,
        "Zastupitelstvo v pondělí schválilo rozpočet, který poprvé za deset let zvyšuje daně. " * 9,
        "Rada miejska przyjęła w poniedziałek budżet, w którym źródłem środków są wyższe podatki. "
        * 9,
        "Hội đồng thành phố hôm thứ Hai đã thông qua ngân sách tăng thuế lần đầu tiên " * 9,
        "Der Stadtrat beschloß am Montag einen Haushalt, der zum ersten Mal die Steuern hebt. " * 9,
        "Œuvre où été déjà à côté naïve façade élève " * 12,
        "澄灣日報訊立法會昨日三讀通過修訂草案議員指出條例對漁民影響深遠當局須為此承擔責任" * 12,
    ],
)
def test_odd_but_honest_text_is_no_alarm(words: str) -> None:
    assert implausible(words) == ""


@pytest.mark.slow
def test_no_page_that_is_good_is_doubted(shared: Path) -> None:
    paths = [*(shared / "pages").glob("*/*.pdf"), *(shared / "pages/real/pdf").glob("mylapore*")]
    assert len(paths) >= 9
    for path in paths:
        for found in PdfReader().read(path.name, path.read_bytes()):
            assert (found.text, found.problems, found.side) == ("printed", (), None), path


# ---- text drawn as shapes -----------------------------------------------------------------------


def outline(x: float, y: float, size: float, seed: int) -> str:
    """Something like a character: two closed curves and a few strokes."""
    chance = random.Random(seed)
    path = f"{x} {y} m "
    for _ in range(12):
        a, b = (f"{x + size * chance.random():.1f} {y + size * chance.random():.1f}" for _ in "ab")
        path += f"{a} {b} {x + size * chance.random():.1f} {y + size * chance.random():.1f} c "
    return path + f"{x + size} {y + size} l {x + size} {y} l {x} {y + size} l h f\n"


def test_a_headline_drawn_as_shapes_is_said() -> None:
    head = "".join(outline(60 + 42 * n, 700, 38, n) for n in range(8))
    found = sheet(head + column(60, 600, PROSE * 3))
    (flaw,) = found.problems
    assert flaw.code == "text-as-shapes"
    assert flaw.box is not None
    assert [round(edge, -1) for edge in flaw.box] == [60, 60, 390, 100]
    assert found.text == "printed"


def test_one_path_for_the_whole_line() -> None:
    head = "".join(outline(60 + 42 * n, 700, 38, n).replace(" f\n", " ") for n in range(8)) + "f\n"
    assert codes(sheet(head + column(60, 600, PROSE * 3))) == ["text-as-shapes"]


def test_rules_panels_and_drawings_are_no_headline() -> None:
    page = "".join(f"60 {700 - 30 * n} 400 1 re f 60 {690 - 30 * n} 80 20 re f\n" for n in range(9))
    page += "".join(outline(450, 100 + 5 * n, 100, n) for n in range(6))
    page += "".join(f"{60 + 30 * n} 60 20 {10 + 9 * n} re f\n" for n in range(8))
    assert codes(sheet(page + column(60, 400, PROSE * 3))) == []


def test_a_panel_under_a_headline_is_no_outline() -> None:
    page = "0.8 g " + outline(60, 690, 380, 3).replace("690", "695") + "0 g "
    assert codes(sheet(page + text(70, 705, "Budget passes after all", 28))) == []


# ---- turned, cropped, inherited -----------------------------------------------------------------


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_content_turned_by_its_own_matrix_is_read_upright(turn: int, rotate: int) -> None:
    matrix = {
        0: "1 0 0 1 0 0",
        90: "0 1 -1 0 600 0",
        180: "-1 0 0 -1 600 800",
        270: "0 -1 1 0 0 800",
    }[turn]
    page = f"q {matrix} cm\n" + text(50, 550, "First", 20) + column(50, 500, PROSE) + "Q"
    found = sheet(page, more=f"/Rotate {rotate}")
    assert all(glyph.upright for glyph in found.glyphs)
    line = [glyph for glyph in found.glyphs if glyph.size == 20]
    assert "".join(glyph.text for glyph in line) == "First"
    first, after = line[0], line[1].box
    assert first.box[0] == pytest.approx(50, abs=1)
    assert after[0] > first.box[0]
    assert after[1] == pytest.approx(first.box[1], abs=0.1)
    below = next(glyph for glyph in found.glyphs if glyph.size == 9)
    assert below.box[1] > first.box[3]
    for glyph in found.glyphs:
        assert 0 <= glyph.box[0] < glyph.box[2] <= (found.width or 0)
        assert 0 <= glyph.box[1] < glyph.box[3] <= (found.height or 0)


def test_one_turned_line_turns_no_page() -> None:
    page = column(60, 700, PROSE * 2) + "BT /F1 9 Tf 0 1 -1 0 30 100 Tm (Harborton Gazette) Tj ET\n"
    found = sheet(page)
    assert (found.width, found.height) == (600, 800)
    assert sum(not glyph.upright for glyph in found.glyphs) == 16


def test_attributes_come_from_the_parent() -> None:
    data = pdf([text(100, 700, "In") + text(10, 10, "Out")])
    data = data.replace(b"/MediaBox [0 0 600 800]", b"").replace(
        b"/Type /Pages", b"/Type /Pages /MediaBox [0 0 600 800] /CropBox [50 50 550 750] /Rotate 90"
    )
    (found,) = PdfReader().read("page.pdf", data)
    assert letters(found) == "In"
    assert (found.width, found.height) == (700, 500)


def test_a_crop_larger_than_the_page_is_no_crop() -> None:
    found = sheet(text(100, 700, "In"), more="/CropBox [-100 -100 900 900]")
    assert (found.width, found.height) == (600, 800)
    assert found.glyphs[0].box[0] == pytest.approx(100, abs=1)


def test_text_in_a_form_has_its_size_as_drawn() -> None:
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(pdf(["q 3 0 0 3 0 0 cm /X Do Q"]))) as file:
        page = file.pages[0]
        form = file.make_stream(text(20, 200, "Form", 10).encode())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Resources = [0, 0, 600, 800], page.Resources
        page.Resources.XObject = pikepdf.Dictionary(X=form)
        out = io.BytesIO()
        file.save(out)
    (found,) = PdfReader().read("page.pdf", out.getvalue())
    assert (letters(found), found.glyphs[0].size) == ("Form", 30)


# ---- spreads ------------------------------------------------------------------------------------


def half(x: float, label: str, width: float = 500) -> str:
    page = text(x, 770, label, 14) + text(x + 40, 770, "Tuesday, April 7, 2026", 9)
    step = width / 3
    return page + "".join(column(x + step * n, 700, PROSE * 8, 34) for n in range(3))


@pytest.mark.parametrize(("left", "right"), [("2", "3"), ("04", "05"), ("8", "1")])
def test_two_pages_on_one_are_two_sheets(left: str, right: str) -> None:
    one, two = sheets([half(40, left) + half(640, right)], box="0 0 1200 800")
    assert (one.side, two.side) == ("left", "right")
    assert one.width == pytest.approx(600, abs=20)
    assert two.width == pytest.approx(600, abs=20)
    assert (one.hint, two.hint) == ("1", "2")
    assert letters(one).startswith(left)
    assert letters(two).startswith(right)
    assert two.glyphs[0].box[0] == pytest.approx(40, abs=20)
    for found in (one, two):
        assert all(0 <= glyph.box[0] < glyph.box[2] <= found.width for glyph in found.glyphs)


def test_a_line_along_the_fold_is_no_part_of_a_page() -> None:
    page = half(40, "2") + half(640, "3") + "599.5 0 1 800 re f\n"
    found = sheets([page], box="0 0 1200 800")
    assert [each.side for each in found] == ["left", "right"]


def test_a_wide_empty_gutter_is_enough() -> None:
    page = half(40, "Page", 470) + half(690, "Page", 470)
    assert [found.side for found in sheets([page], box="0 0 1200 800")] == ["left", "right"]


def test_no_spread() -> None:
    columns = "".join(column(40 + 190 * n, 700, PROSE * 8, 36) for n in range(6))
    head = text(300, 740, "A headline right across the middle of the page", 30)
    for page in (
        columns + text(40, 770, "2") + head,
        columns,
        half(40, "2") + half(640, "3") + head,
        half(40, "2") + half(640, "3") + picture(500, 200, 700, 400),
        half(40, "2") + half(640, "7") + "40 780 1120 1 re f\n",
    ):
        assert [found.side for found in sheets([page], box="0 0 1200 800")] == [None]
    tall = half(40, "2", 250) + half(320, "3", 250)
    assert [found.side for found in sheets([tall], box="0 0 600 800")] == [None]


def test_a_spread_in_an_issue_gives_two_pages() -> None:
    data = pdf([half(40, "2") + half(640, "3")], box="0 0 1200 800")
    (reading,) = read_issues([SourceFile("paper.pdf", data)])
    assert [page.number for page in reading.issue.pages] == [2, 3]


# ---- code points --------------------------------------------------------------------------------


def test_every_radical_is_a_character() -> None:
    for code in itertools.chain(
        range(0x2E81, 0x2E9A), range(0x2E9B, 0x2EF4), range(0x2F00, 0x2FD6)
    ):
        char = plain_char(code)
        assert len(char) == 1
        assert 0x3400 <= ord(char) <= 0x9FFF, hex(code)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("⽇⽂⾦⼈⾯", "日文金人面"),
        ("⺟⻢⻔⻋⻅⻓⻘⻝⻥⻦⻰⻳⺠", "母马门车见长青食鱼鸟龙龟民"),
        ("\uf9dc\uf900\U0002f800", "隆豈丽"),
        ("︐︑︒︓︔︕︖︵︶﹁﹂﹃﹄︻︼", "，、。：；！？（）「」『』【】"),
        ("︙︱﹇", "…—［"),
        ("\ue78d\ue78e\ue791\ue796\ue81e", "，。；…龴"),
        ("ﬀﬁﬂﬃﬄﬆ", "fffiflffifflst"),
        ("a\u200bb\ufeffc\xadd\x85e", "abcde"),
        ("，。《》、：；“”", "，。《》、：；“”"),
    ],
)
def test_forms_that_stand_for_characters(given: str, meant: str) -> None:
    assert "".join(plain_char(ord(char)) for char in given) == meant


def test_signs_of_symbol_fonts() -> None:
    assert symbol(0xF06E, "ABCDEF+Wingdings") == "■"
    assert symbol(0xF0B7, "SymbolMT") == "•"
    assert symbol(0xF06E, "FZXBSJW--GB1-0") == "\uf06e"


SOFT = "/Span << /ActualText <FEFF00AD> >> BDC "


@pytest.mark.parametrize(
    "drawn",
    [
        "(to ap-) Tj 0 -11 Td (prove it) Tj",
        "(to ap\xad) Tj 0 -11 Td (prove it) Tj",
        f"(to ap) Tj {SOFT} (-) Tj EMC 0 -11 Td (prove it) Tj",
    ],
)
def test_a_hyphen_at_a_lines_end_is_kept(drawn: str) -> None:
    """A soft one too, as presses give it: what is printed is a hyphen."""
    data = pdf([f"BT /F1 9 Tf 60 700 Td {drawn} ET"])
    (found,) = PdfReader().read(
        "page.pdf", data.replace(b"Helvetica", b"Helvetica /Encoding /WinAnsiEncoding")
    )
    assert letters(found) == "toap-proveit"


@pytest.mark.parametrize(
    ("labels", "hints"),
    [
        ("", ["1", "2"]),
        ("/PageLabels << /Nums [0 << /S /D /P (A) /St 3 >>] >>", ["A3", "A4"]),
        ("/PageLabels << /Nums [0 << /S /r >>] >>", ["1", "2"]),
    ],
)
def test_page_labels_are_hints(labels: str, hints: list[str]) -> None:
    data = pdf([text(60, 600, "One"), text(60, 600, "Two")])
    data = data.replace(b"/Type /Catalog", b"/Type /Catalog " + labels.encode())
    assert [found.hint for found in PdfReader().read("paper.pdf", data)] == hints


@pytest.mark.parametrize(
    ("printed", "created", "made"),
    [
        ("", "(D:20260406213012+05'30')", "2026-04-06"),
        ("Harborton, Tuesday, April 7, 2026   No. 34", "(D:20260406213012Z)", None),
        ("", "(D:20269906)", None),
        ("", "(yesterday)", None),
    ],
)
def test_the_day_a_file_was_made_is_no_date(printed: str, created: str, made: str | None) -> None:
    page = text(60, 770, printed) + text(60, 720, "Budget passes", 24) + column(60, 690, PROSE)
    # The catalogue serves as the file's description too.
    data = pdf([page]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 1 0 R")
    data = data.replace(b"/Type /Catalog", b"/Type /Catalog /CreationDate " + created.encode())
    (reading,) = read_issues([SourceFile("paper.pdf", data)])
    assert reading.issue.date == ("2026-04-07" if printed else None)
    told = [each.where["made"] for each in reading.issue.problems if each.code == "date-missing"]
    assert told == ([made] if made else [])


def test_flaws_are_data() -> None:
    assert Flaw("text-unknown", "x").box is None
