"""``jumpline learn``: a title's habits from its corrected issues, as a pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jumpline.cli.options import archive_option, json_option, output_option, pack_option
from jumpline.cli.output import fail, print_json, write

if TYPE_CHECKING:
    from jumpline.archive import Archive
    from jumpline.learning import Lesson, Outcome


@click.command("learn")
@click.argument("title", metavar="TITLE")
@click.argument("issues", nargs=-1, metavar="[ISSUE]...")
@archive_option
@json_option
@pack_option
@output_option
def command(
    title: str,
    issues: tuple[str, ...],
    archive: str,
    as_json: bool,
    packs: tuple[str, ...],
    output: Path | None,
) -> None:
    """Learn how a title is laid out from issues that people have corrected or signed off.

    A part of them is kept apart, and tells the score before and after. What was learnt is written as
    a pack; nothing is read with it until it is given with --pack. TITLE is the title's id, as
    `jumpline list` shows it before the date; without ISSUEs, all that were corrected are taken.

    \b
    jumpline learn changji-ribao -o changji-ribao.toml
    jumpline reread --pack changji-ribao.toml
    """
    from jumpline.archive import open_archive
    from jumpline.learning import learn

    with open_archive(archive, read_only=True) as kept:
        lessons, name = _lessons(kept, title, issues)
    outcome = learn(lessons, title, name, packs=packs, said=lambda line: click.echo(line, err=True))
    if as_json:
        print_json(outcome)
    else:
        _tell(outcome)
    if outcome.pack is None:
        fail("nothing was found that reads these issues better; no pack is written.")
    elif output is not None or not as_json:
        write(outcome.pack.encode(), output)


def _tell(outcome: Outcome) -> None:
    """To standard error: standard output is the pack's."""
    click.echo(f"learnt from: {', '.join(outcome.learnt)}", err=True)
    click.echo(f"kept apart:  {', '.join(outcome.apart)}", err=True)
    for figure, value in outcome.before.items():
        click.echo(f"{figure:26} {value:.4f} → {outcome.after[figure]:.4f}", err=True)


def _lessons(kept: Archive, title: str, issues: tuple[str, ...]) -> tuple[list[Lesson], str]:
    from jumpline.errors import NotFound
    from jumpline.learning import Lesson
    from jumpline.model.correction import Reject

    summaries = list(kept.issues(publication=title))
    if not summaries:
        raise NotFound(
            f"the archive has no title {title!r}.",
            remedy="`jumpline list` shows ids; the title's stands before the slash.",
        )
    names = list(issues) or [summary.id for summary in summaries]
    lessons = []
    for name in names:
        standing = kept.corrections(name)
        applied = set(standing.applied)
        made = tuple(
            each.correction
            for each in standing.corrections
            if each.correction.id in applied and not isinstance(each.correction, Reject)
        )
        trusted = bool(issues) or bool(made) or any(s.holds for s in kept.signed(name))
        if trusted:
            sources = tuple(kept.sources(name))
            if sources:
                lessons.append(Lesson(kept.get(name), made, sources))
    return lessons, summaries[-1].title or title
