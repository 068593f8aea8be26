"""What several ways to organise make of one plan, on common draws: what each brings and costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.effects import effect
from models.analysis.futures import no_change
from models.analysis.outcome import Effect
from models.analysis.reading import figure, needed
from models.ensemble import project_plans
from models.market.worth import MOST_DRAWS
from models.notation import CORE, Array, metrics_of
from models.parameters import Parameters
from models.scenario import Scenario
from models.vintage import Market

COMPARED = (*CORE, *metrics_of("worth", "plan_worth"))
"""Figures that ways to organise are compared by; the last, worth, says which is best."""

AIM = "worth"
MOST = 0.5
"""Share of the draws from which on a gain counts as one."""

_FIRST_YEAR = 3


@dataclass(frozen=True, kw_only=True)
class Way:
    """A plan organised in one way.

    Attributes
    ----------
    change : mapping of str to Effect
        Over the last year against no change, in the unit of the metric.
    gain : mapping of str to Effect
        The same against the plan as it stands.
    at_first : mapping of str to Effect
        Against the plan as it stands, over the first year; what describes the whole horizon is
        left out.
    ahead : float
        Share of the draws in which it is worth more than the plan as it stands.
    """

    name: str
    change: Mapping[str, Effect]
    gain: Mapping[str, Effect]
    at_first: Mapping[str, Effect]
    ahead: float


def compare_ways(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    plans: Mapping[str, Scenario],
    *,
    draws: int | None = None,
    ends: Mapping[str, Array] | None = None,
) -> tuple[Way, ...]:
    """Set plans that differ in the organisation alone side by side.

    Parameters
    ----------
    plans : mapping of str to Scenario
        By name; the first is the plan as it stands.
    draws : int, optional
        Left out: those of the scenario, as many as worth is taken from. 0: the central run.
    ends
        No change and the plan as it stands with `COMPARED`, of as many draws or more, as
        `run_ends` gives them; left out: run here.
    """
    count = min(scenario.draws if draws is None else draws, MOST_DRAWS)
    metrics, laid = needed(COMPARED), [*plans.values(), no_change(scenario)]
    schedules = [one.schedule(market.levers) for one in (laid[1:-1] if ends else laid)]
    paths = project_plans(market, parameters, scenario, schedules, metrics=metrics, draws=count)
    if ends:
        known = {name: path[..., : 1 + count] for name, path in ends.items()}
        paths = {
            name: np.concatenate([known[name][1:], path, known[name][:1]])
            for name, path in paths.items()
        }
    last = {name: figure(paths, name) for name in COMPARED}
    first = {name: figure(paths, name, min(_FIRST_YEAR, scenario.horizon - 1)) for name in CORE}
    return tuple(
        Way(
            name=name,
            change={metric: effect(path[place] - path[-1]) for metric, path in last.items()},
            gain={metric: effect(path[place] - path[0]) for metric, path in last.items()},
            at_first={metric: effect(path[place] - path[0]) for metric, path in first.items()},
            ahead=_ahead(last[AIM][place] - last[AIM][0]),
        )
        for place, name in enumerate(plans)
    )


def best_of(ways: Sequence[Way]) -> Way:
    """Give the way that is worth most by the central run; the plan as it stands where none is."""
    return max(ways, key=lambda way: way.change[AIM].central)


def surely_best(ways: Sequence[Way]) -> Way:
    """Give the best way if it is worth more in most draws too, else the plan as it stands."""
    best = best_of(ways)
    return best if best.ahead >= MOST else ways[0]


def _ahead(gain: Array) -> float:
    drawn = gain[1:] if len(gain) > 1 else gain
    return float((drawn > 0.0).mean())
