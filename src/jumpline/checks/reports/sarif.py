"""Problems as SARIF 2.1.0, which code-review tools show beside the text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote as escaped

from jumpline._version import VERSION
from jumpline.checks.rule import rules
from jumpline.model.archive import SourceFile
from jumpline.model.ids import fingerprint
from jumpline.model.issue import Issue, Problem

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report_sarif(
    checked: Iterable[tuple[Issue, list[Problem]]], sources: Sequence[SourceFile] = ()
) -> str:
    """``sources`` are the files that were read: a problem is shown on the line of the one that
    prints its quotation."""
    about = {rule.code: rule.data.about for rule in rules()}
    results = [
        _result(issue, problem, sources) for issue, problems in checked for problem in problems
    ]
    names = sorted({result["ruleId"] for result in results})
    driver = {
        "name": "jumpline",
        "version": VERSION,
        "rules": [
            {"id": name, "shortDescription": {"text": about.get(name, name)}} for name in names
        ],
    }
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    made = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _result(issue: Issue, problem: Problem, sources: Sequence[SourceFile]) -> dict[str, Any]:
    quote = str(problem.where.get("quote", ""))
    name, line = _line_of(quote, sources)
    name = name or str(problem.where.get("source") or issue.id)
    region: dict[str, Any] = {"startLine": line}
    if quote:
        region["snippet"] = {"text": quote}
    text = problem.message + (f" {problem.suggestion}" if problem.suggestion else "")
    logical = "/".join(
        str(problem.where[part]) for part in ("page", "block") if part in problem.where
    )
    return {
        "ruleId": problem.code,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": escaped(name)},
                    "region": region,
                },
                "logicalLocations": [{"fullyQualifiedName": f"{issue.id}/{logical}".rstrip("/")}],
            }
        ],
        "partialFingerprints": {
            "jumpline/v1": fingerprint(f"{issue.id} {problem.code} {quote} {problem.message}", 16)
        },
    }


def _line_of(quote: str, sources: Sequence[SourceFile]) -> tuple[str, int]:
    """The source that prints a quotation, and the line; no source and line 1 where none does."""
    wanted = quote[:24]
    for source in sources if wanted else ():
        at = source.data.find(wanted.encode("utf-8", "replace"))
        if at >= 0:
            return source.name, source.data.count(b"\n", 0, at) + 1
    return "", 1
