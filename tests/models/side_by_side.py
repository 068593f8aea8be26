"""Central runs of many plans as the columns of one run, which costs little more than a single."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from models.inputs import load_market, load_parameters
from models.notation import quarters_after
from models.plan_columns import as_columns
from models.projection import Projection
from models.scenario import Scenario
from models.scenario.conduct import posture_of
from models.simulation.appraisal import beyond
from models.simulation.draw_blocks import baseline_block, overridden
from models.simulation.run import empty_run, simulate
from models.simulation.setting import Setting


def plain_runs(plans: Iterable[Scenario]) -> list[Projection]:
    """Give ``project(..., plain=True)`` of every plan, without what was delivered, in order."""
    plans = list(plans)
    alike: dict[Scenario, list[Scenario]] = {}
    for plan in plans:
        alike.setdefault(replace(plan, name="-", steps=(), notes=()), []).append(plan)
    found = {plan: run for some in alike.values() for plan, run in _at_once(some)}
    return [found[plan] for plan in plans]


def _at_once(plans):
    """Run plans that differ in their steps alone."""
    market, first, count = load_market(plans[0].market), plans[0], len(plans)
    posture = posture_of(first, market)
    setting = Setting(posture=posture, season=False, growth=False, outside=first.rivals)
    overrides = overridden(market, dict(first.assumptions))
    base = baseline_block(market, load_parameters(), overrides, 0, 0, False, 0).repeated(count)
    schedules = [plan.schedule(market.levers) for plan in plans]
    targets = as_columns(schedules, 1)
    run = empty_run(first.horizon, len(market.platforms), count)
    state = simulate(base, targets, setting, None, run)
    worth, followed = beyond(base, targets, setting, None, state, run.metrics, count)
    paths = run.metrics | worth
    assert all(np.isfinite(paths[name]).all() for name in ("gmv", "ebita", "dau", "value"))
    for row, (plan, schedule) in enumerate(zip(plans, schedules, strict=True)):
        yield (
            plan,
            Projection(
                market=market,
                scenario=plan,
                quarters=quarters_after(market.vintage, plan.horizon),
                paths={name: path[..., [row]] for name, path in paths.items()},
                planned=schedule,
                realised={},
                followed={name: path[..., [row]] for name, path in followed.items()},
            ),
        )
