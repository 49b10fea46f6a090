"""Issues → files on a disk: one export, or many into a folder, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from jumpline import plugins
from jumpline.errors import JumplineError
from jumpline.exporters.zipped import zipped
from jumpline.model.archive import SourceFile
from jumpline.model.form import Exported, Form, form_of
from jumpline.model.issue import Issue


def form_named(name: str) -> Form:
    """What the exporter of a name says of itself. Raises ``NotFound``."""
    return form_of(plugins.load("exporters", name))


def export(
    issue: Issue, name: str, options: dict[str, str] | None = None, files: Sequence[SourceFile] = ()
) -> Exported:
    """Bytes, or several files by their names. ``files`` are those that the issue was read from.
    Raises ``NotFound``, ``UsageError``, ``FormatError``, ``MissingExtra``."""
    exporter = plugins.load("exporters", name)
    own = {"files": files} if form_of(exporter).sources else {}
    result: Exported = exporter(issue, **own, **(options or {}))
    return result


def write(result: Exported, path: Path) -> None:
    """One file, a folder of several, or a zip of them where the path ends in ``.zip``. What stands
    under the path is replaced only by the whole; a folder that has something else in it is not.
    Raises ``JumplineError`` where it cannot be written."""
    if isinstance(result, dict) and path.suffix.lower() != ".zip":
        _write_folder(result, path)
        return
    data = zipped(result) if isinstance(result, dict) else result
    with _failing(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o666 & ~_mask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _write_folder(files: dict[str, bytes], path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise JumplineError(
            "there is something already, and a folder is to be written.",
            where=str(path),
            remedy="Name a new folder, or a file that ends in .zip.",
        )
    with _failing(path):
        half = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        try:
            for name, data in files.items():
                file = half / _inside(name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            half.chmod(0o777 & ~_mask())
            if path.exists():
                path.rmdir()
            half.replace(path)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise


def _inside(name: str) -> PurePosixPath:
    """A name that an exporter gave, if it leads nowhere else."""
    found = PurePosixPath(name)
    if found.is_absolute() or ".." in found.parts or "\\" in name or ":" in name or not name:
        raise JumplineError(f"the exporter names a file outside of its folder: {name!r}.")
    return found


@contextlib.contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JumplineError(
            f"cannot write here ({error.strerror}).", where=str(path), remedy="Choose another -o."
        ) from error


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
