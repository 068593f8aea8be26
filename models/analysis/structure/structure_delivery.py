"""What a structure does to a plan: speed, effectiveness, drift, the dip and the way out of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from models.analysis.reading import figure
from models.analysis.structure.strengths import ALIKE, Strengths, with_strengths
from models.analysis.structure.structures import Structure, with_structure
from models.levers import LEVERS
from models.notation import HEADLINES, Array
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.simulation.lever_delivery import CROSS_UNIT, LOCAL
from models.vintage import Market

PROBES = {"local": "sme_support", "cross": "lower_tier_investment"}
"""A lever of each class; all levers of a class are delivered alike."""

CLASSES = {"local": LOCAL, "cross": CROSS_UNIT}

_E = ("effectiveness",)
_STRUCTURAL = ("structure", "event")
_PASSING = ("event", "nobody")
DELIVERED = 0.9
_RECOVERED = 0.01
_NO_DIP = "reorganisation_dip"


@dataclass(frozen=True, kw_only=True, eq=False)
class Delivered:
    """A plan under one structure and one strength of the organisation's effects; central run.

    Attributes
    ----------
    speed : mapping of str to array, shape (T,)
        Share of a new target that is delivered by quarter, for levers inside one unit (`local`)
        and across units.
    until : mapping of str to int or None
        Quarters until nine tenths are delivered; None: not within the horizon.
    effectiveness : array, shape (T,)
        Relative to today's structure at rest.
    dip : float
        Largest share of effectiveness that the move itself costs in passing, 0 or more.
    recovery : int or None
        Quarters from the start until less than a hundredth of effectiveness is lost to the move;
        0 without a dip, None: not yet.
    drift : mapping of str to float
        By how much KPIs that the plan moves bend what units deliver at the last quarter, against
        the same run without these steps: the ad load as a ratio, the big-ticket share of subsidies
        in points; 0 where no KPI moves.
    change : mapping of str to float
        Headlines against no change over the last year, in the unit of the metric.
    planned, realised : mapping of str to array, shape (T,)
        The levers that the plan moves.
    """

    structure: Structure
    size: str
    speed: Mapping[str, Array]
    until: Mapping[str, int | None]
    effectiveness: Array
    dip: float
    recovery: int | None
    drift: Mapping[str, float]
    change: Mapping[str, float]
    planned: Mapping[str, Array]
    realised: Mapping[str, Array]


def delivered(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    structures: Sequence[Structure],
    ways: Mapping[str, Strengths] = ALIKE,
    run_of: Callable[[Scenario], Projection] | None = None,
) -> dict[tuple[str, str], Delivered]:
    """Project a plan under every structure and strength; by the names of both.

    ``run_of`` gives a plan's central run and effectiveness, and that of no change; left out: run
    here.
    """
    central = run_of or partial(project, market, parameters, draws=0)
    by_structure = {}
    for size, strengths in ways.items():
        plan = with_strengths(scenario, parameters, strengths)
        idle = central(replace(plan, steps=()))
        for structure in structures:
            one = with_structure(plan, structure)
            run = central(one)
            calm = project(market, parameters, _undisturbed(one, parameters), draws=0, metrics=_E)
            lost = 1.0 - run.central("effectiveness") / calm.central("effectiveness")
            speed = _speed(market, parameters, one)
            drift = _drift(run, _without_kpis(run, parameters))
            by_structure[structure.name, size] = _delivered(
                structure, size, run, idle, speed, lost, drift
            )
    return by_structure


def _speed(market: Market, parameters: Parameters, scenario: Scenario) -> dict[str, Array]:
    """Move one lever of each class a little from rest and follow it."""
    planned = scenario.schedule(market.levers)
    structural = {
        name: path for name, path in planned.items() if LEVERS[name].delivery in _STRUCTURAL
    }
    base = {name: np.full_like(path, market.levers[name]) for name, path in planned.items()}
    base["reorganisation"] = np.zeros_like(base["reorganisation"])
    moved = {name: base[name] + 1.0 for name in PROBES.values()}
    run = project(
        market, parameters, scenario, draws=0, planned={**base, **structural, **moved}, metrics=()
    )
    return {kind: run.realised[name][:, 0] - market.levers[name] for kind, name in PROBES.items()}


def _undisturbed(scenario: Scenario, parameters: Parameters) -> Scenario:
    """Give the plan with a move that disrupts nothing; what the structure does for good stays."""
    least = parameters.allowed(_NO_DIP)[0]
    kept = tuple(pair for pair in scenario.assumptions if pair[0] != _NO_DIP)
    return replace(scenario, assumptions=(*kept, (_NO_DIP, least)))


def _delivered(
    structure: Structure,
    size: str,
    run: Projection,
    idle: Projection,
    speed: Mapping[str, Array],
    lost: Array,
    drift: Mapping[str, float],
) -> Delivered:
    """Read off what a projection says; ``lost`` (T,) is what the move costs in passing."""
    moved = [name for name in run.scenario.changed(run.market.levers) if name in LEVERS]
    return Delivered(
        structure=structure,
        size=size,
        speed=speed,
        until={kind: _until(path) for kind, path in speed.items()},
        effectiveness=run.central("effectiveness").copy(),
        dip=max(float(lost.max()), 0.0),
        recovery=_recovery(lost),
        drift=drift,
        change={metric: _last(metric, run) - _last(metric, idle) for metric in HEADLINES},
        planned={name: run.planned[name] for name in moved},
        realised={name: realised_of(name, run) for name in moved},
    )


def realised_of(lever: str, run: Projection) -> Array:
    """Central run of a lever as delivered, (T,); one that is not filtered is as planned."""
    high, low = (run.realised[f"subsidy_{kind}_ticket"][:, 0] for kind in ("high", "low"))
    if lever == "subsidy_budget":
        return high + low
    if lever == "high_ticket_share":
        return np.divide(high, high + low, out=run.planned[lever].copy(), where=high + low > 0.0)
    return run.realised[lever][:, 0] if lever in run.realised else run.planned[lever]


def initiatives(scenario: Scenario, market: Market) -> Array:
    """Count the levers that get a new target in each quarter, (T,).

    The model charges management's attention for businesses kept, not for initiatives; the count
    is for information.
    """
    steady = [name for name, lever in LEVERS.items() if lever.search not in _PASSING]
    targets = scenario.schedule(market.levers)
    paths = np.stack([np.append(market.levers[name], targets[name]) for name in steady])
    return np.asarray((np.diff(paths, axis=1) != 0.0).sum(axis=0))


def _until(path: Array) -> int | None:
    reached = np.flatnonzero(path >= DELIVERED)
    return int(reached[0]) + 1 if len(reached) else None


def _recovery(lost: Array) -> int | None:
    """Count the quarters after which hardly anything is lost any more."""
    still = np.flatnonzero(lost >= _RECOVERED)
    after = int(still[-1]) + 1 if len(still) else 0
    return after if after < len(lost) else None


def _without_kpis(run: Projection, parameters: Parameters) -> Projection:
    """Project the same plan with the KPIs where they are; the run itself if it moves none."""
    plan = run.scenario
    kept = tuple(step for step in plan.steps if LEVERS[step.lever].delivery != "kpi")
    if kept == plan.steps:
        return run
    return project(run.market, parameters, replace(plan, steps=kept), draws=0, metrics=())


def _drift(run: Projection, plain: Projection) -> dict[str, float]:
    """Give what the KPIs of ``run`` bend at the last quarter against ``plain`` without them."""
    load, mix = (realised_of(name, run)[-1] for name in ("ad_load", "high_ticket_share"))
    load0, mix0 = (realised_of(name, plain)[-1] for name in ("ad_load", "high_ticket_share"))
    return {
        "ad_load": float(load / load0 - 1.0) if load0 else 0.0,
        "high_ticket_share": float(mix - mix0),
    }


def _last(metric: str, run: Projection) -> float:
    return float(figure(run.paths, metric)[0])
