"""Corrections: what a person changed in an issue, as data that outlives every reading.

A correction names its place by what is printed there (``Spot``), never by a number: a reader that
cuts blocks otherwise moves all numbers and no text. As JSON each is an object with a ``kind``; a file
of them is JSON Lines.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from jumpline.errors import FormatError
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Issue

#: Characters of text before and behind a quotation that are kept with it.
CONTEXT = 24
#: Characters of a whole piece that stand for it.
OPENING = 60

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Quote = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]
_Text = Annotated[str, msgspec.Meta(max_length=20_000)]
_Time = Annotated[
    str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$")
]

#: The parts of an article, and texts beside the articles.
TextPart: TypeAlias = Literal[
    "column",
    "kicker",
    "headline",
    "deck",
    "paragraph",
    "subhead",
    "item",
    "table",
    "caption",
    "notice",
    "ad",
]
#: What a text of an article can be made.
TextRole: TypeAlias = Literal[
    "column", "kicker", "headline", "deck", "paragraph", "subhead", "item", "table"
]
IssueField: TypeAlias = Literal[
    "date",
    "weekday",
    "lunar_date",
    "edition",
    "number",
    "page_count",
    "title",
    "latin_title",
    "sponsor",
    "publisher",
    "client",
    "website",
    "email",
    "hotline",
    "cn",
    "postal",
    "issn",
]
ArticleField: TypeAlias = Literal["language", "source", "place", "filed"]


class Spot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place in an issue by its content: the quotation, what stands before and behind it in its
    piece of text, the digest of that whole piece, its part, its article's headline, and the label
    of its page. Only the quotation is needed; the rest decides between equal ones."""

    quote: _Quote
    before: _Text = ""
    after: _Text = ""
    digest: str = ""
    part: TextPart | None = None
    heading: _Text | None = None
    page: str | None = None


class _Correction(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True
):
    """``time`` is ISO 8601 with a zone; ``id`` is made from the rest where it is empty."""

    issue: _Name
    author: _Name
    reason: _Text
    time: _Time
    id: str = ""


class ChangeText(_Correction, frozen=True, tag="text"):
    """``new`` instead of the quotation; empty takes it out."""

    at: Spot
    new: _Text


class ChangeRole(_Correction, frozen=True, tag="role"):
    """A whole piece becomes something else: a headline a kicker, a paragraph a subhead."""

    at: Spot
    role: TextRole


class ChangeOrder(_Correction, frozen=True, tag="order"):
    """A piece of a body stands behind another one of its article; None for the first place."""

    at: Spot
    after: Spot | None = None


class Join(_Correction, frozen=True, tag="join"):
    """The piece ``other`` goes on where the piece ``at`` ends, as one paragraph."""

    at: Spot
    other: Spot


class Split(_Correction, frozen=True, tag="split"):
    """A paragraph begins at the quotation."""

    at: Spot


class Move(_Correction, frozen=True, tag="move"):
    """A piece of a body goes to the article that ``to`` stands in: behind ``after``, or to its end."""

    at: Spot
    to: Spot
    after: Spot | None = None


class JoinArticles(_Correction, frozen=True, tag="join-articles"):
    """The article of ``other`` becomes the end of the article of ``at``."""

    at: Spot
    other: Spot


class SplitArticle(_Correction, frozen=True, tag="split-article"):
    """A piece of a body and all behind it become an article of its own."""

    at: Spot
    headline: tuple[_Text, ...] = ()


class LinkJump(_Correction, frozen=True, tag="jump"):
    """The article of ``at`` goes on in the one of ``other``: one article from now on."""

    at: Spot
    other: Spot


class SetMetadata(_Correction, frozen=True, tag="metadata"):
    """A fact of the issue; of the article of ``at``, where that is given."""

    field: IssueField | ArticleField
    value: Annotated[str, msgspec.Meta(max_length=500)] | int | None
    at: Spot | None = None


class Reject(_Correction, frozen=True, tag="reject"):
    """A problem that is none: its code, and what it quotes."""

    code: _Name
    quote: _Text = ""


Correction: TypeAlias = (
    ChangeText
    | ChangeRole
    | ChangeOrder
    | Join
    | Split
    | Move
    | JoinArticles
    | SplitArticle
    | LinkJump
    | SetMetadata
    | Reject
)


class Left(msgspec.Struct, frozen=True):
    """A correction that does not apply to an issue, and why."""

    correction: Correction
    why: str


class Conflict(msgspec.Struct, frozen=True):
    """Two corrections of different people that want different things of one place: the ids, the
    first made first."""

    first: str
    second: str
    why: str


class Corrected(msgspec.Struct, frozen=True):
    """``applied`` are the ids of what holds in ``issue``, ``left`` what does not apply any more."""

    issue: Issue
    applied: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()


_DECODER: msgspec.json.Decoder[Correction] = msgspec.json.Decoder(Correction)
_LONGEST_LINE = 200_000
_MOST_LINES = 100_000


def named(correction: Correction) -> Correction:
    """With an id: a digest of all the rest, so that the same correction is the same one."""
    if correction.id:
        return correction
    name = fingerprint(msgspec.json.encode(correction).decode(), 12)
    found: Correction = msgspec.structs.replace(correction, id=name)
    return found


def rejects(rejected: Reject, code: str, where: dict[str, Any]) -> bool:
    """Whether a problem is the one that somebody has rejected."""
    return rejected.code == code and (
        not rejected.quote or rejected.quote == str(where.get("quote", ""))
    )


def encode_correction(correction: Correction) -> bytes:
    return msgspec.json.encode(correction)


def decode_correction(data: bytes | str, *, where: str | None = None) -> Correction:
    """Raises ``FormatError``."""
    try:
        correction = _DECODER.decode(data)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(
            f"not a correction: {error}.",
            where=where,
            remedy="See docs/howto/correct-an-issue.md for the kinds and their fields.",
        ) from error
    if any(_control(char) for char in _texts(correction)):
        raise FormatError(
            "a correction's text holds a control character.",
            where=where,
            remedy="Take it out: nothing that is printed has one.",
        )
    return named(correction)


def read_corrections(data: bytes, *, where: str) -> list[Correction]:
    """JSON Lines; empty lines are passed over. Raises ``FormatError`` that names the line."""
    lines = data.splitlines()
    if len(lines) > _MOST_LINES:
        raise FormatError(
            f"more than {_MOST_LINES} lines.", where=where, remedy="Cut the file into several."
        )
    found = []
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            raise FormatError(
                "a line is too long for a correction.",
                where=f"{where}, line {number}",
                remedy="Give one correction on each line.",
            )
        if line.strip():
            found.append(decode_correction(line, where=f"{where}, line {number}"))
    return found


def _control(char: str) -> bool:
    return (char < " " and char not in "\t\n") or "\x7f" <= char <= "\x9f" or char in "\u2028\u2029"


def _texts(correction: Correction) -> str:
    """All text that a correction brings into an issue."""
    plain = msgspec.to_builtins(correction)
    parts = [plain.get("new") or "", *plain.get("headline", ()), plain["author"], plain["reason"]]
    parts.append(str(plain.get("value") or ""))
    return "\n".join(parts)
