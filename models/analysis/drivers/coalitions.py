"""What every coalition of levers is worth, computed in one batch a posture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.drivers.players import Player, coalition, members_of
from models.analysis.own import own_path
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
    answer = 1 << count if scenario.rivals != "passive" else 0
    lone = [1 << i | answer for i in range(count)]
    wanted = sorted({*masks, 0, answer, (1 << count) - 1 | answer, *lone})
    place = {mask: row for row, mask in enumerate(wanted)}
    planned = scenario.schedule(market.levers)
    still = _still(scenario, market)
    parts: dict[str, list[Array]] = {metric: [] for metric in metrics}
    for posture, some in (("passive", _below(wanted, answer)), (scenario.rivals, wanted)):
        group = some if posture == "passive" else [m for m in wanted if not answer or m & answer]
        if not group or (posture == "passive") != (group is some):
            continue
        plans = [coalition(planned, still, members_of(mask, players)) for mask in group]
        found = project_plans(
            market, parameters, scenario, plans, metrics=metrics, draws=draws, rivals=posture
        )
        for metric in metrics:
            parts[metric].append(own_path(found, metric))
    values = {metric: np.concatenate(paths) for metric, paths in parts.items()}
    return Worth(
        values=values,
        place=place,
        none=place[answer],
        all=place[(1 << count) - 1 | answer],
        lone=tuple(place[mask] for mask in lone),
    )
