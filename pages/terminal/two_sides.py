"""The numbers of a pack on two cores: one half in a process of its own, the other here."""

import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count

from models.analysis.board_numbers import BoardNumbers
from models.scenario import Scenario
from pages.figures.pack.pack_numbers import both_sides, doubt_side_of, numbers_of, plan_side_of


def numbers_side_by_side(plan: Scenario, others: Sequence[Scenario]) -> BoardNumbers:
    """Compute what `numbers_of` does, in half the time where there are two cores.

    Raises
    ------
    ModelError
        The plan cannot be computed.
    """
    if (cpu_count() or 1) == 1:
        return numbers_of(plan, others)
    with ProcessPoolExecutor(1, mp_context=get_context(_method())) as executor:
        doubts = executor.submit(doubt_side_of, plan)
        does = plan_side_of(plan, others)
        from pages.figures.pack import board_pack  # noqa: F401  loads while the other works

        return both_sides(plan, does, doubts.result())


def _method() -> str:
    """Copy this process where that is safe: a new one loads the model once more."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if is_safe else "spawn"
