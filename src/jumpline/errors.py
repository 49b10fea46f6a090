"""Every error that jumpline raises on purpose.

JumplineError                     exit  1
├── UsageError                          2   the command or the call is wrong
│   └── QueryError                      2   a search query is wrong; knows the position
├── SourceError                         3   a file cannot be read as pages
│   ├── EmptySource                     3   nothing in it
│   ├── NotText                         3   binary or truncated
│   ├── NoPages                         3   a folder (or archive file) without pages
│   ├── MixedIssues                     4   pages of different issues where one was asked for
│   ├── TooLarge                        3   beyond a stated bound
│   └── LostWork                        3   the process that read it ended, each time
├── FormatError                         3   issue JSON, pack or query file is not what it should be
│   ├── SchemaError                     3   issue JSON of an unknown or broken form
│   └── PackError                       3   a pack's data is wrong
├── NotFound                            5   no such issue, article, archive, format
├── ArchiveError                        6   the archive is damaged, locked or of a newer version
│   └── Overtaken                       6   somebody has changed the issue meanwhile
└── MissingExtra                        7   an optional part is not installed

Exit 0 is success, 8 a partial result (written, but some source could not be read), 130 an
interruption. Each message says what, where and what to do.
"""

from __future__ import annotations


class JumplineError(Exception):
    """Base of all. ``exit_code`` is what the command line ends with."""

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process boundaries (runners); keyword arguments must survive pickling.
        return (_rebuild, (type(self), self.what, self.where, self.remedy, self.__dict__))


def _rebuild(
    kind: type[JumplineError],
    what: str,
    where: str | None,
    remedy: str | None,
    state: dict[str, object],
) -> JumplineError:
    error = kind.__new__(kind)
    JumplineError.__init__(error, what, where=where, remedy=remedy)
    error.__dict__.update(state)
    return error


class UsageError(JumplineError):
    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be understood. ``position`` counts characters from 0."""

    def __init__(self, what: str, *, query: str, position: int, remedy: str | None = None) -> None:
        super().__init__(what, remedy=remedy)
        self.query = query
        self.position = position

    def __str__(self) -> str:
        return f"{super().__str__()}\n  {self.query}\n  {' ' * self.position}^"


class SourceError(JumplineError):
    exit_code = 3


class EmptySource(SourceError):
    pass


class NotText(SourceError):
    pass


class NoPages(SourceError):
    pass


class MixedIssues(SourceError):
    exit_code = 4


class TooLarge(SourceError):
    pass


class LostWork(SourceError):
    pass


class FormatError(JumplineError):
    exit_code = 3


class SchemaError(FormatError):
    pass


class PackError(FormatError):
    pass


class NotFound(JumplineError):
    exit_code = 5


class ArchiveError(JumplineError):
    exit_code = 6


class Overtaken(ArchiveError):
    pass


class MissingExtra(JumplineError):
    exit_code = 7
