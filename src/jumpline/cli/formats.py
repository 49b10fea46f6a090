"""``jumpline formats``: what can be read and written."""

from __future__ import annotations

import click

from jumpline.cli.options import json_option
from jumpline.cli.output import print_json


@click.command("formats")
@json_option
def command(as_json: bool) -> None:
    """List readers and exporters, built in and plugged in."""
    from jumpline import plugins

    found = {kind: plugins.names(kind) for kind in ("readers", "exporters")}
    if as_json:
        print_json(found)
        return
    for kind, names in found.items():
        click.echo(f"{kind}: {', '.join(names)}")
