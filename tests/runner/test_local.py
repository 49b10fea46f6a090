import os
from collections.abc import Iterator

import pytest

from jumpline.errors import UsageError
from jumpline.runner.local import LocalRunner
from jumpline.testing.runner_contract import RunnerContract, square


class TestInline(RunnerContract):
    @pytest.fixture
    def runner(self) -> Iterator[LocalRunner]:
        runner = LocalRunner(workers=1)
        yield runner
        runner.close()


@pytest.fixture(scope="module")
def processes() -> Iterator[LocalRunner]:
    runner = LocalRunner(workers=2)
    yield runner
    runner.close()


@pytest.mark.slow
class TestProcesses(RunnerContract):
    @pytest.fixture
    def runner(self, processes: LocalRunner) -> LocalRunner:
        return processes


def die_at_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


@pytest.mark.slow
def test_a_dead_process_costs_only_its_task() -> None:
    runner = LocalRunner(workers=2)
    results = list(runner.map(die_at_three, range(8)))
    runner.close()
    assert [each for each in results if isinstance(each, int)] == [0, 1, 2, 4, 5, 6, 7]
    assert isinstance(results[3], Exception)


def test_work_must_stand_at_the_top_level() -> None:
    runner = LocalRunner(workers=2)
    with pytest.raises(UsageError, match="top level"):
        runner.map(lambda task: task, [1])
    runner.close()


def test_no_workers() -> None:
    with pytest.raises(UsageError):
        LocalRunner(workers=0)


def test_an_interruption_is_no_result() -> None:
    def interrupted(_: int) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(LocalRunner(workers=1).map(interrupted, [1]))


def test_unfinished_results_can_be_left() -> None:
    runner = LocalRunner(workers=1)
    results = runner.map(square, range(100))
    assert next(results) == 0
    runner.close()
