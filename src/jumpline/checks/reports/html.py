"""Problems in a page of HTML: drawn where they were printed, and as a list beside it.

It is one file, without script and without a request to anywhere. Everything from the pages is
escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from jumpline.model.issue import Issue, Page, Problem

_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}"
    "h2{border-bottom:1px solid #999}.page{display:flex;gap:1.5rem;flex-wrap:wrap}"
    "svg{flex:1 1 24rem;max-width:34rem;border:1px solid #bbb;background:#fff}"
    "ol{flex:1 1 24rem;padding-left:2.5rem}li{margin-bottom:.8rem}"
    "q{background:#f4f0e0}.error b{color:#a00}.warning b{color:#850}.info b{color:#246}"
    ".b{fill:#eee;stroke:#ccc;stroke-width:.5}.p{fill-opacity:.25;stroke-width:2}"
    ".p.error{fill:#d00;stroke:#a00}.p.warning{fill:#e90;stroke:#a60}"
    ".p.info{fill:#39c;stroke:#246}text{font-size:22px;font-weight:bold}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def report_html(checked: Iterable[tuple[Issue, list[Problem]]]) -> str:
    parts = []
    for issue, problems in checked:
        title = issue.publication.title or issue.id
        parts.append(f"<h1>{escape(title)} {escape(issue.date or '')}</h1>")
        parts.append(f"<p>{escape(issue.id)}: {len(problems)} problems</p>")
        numbered = list(enumerate(problems, 1))
        for page in issue.pages:
            here = [(n, p) for n, p in numbered if p.where.get("page") == page.number]
            if here:
                parts.append(f"<h2>{escape(page.label)} {escape(page.section or '')}</h2>")
                parts.append(f'<div class="page">{_drawing(page, here)}{_list(here)}</div>')
        numbers = {page.number for page in issue.pages}
        rest = [(n, p) for n, p in numbered if p.where.get("page") not in numbers]
        if rest:
            parts.append(f"<h2>The whole issue</h2>{_list(rest)}")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Problems</title><style>{_STYLE}</style></head><body>"
        + "\n".join(parts)
        + "</body></html>\n"
    )


def _list(problems: list[tuple[int, Problem]]) -> str:
    items = []
    for number, problem in problems:
        quote = problem.where.get("quote")
        said = f"<br><q>{escape(str(quote))}</q>" if quote else ""
        advice = f"<br>{escape(problem.suggestion)}" if problem.suggestion else ""
        items.append(
            f'<li value="{number}" class="{problem.severity}"><b>{problem.severity}</b> '
            f"<code>{escape(problem.code)}</code> {escape(problem.message)}{said}{advice}</li>"
        )
    return f"<ol>{''.join(items)}</ol>"


def _drawing(page: Page, problems: list[tuple[int, Problem]]) -> str:
    """The page's blocks in grey and the problems over them; nothing for a page without geometry."""
    if not page.width or not page.height:
        return ""
    drawn = [_rect(list(block.box), "b") for block in page.blocks if block.box is not None]
    for number, problem in problems:
        box = problem.where.get("box")
        if isinstance(box, list) and len(box) == 4 and all(isinstance(n, int | float) for n in box):
            drawn.append(_rect(box, f"p {problem.severity}"))
            drawn.append(f'<text x="{box[0]:g}" y="{box[1]:g}">{number}</text>')
    return (
        f'<svg viewBox="0 0 {page.width:g} {page.height:g}" role="img" '
        f'aria-label="Page {escape(page.label)}">{"".join(drawn)}</svg>'
    )


def _rect(box: list[float], kind: str) -> str:
    wide, high = max(box[2] - box[0], 0), max(box[3] - box[1], 0)
    return (
        f'<rect class="{kind}" x="{box[0]:g}" y="{box[1]:g}" width="{wide:g}" height="{high:g}"/>'
    )
