"""What came otherwise than planned, and what a forecast was made with."""

from collections.abc import Iterator

from models.inputs import load_market
from models.ledger.decision import Decision
from models.levers import LEVERS
from models.notation import quarter_number
from models.scenario import Scenario
from models.vintage import Market
from pages.figures import decide_words as words
from pages.figures.conduct_words import together
from pages.figures.html_tables import table
from pages.labels.catalogue import t
from pages.labels.said import said


def came(decision: Decision) -> str:
    """Lay out levers by the quarter of the figure, planned and as they came, and the rivals."""
    outcome, plan = decision.outcome, decision.plan
    market = load_market(plan.market)
    quarter = decision.aim.quarter
    planned = _targets(plan, market, quarter)
    heads = [t("ledger.column.lever", quarter=quarter), t("ledger.column.planned")]
    if outcome is None:
        rows = [(words.lever(name), [words.target(name, planned[name])])
                for name in plan.changed(market.levers)]  # fmt: skip
        return table(heads, rows, t("ledger.planned"))
    moved = _targets(outcome.came, market, quarter)
    names = [name for name in LEVERS if name in planned and planned[name] != moved[name]]
    rows = [
        (words.lever(name), [words.target(name, planned[name]), words.target(name, moved[name])])
        for name in names
    ]
    answers = [together(plan, market), together(outcome.came, market)]
    rows.append((t("ledger.column.rivals"), answers))
    return table([*heads, t("ledger.column.came")], rows, t("ledger.otherwise"))


def _targets(plan: Scenario, market: Market, quarter: str) -> dict[str, float]:
    at = quarter_number(quarter) - quarter_number(plan.market) - 1
    return {name: float(path[at]) for name, path in plan.schedule(market.levers).items()}


def versions(decision: Decision) -> Iterator[str]:
    """Write when a decision was frozen, by what version, and where its figure stands."""
    if decision.frozen and decision.versions:
        yield t("ledger.frozen", date=decision.frozen[:10], **decision.versions)
    if decision.outcome and decision.outcome.source:
        yield t("ledger.source", source=said(decision.outcome.source))
