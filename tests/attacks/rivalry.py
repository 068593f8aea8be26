"""Attacks through the rivals: buy the market while they look on."""

from models.inputs import load_market
from tests.attacks.attack import Finding, attack
from tests.attacks.runs import added_deals, change, run

SECOND_YEAR, THIRD_YEAR = slice(4, 8), slice(8, 12)


def taken_back(added, metric, mix, quarters=SECOND_YEAR):
    """Part of a subsidy's gain that rivals take back, per cent."""
    deals = added_deals(load_market("2023Q1"), added * mix, added * (1 - mix))
    still = run()
    alone, answered = (run(rivals=rivals, **deals) for rivals in ("passive", "follow"))
    return 100 * (
        1 - change(answered, still, metric, quarters) / change(alone, still, metric, quarters)
    )


@attack("take-back at +5, +20 and +40 bn", is_slow=True)
def rivals_take_back():
    """The first model: rivals took back 2 to 6% and disarmed when we did."""
    for added in (5, 20, 40):
        for what, mix in (("small tickets", 0.0), ("two in five large", 0.4), ("large", 1.0)):
            gmv = taken_back(added, "gmv", mix)
            yield Finding(what=f"GMV, +{added} bn, {what}", value=gmv, unit="%", low=4, high=60)
            if mix <= 0.4:
                dau = taken_back(added, "dau", mix)
                yield Finding(what=f"DAU, +{added} bn, {what}", value=dau, unit="%", low=5, high=60)
    for metric, year, later in (("gmv", 25, 34), ("dau", 25, 31)):
        for told, quarters in ((year, slice(3, 4)), (later, slice(11, 12))):
            what = f"{metric} of +5 bn, small tickets, quarter {quarters.stop}"
            part = taken_back(5, metric, 0.0, quarters)
            bound = {"says": f"about {told}", "low": told - 0.6, "high": told + 0.6}
            yield Finding(what=what, value=part, unit="%", **bound)
    caps = taken_back(20, "gmv", 0.0) - taken_back(40, "gmv", 0.0)
    yield Finding(what="GMV: at +20 less at +40, caps bind", value=caps, unit="points", low=0)
    still = run(rivals="follow")
    spent = min(
        change(run(rivals="follow", subsidy_budget=0), still, "subsidy", slice(q, q + 1), app)
        for app in range(1, 5)
        for q in range(12)
    )
    what = "least change of a rival's subsidy when ours ends"
    yield Finding(what=what, value=spent, unit="RMB bn a quarter", low=-1e-9)
