"""Attacks on the organisation: what all agree on, and which structure wins."""

import numpy as np

from tests.attacks.attack import Finding, attack
from tests.attacks.runs import FIRST_YEAR, change, percent, run
from tests.models.side_by_side import plain_runs
from tests.models.worlds import scenario

UNITS = ("consumer", "industry", "group")


def weights(gmv, revenue, users, units=UNITS):
    """KPI weights of some units."""
    parts = {"gmv": gmv, "revenue": revenue, "users": users}
    return {f"kpi_{unit}_{kpi}": weight for unit in units for kpi, weight in parts.items()}


USERS, REVENUE = weights(0.1, 0.1, 0.8), weights(0.1, 0.8, 0.1)


@attack("an agreed KPI order")
def agreed_order():
    """The first model: what all are paid for changed nothing as long as all agreed."""
    still = run(rivals="follow")
    for name, order, way in (("users first", USERS, 1), ("revenue first", REVENUE, -1)):
        plan = run(rivals="follow", **order)
        sign = {"low": 0} if way > 0 else {"high": 0}
        other = {"high": 0} if way > 0 else {"low": 0}
        third = percent(plan, still, "dau")
        yield Finding(what=f"{name}: DAU, third year", value=third, unit="%", **sign)
        first = percent(plan, still, "revenue", FIRST_YEAR)
        yield Finding(what=f"{name}: revenue, first year", value=first, unit="%", **other)
        for metric in ("gmv", "revenue"):
            what = f"{name}: {metric}, third year"
            yield Finding(what=what, value=percent(plan, still, metric), unit="%")
        value = change(plan, still, "value")
        yield Finding(what=f"{name}: value", value=value, unit="RMB bn")


PLANS = {
    "no plan": {},
    "cross-unit plan": {
        "taobao_traffic_share": 0.55,
        "refund_leniency": 0.5,
        "lower_tier_investment": 4,
    },
    "quarrelling units": {
        **weights(0.1, 0.1, 0.8, ["consumer"]),
        **weights(0.1, 0.8, 0.1, ["industry"]),
    },
}
GRID = np.linspace(0, 1, 21)


def best_structures(**plan):
    """Integration that brings value, and GMV of the third year, highest."""
    runs = plain_runs(scenario(rivals="follow", centralisation=c, **plan) for c in GRID)
    value = [one.central("value") for one in runs]
    sales = [one.central("gmv")[-4:].mean() for one in runs]
    return [float(GRID[int(np.argmax(found))]) for found in (value, sales)]


@attack("best structure of three plans", is_slow=True)
def best_structure():
    """The first model: no structure could ever win."""
    found = {name: best_structures(**plan) for name, plan in PLANS.items()}
    for place, aim in enumerate(("value", "GMV")):
        for name, best in found.items():
            least = 0.05 if name == "no plan" else found["no plan"][place]
            yield Finding(what=f"best c by {aim}, {name}", value=best[place], low=least, high=0.95)
    for name, (value, sales) in found.items():
        apart = abs(value - sales)
        yield Finding(what=f"by value and by GMV apart, {name}", value=apart, high=0.3 + 1e-9)
