"""Many issues → a folder of exports: streaming, resumable, with checksums; as a BagIt bag on request.

::

    OUT/data/changji-ribao/2026-04-07.xml     the exports (a folder each, where a form is several files)
    OUT/manifest-sha256.txt                   the digest and the path of every file
    OUT/export-log.jsonl                      what is finished: a line an issue, written after its files
    OUT/bagit.txt, bag-info.txt, tagmanifest-sha256.txt      of a bag

An export is finished when its line is in the log. Run again, what is finished from the same issue, by
the same version and options, is passed over; whatever an interruption left is written anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from jumpline._version import VERSION
from jumpline.errors import FormatError, JumplineError
from jumpline.exporters.names import file_name
from jumpline.exporting import export, form_named, write
from jumpline.model.archive import SourceFile
from jumpline.model.codec import decode, encode
from jumpline.model.form import Form
from jumpline.model.issue import Issue
from jumpline.ports import Progress, Runner

LOG = "export-log.jsonl"
_MANIFEST = "manifest-sha256.txt"

#: An issue, and the files that it was read from (empty where no export asks for them).
Given = tuple[Issue, tuple[SourceFile, ...]]


class Done(msgspec.Struct, frozen=True):
    """A line of the log. ``files`` are paths below OUT with their digests."""

    issue: str
    key: str
    files: dict[str, str]


class Counted(msgspec.Struct, frozen=True):
    """What a batch did. ``failed`` has the message of each issue that cannot be written so."""

    written: int
    same: int
    failed: dict[str, str]


class _Task(msgspec.Struct, frozen=True):
    issue: bytes
    files: tuple[SourceFile, ...]
    name: str
    options: dict[str, str]
    out: str
    path: str


def export_many(
    issues: Iterable[Given],
    name: str,
    out: Path,
    *,
    options: dict[str, str] | None = None,
    runner: Runner,
    bag: bool = False,
    progress: Progress | None = None,
) -> Counted:
    """One issue after the other (or several at once, as the runner likes), never all in memory.

    An issue that lacks what the format needs is told in the result and keeps none from being
    written. Raises ``JumplineError`` where the folder cannot be used, ``NotFound`` and
    ``UsageError`` for the format.
    """
    form = form_named(name)
    chosen = options or {}
    log = _Log(out)
    same = 0
    keys: list[str] = []
    names: list[str] = []

    def tasks() -> Iterator[_Task]:
        nonlocal same
        for issue, files in issues:
            data = encode(issue)
            key = _key(data, name, chosen)
            if log.holds(issue.id, key):
                same += 1
                continue
            path = f"data/{_path(issue.id)}{'' if form.several else form.suffix}"
            log.forget(issue.id, path)
            keys.append(key)
            names.append(issue.id)
            yield _Task(data, files if form.sources else (), name, chosen, str(out), path)

    failed: dict[str, str] = {}
    written = 0
    for at, outcome in enumerate(runner.map(_export_one, tasks())):
        if isinstance(outcome, FormatError):
            failed[names[at]] = str(outcome)
        elif isinstance(outcome, Exception):
            raise outcome
        else:
            written += 1
            log.add(Done(names[at], keys[at], outcome))
        if progress is not None:
            progress(at + 1 + same, None, names[at])
    log.manifest(bag=bag, form=form, name=name)
    return Counted(written, same, failed)


def _export_one(task: _Task) -> dict[str, str]:
    """Writes one export; its files with their digests. What stood there before is replaced."""
    issue = decode(task.issue)
    result = export(issue, task.name, task.options, task.files)
    target = Path(task.out) / task.path
    target.parent.mkdir(parents=True, exist_ok=True)
    several = isinstance(result, dict)
    form = form_named(task.name)
    if not several and form.several:
        target = target.with_name(target.name + form.suffix)
    write(result, target)
    if isinstance(result, dict):
        return {
            f"{task.path}/{name}": hashlib.sha256(data).hexdigest() for name, data in result.items()
        }
    below = target.relative_to(task.out).as_posix()
    return {below: hashlib.sha256(result).hexdigest()}


def _key(data: bytes, name: str, options: dict[str, str]) -> str:
    """Names an export by all that its bytes depend on."""
    found = hashlib.sha256(data)
    found.update(msgspec.json.encode([name, sorted(options.items()), VERSION]))
    return found.hexdigest()


def _path(issue_id: str) -> str:
    """A folder a publication, safe on every system: the day of most ids is safe already."""
    return "/".join(file_name(part) for part in issue_id.split("/"))


class _Log:
    """The finished exports. A last line that an interruption cut is no line."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.done: dict[str, Done] = {}
        try:
            out.mkdir(parents=True, exist_ok=True)
            lines = (out / LOG).read_bytes().split(b"\n") if (out / LOG).exists() else []
        except OSError as error:
            raise JumplineError(
                f"cannot write here ({error.strerror}).",
                where=str(out),
                remedy="Choose another -o.",
            ) from error
        if not lines and any(out.iterdir()):
            raise JumplineError(
                "this folder holds something that is no export.",
                where=str(out),
                remedy="Name a new folder.",
            )
        for line in lines:
            try:
                done = msgspec.json.decode(line, type=Done)
            except msgspec.MsgspecError:
                continue
            self.done[done.issue] = done
        self._rewrite()

    def holds(self, issue: str, key: str) -> bool:
        done = self.done.get(issue)
        return (
            done is not None
            and done.key == key
            and all((self.out / name).is_file() for name in done.files)
        )

    def forget(self, issue: str, path: str) -> None:
        """Before an issue is written anew: its old files, and a folder that was left half."""
        old = self.done.pop(issue, None)
        if old is not None:
            self._rewrite()
            for name in old.files:
                (self.out / name).unlink(missing_ok=True)
        target = self.out / path
        if target.is_dir():
            shutil.rmtree(target)

    def add(self, done: Done) -> None:
        self.done[done.issue] = done
        with (self.out / LOG).open("ab") as file:
            file.write(msgspec.json.encode(done) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _rewrite(self) -> None:
        lines = b"".join(msgspec.json.encode(done) + b"\n" for done in self.done.values())
        write(lines, self.out / LOG)

    def manifest(self, *, bag: bool, form: Form, name: str) -> None:
        """The digests of all files; of a bag, also what BagIt (RFC 8493) asks for."""
        files = {path: sha for done in self.done.values() for path, sha in done.files.items()}
        self.done = dict(sorted(self.done.items()))
        self._rewrite()
        tags = {_MANIFEST: _sums(files)}
        if bag:
            size = sum((self.out / path).stat().st_size for path in files)
            info = {
                "Bag-Software-Agent": f"jumpline {VERSION}",
                "External-Description": f"{len(self.done)} issues as {name} ({form.says})",
                "Payload-Oxum": f"{size}.{len(files)}",
            }
            tags["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
            tags["bag-info.txt"] = "".join(f"{k}: {v}\n" for k, v in info.items()).encode()
        (self.out / "data").mkdir(exist_ok=True)
        for left in (self.out / "data").rglob(".*"):
            # What a kill left half written.
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        for path, data in tags.items():
            write(data, self.out / path)
        if bag:
            told = {LOG: (self.out / LOG).read_bytes(), **tags}
            sums = {path: hashlib.sha256(data).hexdigest() for path, data in told.items()}
            write(_sums(sums), self.out / "tagmanifest-sha256.txt")


def _sums(files: dict[str, str]) -> bytes:
    return "".join(f"{files[path]}  {path}\n" for path in sorted(files)).encode()
