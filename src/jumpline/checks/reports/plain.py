"""Problems as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from jumpline.model.issue import Issue, Problem


def report_text(checked: Iterable[tuple[Issue, list[Problem]]]) -> str:
    """A line a problem, its quotation and suggestion below it; a count at the end."""
    lines: list[str] = []
    counts: Counter[str] = Counter()
    for issue, problems in checked:
        lines.append(f"{issue.id}: " + ("no problem" if not problems else f"{len(problems)}"))
        for problem in problems:
            counts[problem.severity] += 1
            page = problem.where.get("page")
            place = f" page {page}" if page is not None else ""
            lines.append(f"  {problem.severity:7} {problem.code}{place}: {_line(problem.message)}")
            quote = problem.where.get("quote")
            if quote:
                lines.append(f"          “{_line(str(quote))}”")
            if problem.suggestion:
                lines.append(f"          {_line(problem.suggestion)}")
    total = ", ".join(f"{counts[name]} {name}" for name in ("error", "warning", "info"))
    return "\n".join([*lines, total]) + "\n"


def _line(text: str) -> str:
    """One line without control characters: text of pages goes to a terminal here."""
    return "".join(char if char.isprintable() else " " for char in text)[:400]
