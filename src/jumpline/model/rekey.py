"""An issue under another publication id: a title keeps the id that an archive first gave it."""

from __future__ import annotations

from typing import Any

import msgspec

from jumpline.model.issue import Issue


def rekey(issue: Issue, publication: str) -> Issue:
    """The same issue with ``publication`` in its own id, in those of its articles and wherever
    they are named."""
    old, new = f"{issue.publication.id}/", f"{publication}/"
    if old == new:
        return issue

    def renamed(value: Any) -> Any:
        return (
            new + value[len(old) :] if isinstance(value, str) and value.startswith(old) else value
        )

    replace = msgspec.structs.replace
    return replace(
        issue,
        id=renamed(issue.id),
        publication=replace(issue.publication, id=publication),
        pages=tuple(
            replace(
                page,
                blocks=tuple(replace(b, article=renamed(b.article)) for b in page.blocks),
            )
            for page in issue.pages
        ),
        articles=tuple(replace(article, id=renamed(article.id)) for article in issue.articles),
        guide=tuple(replace(entry, article=renamed(entry.article)) for entry in issue.guide),
        problems=tuple(
            replace(problem, where={name: renamed(v) for name, v in problem.where.items()})
            for problem in issue.problems
        ),
    )
