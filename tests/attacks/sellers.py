"""Attacks on sellers' money: refunds without a question asked and all tools that there are."""

from models.calibration.trace import moments, prepared
from models.inputs import load_market, load_parameters
from models.market.accounts import insured_losses
from models.notation import OWN
from models.validation.identities import refund_losses
from tests.attacks.attack import Finding, attack
from tests.attacks.runs import change, percent, run

LENIENT = {"refund_leniency": 1.0, "seller_protection": 1.0}
QUARTERS = 12


def refund_accounts():
    """Where a year of refund losses goes in the third year: lost, borne, insured, stopped."""
    market = load_market("2023Q1")
    base = prepared(market, load_parameters(), 1)
    *_, last = moments(base, {**market.levers, **LENIENT}, "follow", QUARTERS)
    p, played = last.base.p, last.played
    real = played.delivered.realised
    lost = refund_losses(last)
    insured = insured_losses(
        real["seller_protection"], p.protection_effect, p.refund_abuse_share, lost
    )
    stopped = p.refund_abuse_share * p.protection_effect * real["seller_protection"] * lost
    borne = (played.earned.loss[OWN] * played.sold.gmv[OWN]).sum(axis=0)
    return [4 * float(amount[0]) for amount in (lost, borne, insured, stopped)]


@attack("refund-only with all tools")
def refunds_and_tools():
    """The first model: the tools made 65 bn of losses a year vanish."""
    lost, borne, insured, stopped = refund_accounts()
    unit = "RMB bn a year"
    yield Finding(what="losses without tools, 2023Q1, third year", value=lost, unit=unit)
    for what, amount in (("borne by sellers", borne), ("insured", insured), ("stopped", stopped)):
        yield Finding(what=what, value=amount, unit=unit)
    gap = lost - borne - insured - stopped
    yield Finding(what="vanished", value=gap, unit=unit, low=-1e-6, high=1e-6)
    for market in ("2023Q1", "2024Q3", "2025Q3"):
        plan, still = run(market, rivals="follow", **LENIENT), run(market, rivals="follow")
        profit = change(plan, still, "ebita")
        yield Finding(what=f"EBITA of it, {market}, third year", value=profit, unit=unit, high=0)
        gains = [
            percent(plan, still, metric) for metric in ("ebita", "dau", "merchants_sme", "value")
        ]
        what = f"least of profit, users, sellers, value, {market}"
        yield Finding(what=what, value=min(gains), unit="%", high=0)
