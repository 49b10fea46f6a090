"""The numbers of ``stages/data``: weights of questions, by hand or learnt."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def weights(file: str, table: str) -> dict[str, float]:
    """A table of ``data/FILE.toml``: feature → weight. Raises ``KeyError`` for none."""
    text = (files("jumpline.stages") / "data" / f"{file}.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)[table].items()}
