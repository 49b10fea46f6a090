"""``jumpline score``: how much of a reading is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from jumpline.cli.options import json_option
from jumpline.cli.output import print_json
from jumpline.errors import FormatError


@click.command("score")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("found", metavar="FOUND", type=click.Path(exists=True, path_type=Path))
@json_option
@click.option("--misses", is_flag=True, help="Show what was missed.")
def command(gold: Path, found: Path, as_json: bool, misses: bool) -> None:
    """Compare a reading with a gold one, figure by figure.

    FOUND is an issue's JSON, or pages that are read first. What GOLD leaves out is not scored.
    All figures are 0 to 1 and higher is better, except text_ned.

    \b
    jumpline score gold.json found.json
    jumpline score gold.json page-01.pdf --misses
    """
    from jumpline.model.codec import encode
    from jumpline.pipeline import one_issue
    from jumpline.scoring import score_issue

    truth = _load(gold)
    reading = (
        _load(found) if found.suffix == ".json" else json.loads(encode(one_issue([found]).issue))
    )
    result = score_issue(truth, reading)
    if as_json:
        print_json({"figures": result.figures, "misses": result.misses if misses else []})
        return
    for name, value in result.figures.items():
        click.echo(f"{name:26} {value:.4f}")
    if misses:
        for miss in result.misses:
            place = f" {miss.article}" if miss.article else ""
            click.echo(f"{miss.figure}{place}: {_short(miss.gold)} → {_short(miss.found)}")


def _load(path: Path) -> dict[str, Any]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FormatError(f"not JSON ({error}).", where=str(path)) from error
    if not isinstance(plain, dict) or not isinstance(plain.get("articles"), list):
        raise FormatError(
            "not an issue: it has no list of articles.",
            where=str(path),
            remedy="Give a file that `jumpline read` wrote, or a gold reading of that form.",
        )
    return plain


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"
