"""The runner ray, on a real cluster of several nodes (processes) of this machine."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jumpline.archive import Archive, open_archive
from jumpline.cli import run
from jumpline.compose import compose, load_style, style_for
from jumpline.compose.invent import invent
from jumpline.errors import LostWork, UsageError
from jumpline.runner.limits import Limits
from jumpline.runner.local import LocalRunner
from jumpline.runner.ray import RayRunner
from jumpline.testing.runner_contract import RunnerContract

#: 500 by `JUMPLINE_RAY_ISSUES=500`.
ISSUES = int(os.environ.get("JUMPLINE_RAY_ISSUES", "6"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("ray"),
    # Ray's own, in its threads and pipes.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ray
        from ray.cluster_utils import Cluster

        # A dead node is missed after a second.
        system = {
            "health_check_period_ms": 300,
            "health_check_timeout_ms": 1000,
            "health_check_failure_threshold": 3,
            "health_check_initial_delay_ms": 0,
        }
        head = {"num_cpus": 1, "include_dashboard": False, "_system_config": system}
        made = Cluster(initialize_head=True, head_node_args=head)
    yield made
    ray.shutdown()
    made.shutdown()


@pytest.fixture(scope="module")
def connected(cluster: Any) -> Iterator[RayRunner]:
    runner = RayRunner(cluster.address, limits=Limits(seconds=3, memory=512 * 1024**2), retries=1)
    yield runner
    runner.close()


class TestContract(RunnerContract):
    @pytest.fixture
    def runner(self, connected: RayRunner) -> RayRunner:
        return connected


def misbehave(number: int) -> int:
    if number == 2:
        os._exit(9)
    if number == 4:
        time.sleep(60)
    if number == 6:
        return len(bytearray(2 * 1024**3))
    return number


def test_a_task_that_ends_its_worker_costs_only_itself(connected: RayRunner) -> None:
    results = list(connected.map(misbehave, range(8)))
    assert [each for each in results if isinstance(each, int)] == [0, 1, 3, 5, 7]
    assert all(isinstance(results[bad], LostWork) for bad in (2, 4, 6))
    assert "512 MiB" in str(results[6])


def test_local_workers_have_the_same_limits() -> None:
    runner = LocalRunner(2, limits=Limits(seconds=3, memory=512 * 1024**2))
    results = list(runner.map(misbehave, range(8)))
    runner.close()
    assert [each for each in results if isinstance(each, int)] == [0, 1, 3, 5, 7]
    assert all(isinstance(results[bad], LostWork) for bad in (2, 4, 6))


def test_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        RayRunner(workers=0)
    assert run(["add", str(tmp_path), "--archive", str(tmp_path / "a"), "--runner", "slurm"]) == 5
    assert "local, ray" in capsys.readouterr().err


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented issues as PDF, one of several pages a file, beside one that is broken."""
    folder = tmp_path_factory.mktemp("printed")
    for seed in range(ISSUES):
        issue = invent(seed, "zh-Hans", 2)
        style = load_style(style_for(issue.publication.language))
        (folder / f"{seed:03d}").mkdir()
        (folder / f"{seed:03d}" / "issue.pdf").write_bytes(compose(issue, style, seed=seed).pdf)
    (folder / "000" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    return folder


def digests(archive: Archive) -> dict[str, tuple[str, ...]]:
    return {
        each.id: tuple(revision.digest for revision in archive.revisions(each.id))
        for each in archive.issues()
    }


@pytest.fixture(scope="module")
def expected(printed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with open_archive(tmp_path_factory.mktemp("here") / "a", create=True) as archive:
        archive.add(printed)
        return digests(archive)


def test_processes_give_the_same_bytes(
    printed: Path, expected: dict[str, Any], tmp_path: Path
) -> None:
    archive = str(tmp_path / "a")
    assert run(["add", str(printed), "--archive", archive, "--jobs", "2"]) == 8
    with open_archive(archive) as kept:
        assert digests(kept) == expected


def test_a_node_that_is_killed_loses_nothing(
    cluster: Any,
    connected: RayRunner,
    printed: Path,
    expected: dict[str, Any],
    tmp_path: Path,
) -> None:
    """Half-way through the pages, and again half-way through the issues."""
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    cluster.wait_for_nodes()
    begun = 0

    def told(done: int, total: int | None, what: str) -> None:
        nonlocal begun
        begun += 1
        if nodes and begun in (ISSUES // 2, ISSUES + ISSUES // 2):
            cluster.remove_node(nodes.pop(), allow_graceful=False)

    with open_archive(tmp_path / "a", create=True) as archive:
        generous = RayRunner(cluster.address)
        archive.add(printed, progress=told, runner=generous)
        assert nodes == []
        assert digests(archive) == expected
        assert archive.verify() == []
        begun = -1000
        assert {each.status for each in archive.add(printed, runner=generous)} == {"same"}
