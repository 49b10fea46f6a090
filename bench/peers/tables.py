"""Results as tables: for the terminal, and for the document's generated parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from catalogue import BASE

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "reference" / "peers.md"
COLUMNS = (
    "tool",
    "version",
    "paragraph F1",
    "article F1",
    "NED",
    "headlines",
    "cuts joined",
    "jumps followed",
    "time",
    "memory, MB",
)


def rows(result: dict[str, Any]) -> list[tuple[str, ...]]:
    """A row a tool. Times are ratios to ``BASE`` where it ran, else seconds a page."""
    base = next((row["seconds"] for row in result["tools"] if row["name"] == BASE), None)
    found = []
    for row in result["tools"]:
        figures = row["figures"]
        cuts = figures["cuts"]
        time = row["seconds"] / base if base else row["seconds"]
        found.append(
            (
                row["label"] + (" ¹" if row["failed"] else ""),
                row["version"],
                *(
                    f"{figures[name]:.2f}"
                    for name in ("paragraph_f1", "article_f1", "text_ned", "headline")
                ),
                f"{cuts[0] / cuts[1]:.2f}" if cuts and cuts[1] else "–",
                "{} of {}".format(*figures["jumps"]),
                f"{time:.3g}" if time < 10 else f"{time:.0f}",
                f"{row['memory']:.0f}",
            )
        )
    return found


def terminal(result: dict[str, Any]) -> str:
    lines = [headline(result), ""]
    table = [COLUMNS, *rows(result)]
    widths = [max(len(row[at]) for row in table) for at in range(len(COLUMNS))]
    for row in table:
        first, *others = (
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join([first, *others]))
    return "\n".join([*lines, "", *remarks(result)])


def markdown(result: dict[str, Any]) -> str:
    lines = [headline(result), "", f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    for label, *others in rows(result):
        name = f"**{label}**" if label == "jumpline" else label
        lines.append(f"| {name} | {' | '.join(others)} |")
    said = remarks(result)
    return "\n".join([*lines, "", *said] if said else lines)


def headline(result: dict[str, Any]) -> str:
    base = next((row for row in result["tools"] if row["name"] == BASE), None)
    unit = f"time 1 is {base['seconds']:.2f} s a page" if base else "time is seconds a page"
    return f"{result['issues']} issues, {result['pages']} pages; {unit}."


def remarks(result: dict[str, Any]) -> list[str]:
    """What could not be measured, and why."""
    found = [
        f"¹ {row['label']} gave nothing for {', '.join(row['failed'])}; these count as empty."
        for row in result["tools"]
        if row["failed"]
    ]
    found += [
        f"{row['label']}: left out, {row['reason'].rstrip('.')}." for row in result["skipped"]
    ]
    return [f"- {line}" for line in found]


def write_region(name: str, text: str) -> None:
    """Put ``text`` between the markers of a generated part of the document."""
    begin, end = f"<!-- measured {name} -->", f"<!-- end of {name} -->"
    page = PAGE.read_text(encoding="utf-8")
    if begin not in page or end not in page:
        raise SystemExit(f"{PAGE.name} has no markers for {name}")
    before, _, rest = page.partition(begin)
    PAGE.write_text(f"{before}{begin}\n\n{text}\n\n{end}{rest.partition(end)[2]}", encoding="utf-8")
