"""Sign-offs: who has read an issue to its end and lets it pass (初审、复审、终审), as data.

A sign-off is of one state of the issue, named by the digest of its revision: what is changed later
leaves it stale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec

from jumpline.errors import FormatError
from jumpline.model.ids import fingerprint

Stage: TypeAlias = Literal["first", "second", "final"]
#: In the order in which an issue passes them.
STAGES: tuple[Stage, ...] = get_args(Stage)

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
_Note = Annotated[str, msgspec.Meta(max_length=2_000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
_Time = Annotated[
    str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$")
]


class SignOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``revision`` and ``digest`` name the state that was read. ``withdrawn`` takes an earlier
    sign-off of the stage back. ``id`` is made from the rest where it is empty."""

    issue: _Name
    stage: Stage
    author: _Name
    time: _Time
    revision: int
    digest: str
    note: _Note = ""
    withdrawn: bool = False
    id: str = ""


class Signed(msgspec.Struct, frozen=True):
    """Where an issue stands at a stage: ``signoff`` is the last one, None for none or for one that
    was withdrawn; ``stale`` says that the issue was changed after it."""

    stage: Stage
    signoff: SignOff | None = None
    stale: bool = False

    @property
    def holds(self) -> bool:
        return self.signoff is not None and not self.stale


def named_signoff(signoff: SignOff) -> SignOff:
    if signoff.id:
        return signoff
    name = fingerprint(msgspec.json.encode(signoff).decode(), 12)
    return msgspec.structs.replace(signoff, id=name)


def encode_signoff(signoff: SignOff) -> bytes:
    return msgspec.json.encode(signoff)


def decode_signoff(data: bytes | str, *, where: str | None = None) -> SignOff:
    """Raises ``FormatError``."""
    try:
        return named_signoff(msgspec.json.decode(data, type=SignOff))
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(
            f"not a sign-off: {error}.",
            where=where,
            remedy=f"Its stage is one of {', '.join(STAGES)}; see docs/howto/review-desk.md.",
        ) from error


def standing_of(signoffs: Sequence[SignOff], digest: str) -> tuple[Signed, ...]:
    """Each stage as it stands for the state with this digest. ``signoffs`` are in the order of
    their recording."""
    last = {signoff.stage: signoff for signoff in signoffs}
    found = []
    for stage in STAGES:
        signoff = last.get(stage)
        if signoff is None or signoff.withdrawn:
            found.append(Signed(stage))
        else:
            found.append(Signed(stage, signoff, signoff.digest != digest))
    return tuple(found)
