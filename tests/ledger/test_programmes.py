"""Programmes: announced as trees, reported on, and what became of each node."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from jumpline.cli import run as jumpline
from jumpline.ledger.announce import announced
from jumpline.ledger.board import board, decided
from jumpline.ledger.programme import Decision, Programme, Report, given_from
from jumpline.ledger.reports import reports
from jumpline.model.codec import encode
from jumpline.model.issue import SCHEMA, Article, BodyItem, Issue, Publication

from .invented_run import GOALS, NAME, TASKS, WORDING, Fate, run

FLOORS = tomllib.loads(
    (Path(__file__).parent.parent / "scores" / "ledger_floors.toml").read_text(encoding="utf-8")
)

PLAN = [
    "近日，《白沙区养老服务三年行动方案》印发实施。",
    "一、提高覆盖",
    "1. 到2028年，社区养老服务覆盖率达到95%以上。责任单位：区民政局。年度节点：2026年达到85%，2027年达到90%。",
    "2. 新建养老驿站12处，2026年10月底前完成。责任单位：区民政局、区住建局。",
    "3. 改造敬老院3所，2027年6月底前完成。责任单位：区卫健委。",
]


def paper(date: str, *texts: str) -> Issue:
    body = tuple(BodyItem("paragraph", text) for text in texts)
    article = Article(f"p/{date}/1", (1,), headline=("要闻",), body=body)
    return Issue(SCHEMA, f"p/{date}", Publication("p"), date=date, articles=(article,))


def statuses(issues: list[Issue], day: str) -> dict[str, str]:
    (programme,) = announced(issues)
    standings = board(programme, reports([programme], issues), day)
    titles = {node.id: node.title for node in programme.nodes}
    assert all(each.evidence and all(q.quote for q in each.evidence) for each in standings)
    return {titles[each.node][:6]: each.status for each in standings}


def test_a_plan_is_a_tree() -> None:
    (programme,) = announced([paper("2026-05-12", *PLAN)])
    assert programme.name == "白沙区养老服务三年行动方案"
    head, goal, task, last = programme.nodes
    assert [node.parent for node in programme.nodes] == [None, head.id, head.id, head.id]
    assert (goal.target, goal.unit, goal.departments) == ("95", "%", ("区民政局",))
    assert [(step.when, step.text) for step in goal.milestones] == [
        ("2026", "达到85%"),
        ("2027", "达到90%"),
    ]
    assert (task.deadline, task.departments) == ("2026-10-31", ("区民政局", "区住建局"))
    assert last.announced.quote == PLAN[4]


def test_what_becomes_of_a_task() -> None:
    plan = paper("2026-05-12", *PLAN)
    begun = paper("2026-08-01", "白沙区12处养老驿站新建工程正在加紧施工。")
    done = paper("2026-10-20", "白沙区养老驿站全部建成投用，共12处。")
    undone = paper("2027-02-01", "督查发现，白沙区养老驿站新建工程尚未完工。")
    far = paper("2026-10-21", "泉安市12处养老驿站新建任务圆满完成。")
    name = "新建养老驿站"
    assert statuses([plan], "2026-06-01")[name] == "announced"
    assert statuses([plan, begun], "2026-09-01")[name] == "under_way"
    assert statuses([plan, begun], "2026-12-01")[name] == "overdue"
    assert statuses([plan, begun, done], "2026-12-01")[name] == "done"
    assert statuses([plan, begun, done, undone], "2027-03-01")[name] == "contradicted"
    assert statuses([plan, begun, done, undone], "2026-12-01")[name] == "done", "on an earlier day"
    assert statuses([plan], "2026-12-01")["改造敬老院3"] == "announced"
    assert statuses([plan, far], "2026-11-01")[name] == "overdue", "another city's"


def test_decisions_remove_and_confirm() -> None:
    issues = [
        paper("2026-05-12", *PLAN),
        paper("2026-10-20", "白沙区养老驿站全部建成投用，共12处。"),
    ]
    (programme,) = announced(issues)
    (proposed,) = reports([programme], issues)
    assert proposed.confirmed is None
    assert proposed.why
    assert decided([proposed], [Decision(proposed.id, False)]) == ()
    (kept,) = decided([proposed], [Decision(proposed.id, True, says="under_way", by="编辑")])
    assert (kept.confirmed, kept.says) == (True, "under_way")


def test_a_programme_by_hand(tmp_path: Path) -> None:
    """What no article of the archive lays out: a node and a report with their sources."""
    path = tmp_path / "given.toml"
    path.write_text(
        """
[[programmes]]
id = "storm"
name = "防汛计划"
[[programmes.nodes]]
id = "storm/dam"
kind = "task"
title = "加固白螺湾海堤"
deadline = "2026-05-28"
announced = {quote = "白螺湾海堤5月28日前完工。", date = "2026-04-01", source = "市政府文件"}

[[reports]]
id = "storm/dam#r-1"
node = "storm/dam"
says = "done"
score = 1.0
why = []
report = {quote = "已完工。", date = "2026-06-01", source = "验收单"}
""",
        encoding="utf-8",
    )
    given = given_from(path)
    (programme,) = given.programmes
    (before,) = board(programme, given.reports, "2026-05-30")
    assert (before.status, len(before.evidence)) == ("overdue", 1)
    (after,) = board(programme, given.reports, "2026-06-02")
    assert after.status == "done"
    assert after.evidence[-1].source == "验收单"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("白沙区新建养老驿站12处提前完成。", "done"),
        ("白沙区12处养老驿站较计划提前两个月建成。", "done"),
        ("新建养老驿站的任务提前完成,其余工作有序推进。", "done"),
        ("白沙区养老驿站12处,无一逾期,全部完成。", "done"),
        ("养老驿站12处新建任务未按期完成,比原计划推迟。", "overdue"),
        ("白沙区新建养老驿站12处中,已有5处建成投用。", "overdue"),
        ("白沙区12处养老驿站何时完工?", "overdue"),
    ],
)
def test_what_is_said_of_a_task(text: str, status: str) -> None:
    """By a day behind its last: overdue is what no report calls done."""
    issues = [paper("2026-05-12", *PLAN), paper("2026-09-20", text)]
    assert statuses(issues, "2026-12-01")["新建养老驿站"] == status


def scored(seed: int, wording: str) -> dict[str, float]:
    made = run(seed, wording)
    programmes = [each for each in announced(made.issues) if each.name == NAME]
    (programme,) = programmes
    assert len(programme.nodes) == GOALS + TASKS
    day = made.issues[-1].date or ""
    truth = {
        node.id: fate for node in programme.nodes for fate in made.fates if named(node.title, fate)
    }
    proposed = reports(programmes, made.issues)
    confirmed = decided(proposed, [decision(each, truth) for each in proposed])
    return {
        "unaided": right(programme, proposed, truth, day),
        "confirmed": right(programme, confirmed, truth, day),
    }


def named(title: str, fate: Fate) -> bool:
    return title == fate.title or title.startswith(f"{fate.title},")


def decision(report: Report, truth: dict[str, Fate]) -> Decision:
    """What the generator, who knows, says of a proposal."""
    said = [s for s in truth[report.node].said if s.quote == report.report.quote]
    return Decision(report.id, bool(said), said[0].says if said else None)  # type: ignore[arg-type]


def right(
    programme: Programme, told: tuple[Report, ...], truth: dict[str, Fate], day: str
) -> float:
    standings = board(programme, told, day)
    for each in standings:
        assert each.evidence, "no status without a quotation"
        assert all(quotation.quote for quotation in each.evidence)
    return sum(truth[each.node].status == each.status for each in standings) / len(standings)


SEEDS = {"worked": [1, 2], "held-out": [11, 12, 13], "final": [1, 2, 3]}


@pytest.mark.parametrize("wording", WORDING)
def test_the_board_of_an_invented_run(wording: str) -> None:
    results = [scored(seed, wording) for seed in SEEDS.get(wording, [21])]
    floors = FLOORS[f"programmes-{wording if wording in SEEDS else 'others'}"]
    for name, floor in floors.items():
        mean = sum(result[name] for result in results) / len(results)
        assert mean >= floor, (name, mean)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, issue in enumerate(
        [paper("2026-05-12", *PLAN), paper("2026-10-20", "白沙区养老驿站全部建成投用，共12处。")]
    ):
        (tmp_path / f"{number}.json").write_bytes(encode(issue))
    paths = [str(tmp_path / "0.json"), str(tmp_path / "1.json")]
    assert jumpline(["programmes", *paths, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["day"] == "2026-10-20"
    (programme,) = answer["programmes"]
    task = programme["nodes"][2]
    assert (task["status"], task["evidence"][-1]["date"]) == ("done", "2026-10-20")
    report = task["reports"][0]["id"]
    given = tmp_path / "given.toml"
    given.write_text(f'[[decisions]]\nreport = "{report}"\nright = false\n', encoding="utf-8")
    assert given_from(given).decisions[0].right is False
    assert jumpline(["programmes", *paths, "--given", str(given), "--day", "2026-12-01"]) == 0
    assert "overdue  task  新建养老驿站12处" in capsys.readouterr().out
    assert jumpline(["programmes", *paths, "--csv"]) == 0
    assert "白沙区养老驿站全部建成投用" in capsys.readouterr().out
    given.write_text('[[decisions]]\nreport = "of/nothing#r-1"\nright = true\n', encoding="utf-8")
    assert jumpline(["programmes", *paths, "--given", str(given)]) != 0
    assert "no report is called 'of/nothing#r-1'" in capsys.readouterr().err
    given.write_text("[[nothing]]\n", encoding="utf-8")
    assert jumpline(["programmes", *paths, "--given", str(given)]) == 3
    assert jumpline(["programmes", *paths, "--day", "yesterday"]) == 2
