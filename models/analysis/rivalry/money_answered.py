"""Money for money: what we add by class of goods, and what each rival adds in answer (E5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.futures import no_change
from models.analysis.reading import year_to
from models.market import rivals
from models.market.coefficients import Coefficients
from models.market.rivals import Conduct
from models.notation import HIGH, LOW, OWN, Array
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.scenario.conduct import ways_of
from models.simulation.baseline import Baseline, build
from models.simulation.lever_delivery import BY_TICKET
from models.simulation.own_side import GROWTH_MONEY
from models.vintage import Market

ANSWERING = ("follow", "fee-cut")
"""Postures that match money with money and defend their share."""


@dataclass(frozen=True, kw_only=True)
class Attack:
    """What rivals count as our attack, RMB bn a quarter: by class, and growth money within it."""

    high: float
    low: float
    growth: float

    @property
    def total(self) -> float:
        """Both classes; growth money counts as small orders."""
        return self.high + self.low


@dataclass(frozen=True, kw_only=True)
class MoneyAnswer:
    """What one rival adds to its subsidies against no change, over the last year, central run.

    All in RMB bn a quarter. ``matched_high`` and ``matched_low`` answer our money in that class,
    ``defence`` the share of sales that the plan takes from it, ``cut`` is what its cap takes off;
    their sum is ``added``. One that cuts fees pays ``added`` to its sellers.
    """

    platform: int
    posture: str
    matched_high: float
    matched_low: float
    defence: float
    cut: float

    @property
    def added(self) -> float:
        """What the rival spends more than under no change."""
        return self.matched_high + self.matched_low + self.defence + self.cut


@dataclass(frozen=True, kw_only=True)
class MoneyForMoney:
    """Our attack over the last year, and the answers of the rivals that give money for money."""

    attack: Attack
    answers: tuple[MoneyAnswer, ...]

    @property
    def added(self) -> float:
        """What all of them add, RMB bn a quarter."""
        return sum(one.added for one in self.answers)


def money_for_money(market: Market, parameters: Parameters, scenario: Scenario) -> MoneyForMoney:
    """Take what a plan adds to the rivals' budgets apart: matched by class, defence, the cap."""
    base = _baseline(market, parameters, scenario)
    runs = [
        project(market, parameters, one, draws=0, metrics=("gmv_share",))
        for one in (scenario, no_change(scenario))
    ]
    attack = _attack(runs[0], base)
    lost = [_lost(run) for run in runs]
    answers = tuple(
        _answer(place, way, attack, lost, base)
        for place, way in enumerate(ways_of(scenario, market))
        if way.posture in ANSWERING
    )
    growth = base.p.rival_match_investment * _growth_money(runs[0].realised, base)
    high, low, grown = (float(year_to(path)) for path in (*attack.T, growth))
    return MoneyForMoney(attack=Attack(high=high, low=low, growth=grown), answers=answers)


def _baseline(market: Market, parameters: Parameters, scenario: Scenario) -> Baseline:
    central = parameters.central({**market.parameters, **dict(scenario.assumptions)})
    columns = {name: np.full(1, value) for name, value in central.items()}
    return build(market, Coefficients(columns), season=True)


def _attack(run: Projection, base: Baseline) -> Array:
    """Give the money that rivals see added in each quarter, (T, K)."""
    budget = np.stack([run.realised[name][:, 0] for name in BY_TICKET])
    added = rivals.attack(
        budget,
        base.market.subsidy[OWN][:, None],
        _growth_money(run.realised, base),
        base.p.rival_match_investment,
    )
    return added.T


def _growth_money(realised: Mapping[str, Array], base: Baseline) -> Array:
    """Sum the money for growth that we added, (T,)."""
    levers = base.market.levers
    return np.asarray(
        sum(np.maximum(realised[name][:, 0] - levers[name], 0.0) for name in GROWTH_MONEY)
    )


def _lost(run: Projection) -> Array:
    """Part of its share of sales that each rival lost, (T, A-1)."""
    sales = run.market.gmv_total
    return rivals.share_lost(run.paths["gmv_share"][:, 1:, 0], (sales / sales.sum())[1:])


def _answer(
    place: int, way: Conduct, attack: Array, lost: Sequence[Array], base: Baseline
) -> MoneyAnswer:
    """Split the answer of the rival at ``place`` among the rivals; ``lost`` with and without us."""
    terms, p = base.rivals, base.p
    matching = p.rival_matching if way.matching is None else way.matching
    defence = p.rival_defence if way.defence is None else way.defence
    today = float(terms.budget[place].sum())
    cap = terms.cap[place, 0] if way.cap is None else max(way.cap, today)
    diverted = terms.diversion[place, :, 0]
    matched = way.strength * matching * diverted * _seen(attack, way.lag)
    defended, idle = (
        way.strength * defence * today * _seen(one[:, place], way.lag) for one in lost
    )
    cut, idle_cut = (
        np.minimum(cap - today - wanted, 0.0) for wanted in (matched.sum(axis=1) + defended, idle)
    )
    return MoneyAnswer(
        platform=place + 1,
        posture=way.posture,
        matched_high=float(year_to(matched[:, HIGH])),
        matched_low=float(year_to(matched[:, LOW])),
        defence=float(year_to(defended - idle)),
        cut=float(year_to(cut - idle_cut)),
    )


def _seen(path: Array, lag: int) -> Array:
    """Give what a rival knows in each quarter of a path, (T, ...): nothing before its lag."""
    before = np.zeros_like(path[:lag])
    return np.concatenate([before, path])[: len(path)]
