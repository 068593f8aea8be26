"""What every coalition of levers is worth, computed in one batch a posture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.drivers.players import Player, Schedule, coalition, members_of
from models.analysis.own import own_path
from models.conduct import shared_posture
from models.ensemble import project_plans
from models.market.vintage import Market
from models.notation import Array
from models.parameters import Parameters
from models.scenario import Scenario


@dataclass(frozen=True, kw_only=True, eq=False)
class Worth:
    """Paths of the KPIs by coalition.

    ``values`` maps a metric to (U, T, 1+D), or (U, 1+D) for the whole horizon; ``place`` gives
    the row of a coalition. ``none``, ``all`` and ``lone`` are the rows of no change, of the plan
    and of each lever by itself, all with the rivals' answer.
    """

    values: Mapping[str, Array]
    place: dict[int, int]
    none: int
    all: int
    lone: tuple[int, ...]


def worth_of(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    players: tuple[Player, ...],
    masks: Iterable[int],
    metrics: Sequence[str],
    draws: int,
) -> Worth:
    """Project the plan of every coalition in ``masks``, no change and lone levers included.

    The bit after the last lever is the rivals' answer. Every coalition is measured against no
    change under the same posture, so that the answer to nothing counts for nothing.
    """
    count = len(players)
    answer = 1 << count if shared_posture(scenario, market) != "passive" else 0
    whole = (1 << count) - 1 | answer
    lone = [1 << i | answer for i in range(count)]
    wanted = sorted({*masks, 0, answer, whole, *lone})
    place = {mask: row for row, mask in enumerate(wanted)}
    planned, still = (s.schedule(market.levers) for s in (scenario, replace(scenario, steps=())))
    plans = [coalition(planned, still, members_of(mask, players)) for mask in wanted]
    first = place[answer]  # from here on the rivals answer: their bit is the highest

    def run(some: list[Schedule], posture: str | None) -> dict[str, Array]:
        found = project_plans(
            market, parameters, scenario, some, metrics=metrics, draws=draws, rivals=posture
        )
        return {metric: own_path(found, metric) for metric in metrics}

    values = run(plans[first:], None)
    if answer:
        quiet = run(plans[:first], "passive")
        values = {m: _joined(quiet[m], values[m]) for m in metrics}
    return Worth(
        values=values,
        place=place,
        none=first,
        all=place[whole],
        lone=tuple(place[mask] for mask in lone),
    )


def _joined(quiet: Array, answered: Array) -> Array:
    """Put rivals that stand still on the same footing: no change is worth the same for both."""
    return np.concatenate([quiet - quiet[0] + answered[0], answered])
