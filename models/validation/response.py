"""What the model says of an experiment: plan and events against their absence.

Events enter where the model has a place for them: quality as the utility shock, which is chosen
here instead of drawn, and a rival's subsidy as its usual depth. Season (unless the experiment is
about it), growth and chance are off, so that a change is the decision's alone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import numpy as np

from models.market.coefficients import Coefficients
from models.market.shocks import Noise
from models.notation import BRAND, OWN, SEGMENTS, Array, quarter_number
from models.parameters import Parameters
from models.simulation.baseline import Baseline, build
from models.simulation.run import ALL, Run, empty_run, simulate
from models.simulation.setting import Setting
from models.validation.experiment import Episode, Event
from models.vintage import Market

Values = Mapping[str, Array]


def columns(market: Market, parameters: Parameters, draws: int) -> dict[str, Array]:
    """Give every parameter as (1+D,): the central value, then the draws of its prior.

    Quality that an experiment adds stays as it is: no persistence of its own, unit size.
    """
    era = dict(market.parameters)
    central = parameters.central(era)
    drawn = parameters.draw(draws, 0, era) if draws else {}
    values = {
        name: np.concatenate([[value], drawn[name] if draws else []])
        for name, value in central.items()
    }
    still, unit = np.zeros(1 + draws), np.ones(1 + draws)
    return values | {"utility_shock_persistence": still, "utility_shock_sd": unit}


def respond(
    market: Market,
    episode: Episode,
    values: Values,
    *,
    without: Iterable[str] = (),
    idle: bool = False,
    extra: Array | None = None,
    metrics: Collection[str] = ALL,
) -> Run:
    """Run an experiment, with the metrics named.

    Parameters
    ----------
    values
        Parameters, each (D,).
    without
        Levers that stay at the baseline.
    idle
        Leave plan and events out: the run of no change.
    extra : array, shape (A, D), optional
        Quality on top, utils, from the first quarter on.
    """
    dropped = set(without)
    scenario = episode.scenario
    steps = () if idle else tuple(s for s in scenario.steps if s.lever not in dropped)
    events = () if idle else episode.events
    base = _with_subsidies(build(market, Coefficients(values), season=episode.season), events)
    quality = _quality(base, events, scenario.horizon)
    if extra is not None:
        quality = quality + extra[None, :, None]
    run = empty_run(scenario.horizon, len(market.platforms), base.p.count, metrics)
    setting = Setting(posture=scenario.rivals, season=episode.season, growth=False)
    noise = Noise(utility=quality, macro=np.zeros((scenario.horizon, base.p.count)))
    schedule = replace(scenario, steps=steps).schedule(market.levers)
    simulate(base, schedule, setting, noise, run)
    return run


def _with_subsidies(base: Baseline, events: Iterable[Event]) -> Baseline:
    """Raise the usual subsidy of rivals, in their mix; orders of before stay the yardstick (E7)."""
    added = np.zeros_like(base.rivals.depth)
    for event in events:
        if event.kind == "subsidy":
            added[base.market.platform_ids.index(event.platform) - 1] += event.size
    budget = base.rivals.budget + added[:, None] * base.rivals.mix
    depth = base.rivals.depth + added / base.rivals.gmv
    cap = np.maximum(base.rivals.cap, budget.sum(axis=1))
    return replace(base, rivals=replace(base.rivals, budget=budget, depth=depth, cap=cap))


def _quality(base: Baseline, events: Iterable[Event], horizon: int) -> Array:
    """Utils that events add, (T, A, S, D)."""
    market, shape = base.market, (horizon, len(base.market.platforms), len(SEGMENTS))
    quality = np.zeros((*shape, base.p.count))
    first = quarter_number(market.vintage) + 1
    for event in events:
        if event.kind in ("quality", "assortment"):
            at, app = (
                quarter_number(event.quarter) - first,
                market.platform_ids.index(event.platform),
            )
            quality[at:, app] += _felt(base, event, horizon - at)
    return quality


def _felt(base: Baseline, event: Event, quarters: int) -> Array:
    """Utils of one event from its quarter on, (T, S, D); brands arrive at the sellers' pace."""
    if event.kind == "quality":
        return np.full((quarters, 1, 1), event.size)
    p = base.p
    arrived = 1.0 - (1.0 - p.merchant_adjustment) ** np.arange(quarters)[:, None]
    return event.size * arrived[:, None] * p.assortment_weight[:, BRAND]


def measure(run: Run, metric: str, over: str, platform: int, rows: list[int]) -> Array:
    """Mean of a metric, or of its ratio to another, over some quarters, (D,)."""
    path = _of(run, metric, platform)
    if over:
        path = path / _of(run, over, platform)
    return path[rows].mean(axis=0)


def _of(run: Run, metric: str, platform: int) -> Array:
    path = run.metrics[metric]
    return path[:, platform] if path.ndim == 3 else path


def place(market: Market, platform: str) -> int:
    """Index of a platform; own group where none is named."""
    return market.platform_ids.index(platform) if platform else OWN
