"""What the memo recommends, at which cost and risk, and what speaks for it."""

from dataclasses import astuple

from models.analysis.board_numbers import BoardNumbers
from models.analysis.outcome import Path
from models.notation import UNITS
from pages.figures import decide_words
from pages.figures.challenge.risk_words import goal_phrase, percent
from pages.figures.decide_words import together
from pages.figures.pack.pack_facts import change_of
from pages.figures.pack.pack_model import Table
from pages.figures.provenance import grade_of
from pages.figures.worth_words import price
from pages.labels.catalogue import t
from pages.labels.format import figure, fixed, money_change, percent_change

TABLE = ("dau", "revenue", "ebita", "gmv_sme", "gmv_brand")
"""Rows of the table of the memo that have a level."""

_LEAST = 0.001
"""A trend smaller than this share of the level is told as none."""

_YEAR = 4


def call(numbers: BoardNumbers) -> str:
    """Recommend, by the sign of what the plan is worth and how sure that is."""
    if not numbers.outcome.planned:
        return t("memo.call.idle")
    key, gain = leaning(numbers), numbers.worth.worth
    told = money_change(gain.central, gain.low, gain.high, level=numbers.outcome.level("worth"))
    chance = numbers.worth.chance_worth
    even = numbers.worth.break_even
    words = {
        "plan": numbers.scenario.name,
        "worth": told.value,
        "range": told.interval,
        "counted": price(numbers.worth.shopper),
        "chance": "" if chance is None else t("memo.chance", chance=percent(chance)),
        "even": price(even.central) if even else "",
    }
    unless = t(f"memo.unless.{numbers.worth.verdict}", **words) if key in ("no", "wait") else ""
    return t(f"memo.call.{key}", **words, unless=unless)


def leaning(numbers: BoardNumbers) -> str:
    """Say where the worth of the plan points: ``yes``, ``lean``, ``wait`` or ``no``."""
    gain = numbers.worth.worth
    if gain.sign:
        return "yes" if gain.sign > 0 else "no"
    return "lean" if gain.central > 0 else "wait"


def cost(numbers: BoardNumbers) -> str:
    """Say what the plan costs in profit, a quarter and over its horizon."""
    outcome = numbers.outcome
    if not outcome.planned:
        return ""
    effect, path = outcome.change["ebita"], outcome.paths["ebita"]
    sign = outcome.sign("ebita")
    level = outcome.level("ebita")
    sizes = _sizes(effect.low, effect.high, effect.central)
    size = money_change(abs(effect.central), *sizes, level=level)
    total = float((path.plan - path.no_change).sum())
    key = {1: "gains", -1: "costs", 0: "unclear"}[sign]
    return t(
        f"memo.cost.{key}",
        amount=size.value.lstrip("+"),
        range=size.interval,
        change=str(change_of("ebita", outcome)),
        quarter=outcome.quarters[-1],
        count=len(outcome.quarters),
        total=money_change(total, total, total, level=level).value,
    )


def _sizes(low: float, high: float, central: float) -> tuple[float, float]:
    """Turn the range of a loss into that of its size."""
    return (low, high) if central >= 0 else (-high, -low)


def risk(numbers: BoardNumbers) -> str:
    """Name the main risk: how often the targets are missed, which is weakest, and what they are."""
    stress = numbers.stress
    if stress is None or not numbers.outcome.planned:
        return ""
    worst = min(zip(stress.chances, stress.targets, strict=True), key=lambda pair: pair[0])
    return t(
        "memo.main_risk",
        missed=percent(stress.share_missed),
        futures=f"{stress.futures:,}",
        measure=t(f"measure.{worst[1].metric}"),
        chance=percent(worst[0]),
        goals=together([goal_phrase(target) for target in stress.targets]),
    )


def headline_table(numbers: BoardNumbers) -> Table:
    """Set today, no change and plan side by side, with the change and its range."""
    outcome = numbers.outcome
    rows = []
    for name in TABLE:
        level, change = outcome.levels[name], change_of(name, outcome)
        ends = (figure(x, UNITS[name]) for x in (level.today, level.no_change, level.plan))
        rows.append((_graded(name, numbers), *ends, change.value, change.interval))
    if outcome.planned:
        told = money_change(*astuple(numbers.worth.worth), level=outcome.level("worth"))
        worth = (told.value, told.interval)
        rows.append((_graded("worth", numbers), *(["\N{EN DASH}"] * 3), *worth))
    keys = ("measure", "today", "no_change", "plan", "change", "range")
    return Table(
        key="memo",
        title=t("memo.table", quarter=outcome.quarters[-1]),
        heads=tuple(t(f"memo.table.{key}") for key in keys),
        rows=tuple(rows),
    )


def _graded(name: str, numbers: BoardNumbers) -> str:
    """Name a measure, with the grade of today's figure."""
    return f"{decide_words.measure(name)} ({grade_of(name, numbers.market)})"


def standing_still(numbers: BoardNumbers) -> str:
    """Say where visitors and profit go if nothing is done: what the plan must be held against."""
    outcome = numbers.outcome
    users, profit = outcome.levels["dau"], outcome.levels["ebita"]
    drift = users.no_change / users.today - 1.0
    key = "flat" if abs(drift) < _LEAST else "falls" if drift < 0 else "rises"
    return t(
        f"memo.still.{key}",
        drift=f"{fixed(100 * abs(drift), 1)}%",
        today=figure(users.today, UNITS["dau"]),
        still=figure(users.no_change, UNITS["dau"]),
        profit=figure(profit.no_change, UNITS["ebita"]),
        profit_today=figure(profit.today, UNITS["ebita"]),
        quarter=outcome.quarters[-1],
    )


def in_time(numbers: BoardNumbers) -> str:
    """Say whether what is won builds up or fades, beside what it costs by then."""
    outcome = numbers.outcome
    if not outcome.planned or len(outcome.quarters) <= _YEAR:
        return ""
    users, profit = outcome.changes["dau"], outcome.changes["ebita"]
    early, late = float(users.plan[_YEAR - 1]), float(users.plan[-1])
    step = abs(late) - abs(early)
    key = "steady" if abs(step) < _LEAST else "builds" if step > 0 else "fades"
    first, last = (
        money_change(*_at(profit, place), level=outcome.level("ebita")).value
        for place in (_YEAR - 1, -1)
    )
    return t(
        f"memo.time.{key}",
        early=_percent(users, _YEAR - 1),
        late=_percent(users, -1),
        profit_early=first,
        profit_late=last,
        quarter=outcome.quarters[_YEAR - 1],
        last=outcome.quarters[-1],
    )


def _percent(path: Path, place: int) -> str:
    return percent_change(*_at(path, place)).value


def _at(path: Path, place: int) -> tuple[float, float, float]:
    """Read a path and its range at one quarter."""
    return float(path.plan[place]), float(path.low_80[place]), float(path.high_80[place])
