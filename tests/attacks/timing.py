"""Attacks by the calendar: strip the last year, cut in the last quarter alone."""

from itertools import product

import numpy as np

from models.inputs import load_market, load_parameters
from models.market.worth import BEYOND
from tests.attacks.attack import Finding, attack
from tests.attacks.runs import change, follow, run, step
from tests.models.worlds import scenario

HORIZON = 12
INVESTMENTS = ("subsidy_budget", "sme_support", "content_investment", "lower_tier_investment")


def stripped(market, quarter, horizon=HORIZON):
    """Give the plan without any investment from a quarter on."""
    steps = tuple(step(lever, 0.0, quarter, market) for lever in INVESTMENTS)
    return scenario(market, rivals="follow", horizon=horizon, steps=steps)


def present(profit):
    """Discount a path of profit, (T,), to today."""
    rate = load_parameters().central()["discount_rate"]
    return float(((1 + rate) ** (-np.arange(1, len(profit) + 1) / 4) * profit).sum())


def by_annuity(profit):
    """Value as the first model told it: the last year goes on for ever after."""
    last = np.full(BEYOND, profit[-4:].mean())
    return present(np.concatenate([profit, last]))


@attack("strip the last year, told against simulated")
def strip_the_last_year():
    """The first model: all investment out in the last year was told +141 bn, the truth was -8."""
    market = "2024Q3"
    still, plan = scenario(market, rivals="follow", horizon=HORIZON), stripped(market, HORIZON - 3)
    told = change(follow(plan), follow(still), "value")
    length = HORIZON + BEYOND
    long_plan, long_still = (
        stripped(market, HORIZON - 3, length),
        scenario(market, rivals="follow", horizon=length),
    )
    truth = present(follow(long_plan).central("ebita") - follow(long_still).central("ebita"))
    annuity = by_annuity(follow(plan).central("ebita")) - by_annuity(follow(still).central("ebita"))
    yield Finding(what=f"told, {market}", value=told, unit="RMB bn of value")
    yield Finding(what="simulated over 32 quarters", value=truth, unit="RMB bn")
    gap = told - truth
    yield Finding(what="told less simulated", value=gap, unit="RMB bn", low=-1e-6, high=1e-6)
    says = "what extrapolating the last year would tell"
    yield Finding(what="an annuity of the last year", value=annuity, unit="RMB bn", says=says)
    worth = change(follow(plan), follow(still), "worth")
    yield Finding(what="worth of it", value=worth, unit="RMB bn")


CUTS = {
    "subsidy to nothing": {"subsidy_budget": 0.0},
    "ads to 1.3": {"ad_load": 1.3},
    "all investment to nothing": dict.fromkeys(INVESTMENTS, 0.0),
}


@attack("a cut in the last quarter alone", is_slow=True)
def cut_at_the_end():
    """Held for ever after, a cut in the last quarter would look like one of three years."""
    for market, (name, levers) in product(("2023Q1", "2024Q3", "2025Q3"), CUTS.items()):
        still = run(market, rivals="follow")
        early = change(run(market, rivals="follow", **levers), still, "value")
        steps = tuple(step(lever, v, HORIZON, market) for lever, v in levers.items())
        late = change(run(market, rivals="follow", steps=steps), still, "value")
        # A cut of everything from the start also loses what investment earns, which leaves little
        # to compare with (decisions.md): its bound is against the money that it saves.
        saved = levers.keys() == set(INVESTMENTS)
        bound = {"says": "30 of a cut"} if saved else {"high": 30}
        what = f"{name}, {market}: {late:+.0f} at the end of {early:+.0f} from the start"
        yield Finding(what=what, value=100 * late / early, unit="%", **bound)
        if saved:
            money = load_market(market).levers
            most = present(np.full(HORIZON + BEYOND, sum(money[lever] for lever in INVESTMENTS)))
            what = f"{name}, {market}: {late:+.0f} at the end of {most:.0f} saved from the start"
            yield Finding(what=what, value=100 * late / most, unit="%", high=30)
