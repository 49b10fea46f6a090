"""A week's digest as Markdown, in the reader's language: for newsletters, wikis and agents."""

from __future__ import annotations

from collections.abc import Callable

from jumpline.exporters.markdown import escape
from jumpline.ledger.digest import Clash, Digest, ToldCommitment
from jumpline.web.locale import Locale

#: Entries of each part; the page has them all.
MOST = 60


def markdown(
    found: Digest, site: str, locale: Locale, say: Callable[..., str], address: Callable[[str], str]
) -> str:
    """``address`` gives an article's. What the paper printed is escaped: it is text, whatever it looks
    like."""

    def promise(told: ToldCommitment) -> str:
        each = told.commitment
        facts = [_line(each.who)] if each.who else []
        if each.deadline:
            facts.append(say("article.due", by=each.deadline))
        facts.append(_where(told.title, told.date, each.article))
        return f"- {_line(each.quote)} — {' · '.join(facts)}"

    def clash(pair: Clash) -> str:
        figure = pair.later.figure
        head = " · ".join(
            _line(part)
            for part in (figure.who or figure.where, figure.measure, figure.period)
            if part
        )
        sides = [
            f"  - **{_line(told.figure.printed)}** {_line(told.figure.quote)} — "
            f"{_where(told.title, told.date, told.figure.article)}"
            for told in (pair.earlier, pair.later)
        ]
        return "\n".join([f"- {head}", *sides])

    def _where(title: str, date: str, article: str) -> str:
        return f"[{_line(title)} {locale.date(date)}]({address(article)})"

    def part(key: str, rows: list[str]) -> list[str]:
        shown = rows[:MOST] or [say("digest.none")]
        return [f"## {say(key)} ({len(rows)})", "", *shown, ""]

    month = locale.month(int(found.last[:4]), int(found.last[5:7]))
    lines = [
        f"# {_line(site)} — {say('digest.title')} {found.week}",
        "",
        f"{locale.date(found.first)} – {locale.date(found.last)}",
        "",
        *part("digest.contradicted", [clash(pair) for pair in found.contradicted]),
        *part("digest.due", [promise(told) for told in found.due]),
        *part("digest.new", [promise(told) for told in found.new]),
    ]
    lines[lines.index(f"## {say('digest.due')} ({len(found.due)})")] += f" — {month}"
    return "\n".join(lines)


def _line(text: str | None) -> str:
    return escape(" ".join((text or "").split()))
