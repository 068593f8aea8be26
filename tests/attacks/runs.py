"""Runs that attacks share: central parameters, season and growth off unless said."""

from functools import lru_cache

import numpy as np

from models.inputs import load_market, load_parameters, vintages
from models.notation import quarters_after
from models.projection import project
from models.scenario import Step
from tests.models.worlds import scenario

MARKETS = vintages()
FIRST_YEAR, LAST_YEAR = slice(0, 4), slice(-4, None)
TAKES = ("gmv", "dau", "shopping_dau", "revenue", "ebita", "merchants_sme", "value", "worth")


@lru_cache(maxsize=256)
def follow(plan, *, plain=True, draws=0):
    """Project a scenario."""
    return project(load_market(plan.market), load_parameters(), plan, plain=plain, draws=draws)


def run(market="2023Q1", *, plain=True, **levers):
    """Project levers, rivals passive unless said."""
    return follow(scenario(market, **levers), plain=plain)


def step(lever, value, quarter, market="2023Q1"):
    """Move a lever from a projected quarter on, the first being 1."""
    return Step(lever=lever, quarter=quarters_after(market, quarter)[-1], value=value)


def added_deals(market, high, low):
    """Give the levers that add money to large and to small tickets, within what a market allows."""
    usual, most = market.levers["subsidy_budget"], market.bounds("subsidy_budget")[1]
    added = min(high + low, most - usual)
    large = usual * market.levers["high_ticket_share"] + added * high / (high + low)
    return {"subsidy_budget": usual + added, "high_ticket_share": large / (usual + added)}


def change(plan, still, metric, quarters=LAST_YEAR, platform=0):
    """Sum of a change over some quarters; a metric of the horizon has one number."""
    difference = plan.central(metric, platform) - still.central(metric, platform)
    return float(difference[quarters].sum() if np.ndim(difference) else difference)


def percent(plan, still, metric, quarters=LAST_YEAR, platform=0):
    """Change over some quarters in per cent of no change."""
    usual = still.central(metric, platform)
    total = usual[quarters].sum() if np.ndim(usual) else usual
    return 100 * change(plan, still, metric, quarters, platform) / float(total)
