"""What a parameter drives: by how much each lever's effect changes with it, tried one at a time.

Nothing here is written by hand: every lever is moved a step up and a step down, every parameter is
taken to both ends of its range, and what then changes is what the parameter drives.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.outcome import NEGLIGIBLE
from models.analysis.reading import by_quarter
from models.ensemble import project_all
from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT, Step
from models.notation import HEADLINES, HORIZON_METRICS, Array, quarters_after
from models.parameters import Parameters
from models.parameters.draws import tips
from models.scenario import Scenario
from models.scenario.conduct_rules import Row
from models.vintage import Market

SWING_METRICS = HEADLINES
"""Metrics in which a swing is looked for."""

ENDS = (0.05, 0.95)
"""Points of a prior to which a parameter is taken."""

NO_LEVER, PLAN = "", "plan"
"""In place of a lever: the figure itself, no lever moved; and the whole plan."""

_WHOLE = {"ebita": "revenue"}
"""Metrics that may cross zero are shown as a share of another."""

_STEP = 0.2
_TELLING = 0.05
_HALVINGS = 40


@dataclass(frozen=True, kw_only=True)
class ParameterSwing:
    """Effect of a lever, or of a whole plan, at both ends of a parameter and at its centre.

    Changes against no change as ratios; EBITA, which may cross zero, as a share of revenue. For
    `NO_LEVER` they are changes of no change itself against the central run.
    """

    lever: str
    metric: str
    low: float
    central: float
    high: float

    @property
    def size(self) -> float:
        """How far the effect moves between both ends."""
        three = (self.low, self.central, self.high)
        return max(three) - min(three)

    @property
    def is_telling(self) -> bool:
        """The swing counts beside the level and beside the effect at the centre."""
        return self.size >= max(NEGLIGIBLE, _TELLING * abs(self.central))


def ends(market: Market, parameters: Parameters, scenario: Scenario) -> dict[str, Array]:
    """Take every parameter to both ends of its prior, one at a time.

    Returns
    -------
    dict of array, shape (2P + 1,)
        By name, each in its unit: low and high end of the first parameter, of the second, and so
        on; all central in the last column.

    Raises
    ------
    ParameterError
        The assumptions of the scenario are refused.
    """
    centre = parameters.central({**market.parameters, **dict(scenario.assumptions)})
    count = len(centre)
    columns = {name: np.full(2 * count + 1, value) for name, value in centre.items()}
    for place, (name, value) in enumerate(centre.items()):
        columns[name][2 * place : 2 * place + 2] = _range(parameters, name, value)
    return _steadied(columns, centre)


def _steadied(columns: dict[str, Array], centre: Mapping[str, float]) -> dict[str, Array]:
    """Bring the ends with which a market would tip back to where it just does not."""
    near, far = np.zeros(len(next(iter(columns.values())))), tips(columns).astype(float)
    refused = far > 0.0

    def at(part: Array) -> dict[str, Array]:
        return {name: centre[name] + part * (ends - centre[name]) for name, ends in columns.items()}

    for _ in range(_HALVINGS if refused.any() else 0):
        middle = 0.5 * (near + far)
        tipped = tips(at(middle))
        near, far = np.where(tipped, near, middle), np.where(tipped, middle, far)
    steady = at(near)
    return {name: np.where(refused, steady[name], ends) for name, ends in columns.items()}


def _range(parameters: Parameters, name: str, value: float) -> Array:
    """Both ends around ``value``; those of the table for what is never drawn."""
    row = parameters.table[name]
    assert row.prior is not None, f"{name} is no parameter of the model"
    if not row.prior.drawn:
        return np.clip([row.low, row.high], *row.allowed)
    return np.clip(row.quantile(np.array(ENDS), value), *row.allowed)


def swings(
    market: Market, parameters: Parameters, scenario: Scenario
) -> dict[str, dict[str, ParameterSwing]]:
    """Try every parameter under a plan: its change over the last year.

    Returns
    -------
    dict of dict of Swing
        By parameter and metric of `SWING_METRICS`.
    """
    values = ends(market, parameters, scenario)
    both = (replace(scenario, steps=()), scenario)
    idle, plan = _run(market, parameters, both, values)
    by_metric = {
        metric: _greatest(PLAN, {metric: path[-1:]}, values)
        for metric, path in _effects(plan, idle).items()
    }
    return {name: {metric: some[name] for metric, some in by_metric.items()} for name in values}


def influences(
    market: Market,
    parameters: Parameters,
    *,
    rivals: str = "follow",
    conduct: tuple[Row, ...] = (),
) -> dict[str, list[ParameterSwing]]:
    """Find what each parameter drives: levers whose effect it changes, the greatest swing first.

    Returns
    -------
    dict of list
        By parameter, at most one swing a lever, that of the metric and quarter in which it is
        greatest; without negligible ones.
    """
    still = Scenario(name="-", market=market.vintage, rivals=rivals, conduct=conduct)
    values = ends(market, parameters, still)
    greatest: dict[str, dict[str, ParameterSwing]] = {name: {} for name in values}
    for lever, effects in _trials(market, parameters, still, values):
        for name, tried in _greatest(lever, effects, values).items():
            known = greatest[name].get(lever, tried)
            greatest[name][lever] = max(known, tried, key=lambda swing: swing.size)
    return {
        name: sorted((s for s in by_lever.values() if s.is_telling), key=lambda s: -s.size)
        for name, by_lever in greatest.items()
    }


def _trials(
    market: Market, parameters: Parameters, still: Scenario, values: Mapping[str, Array]
) -> Iterator[tuple[str, dict[str, Array]]]:
    """Give the figure itself, then each lever moved, as changes by metric, (T, 2P + 1)."""
    levers, plans = zip(*trial_plans(market, still), strict=True)
    idle, *moved = _run(market, parameters, (still, *plans), values)
    central = {name: np.broadcast_to(path[:, -1:], path.shape) for name, path in idle.items()}
    yield NO_LEVER, _effects(idle, central)
    for lever, plan in zip(levers, moved, strict=True):
        yield lever, _effects(plan, idle)


def trial_plans(market: Market, still: Scenario) -> Iterator[tuple[str, Scenario]]:
    """Move each lever a fifth of its range up and down, the weights of a unit together."""
    first = quarters_after(market.vintage, 1)[0]
    for name in LEVERS:
        unit = UNIT_OF_WEIGHT.get(name)
        if unit and name != KPI_UNITS[unit][-1]:
            continue
        for sign in (1.0, -1.0):
            values = _weights(unit, name, market.levers, sign) if unit else _one(name, market, sign)
            if not any(market.refusal(lever, value) for lever, value in values.items()):
                rows = values.items()
                steps = tuple(Step(lever=k, quarter=first, value=v) for k, v in rows)
                yield unit or name, replace(still, steps=steps)


def _one(name: str, market: Market, sign: float) -> dict[str, float]:
    lever = LEVERS[name]
    by = max(lever.step, _STEP * (lever.high - lever.low))
    return {name: market.levers[name] + sign * by}


def _weights(unit: str, name: str, today: Mapping[str, float], sign: float) -> dict[str, float]:
    """Move one weight of a unit; the others share what it leaves."""
    wanted = today[name] + sign * _STEP
    left = (1.0 - wanted) / (1.0 - today[name]) if today[name] < 1.0 else 0.0
    return {other: left * today[other] for other in KPI_UNITS[unit]} | {name: wanted}


def _run(
    market: Market,
    parameters: Parameters,
    scenarios: Sequence[Scenario],
    values: Mapping[str, Array],
) -> list[dict[str, Array]]:
    """Read every metric of the own group by quarter, (T, 2P + 1); of the horizon T is 1.

    The scenarios differ in what they move alone.
    """
    plans = [scenario.schedule(market.levers) for scenario in scenarios]
    paths = project_all(market, parameters, scenarios[0], plans, values, metrics=SWING_METRICS)
    own = {name: by_quarter(paths, name) for name in SWING_METRICS}
    own |= {name: path[:, None] for name, path in own.items() if name in HORIZON_METRICS}
    return [{name: path[n] for name, path in own.items()} for n in range(len(plans))]


def _effects(plan: Mapping[str, Array], idle: Mapping[str, Array]) -> dict[str, Array]:
    return {
        name: (plan[name] - idle[name]) / abs(idle[_WHOLE.get(name, name)])
        for name in SWING_METRICS
    }


def _greatest(
    lever: str, effects: Mapping[str, Array], names: Iterable[str]
) -> dict[str, ParameterSwing]:
    """Give one swing a parameter: of the metric and in the quarter in which it is greatest."""
    metrics = [metric for metric, effect in effects.items() for _ in effect]
    whole = np.concatenate(list(effects.values()))  # (metrics and quarters, 2P + 1)
    low, high, central = whole[:, :-1:2], whole[:, 1:-1:2], whole[:, -1:]
    three = np.stack([low, np.broadcast_to(central, low.shape), high])
    at = np.ptp(three, axis=0).argmax(axis=0)
    extremes = three[:, at, np.arange(len(at))].T.tolist()
    return {
        name: ParameterSwing(
            lever=lever, metric=metrics[place], low=below, central=middle, high=above
        )
        for name, place, (below, middle, above) in zip(names, at, extremes, strict=True)
    }
