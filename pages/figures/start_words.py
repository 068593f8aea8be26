"""The decisions on the page that opens: what is asked, what the model says, who gains and loses."""

from collections.abc import Iterable

from models.analysis.outcome import STAKES, Outcome, Stake
from models.inputs import load_market
from models.scenario.conduct import shared_posture
from models.validation.cases import Case
from models.vintage import Market
from pages.figures.finding import finding
from pages.labels.catalogue import named, t

DECISIONS = {"2025Q3": "ebita", "2024Q3": "dau", "2023Q1": "dau"}
"""Cases that are offered first, the latest first, each with the metric that its chart shows."""


def says(case: Case, taken: Outcome) -> str:
    """Write what the model says of the option that was taken, in one sentence."""
    scenario = case.taken.scenario
    posture = shared_posture(scenario, load_market(case.market))
    return t("start.says", option=named(case.taken), finding=finding(taken, posture))


def sides(case: Case, taken: Outcome) -> str:
    """Name who gains and who loses by the option that was taken: sellers' incomes, rivals."""
    market = load_market(case.market)
    parties = {sign: _named(taken.stakes, sign, market) for sign in (1, -1)}
    keys = {1: "start.gain", -1: "start.lose"}
    lines = [t(keys[sign], who=who) for sign, who in parties.items() if who]
    return t("start.and").join(lines) or t("start.nobody")


def _named(stakes: Iterable[Stake], sign: int, market: Market) -> str:
    """List those whose income or profit clearly moves by ``sign``; numbers of sellers are none."""
    seller = {name: t(f"start.party.{name}") for name in STAKES if name.startswith("seller_income")}
    names = [
        seller.get(stake.metric) or named(market.platforms[stake.platform])
        for stake in stakes
        if stake.sign == sign and (stake.metric in seller or stake.metric == "ebita")
    ]
    return t("finding.comma").join(names)
