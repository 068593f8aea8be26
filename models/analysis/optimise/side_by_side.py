"""Several local searches side by side: what all of them ask at once is computed in one run.

A run of few plans costs nearly as much as one of many. Each search has a thread of its own and
does nothing there but scipy's arithmetic; the plans are simulated where this was called.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import numpy as np

from models.analysis.optimise.best_points import subset
from models.analysis.optimise.evaluator import EvaluatedPoints, PointTrier
from models.notation import Array

Climb = Callable[[PointTrier], Array]


class _Asking:
    """Stands for the evaluator in one search: hands its points over and waits."""

    def __init__(self, number: int, asked: "SimpleQueue[tuple[int, Array | None]]") -> None:
        self._number, self._asked = number, asked
        self.answers: SimpleQueue[EvaluatedPoints | BaseException] = SimpleQueue()

    def try_points(self, points: Array) -> EvaluatedPoints:
        """Have points tried together with those of the other searches."""
        self._asked.put((self._number, points))
        answer = self.answers.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def run(self, climb: Climb) -> Array:
        """Search to the end, and say so."""
        try:
            return climb(self)
        finally:
            self._asked.put((self._number, None))


def side_by_side(evaluator: PointTrier, climbs: Sequence[Climb]) -> list[Array]:
    """Run all searches, each of which is given what tries its points; the answers in order.

    Raises
    ------
    ModelError
        As the evaluator.
    """
    asked: SimpleQueue[tuple[int, Array | None]] = SimpleQueue()
    those = [_Asking(number, asked) for number in range(len(climbs))]
    with ThreadPoolExecutor(max(1, len(climbs))) as pool:
        ends = [pool.submit(one.run, climb) for one, climb in zip(those, climbs, strict=True)]
        try:
            _serve(evaluator, those, asked)
        except BaseException as error:
            for one in those:
                one.answers.put(error)
            raise
    return [end.result() for end in ends]


def _serve(
    evaluator: PointTrier,
    those: Sequence[_Asking],
    asked: "SimpleQueue[tuple[int, Array | None]]",
) -> None:
    """Answer until all searches have ended; each round waits for all that still go on."""
    count = len(those)
    while count:
        waiting: dict[int, Array] = {}
        while len(waiting) < count:
            number, points = asked.get()
            if points is None:
                count -= 1
            else:
                waiting[number] = points
        if waiting:
            _answer(evaluator, those, dict(sorted(waiting.items())))


def _answer(evaluator: PointTrier, those: Sequence[_Asking], waiting: dict[int, Array]) -> None:
    tried = evaluator.try_points(np.vstack(list(waiting.values())))
    start = 0
    for number, points in waiting.items():
        rows = list(range(start, start := start + len(points)))
        those[number].answers.put(subset(tried, rows))
