"""``jumpline formats``: what can be read and written, and what each form keeps of an issue."""

from __future__ import annotations

import click

from jumpline.cli.options import json_option
from jumpline.cli.output import print_json


@click.command("formats")
@click.argument("name", required=False, metavar="FORMAT")
@json_option
def command(name: str | None, as_json: bool) -> None:
    """List readers and exporters, built in and plugged in; of one FORMAT, its options and what it
    keeps of an issue.

    \b
    jumpline formats
    jumpline formats mets
    """
    from jumpline import plugins
    from jumpline.exporting import form_named
    from jumpline.model.form import FACETS

    if name is not None:
        form = form_named(name)
        if as_json:
            print_json({"name": name, **_plain(name)})
            return
        click.echo(f"{name}: {form.says} ({form.suffix})")
        for option, told in form.options.items():
            values = " or ".join(told.choices) if told.choices else f"any, {told.first!r} if none"
            click.echo(f"  --option {option}={values}: {told.says}")
        for facet, says in FACETS.items():
            click.echo(f"  {'keeps' if facet in form.keeps else 'loses'} {facet}: {says}")
        return
    readers, exporters = plugins.names("readers"), plugins.names("exporters")
    if as_json:
        plain = {name: _plain(name) for name in exporters}
        print_json({"readers": readers, "exporters": exporters, "forms": plain})
        return
    click.echo(f"readers: {', '.join(readers)}")
    click.echo("exporters:")
    for each in exporters:
        form = form_named(each)
        kept = " ".join(facet for facet in FACETS if facet in form.keeps) or "metadata"
        back = f"; `jumpline read` takes it back by {form.back}" if form.back else ""
        click.echo(f"  {each:9} {form.says}: {kept}{back}")


def _plain(name: str) -> dict[str, object]:
    from jumpline.exporting import form_named

    form = form_named(name)
    return {
        "says": form.says,
        "suffix": form.suffix,
        "media": form.media,
        "keeps": sorted(form.keeps),
        "loses": sorted(form.loses),
        "options": {
            option: {"says": told.says, "choices": told.choices, "default": told.first}
            for option, told in form.options.items()
        },
        "several": form.several,
        "geometry": form.geometry,
        "back": form.back,
        "extra": form.extra,
    }
