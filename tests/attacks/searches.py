"""Attacks on searches: what the best plan does to festivals, and what a visitor's price buys."""

from functools import lru_cache
from itertools import pairwise

from models.analysis.optimise.goals import Goal, Task
from models.analysis.optimise.locked import FREE_LEVERS
from models.analysis.optimise.optimise import optimise
from models.inputs import load_market, load_parameters
from models.notation import quarters_after
from tests.attacks.attack import Finding, attack
from tests.attacks.runs import MARKETS
from tests.models.worlds import scenario


@lru_cache(maxsize=64)
def best(market, metric, *, at=12, free=FREE_LEVERS, limits=(), assumptions=()):
    """Find the best plan of a market for one metric, read over the year to quarter ``at``."""
    start = scenario(market, rivals="follow", draws=64, assumptions=assumptions)
    goal = Goal(weights=((metric, 1.0),), at=quarters_after(market, at)[-1])
    task = Task(scenario=start, goal=goal, free=free, limits=limits)
    return optimise(load_market(market), load_parameters(), task)


@attack("festivals in the best plan", is_slow=True)
def festivals_stay(markets=MARKETS, metrics=("gmv", "dau", "ebita")):
    """The first model: the best plan abolishes Double 11."""
    for market in markets:
        usual = load_market(market).levers["festival_intensity"]
        for metric in metrics:
            chosen = best(market, metric).plan["festival_intensity"]
            what = f"best for {metric}, {market} (today {usual:g})"
            # History's lowest, or none where there was none yet: Double 11 began in 2009.
            yield Finding(what=what, value=chosen, unit="intensity", low=min(0.6, usual))


TOLD = {
    "taobao_traffic_share": 0.49,
    "subsidy_budget": 2.0,
    "high_ticket_share": 0.0,
    "ai_investment": 0.7,
    "content_investment": 3.2,
    "lower_tier_investment": 3.6,
    "festival_intensity": 1.5,
    "ad_load": 1.06,
}
"""The best plan for worth as section 11 of the specification tells it, 2023Q1."""


@attack("the best plan for worth at three prices", is_slow=True)
def best_for_worth():
    """What a visitor is worth decides how many are bought."""
    bought = []
    for price in (550, 1600, 2600):
        assumed = (("visitor_value", float(price)),)
        answer = best("2023Q1", "worth", assumptions=assumed)
        for lever, told in TOLD.items():
            says = f"about {told:g}" if price == 1600 else ""
            yield Finding(what=f"{lever} at {price}", value=answer.plan[lever], says=says)
        gain = 100 * answer.gain / abs(answer.today)
        says = "21" if price == 1600 else ""
        yield Finding(what=f"worth at {price}", value=gain, unit="%", says=says, low=0)
        bought.append(answer.effects["dau"].central)
        yield Finding(what=f"DAU at {price}", value=bought[-1], unit="m")
        value = answer.effects["value"].central
        yield Finding(what=f"value at {price}", value=value, unit="RMB bn")
    rise = min(after - before for before, after in pairwise(bought))
    yield Finding(what="least rise of DAU with the price", value=rise, unit="m", low=0)
