"""Levers that rest are left out of the filter, which changes no bit of those that move (E2)."""

import numpy as np
import pytest

from models.market.organisation import erlang_step
from models.simulation.execution import Stages, executed
from models.simulation.lever_delivery import CLASS_OF, FILTERED

QUARTERS, DRAWS = 6, 5


@pytest.mark.parametrize("moved", [(), (3,), (0, 5, 15), tuple(range(len(FILTERED)))])
def test_every_lever_takes_the_steps_of_the_filter(moved):
    rng = np.random.default_rng(len(moved))
    rest = tuple(rng.uniform(0.1, 9.0, 1) for _ in FILTERED)
    responses = rng.uniform(0.0, 1.0, (QUARTERS, 3, DRAWS))
    targets = [np.repeat(level[None], QUARTERS, axis=0) for level in rest]
    for place in moved:
        targets[place] = targets[place] + rng.normal(size=(QUARTERS, 1))
    found = executed(Stages(first=rest, second=rest), targets, responses)

    for place, level in enumerate(rest):
        assert found.second[place].shape[-1] == (DRAWS if place in moved else 1)
        first = second = level
        for t in range(QUARTERS):
            step = responses[t, CLASS_OF[place]]
            first, second = erlang_step(first, second, targets[place][t], step)
            np.testing.assert_array_equal(first, found.first[place][t] + np.zeros(DRAWS))
            np.testing.assert_array_equal(second, found.second[place][t] + np.zeros(DRAWS))


def test_a_lever_back_at_its_target_still_has_its_second_stage_to_go():
    level = (np.ones(1),) * len(FILTERED)
    state = Stages(first=level, second=(np.zeros(1), *level[1:]))
    targets = [np.ones((1, 1))] * len(FILTERED)
    found = executed(state, targets, np.full((1, 3, DRAWS), 0.5))
    assert (found.second[0] == 0.5).all()
