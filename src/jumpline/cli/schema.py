"""``jumpline schema``: the JSON Schema of the Issue JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click

from jumpline.cli.options import output_option
from jumpline.cli.output import write


@click.command("schema")
@output_option
def command(output: Path | None) -> None:
    """Print the JSON Schema of the Issue JSON, made from the code."""
    from jumpline.model.codec import json_schema

    write((json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n").encode(), output)
