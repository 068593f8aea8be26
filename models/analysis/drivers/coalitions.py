"""What every coalition of levers is worth while the rivals stand still, computed in one batch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.analysis.drivers.players import Player, coalition, members_of
from models.analysis.reading import by_quarter, needed
from models.ensemble import project_plans
from models.notation import Array
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market


@dataclass(frozen=True, kw_only=True, eq=False)
class Worth:
    """KPIs by coalition, read by every quarter.

    ``values`` maps a metric to (U, T, 1+D), or (U, 1+D) for the whole horizon; ``place`` gives
    the row of a coalition. ``none``, ``lone`` and ``whole`` are the rows of no change, of each
    lever by itself and of the plan.
    """

    values: Mapping[str, Array]
    place: dict[int, int]
    none: int
    lone: tuple[int, ...]
    whole: int

    @property
    def ends(self) -> dict[str, Array]:
        """No change and the plan, (2, T, 1+D) or (2, 1+D)."""
        rows = [self.none, self.whole]
        return {metric: values[rows] for metric, values in self.values.items()}


def worth_of(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    players: tuple[Player, ...],
    masks: Iterable[int],
    *,
    metrics: Sequence[str],
    draws: int,
    alone: bool = False,
) -> Worth:
    """Project every coalition in ``masks``, no change, lone levers and the plan included.

    Figures are read over the year to each quarter, or where ``alone`` in it alone.
    """
    lone = [1 << i for i in range(len(players))]
    whole = (1 << len(players)) - 1
    wanted = sorted({*masks, 0, *lone, whole})
    place = {mask: row for row, mask in enumerate(wanted)}
    planned, still = (s.schedule(market.levers) for s in (scenario, replace(scenario, steps=())))
    plans = [coalition(planned, still, members_of(mask, players)) for mask in wanted]
    paths = project_plans(
        market, parameters, scenario, plans, metrics=needed(metrics), draws=draws, rivals="passive"
    )
    return Worth(
        values={metric: by_quarter(paths, metric, alone=alone) for metric in metrics},
        place=place,
        none=place[0],
        lone=tuple(place[mask] for mask in lone),
        whole=place[whole],
    )
