"""``jumpline threads``: series, copies and follow-ups across issues."""

from __future__ import annotations

import click

from jumpline.cli.chosen import issues_of
from jumpline.cli.options import archive_option, csv_option, json_option
from jumpline.cli.output import note, print_json, write


@click.command("threads")
@click.argument("what", nargs=-1, metavar="[PATH...|QUERY]")
@archive_option
@json_option
@csv_option
@click.option(
    "--kind",
    type=click.Choice(["series", "copies", "follow-ups"]),
    help="Only threads of this kind.",
)
def command(
    what: tuple[str, ...], archive: str, as_json: bool, as_csv: bool, kind: str | None
) -> None:
    """Gather what belongs together across issues: the parts of a series, nearly equal texts (the same
    wire story in several papers), and follow-ups of one matter, each with the reason. Without an
    argument, of the whole archive.

    \b
    jumpline threads
    jumpline threads 海堤 --kind follow-ups
    jumpline threads --kind copies --json
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    from jumpline.ledger.table import csv_rows
    from jumpline.ledger.threads import threads

    found = [each for each in threads(issues_of(what, archive)) if kind in (None, each.kind)]
    if as_json:
        print_json({"threads": found})
        return
    if as_csv:
        rows = [
            {
                "thread": each.id,
                "kind": each.kind,
                "name": each.name,
                "part": "" if part.number is None else str(part.number),
                "date": part.date or "",
                "article": part.article,
                "headline": part.headline,
                "why": "; ".join(
                    why for link in each.links if link.later == part.article for why in link.why
                ),
            }
            for each in found
            for part in each.parts
        ]
        write(csv_rows(rows, _COLUMNS), None)
        return
    for each in found:
        missing = f"  missing: {', '.join(map(str, each.missing))}" if each.missing else ""
        click.echo(f"{each.kind}  {each.name}{missing}")
        whys = {link.later: link.why for link in each.links}
        for part in each.parts:
            number = "" if part.number is None else f"{part.number}  "
            why = f"  ({', '.join(whys[part.article][:4])})" if part.article in whys else ""
            click.echo(f"  {part.date or '—'}  {number}{part.headline or part.article}{why}")
    note(f"{len(found)} threads")


_COLUMNS = ("thread", "kind", "name", "part", "date", "article", "headline", "why")
