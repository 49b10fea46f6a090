"""The command and the styles."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jumpline.cli.compose import command
from jumpline.compose import available, invent, load_style, style_for
from jumpline.errors import FormatError, NotFound
from jumpline.model.codec import decode, encode


def test_compose_writes_pdf_and_json(tmp_path: Path) -> None:
    source, pdf, out = tmp_path / "issue.json", tmp_path / "out.pdf", tmp_path / "out.json"
    style = load_style("tabloid-zh")
    source.write_bytes(encode(invent(3, "zh-Hans", 1, characters=style.room())))
    result = CliRunner().invoke(
        command,
        [str(source), "--style", "tabloid-zh", "-o", str(pdf), "--json", str(out)],
        catch_exceptions=False,
        standalone_mode=False,
    )
    assert result.exit_code == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert decode(out.read_bytes()).pages[0].blocks


def test_every_style_loads_and_fits_a_language() -> None:
    assert {style_for(code) for code in ("zh-Hans", "zh-Hant", "en", "fr", None)} <= set(
        available()
    )
    for name in available():
        assert load_style(name).name == name


def test_a_style_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("name = 'own'\n", encoding="utf-8")
    with pytest.raises(FormatError, match="wrong style"):
        load_style(str(path))
    with pytest.raises(FormatError, match="cannot be read"):
        load_style(str(tmp_path / "none.toml"))
    with pytest.raises(NotFound, match="Known styles"):
        load_style("gazette")
