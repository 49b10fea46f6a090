"""``jumpline add``: keep issues in an archive."""

from __future__ import annotations

from pathlib import Path

import click

from jumpline.cli.options import (
    archive_option,
    json_option,
    pack_option,
    recognition,
    recognition_options,
    runner_named,
    runner_options,
)
from jumpline.cli.output import LOST, PARTIAL, fail, print_json, progress


@click.command("add")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@archive_option
@json_option
@pack_option
@recognition_options
@runner_options
def command(
    paths: tuple[Path, ...],
    archive: str,
    as_json: bool,
    packs: tuple[str, ...],
    recogniser: str,
    recogniser_options: tuple[str, ...],
    correct: bool,
    runner: str,
    jobs: int | None,
    task_seconds: int,
    task_memory: int,
) -> int:
    """Read pages and keep their issues, with the sources.

    Adding twice is adding once; a changed page makes a new revision and keeps the old one. What was
    interrupted goes on where it stopped. Pages can be read by several processes or by the machines of a
    Ray cluster; the issues are the same to the byte.

    \b
    jumpline add 2026-04-07/
    jumpline add pages/ --archive /data/papers --jobs 4
    jumpline add pages/ --runner ray://10.0.0.5:6379 --archive postgresql://db/papers
    """
    from jumpline.archive import open_archive

    wanted = recognition(recogniser, recogniser_options, correct)
    spread = runner_named(runner, jobs, task_seconds, task_memory)
    with open_archive(archive, create=True) as kept:
        try:
            with progress("Adding") as told:
                added = kept.add(
                    list(paths), packs=packs, progress=told, recognition=wanted, runner=spread
                )
        finally:
            if spread is not None:
                spread.close()
        lost = [
            problem
            for found in added
            for problem in kept.get(found.issue).problems
            if problem.code in LOST
        ]
    if as_json:
        print_json({"added": added})
    else:
        for found in added:
            click.echo(f"{found.issue}  revision {found.revision}  {found.status}")
    for problem in lost:
        fail(problem.message)
    return PARTIAL if lost else 0
