"""The return to Taobao of 2023 as the ledger would have told it, every figure computed.

Nobody wrote a guess down: the one told here expects last year's quarter again, give or take the
largest yearly change of the four quarters before, and bears no name. The forecast is today's
model's from the market of 2023Q1, so it is told with hindsight. Levers came as the calibration
encodes them, and as planned where it names none; of rivals the one that publishes what it spends
on marketing is taken to have answered so strongly that its subsidies grew as that did. Both are
judgement.
"""

from dataclasses import replace
from functools import cache

from scipy import optimize

from models.calibration.actuals import read_actuals
from models.calibration.actuals_rows import read_rows
from models.calibration.series import SERIES
from models.inputs import actuals_bytes, load_market, load_parameters
from models.ledger.decision import Decision, Guess, Outcome
from models.ledger.miss import Aim, forecast, split
from models.ledger.published import published
from models.notation import quarter_number
from models.parameters import Parameters
from models.projection import project
from models.scenario import Scenario
from models.scenario.conduct_rules import STRONGEST
from models.validation.cases import Option, cases
from models.validation.engine import as_moved
from models.vintage import Market

MARKET = "2023Q1"
AIM = Aim(metric="revenue", quarter="2023Q4")
"""The first quarter with both steps of the plan in it."""

RIVAL, SPENT = "pdd", ("PDD", "sales_marketing_expense")
YEAR = 4


@cache
def example() -> Decision:
    """Tell the decision from guess to split; computed once."""
    plan = taken().scenario
    market, parameters = load_market(plan.market), load_parameters()
    came = as_it_came(market, parameters, plan)
    actual = published(actuals_bytes(), AIM)
    miss = split(market, parameters, plan, came, AIM, actual.value)
    return Decision(
        name=plan.name,
        plan=plan,
        aim=AIM,
        guesses=(last_year_again(plan.market),),
        forecast=forecast(market, parameters, plan, AIM),
        outcome=Outcome(came=came, miss=miss, source=actual.source),
        is_example=True,
    )


def taken() -> Option:
    """Give the option that was taken in 2023, named in both languages."""
    return next(case for case in cases() if case.market == MARKET).taken


def last_year_again(market: str) -> Guess:
    """Guess last year's quarter again, from what was published by the market's quarter."""
    origin, at = quarter_number(market), quarter_number(AIM.quarter)
    known = read_actuals(actuals_bytes()).known_at(origin).levels[SERIES[0].name]
    central = known[at - YEAR]
    changes = [abs(known[q] / known[q - YEAR] - 1.0) for q in range(origin - YEAR + 1, origin + 1)]
    reach = central * max(changes)
    return Guess(central=central, low=central - reach, high=central + reach)


def as_it_came(market: Market, parameters: Parameters, plan: Scenario) -> Scenario:
    """Levers as they moved, and the rival as strong as what it spent says, 0 to `STRONGEST`."""
    record = as_moved(market, quarter_number(AIM.quarter), plan.horizon)
    named = {step.lever for step in record.steps}
    planned = (step for step in plan.steps if step.lever not in named)
    moved = replace(record, steps=(*record.steps, *planned))
    place = market.platform_ids.index(RIVAL)
    grown = _growth(market.vintage)
    after = quarter_number(AIM.quarter) - quarter_number(market.vintage) - 1

    def at(strength: float) -> Scenario:
        return replace(moved, conduct=((f"{RIVAL}:strength", strength),))

    def excess(strength: float) -> float:
        run = project(market, parameters, at(strength), draws=0, metrics=["subsidy"])
        spent = run.central("subsidy", place)[after]
        return float(spent / market.subsidy[place].sum() - grown)

    if excess(0.0) >= 0.0 or excess(STRONGEST) <= 0.0:
        return at(0.0 if excess(0.0) >= 0.0 else STRONGEST)
    return at(round(float(optimize.brentq(excess, 0.0, STRONGEST, xtol=1e-3)), 2))


def _growth(start: str) -> float:
    """Growth of what the rival spent on marketing, from the market's quarter to that of the aim."""
    rows = read_rows(actuals_bytes()).rows
    spent = {row.period: row.value for row in rows if row.key == SPENT}
    return spent[AIM.quarter] / spent[start]
