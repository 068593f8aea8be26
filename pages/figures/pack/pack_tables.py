"""The tables of the pack, in words."""

from collections.abc import Sequence

from models.analysis.board_numbers import BoardNumbers
from models.analysis.outcome import Outcome
from models.analysis.plan_worth import PlanWorth
from models.analysis.risk.stress import Chances
from models.analysis.structure.comparison import AIM, Way
from models.analysis.structure.structures import TODAY
from models.inputs import load_parameters
from models.levers import KPI_UNITS, LEVERS
from models.scenario import Scenario
from models.vintage import Market
from pages.figures import assumption_values, decide_words
from pages.figures.challenge.risk_words import bound_phrase, end_text, input_name, percent
from pages.figures.challenge.structure_figures import structure_name
from pages.figures.challenge.structure_tables import change_of as changed_by
from pages.figures.pack.pack_facts import HEADS, change_of
from pages.figures.pack.pack_model import Table
from pages.figures.worth_words import price
from pages.labels.catalogue import t
from pages.labels.format import NOTHING, money_change, setting
from pages.labels.source_words import source_words

MOST_LEVERS = 8
MOST_ASSUMPTIONS = 6
TOLD = ("dau", "gmv", "ebita", AIM)
"""Figures by which structures are told."""


def levers(scenario: Scenario, market: Market, most: int = MOST_LEVERS) -> Table:
    """List what the plan moves: from today, to where, from when on."""
    moved = [name for name in scenario.changed(market.levers) if name in LEVERS]
    kpis = {name for weights in KPI_UNITS.values() for name in weights}
    plain = [name for name in moved if name not in kpis]
    rows = [_lever(name, scenario, market) for name in plain[:most]]
    if rest := len(moved) - len(rows):
        rows.append((t("pack.levers.more", count=rest), "", "", ""))
    heads = tuple(t(f"pack.levers.{name}") for name in ("lever", "today", "plan", "since"))
    return Table(key="levers", title=t("pack.levers"), heads=heads, rows=tuple(rows))


def _lever(name: str, scenario: Scenario, market: Market) -> tuple[str, ...]:
    steps = [step for step in scenario.steps if step.lever == name]
    first, last = steps[0], steps[-1]
    return (
        decide_words.lever(name),
        setting(market.levers.get(name, 0.0), LEVERS[name].unit),
        setting(last.value, LEVERS[name].unit),
        first.quarter,
    )


def targets(found: Chances) -> Table:
    """List the targets with the chance of each."""
    rows = [
        (decide_words.measure(target.metric), bound_phrase(target), percent(chance))
        for target, chance in zip(found.targets, found.chances, strict=True)
    ]
    rows.append((t("risk.chances.together"), "", percent(found.together)))
    heads = tuple(t(f"pack.targets.{name}") for name in ("measure", "bound", "chance"))
    return Table(key="targets", title=t("pack.targets"), heads=heads, rows=tuple(rows))


def structures(ways: Sequence[Way], outcome: Outcome) -> Table:
    """Set the ways to organise side by side."""
    heads = (t("structure.choose"), *(decide_words.measure(name) for name in TOLD))
    rows = tuple(
        (
            structure_name(way.name),
            *(changed_by(name, way, outcome) for name in TOLD),
            NOTHING if way.name == TODAY.name else percent(way.ahead),
        )
        for way in ways
    )
    return Table(
        key="structures",
        title=t("structure.table"),
        heads=(*heads, t("structure.row.ahead")),
        rows=rows,
    )


def alternatives(numbers: BoardNumbers, names: Sequence[str]) -> Table:
    """Set the plan beside the other plans and no change, whose names are ``names``."""
    plans = [(numbers.outcome, numbers.worth)]
    plans += [(one.outcome, one.worth) for one in numbers.alternatives]
    rows = [_plan(name, *plan) for name, plan in zip(names, plans, strict=True)]
    still = t("pack.no_change")
    rows.append((still, *(t("kpi.no_change") for _ in HEADS), NOTHING, NOTHING))
    heads = (t("pack.plan"), *(decide_words.measure(name) for name in HEADS))
    ends = (decide_words.measure("worth"), t("worth.row.even"))
    return Table(
        key="alternatives", title=t("pack.alternatives"), heads=(*heads, *ends), rows=tuple(rows)
    )


def _plan(name: str, outcome: Outcome, worth: PlanWorth) -> tuple[str, ...]:
    gain = worth.worth
    level = outcome.level("worth")
    told = money_change(gain.central, gain.low, gain.high, level=level)
    even = worth.break_even
    changes = (str(change_of(metric, outcome)) for metric in HEADS)
    return (name, *changes, str(told), price(even.central) if even else NOTHING)


def assumptions(numbers: BoardNumbers) -> Table:
    """List the assumptions that the worth of the plan hangs on, with range, grade and source."""
    table = load_parameters().table
    rows = [
        (
            input_name(one.parameter, numbers.market),
            t(
                "pack.between",
                low=end_text(one.parameter, float(f"{one.from_value:.3g}")),
                high=end_text(one.parameter, float(f"{one.to_value:.3g}")),
            ),
            table[one.parameter].grade,
            source_words(table[one.parameter].source),
        )
        for one in numbers.swings.swings[:MOST_ASSUMPTIONS]
    ]
    for one in assumption_values.changed(numbers.scenario):
        text = assumption_values.change_text(one)
        rows.append((t(f"parameter.{one.name}"), text, t("pack.own"), ""))
    heads = tuple(t(f"pack.assumptions.{name}") for name in ("name", "range", "grade", "source"))
    return Table(key="assumptions", title=t("pack.assumptions"), heads=heads, rows=tuple(rows))


def texts(table: Table) -> tuple[str, ...]:
    """Write each row of a table as a line, for notes."""
    return tuple(" · ".join(filter(None, row)) for row in table.rows)
