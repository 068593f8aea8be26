"""What a plan is worth, in words and a table: value, worth and the prices of a visitor (E25)."""

from collections.abc import Sequence
from dataclasses import astuple

from models.analysis.outcome import Effect
from models.analysis.plan_worth import PlanWorth
from pages.figures.html_tables import figure, table
from pages.labels.catalogue import t
from pages.labels.format import (
    NOTHING,
    fixed,
    interval,
    money_change,
    number,
    share,
    three_digits,
)


def price(value: float | None) -> str:
    """Write a price of a visitor, RMB a year."""
    return NOTHING if value is None else t("worth.price", value=number(value))


def verdict(told: PlanWorth) -> str:
    """Say at which price of a visitor the plan pays, beside what the reader counts."""
    even = told.break_even
    words = {"price": price(even.central if even else None), "counted": price(told.shopper)}
    return t(f"worth.pays.{told.verdict}", **words)


def worth_table(names: Sequence[str], worths: Sequence[PlanWorth], level: float = 0.0) -> str:
    """Lay out what plans are worth against no change, a column a plan.

    ``level`` is what value and worth change, RMB bn, 0 if not known.
    """
    rows = [
        (t("worth.row.value"), [_money(one.value, one.chance_value, level) for one in worths]),
        (t("worth.row.worth"), [_money(one.worth, one.chance_worth, level) for one in worths]),
        (t("worth.row.later"), [_later(one) for one in worths]),
        (t("worth.row.even"), [_even(one) for one in worths]),
        (t("worth.row.earns"), [price(one.earns) for one in worths]),
        (t("worth.row.last"), [price(one.last) for one in worths]),
        (t("worth.row.counted"), [_counted(one) for one in worths]),
    ]
    # Verdicts are sentences: they wrap, so that the names of the rows keep their column.
    return f'<div class="wraps">{table([t("worth.head"), *names], rows, t("worth.title"))}</div>'


def _money(gain: Effect, chance: float | None, level: float) -> str:
    told = money_change(gain.central, gain.low, gain.high, level=level)
    gained = "" if chance is None else t("worth.gained", share=f"{fixed(100 * chance, 0)}%")
    return figure(told.value, f"{told.interval} {gained}".strip())


def _later(one: PlanWorth) -> str:
    return NOTHING if one.later is None else share(one.later)


def _even(one: PlanWorth) -> str:
    if one.break_even is None:
        return figure(NOTHING, verdict(one))
    even = one.break_even
    span = interval(even.low, even.high, three_digits(astuple(even)))
    return figure(price(even.central), f"{span} {verdict(one)}")


def _counted(one: PlanWorth) -> str:
    return figure(price(one.shopper), t("worth.food", price=price(one.food)))
