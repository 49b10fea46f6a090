"""What every runner must do. Subclass ``RunnerContract`` in a test module and give a runner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jumpline.errors import SourceError
from jumpline.ports import Runner


def square(number: int) -> int:
    """Raises for the numbers that end in 3."""
    if number % 10 == 3:
        raise SourceError(f"{number} cannot be read.", where="page-03", remedy="Scan it again.")
    return number * number


class RunnerContract:
    @pytest.fixture
    def runner(self) -> Iterator[Runner]:
        raise NotImplementedError

    def test_no_task(self, runner: Runner) -> None:
        assert list(runner.map(square, [])) == []

    def test_order(self, runner: Runner) -> None:
        numbers = [number for number in range(40) if number % 10 != 3]
        assert list(runner.map(square, iter(numbers))) == [number**2 for number in numbers]

    def test_an_exception_is_a_result(self, runner: Runner) -> None:
        before, error, after = runner.map(square, [2, 3, 4])
        assert (before, after) == (4, 16)
        assert isinstance(error, SourceError)
        assert (error.where, error.remedy) == ("page-03", "Scan it again.")

    def test_again(self, runner: Runner) -> None:
        assert list(runner.map(square, [1])) == [1]
        assert list(runner.map(square, [2])) == [4]

    def test_tasks_are_taken_as_needed(self, runner: Runner) -> None:
        taken = 0

        def endless() -> Iterator[int]:
            nonlocal taken
            while True:
                taken += 1
                yield 2

        results = runner.map(square, endless())
        assert [next(results) for _ in range(3)] == [4, 4, 4]
        assert taken < 1000
