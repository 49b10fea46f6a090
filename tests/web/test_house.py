"""A newsroom's own name, colours and logo."""

from __future__ import annotations

from pathlib import Path

import pytest

from jumpline.errors import FormatError
from jumpline.web.house import read_house
from jumpline.web.site import freeze

from .conftest import client_of_house
from .fake import FakeArchive
from .markup import Markup

GOOD = """
name = "澄湾日报数字报"
logo = "logo.svg"
accent = "#0b5d8a"
accent_dark = "#7cc4ec"
lines = ["备案号：<b>测</b>ICP备0号"]
[[links]]
text = "联系"
address = "https://paper.example/contact"
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "house.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path / "house.toml"


def test_the_house_is_seen_and_its_text_is_text(house: Path) -> None:
    get = client_of_house(FakeArchive(), read_house(house))
    page = Markup(get("/").text)
    assert page.faults == [] and "澄湾日报数字报" in page.one("title").text
    assert "<b>测</b>" in page.text() and page.all("b") == []
    (css,) = [e for e in page.all("link") if "house.css" in e.attributes["href"]]
    assert "--accent: #0b5d8a" in get(css.attributes["href"]).text
    (logo,) = page.by_class("site__logo")
    assert get(logo.attributes["src"]).headers["content-type"] == "image/svg+xml"
    assert get("/logo-none.svg").status_code == 404


def test_the_static_edition_has_it_too(house: Path, tmp_path: Path) -> None:
    freeze(FakeArchive(), tmp_path / "out", house=house)
    assert "澄湾日报数字报" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "out" / str(read_house(house).logo_name)).exists()


@pytest.mark.parametrize(
    "text",
    [
        "name = ",
        'colour = "red"',
        'accent = "red; } body { display: none"',
        'logo = "../../etc/passwd"',
        'logo = "none.svg"',
        'logo = "logo.exe"',
        '[[links]]\ntext = "x"\naddress = "javascript:alert(1)"',
        "lines = 3",
    ],
)
def test_a_wrong_file_is_said_in_one_line(house: Path, text: str) -> None:
    house.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError):
        read_house(house)
