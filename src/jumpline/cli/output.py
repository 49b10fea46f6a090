"""What goes where: results to standard output, everything for people to standard error."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec

from jumpline.errors import JumplineError
from jumpline.model.issue import Problem
from jumpline.ports import Progress

PARTIAL = 8
#: Problems that say that a source or a page is not in the issue.
LOST = ("source-unreadable", "page-unreadable", "page-untrusted")


def fail(message: str) -> None:
    click.echo(f"jumpline: {message}", err=True)


def note(message: str) -> None:
    """For people only: silent when the output is piped."""
    if sys.stderr.isatty():
        click.echo(message, err=True)


def print_json(value: Any) -> None:
    """JSON for programs, indented for people's terminals. Structs become plain data."""
    indent = 1 if sys.stdout.isatty() else None
    click.echo(json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=indent))


def write(data: bytes, path: Path | None) -> None:
    """To a file, whole or not at all, or to standard output."""
    if path is None or str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise JumplineError(
            f"cannot write here ({error.strerror}).", where=str(path), remedy="Choose another -o."
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def progress(label: str) -> Iterator[Progress | None]:
    """A bar on a terminal; nothing when piped."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = click.progressbar(length=1, label=label, file=sys.stderr)
    with bar:

        def told(done: int, total: int | None, what: str) -> None:
            bar.length = max(total or 1, 1)
            bar.update(done - bar.pos)

        yield told


def warn(problems: tuple[Problem, ...]) -> int:
    """Tell of sources that could not be read, wherever the output goes; the exit code."""
    lost = [problem for problem in problems if problem.code in LOST]
    for problem in lost:
        fail(problem.message)
    for problem in problems:
        if problem.code in ("page-repeated", "date-impossible", "text-as-shapes", "text-unknown"):
            fail(problem.message)
    return PARTIAL if lost else 0
