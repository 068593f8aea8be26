"""The verdict on a plan as a condition, not an order: from which price of a visitor it pays (E25).

What a visitor is worth is for the reader to say; the sentence ends where the reader's own number
stands, in a field.
"""

from html import escape

from models.analysis.plan_worth import PlanWorth
from pages.figures.finding import is_too_few
from pages.labels.catalogue import t
from pages.labels.format import fixed, number


def rmb(value: float) -> str:
    """Write a price of a visitor, RMB a year, without its year."""
    return t("verdict.rmb", value=number(value))


def condition(told: PlanWorth) -> str:
    """Say when the plan pays, by its central run, and what a visitor earns today."""
    price = rmb(told.break_even.central) if told.break_even else ""
    return t(f"verdict.pays.{told.verdict}", price=price, earns=rmb(told.earns))


def counted(told: PlanWorth, *, instant: bool) -> str:
    """Lead to the field with what the reader counts; ``instant`` names the other price too."""
    return t("verdict.counted_food" if instant else "verdict.counted", food=rmb(told.food))


def sureness(told: PlanWorth) -> str:
    """Say in which range the price lies, and in how many futures the plan is worth its cost."""
    if is_too_few(told.draws):
        return t("verdict.few", draws=told.draws)
    parts = []
    if told.verdict in ("above", "below") and told.break_even:
        low, high = told.break_even.low, told.break_even.high
        key = "verdict.range" if low > 0.0 else "verdict.range_open"
        parts.append(t(key, low=rmb(low), high=rmb(high)))
    if told.chance_worth is not None:
        parts.append(t("verdict.chance", share=f"{fixed(100 * told.chance_worth, 0)}%"))
    return t("verdict.stop").join(parts)


def sentence(told: PlanWorth, *, instant: bool) -> str:
    """Write all of it with the reader's number in place, where no field can stand."""
    lead = counted(told, instant=instant)
    return t("verdict.whole", when=condition(told), lead=lead, value=number(told.shopper))


def sure_html(told: PlanWorth | None) -> str:
    """Put how sure it is into one quiet line, in a room that stays where there is nothing to say.

    ``told`` is None where no lever moves.
    """
    return f'<p class="sure">{escape(sureness(told)) if told else ""}</p>'
