"""Checks of issues that an archive keeps, among their neighbours there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace

from jumpline.checks.case import Neighbour
from jumpline.checks.series import article_digests
from jumpline.corrections import Standing
from jumpline.errors import JumplineError, NotFound
from jumpline.model.archive import IssueSummary
from jumpline.model.correction import Reject
from jumpline.model.issue import Issue
from jumpline.model.scan import Recognition
from jumpline.reading_options import read, told_to_read
from jumpline.stages.correct import correct

if TYPE_CHECKING:
    from jumpline.archive import Archive

#: Earlier issues whose articles and series are compared; of all others only date and number are.
_LOOKED_INTO = 7


class Neighbourhood(Protocol):
    """What is asked of an archive."""

    def get(self, issue_id: str, /) -> Issue: ...

    def issues(self, *, publication: str | None = None) -> Iterable[IssueSummary]: ...

    def corrections(self, issue_id: str, /) -> Standing: ...


def read_anew(
    archive: Archive, issue: Issue, packs: Sequence[str], recognition: Recognition
) -> Issue:
    """An issue of an archive as its sources are read with other packs, or by another recogniser,
    and with its corrections. The archive stays as it is. Raises ``SourceError``, and
    ``NotFound`` where nothing was kept to be read."""
    sources = archive.sources(issue.id)
    readings = list(read(sources, told_to_read(packs, recognition))) if sources else []
    if not readings:
        raise NotFound(
            f"issue {issue.id!r} was kept without its sources, so nothing can be read anew.",
            remedy="Leave --pack and --recogniser out.",
        )
    found = next((each.issue for each in readings if each.issue.id == issue.id), None)
    if found is None:
        # With other packs its title or date may be read otherwise.
        found = replace(readings[0].issue, id=issue.id)
    kept = archive.corrections(issue.id).corrections
    return correct(found, [each.correction for each in kept if each.undone is None]).issue


def around(archive: Neighbourhood, issue: Issue) -> dict[str, Any]:
    """What ``check`` is told of an issue of the archive: its neighbours, and what was rejected."""
    kept = archive.corrections(issue.id).corrections
    rejected = [c.correction for c in kept if c.undone is None and isinstance(c.correction, Reject)]
    return {"neighbours": neighbours_of(archive, issue), "rejected": rejected}


def neighbours_of(archive: Neighbourhood, issue: Issue) -> tuple[Neighbour, ...]:
    """Every other issue of the title, with what rules compare. An issue that cannot be read any
    more is compared by its date and number only."""
    summaries = list(archive.issues(publication=issue.publication.id))
    before = [each for each in summaries if (each.date or "") < (issue.date or "")]
    looked_into = {each.id for each in before[-_LOOKED_INTO:]}
    found = []
    for each in summaries:
        if each.id == issue.id:
            continue
        if each.id not in looked_into:
            found.append(Neighbour(each.id, each.date, each.number))
            continue
        try:
            other = archive.get(each.id)
        except JumplineError:
            found.append(Neighbour(each.id, each.date, each.number))
        else:
            found.append(as_neighbour(other))
    return tuple(found)


def as_neighbour(issue: Issue) -> Neighbour:
    return Neighbour(
        issue.id,
        issue.date,
        issue.number,
        tuple(
            (article.series.name, article.series.part, " ".join(article.headline))
            for article in issue.articles
            if article.series is not None and article.series.part is not None
        ),
        tuple((" ".join(article.headline), article_digests(article)) for article in issue.articles),
        tuple("\n".join(item.text for item in article.body) for article in issue.articles),
    )
