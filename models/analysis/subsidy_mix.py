"""RMB 1 bn of subsidies as orders, and what those orders do to daily visitors."""

from dataclasses import dataclass

import numpy as np

from models.analysis.effects import effect
from models.analysis.marginal_returns import SUBSIDY, Marginal, marginal_values
from models.analysis.outcome import Effect
from models.market.coefficients import Coefficients
from models.market.subsidy import most_orders, subsidised_orders
from models.notation import OWN, PER_HEAD, TICKETS
from models.parameters import Parameters
from models.scenario import Scenario
from models.simulation.baseline_terms import baseline_orders
from models.vintage import Market


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What RMB 1 bn of subsidies buys in one class of goods, ``ticket``.

    ``orders`` are subsidised orders, million, at most half of those that the class has in the
    market's quarter (E7); ``basket`` in RMB and ``depth`` as a share are central values;
    ``visitors`` is the effect of RMB 1 bn a quarter more, kept up over the horizon, in its last
    year, million.
    """

    ticket: str
    orders: Effect
    basket: float
    depth: float
    visitors: Marginal


def bundles(
    market: Market, parameters: Parameters, scenario: Scenario, *, draws: int | None = None
) -> tuple[Bundle, ...]:
    """Give the big-ticket bundle and the small one, in the order of `models.notation.TICKETS`.

    ``draws`` left out are the scenario's own.
    """
    p = _coefficients(market, parameters, scenario, scenario.draws if draws is None else draws)
    cost = p.subsidy_depth * p.subsidised_basket
    most = most_orders(np.zeros(1), baseline_orders(market)[[OWN]].sum(axis=1))
    orders = subsidised_orders(np.ones((1, len(TICKETS), 1)), cost, most)[0] * PER_HEAD
    marginals = marginal_values(market, parameters, scenario, draws=draws, levers=tuple(SUBSIDY))
    visitors = {m.lever: m for m in marginals if m.metric == "dau"}
    return tuple(
        Bundle(
            ticket=ticket,
            orders=effect(orders[k]),
            basket=float(p.subsidised_basket[k, 0]),
            depth=float(p.subsidy_depth[k, 0]),
            visitors=visitors[f"subsidy_{ticket}"],
        )
        for k, ticket in enumerate(TICKETS)
    )


def _coefficients(
    market: Market, parameters: Parameters, scenario: Scenario, draws: int
) -> Coefficients:
    """Parameters of the run that projects ``scenario``, central values in front of the draws."""
    assumed = {**market.parameters, **dict(scenario.assumptions)}
    drawn = parameters.draw(draws, scenario.seed, assumed)
    return Coefficients(
        {
            name: np.concatenate([[value], drawn[name]])
            for name, value in parameters.central(assumed).items()
        }
    )
