"""Figures and commitments about something, over time."""

from __future__ import annotations

from urllib.parse import quote

from msgspec.structs import replace

from jumpline.ledger.figures import figures
from jumpline.model.issue import BodyItem
from jumpline.web.views.chart import chart_of, rows_of

from . import papers
from .conftest import Get, client_of
from .fake import FakeArchive
from .markup import Markup


def _run() -> FakeArchive:
    """One measure, reported in three issues."""
    issues = []
    for month, amount in (("01", "120"), ("02", "150"), ("03", "183")):
        article = replace(
            papers.MAIN_ISSUE.articles[1],
            id=f"yunhe-ribao/2026-{month}-05/01-loans{month}0",
            body=(
                BodyItem(
                    "paragraph",
                    f"截至上月末，云河港发放涉农贷款{amount}亿元，要确保年底前突破200亿元。",
                ),
            ),
        )
        issues.append(
            replace(
                papers.MAIN_ISSUE,
                id=f"yunhe-ribao/2026-{month}-05",
                date=f"2026-{month}-05",
                articles=(article,),
                guide=(),
            )
        )
    return FakeArchive(issues)


def test_a_measure_over_time_is_a_chart_and_a_table() -> None:
    archive = _run()
    rows = [
        row
        for summary in archive.issues()
        for row in rows_of(
            archive.get(summary.id), figures(archive.get(summary.id)), "云河日报", "贷款"
        )
    ]
    chart = chart_of(rows)
    assert (
        chart is not None
        and chart.unit == "元"
        and (chart.first, chart.last) == ("2026-01-05", "2026-03-05")
    )
    told = [
        point
        for point in chart.points
        if point.row.figure.printed.startswith(("120", "150", "183"))
    ]
    assert len(told) == 3 and [p.y for p in told] == sorted((p.y for p in told), reverse=True)
    page = Markup(client_of(archive)(f"/figures?q={quote('贷款')}").text)
    assert page.faults == [] and len(page.all("circle")) == len(chart.points)
    for wanted in ("120亿元", "150亿元", "183亿元"):
        assert wanted in page.text()


def test_promises_are_told_with_their_sentence_and_day() -> None:
    get = client_of(_run())
    found = get(f"/commitments.json?q={quote('贷款')}").json()["commitments"]
    assert len(found) >= 3 and all("确保" in each["commitment"]["quote"] for each in found)
    page = Markup(get(f"/commitments?q={quote('贷款')}").text)
    assert page.faults == [] and "确保年底前突破200亿元" in page.text()


def test_nothing_asked_and_nothing_found(get: Get) -> None:
    for path in ("/figures", "/commitments"):
        assert get(path).status_code == get(f"{path}?q=zzzz").status_code == 200
        assert get(f"{path}?q=%22%3Cscript%3E").status_code == 200
