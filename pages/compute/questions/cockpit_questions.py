"""What the Cockpit asks of the model: all short but for the marginal value of money."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from models.analysis.instant.food_prices import (
    Lead,
    food_visitor_earns,
    leads,
)
from models.analysis.instant.services import Services, services
from models.analysis.marginal_returns import MarginalReturn, marginal_values, ranked_returns
from models.analysis.outcome import Outcome, Sample
from models.analysis.study import sample, study
from models.analysis.subsidy_mix import Bundle
from models.analysis.subsidy_mix import bundles as orders_of_a_billion
from models.inputs import load_market, load_parameters
from models.projection import project
from models.scenario import Scenario
from models.validation.record import Finding, findings
from pages.compute.questions import first, long

LIVE_DRAWS = 100
"""Draws of the fan while a hand drags, the first of those that the whole fan has."""


def outcome(scenario: Scenario) -> Outcome:
    """Set a plan against no change.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """

    def kept(of: Scenario, **options: Any) -> Sample:  # noqa: ANN401
        return _kept(of, tuple(sorted(options.items())))

    return study(load_market(scenario.market), load_parameters(), scenario, kept)


@first
def live(scenario: Scenario) -> Outcome:
    """Set a plan against no change with the first few draws alone: the whole fan follows.

    Raises
    ------
    ModelError
        As `outcome`.
    """
    return outcome(replace(scenario, draws=min(LIVE_DRAWS, scenario.draws)))


def bundles(scenario: Scenario) -> tuple[Bundle, ...]:
    """Give what RMB 1 bn of subsidies buys."""
    return orders_of_a_billion(load_market(scenario.market), load_parameters(), scenario)


def instant_services(scenario: Scenario) -> Services | None:
    """Set the services of instant commerce under a plan against no change."""
    return services(load_market(scenario.market), load_parameters(), scenario)


@long
def food_prices(scenarios: tuple[Scenario, ...]) -> tuple[tuple[Lead, ...], float]:
    """Give the plans that lead by the price of a food visitor, and what one earns, RMB a year."""
    market, parameters = load_market(scenarios[0].market), load_parameters()
    return leads(market, parameters, scenarios), food_visitor_earns(market, parameters)


@long
def marginal_returns(scenario: Scenario) -> tuple[MarginalReturn, ...]:
    """Give what one more RMB bn buys in each lever."""
    market, parameters = load_market(scenario.market), load_parameters()
    return ranked_returns(marginal_values(market, parameters, scenario))


def record_of(episode: str) -> tuple[Finding, ...]:
    """Say what the model says of an experiment that a plan is like; nothing in it is the plan's."""
    return findings(episode)


def warm_up() -> None:
    """Compute baselines, draws and today's paths before anybody asks."""
    for question in (outcome, live):
        question(Scenario(name="-", market=load_market().vintage))


# Kept where the computing is done: it is what plans of one market are compared to, and would be
# too much to send for every plan.
@lru_cache(maxsize=16)
def _kept(scenario: Scenario, options: tuple[tuple[str, Any], ...]) -> Sample:
    market, parameters = load_market(scenario.market), load_parameters()
    run: Callable[..., Any] = project
    return sample(run(market, parameters, scenario, **dict(options)))
