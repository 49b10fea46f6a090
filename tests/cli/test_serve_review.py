"""``serve --review``: where the token comes from, and what is refused before a socket is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jumpline.cli.commands import main
from jumpline.cli.desk_token import desk_token
from jumpline.errors import UsageError

GOOD = "correct-horse-battery"


def test_it_is_made_given_or_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUMPLINE_TOKEN", raising=False)
    one, made = desk_token(None)
    assert made and len(one) >= 32 and desk_token(None)[0] != one
    monkeypatch.setenv("JUMPLINE_TOKEN", f" {GOOD}\n")
    assert desk_token(None) == (GOOD, False)
    (tmp_path / "t").write_text("another-of-many-letters\nmore\n", encoding="ascii")
    assert desk_token(tmp_path / "t") == ("another-of-many-letters", False)


@pytest.mark.parametrize("text", ["", "short", "口令" * 10, "with spaces in the middle", "x" * 501])
def test_bad_tokens(tmp_path: Path, text: str) -> None:
    (tmp_path / "t").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as told:
        desk_token(tmp_path / "t")
    assert told.value.remedy


def test_a_token_without_a_desk(tmp_path: Path) -> None:
    (tmp_path / "t").write_text(GOOD, encoding="ascii")
    done = CliRunner().invoke(main, ["serve", "--token", str(tmp_path / "t")])
    assert done.exit_code == 2 and "--review" in done.output
