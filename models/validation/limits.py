"""Limiting cases whose answer is known in closed form: models/equations/properties.md.

Each function gives the largest error of the model against the closed form.
"""

from collections.abc import Callable

import numpy as np

from models.inputs import load_market, load_parameters, vintages
from models.market import advertising, brands, buyers, choice, memory, organisation, rivals, subsidy
from models.notation import Array, quarters_after
from models.projection import project
from models.scenario import POSTURES, Scenario, Step

_NESTS = (0, 0, 1, 0, 1)
_UTILITY = np.linspace(-2.0, 2.0, 10).reshape(5, 2, 1)
_SIGMA = np.array([0.4])


def _error(computed: Array, wanted: Array | float) -> float:
    return float(np.max(np.abs(computed - wanted)))


def standstill() -> float:
    """Run no change in every market under every posture: nothing moves."""
    worst = 0.0
    for vintage in vintages():
        for posture in POSTURES:
            still = Scenario(name="-", market=vintage, rivals=posture)
            run = project(load_market(vintage), load_parameters(), still, plain=True)
            for name in ("gmv", "revenue", "ebita", "dau", "dac", "aac", "subsidy"):
                path = run.paths[name][..., 0]
                worst = max(worst, _error(path / path[0], 1.0))
    return worst


def plain_logit() -> float:
    """Nests without correlation are no nests."""
    weight = np.exp(_UTILITY)
    share = choice.nested_logit(_UTILITY, _NESTS, np.zeros(1)).share
    return _error(share, weight / (1.0 + weight.sum(axis=0)))


def identical_apps() -> float:
    """Apps that are alike share alike."""
    share = choice.nested_logit(np.full((5, 1, 1), 0.3), _NESTS, np.zeros(1)).share
    return float(np.ptp(share))


def elasticities() -> float:
    """Move shares by a util as the formulas say: own, same nest, other nest."""
    step = np.zeros_like(_UTILITY)
    step[0] = 1e-5
    here = choice.nested_logit(_UTILITY, _NESTS, _SIGMA)
    ends = [choice.nested_logit(_UTILITY + way * step, _NESTS, _SIGMA).share for way in (1, -1)]
    slope = (np.log(ends[0]) - np.log(ends[1])) / 2e-5
    own = choice.own_semi_elasticity(here.share, here.within, _SIGMA)[0]
    nest = -(_SIGMA * here.within[0] + (1.0 - _SIGMA) * here.share[0]) / (1.0 - _SIGMA)
    wanted = np.stack([own, nest, -here.share[0]])
    return _error(slope[:3], wanted)


def inversion() -> float:
    """Reveal the utility that made the shares."""
    share = choice.nested_logit(_UTILITY, _NESTS, _SIGMA).share
    return _error(choice.berry_inversion(share, _NESTS, _SIGMA), _UTILITY)


def habit_half_life() -> float:
    """Halve a pulse of habit every ln 0.5 / ln persistence quarters."""
    stock, path = np.array([2.0]), []
    for _ in range(8):
        stock = memory.habit(stock, np.ones(1), np.array([0.55]))
        path.append(float(stock[0] - 1.0))
    halves = np.log(0.5) / np.diff(np.log(path))
    return _error(halves, float(np.log(0.5) / np.log(0.55)))


def step_response() -> float:
    """Deliver a lever as two stages in a row do: 1 - (1 + n lam)(1 - lam)^n."""
    lam, first, second = np.array([0.72]), np.zeros(1), np.zeros(1)
    worst = 0.0
    for n in range(1, 40):
        first, second = organisation.erlang_step(first, second, np.ones(1), lam)
        worst = max(worst, _error(second, 1.0 - (1.0 + n * lam) * (1.0 - lam) ** n))
    return worst


def reach() -> float:
    """Without heterogeneity buyers arrive as in a Poisson process."""
    rate = np.array([0.2, 2.0, 9.0])
    return _error(buyers.nbd_reach(rate, np.array(1e9)), 1.0 - np.exp(-rate))


def shallow_subsidy() -> float:
    """Add no order by a subsidy without depth, or where nobody minds the price."""
    depths, none = np.array([0.0, 0.3]), np.array([3.5, 0.0])
    return _error(subsidy.incremental_share(depths, none), 0.0)


def ad_elasticity() -> float:
    """At fixed sales advertising rises by 1 - 1/eta percent for one percent more ads."""
    low, high = advertising.load_revenue(np.array([1.0, 1.0001]), np.array(1.8))
    return abs(float(np.log(high / low) / np.log(1.0001)) - (1.0 - 1.0 / 1.8))


def best_focus() -> float:
    """Find the best share of brands to feature at x / (n - 1)^(1/n) while traffic is scarce."""
    focus = np.linspace(0.01, 1.0, 5000)
    capability = brands.capability_target(np.array(0.8), focus, np.array(3.0))
    return abs(
        float(focus[np.argmax(capability)] - brands.best_focus(np.array(0.8), np.array(3.0)))
    )


def price_war() -> float:
    """Two rivals that match each other in full keep their relative shares."""
    budget, attack = np.full((1, 2, 1), 5.0), np.array([[0.0], [5.0]])
    reply = rivals.follow(budget, np.zeros((1, 1)), attack, np.ones((1, 2, 1)), 1.0, 0.0)
    both = np.zeros_like(_UTILITY)
    both[:2] = 0.5 * float(reply[0, 1, 0])
    before = choice.nested_logit(_UTILITY, _NESTS, _SIGMA).share
    after = choice.nested_logit(_UTILITY + both, _NESTS, _SIGMA).share
    return max(_error(reply[0, 1], 10.0), _error(after[0] / after[1], before[0] / before[1]))


def borrowed_orders() -> float:
    """Pay back what a subsidy of one quarter borrows from later ones."""
    quarters = quarters_after("2023Q1", 2)
    pulse = tuple(
        Step(lever="subsidy_budget", quarter=q, value=v)
        for q, v in zip(quarters, (12, 5), strict=True)
    )
    plan = Scenario(name="-", market="2023Q1", horizon=40, rivals="passive", steps=pulse)
    run = project(load_market("2023Q1"), load_parameters(), plan, plain=True)
    orders = run.central("orders") / run.central("orders")[-1] - 1.0
    return float(abs(orders[-2]) / orders[0])


def no_delay() -> float:
    """Without delay a lever is delivered at once."""
    market = load_market("2023Q1")
    step = Step(lever="sme_support", quarter="2023Q2", value=6.0)
    quick = (("execution_delay", 1e-4),)
    plan = Scenario(name="-", market="2023Q1", steps=(step,), assumptions=quick)
    run = project(market, load_parameters(), plan, plain=True)
    return _error(run.realised["sme_support"], 6.0)


LIMITS: dict[str, Callable[[], float]] = {
    f.__name__: f
    for f in (
        standstill,
        plain_logit,
        identical_apps,
        elasticities,
        inversion,
        habit_half_life,
        step_response,
        reach,
        shallow_subsidy,
        ad_elasticity,
        best_focus,
        price_war,
        borrowed_orders,
        no_delay,
    )
}
"""Every limiting case by the name that the table of laws gives it."""
