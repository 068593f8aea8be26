"""From projections to an outcome: the comparison of a plan with no change.

Plan and no change share their draws, so a change is taken draw by draw and its range is that of
the change itself, not of two futures that never met. Arithmetic ends here: the pages
only format.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from models.analysis.effects import difference, effect, effects, quantiles, ratio
from models.analysis.evidence import evidence
from models.analysis.judgement import Attribution, attribution_of
from models.analysis.levels import levels
from models.analysis.outcome import (
    LEVELS,
    OUTCOME_METRICS,
    STAKES,
    TRADE,
    Outcome,
    Path,
    RivalResponse,
    Sample,
)
from models.analysis.plan_worth import PlanWorth, worth_of
from models.analysis.reading import year_to
from models.analysis.visitor_price import gains, own_paths
from models.analysis.winners_losers import winners_losers
from models.notation import HORIZON_METRICS, TICKETS, Array
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.vintage import Market

_BAND = (0.10, 0.25, 0.75, 0.90)

_RATIOS = tuple(name for name in OUTCOME_METRICS if name not in HORIZON_METRICS)

_TODAY = (*LEVELS, "gmv")
"""What is told of the market as reported; nothing goes on beyond it."""

_BEFORE = ("gmv", "ebita", *STAKES)
"""What is told of a plan that the rivals do not answer."""


def sample(projection: Projection) -> Sample:
    """Keep what is shown of ``projection``: those of `OUTCOME_METRICS` that it has."""
    shown = [name for name in OUTCOME_METRICS if name in projection.paths]
    own = {name: projection.path(name).copy() for name in shown}
    platforms = range(len(projection.market.platforms))
    sales, profits = (
        np.stack([year_to(projection.path(name, place)) for place in platforms])
        for name in ("gmv", "ebita")
    )
    return Sample(
        quarters=projection.quarters,
        own=own,
        sales=sales,
        profits=profits,
        followed=own_paths(projection.followed),
    )


def compare(
    plan: Projection,
    no_change: Sample,
    today: Sample,
    before: tuple[Sample, Sample],
    worth: PlanWorth,
    attribution: Attribution | None = None,
) -> Outcome:
    """Set a plan against no change.

    Parameters
    ----------
    plan : Projection
        The plan, rivals answering as the scenario says.
    no_change : Sample
        Same market, settings and draws without the plan.
    today : Sample
        Central run of the market as reported: season, growth and shocks off.
    before : tuple of Sample
        Plan and no change with rivals standing still, central runs of sales, profits and `STAKES`.
    worth : PlanWorth
        What the plan is worth.
    attribution : Attribution, optional
        Regression on the parameters of the draws; left out: nothing is said of evidence.
    """
    ours, baseline = sample(plan), plan.market.levers
    moved = plan.scenario.changed(baseline)
    return Outcome(
        vintage=plan.market.vintage,
        quarters=ours.quarters,
        paths=_paths(ours, no_change, today),
        changes=_changes(ours, no_change),
        levels=levels(ours, no_change, today),
        change=effects({name: difference(name, ours, no_change) for name in OUTCOME_METRICS}),
        relative=effects({name: ratio(name, ours, no_change) for name in _RATIOS}),
        rival_responses=_answers(ours, no_change, *before),
        stakes=winners_losers(ours, no_change, *before),
        planned={name: plan.planned[name] for name in moved},
        delivered={name: _delivered(name, plan) for name in moved},
        baseline=baseline,
        evidence=evidence(ours, no_change, attribution),
        lost=effect(np.minimum(ours.own["ebita"] - no_change.own["ebita"], 0.0).sum(axis=0)),
        worth=worth,
    )


def study(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    kept: Callable[..., Sample] | None = None,
    plan: Projection | None = None,
) -> Outcome:
    """Project a plan with what it is compared to.

    ``kept(scenario, **options)`` samples a projection that does not depend on the plan; a cache
    goes here. ``plan`` is the plan projected with `OUTCOME_METRICS`; left out: run here.
    """

    def run(of: Scenario, **options: Any) -> Sample:  # noqa: ANN401
        return sample(project(market, parameters, of, **options))

    keep = kept or run
    idle = replace(scenario, steps=())
    still: dict[str, Any] = {"draws": 0, "rivals": "passive", "metrics": _BEFORE}
    plan = plan or project(market, parameters, scenario, metrics=OUTCOME_METRICS)
    no_change = keep(idle, metrics=OUTCOME_METRICS)
    paths = own_paths(plan.followed), no_change.followed
    return compare(
        plan,
        no_change,
        keep(idle, metrics=_TODAY, quarters=1, plain=True),
        (run(scenario, **still), keep(idle, **still)),
        worth_of(
            market, parameters, scenario, gains(market, parameters, scenario, *paths), paths[1]
        ),
        attribution_of(parameters, market, scenario),
    )


def _delivered(name: str, plan: Projection) -> Array:
    """Central run of a lever as delivered, (T,); one that acts at once is as planned."""
    high, low = (plan.realised[f"subsidy_{kind}"][:, 0] for kind in TICKETS)
    budget = high + low
    if name == "subsidy_budget":
        return budget
    if name == "high_ticket_share":
        return np.divide(high, budget, out=plan.planned[name].copy(), where=budget > 0)
    return plan.realised[name][:, 0] if name in plan.realised else plan.planned[name]


def _paths(plan: Sample, no_change: Sample, today: Sample) -> dict[str, Path]:
    return _banded(
        {name: plan.own[name] for name in LEVELS},
        {name: no_change.own[name][:, 0] for name in LEVELS},
        {name: float(today.own[name][0, 0]) for name in LEVELS},
    )


def _changes(plan: Sample, no_change: Sample) -> dict[str, Path]:
    """Take changes by quarter, draw by draw, against a line of no change at zero."""
    changes = {}
    for name in TRADE:
        ours, idle = plan.own[name], no_change.own[name]
        changes[name] = ours - idle if name == "ebita" else ours / idle - 1.0
    still = np.zeros(len(plan.quarters))
    return _banded(changes, dict.fromkeys(TRADE, still), dict.fromkeys(TRADE, 0.0))


def _banded(
    paths: Mapping[str, Array], no_change: Mapping[str, Array], today: Mapping[str, float]
) -> dict[str, Path]:
    """Split paths (T, 1+D) into the central run and the bands of the draws, all at once."""
    together = np.stack(list(paths.values()))
    draws = together[..., 1:] if together.shape[-1] > 1 else together
    bands = quantiles(draws, _BAND)
    ends = ("low_80", "low_50", "high_50", "high_80")
    return {
        name: Path(
            today=today[name],
            no_change=no_change[name],
            plan=path[:, 0],
            **dict(zip(ends, bands[:, place], strict=True)),
        )
        for place, (name, path) in enumerate(paths.items())
    }


def _answers(
    plan: Sample, no_change: Sample, plan_before: Sample, still: Sample
) -> tuple[RivalResponse, ...]:
    before = plan_before.sales[:, 0] - still.sales[:, 0]
    after = effects(dict(enumerate(plan.sales - no_change.sales)))
    return tuple(
        RivalResponse(platform=a, before=float(before[a]), after=one) for a, one in after.items()
    )
