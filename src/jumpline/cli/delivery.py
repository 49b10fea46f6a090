"""One exported issue to where it is wanted: a file, a folder, a zip, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from jumpline.cli.output import write
from jumpline.model.archive import SourceFile
from jumpline.model.issue import Issue


def deliver(
    issue: Issue,
    form: str,
    options: dict[str, str],
    output: Path | None,
    files: Sequence[SourceFile] = (),
) -> None:
    """``files`` are those that the issue was read from. Several files go into a folder, or as a zip
    into a pipe."""
    from jumpline import exporting
    from jumpline.errors import UsageError
    from jumpline.exporters.zipped import zipped

    result = exporting.export(issue, form, options, files)
    if output is not None and str(output) != "-":
        if not isinstance(result, dict) and output.is_dir():
            raise UsageError(
                f"{output} is a folder, and {form} is one file.", remedy="Name a file."
            )
        exporting.write(result, output)
        return
    if isinstance(result, dict) and len(result) != 1:
        # Several files to a pipe are a zip; on a terminal that would be noise.
        if sys.stdout.isatty():
            raise UsageError(f"{form} is several files.", remedy="Give -o with a folder or a .zip.")
        write(zipped(result), None)
        return
    write(next(iter(result.values())) if isinstance(result, dict) else result, None)
