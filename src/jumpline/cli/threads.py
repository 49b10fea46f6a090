"""``jumpline threads``: series, copies and follow-ups across issues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from jumpline.cli.ledgers import Listing, ledger_command

if TYPE_CHECKING:
    from jumpline.ledger.threads import Thread
    from jumpline.model.issue import Issue

_COLUMNS = ("thread", "kind", "name", "part", "date", "article", "headline", "why")


@ledger_command("threads", whole=True)
@click.option(
    "--kind",
    type=click.Choice(["series", "copies", "follow-ups"]),
    help="Only threads of this kind.",
)
def command(issues: Iterator[Issue], kind: str | None) -> Listing:
    """Gather what belongs together across issues: the parts of a series, nearly equal texts (the same
    wire story in several papers), and follow-ups of one matter, each with the reason. Without an
    argument, of the whole archive.

    \b
    jumpline threads
    jumpline threads 海堤 --kind follow-ups
    jumpline threads --kind copies --json
    """
    from jumpline.ledger.threads import threads

    found = [each for each in threads(issues) if kind in (None, each.kind)]
    rows = (row for each in found for row in _rows(each))
    lines = (line for each in found for line in _lines(each))
    return Listing({"threads": found}, _COLUMNS, rows, lines, len(found))


def _rows(thread: Thread) -> Iterator[dict[str, str]]:
    for part in thread.parts:
        yield {
            "thread": thread.id,
            "kind": thread.kind,
            "name": thread.name,
            "part": "" if part.number is None else str(part.number),
            "date": part.date or "",
            "article": part.article,
            "headline": part.headline,
            "why": "; ".join(
                why for link in thread.links if link.later == part.article for why in link.why
            ),
        }


def _lines(thread: Thread) -> Iterator[str]:
    missing = f"  missing: {', '.join(map(str, thread.missing))}" if thread.missing else ""
    yield f"{thread.kind}  {thread.name}{missing}"
    whys = {link.later: link.why for link in thread.links}
    for part in thread.parts:
        number = "" if part.number is None else f"{part.number}  "
        why = f"  ({', '.join(whys[part.article][:4])})" if part.article in whys else ""
        yield f"  {part.date or '—'}  {number}{part.headline or part.article}{why}"
