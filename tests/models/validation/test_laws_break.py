"""Every law of accounting notices when the array that it is about is falsified."""

from dataclasses import replace

import numpy as np
import pytest

from models.calibration.trace import moments, prepared
from models.validation.identities import IDENTITIES
from tests.every import every

SHOWN = {
    "sales": ("gmv", 0),
    "orders": ("orders", 0),
    "revenue": ("revenue", 0),
    "market_shares": ("gmv_share", 0),
    "profit": ("ebita", 0),
    "people": ("dac", 0),
    "positive": ("dau", 0),
    "traffic": ("dau", 0),
    "group_profit": ("group_ebita", 0),
}
"""A metric of the own group by the law that it would break."""


@pytest.fixture(scope="module")
def moment(market2023, parameters):
    base = prepared(market2023, parameters, 3)
    return next(moments(base, dict(market2023.levers), "follow", 1))


@every("name", IDENTITIES)
def test_a_law_holds_and_a_false_array_breaks_it(moment, name):
    assert IDENTITIES[name](moment) < 1e-9
    assert IDENTITIES[name](falsified(moment, name)) > 1e-3


def falsified(moment, name):
    """Falsify one array by a part of it, as if the simulation had computed it wrongly."""
    played, after = moment.played, moment.after
    if name in SHOWN:
        metric, _ = SHOWN[name]
        factor = 1e3 if name == "people" else np.inf if name == "positive" else 1.01
        return replace(moment, shown={**moment.shown, metric: moment.shown[metric] * factor})
    if name == "occasions":
        visits = replace(played.visits, outside=played.visits.outside * 1.1)
        return replace(moment, played=replace(played, visits=visits))
    if name == "budget":
        deals = replace(played.programme, cost=played.programme.cost * 2.0)
        return replace(moment, played=replace(played, programme=deals))
    if name == "habit":
        return replace(moment, after=replace(after, deal_habit=after.habit * 1.1))
    if name == "debt":
        return replace(moment, after=replace(after, debt=after.debt + 0.1))
    if name == "bumps":
        sold = replace(played.sold, kept=played.sold.kept - 0.01)
        return replace(moment, played=replace(played, sold=sold))
    if name == "refunds":
        earned = replace(played.earned, loss=played.earned.loss * 1.1)
        return replace(moment, played=replace(played, earned=earned))
    assert name == "rival_budgets", f"say here what would break {name}"
    answers = replace(played.answers, budget=played.answers.budget + 50.0)
    return replace(moment, played=replace(played, answers=answers))
