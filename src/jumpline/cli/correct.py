"""``jumpline correct``: what people have corrected in an issue of the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jumpline.cli.options import archive_option, json_option, output_option
from jumpline.cli.output import PARTIAL, fail, print_json, write

if TYPE_CHECKING:
    from jumpline.corrections import Standing

_LARGEST = 64 * 2**20


@click.command("correct")
@click.argument("issue", metavar="ISSUE")
@archive_option
@json_option
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.jsonl",
    help="Record and apply the corrections of a file.",
)
@click.option("--undo", metavar="ID", help="Take one correction back.")
@click.option(
    "--list", "listed", is_flag=True, help="List them: the usual, where nothing is asked."
)
@click.option("--export", "exported", is_flag=True, help="Those that hold, as JSON Lines.")
@output_option
def command(
    issue: str,
    archive: str,
    as_json: bool,
    source: Path | None,
    undo: str | None,
    listed: bool,
    exported: bool,
    output: Path | None,
) -> int:
    """Correct an issue of the archive, for ever: each reading after this one is corrected, too.

    A correction that does not apply any more is shown, and so are two of different people that
    contradict each other. The exit code is 8 while there is one that does not apply.

    \b
    jumpline correct changji-ribao/2026-04-07 --from corrections.jsonl
    jumpline correct changji-ribao/2026-04-07
    jumpline correct changji-ribao/2026-04-07 --undo 7k2m9q0x4c1b
    jumpline correct changji-ribao/2026-04-07 --export -o corrections.jsonl
    """
    if sum((source is not None, undo is not None, listed, exported)) > 1:
        raise click.UsageError("Give one of --from, --undo, --list and --export.")
    from jumpline.archive import open_archive
    from jumpline.model.correction import encode_correction, read_corrections

    with open_archive(archive, read_only=source is None and undo is None) as kept:
        if source is not None:
            data = _data(source)
            standing = kept.correct(issue, read_corrections(data, where=str(source)))
        elif undo is not None:
            standing = kept.undo_correction(issue, undo)
        else:
            kept.revisions(issue)
            standing = kept.corrections(issue)
    if exported:
        lines = [
            encode_correction(each.correction)
            for each in standing.corrections
            if each.undone is None
        ]
        write(b"".join(line + b"\n" for line in lines), output)
        return 0
    if as_json:
        print_json(standing)
    else:
        _told(standing)
    for left in standing.left:
        fail(f"correction {left.correction.id} does not apply: {left.why}")
    for conflict in standing.conflicts:
        fail(f"corrections {conflict.first} and {conflict.second} contradict: {conflict.why}.")
    return PARTIAL if standing.left else 0


def _data(source: Path) -> bytes:
    from jumpline.errors import FormatError, TooLarge

    try:
        if source.stat().st_size > _LARGEST:
            raise TooLarge(
                f"more than {_LARGEST // 2**20} MiB.", where=str(source), remedy="Cut the file."
            )
        return source.read_bytes()
    except OSError as error:
        raise FormatError(f"cannot be read ({error.strerror}).", where=str(source)) from error


def _told(standing: Standing) -> None:
    from jumpline.model.correction import Reject, SetMetadata

    applied = set(standing.applied)
    for each in standing.corrections:
        found = each.correction
        state = "undone" if each.undone else "holds" if found.id in applied else "left"
        kind = type(found).__struct_config__.tag
        what = found.at.quote if not isinstance(found, Reject | SetMetadata) else ""
        if isinstance(found, Reject):
            what = f"{found.code} {found.quote}"
        elif isinstance(found, SetMetadata):
            what = f"{found.field} = {found.value}"
        line = f"{found.id}  {state:6}  {kind:13}  {found.author}  {what[:40]}  {found.reason}"
        click.echo("".join(char if char.isprintable() else " " for char in line))
