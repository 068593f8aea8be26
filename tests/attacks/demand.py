"""Attacks on demand: what a subsidy does to the market, and kinks at the baseline."""

from itertools import product

import numpy as np

from models.inputs import load_market
from tests.attacks.attack import Finding, attack
from tests.attacks.runs import FIRST_YEAR, MARKETS, added_deals, change, percent, run
from tests.models.side_by_side import plain_runs
from tests.models.worlds import scenario

MIXES = ((1, 0), (0.4, 0.6), (0, 1))
"""Parts of added money for large and for small tickets."""


def subsidised():
    """A little and much more subsidy of three mixes on every market, each with no change."""
    for vintage in MARKETS:
        sums = [(added * a, added * b) for added, (a, b) in product((1, 20), MIXES)]
        deals = [added_deals(load_market(vintage), *parts) for parts in sums]
        still, *plans = plain_runs(scenario(vintage, **levers) for levers in ({}, *deals))
        yield from product(plans, [still])


@attack("five-app GMV under a subsidy", is_slow=True)
def subsidy_grows_the_market():
    """The first model: discounts of 80 bn a year destroy 270 bn of shopping."""
    worst = {"the market's": np.inf, "our own": np.inf}
    for plan, still in subsidised():
        total = plan.paths["gmv"][..., 0].sum(axis=1) - still.paths["gmv"][..., 0].sum(axis=1)
        ours = plan.central("gmv") - still.central("gmv")
        for name, path in zip(worst, (total, ours), strict=True):
            worst[name] = min(worst[name], float(path.min()))
    for name, least in worst.items():
        what = f"least change of {name} GMV in any quarter, all markets, +1 and +20 bn, three mixes"
        yield Finding(what=what, value=least, unit="RMB bn", low=0)
    plan, still = run(**added_deals(load_market("2023Q1"), 0, 20)), run()
    total = sum(change(plan, still, "gmv", FIRST_YEAR, app) for app in range(5))
    what = "change of the market's GMV by 80 bn a year on small tickets, 2023Q1, first year"
    yield Finding(what=what, value=total, unit="RMB bn", low=0)
    plan = run(**added_deals(load_market("2023Q1"), 0, 1))
    paid = change(plan, still, "subsidy", FIRST_YEAR)
    what = "sales for RMB 1 of small-order subsidy, 2023Q1, first year"
    yield Finding(
        what=what, value=change(plan, still, "gmv", FIRST_YEAR) / paid, unit="RMB", low=1.5, high=4
    )


def one_sided(vintage, lever, by, metric):
    """Slopes of a metric to the left and to the right of the baseline, each (T,)."""
    usual, still = load_market(vintage).levers[lever], run(vintage).central(metric)
    return [
        (run(vintage, **{lever: usual + way * by}).central(metric) - still) / (way * by)
        for way in (-1, 1)
    ]


def apart(left, right):
    """Largest difference of two slopes in any quarter, per cent of the larger."""
    return float(100 * np.max(np.abs(left - right) / np.maximum(np.abs(left), np.abs(right))))


@attack("slopes at the baseline", is_slow=True)
def slopes_have_no_kink():
    """The first model: the first yuan of a cut and of a rise had different effects."""
    for metric in ("gmv", "dau"):
        gaps = {
            vintage: apart(
                *one_sided(
                    vintage,
                    "subsidy_budget",
                    load_market(vintage).levers["subsidy_budget"] / 500,
                    metric,
                )
            )
            for vintage in MARKETS
        }
        worst = max(gaps, key=gaps.get)
        what = f"left and right slope of {metric} in the subsidy, worst market ({worst})"
        yield Finding(what=what, value=gaps[worst], unit="% apart", high=5)
    gap = apart(*one_sided("2023Q1", "taobao_traffic_share", 0.001, "revenue"))
    what = "left and right slope of revenue in the traffic split, 2023Q1"
    yield Finding(what=what, value=gap, unit="% apart", high=25)


@attack("an entrance without deals")
def entrance_alone():
    """The front page given to food for nothing: no visitors for free."""
    for vintage in MARKETS:
        market = load_market(vintage)
        if market.instant is None:
            continue
        deals = {"instant_subsidy": 0}
        opened, shut = (run(vintage, instant_entrance=e, **deals) for e in (1, 0))
        lost = change(opened, shut, "value")
        yield Finding(what=f"value of the entrance, {vintage}", value=lost, unit="RMB bn", high=0)
        extra = max(percent(opened, shut, "dau", slice(q, q + 1)) for q in range(12))
        yield Finding(what=f"visitors it brings, {vintage}", value=extra, unit="%", high=1.5)
