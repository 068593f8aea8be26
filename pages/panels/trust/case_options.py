"""The options of a case side by side: figures by column, lines on shared axes, and the way in."""

from collections.abc import Sequence
from dataclasses import astuple
from html import escape

import pyarrow as pa
import streamlit as st

from models.analysis.outcome import IN_MONEY, Outcome
from models.analysis.spending import is_overseas
from models.inputs import fingerprint, load_market
from models.notation import metrics_of
from models.validation.cases import Case, Option
from pages import compute
from pages.charts.figure import Figure
from pages.charts.line_charts import DASHES, OPTIONS_COLUMNS
from pages.charts.line_charts import options as options_chart
from pages.compute.questions import cockpit_questions as questions
from pages.figures.outcome_figures import CHANGE_UNITS, style_of
from pages.frame import canvas
from pages.frame.menu import COCKPIT
from pages.labels.catalogue import named, t
from pages.labels.format import Change, money_change, percent_change
from pages.labels.names import plain
from pages.plan import plan

CASE_METRICS = metrics_of(
    *("users", "sales", "revenue", "profit", "group_profit", "worth", "seller_income")
)
"""Figures told of every option, at the last quarter; the group's profit where it is another."""

HEIGHT = 240

OptionOutcomes = Sequence[tuple[Option, Outcome]]


def side_by_side(case: Case) -> OptionOutcomes:
    """Draw table and buttons of a case's options; give their outcomes."""
    outcomes = [
        (option, compute.ask(questions.outcome, option.scenario)) for option in case.options
    ]
    st.html(table(outcomes))
    _buttons(case)
    return outcomes


def lines(case: Case, outcomes: OptionOutcomes) -> None:
    """Draw visitors, revenue and profit of the options over time."""
    for column, metric in zip(st.columns(len(CHANGE_UNITS)), CHANGE_UNITS, strict=True):
        with column:
            canvas.draw(panel(case, outcomes, metric))


def dashes(options: Sequence[Option]) -> tuple[int, ...]:
    """Look of each option's line: 0 for the one that was taken, the others from 1 on."""
    others = iter(range(1, len(DASHES)))
    return tuple(0 if option.decided else next(others) for option in options)


def table(outcomes: OptionOutcomes) -> str:
    """Lay the figures out, a column an option, each change with its range."""
    overseas = any(is_overseas(outcome.planned) for _, outcome in outcomes)
    metrics = (metric for metric in CASE_METRICS if overseas or metric != "group_ebita")
    rows = "".join(_row(metric, outcomes) for metric in metrics)
    first = t("cases.at_end", quarter=outcomes[0][1].quarters[-1])
    return laid_out([option for option, _ in outcomes], first, rows)


def laid_out(options: Sequence[Option], first: str, rows: str) -> str:
    """Put ``rows``, as HTML, under a column an option; ``first`` heads their names."""
    looks = dashes(options)
    heads = "".join(_head(option, look) for option, look in zip(options, looks, strict=True))
    return (
        f'<table class="options"><thead><tr><th scope="col">{escape(first)}</th>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table>"
    )


def _head(option: Option, look: int) -> str:
    mark = f"<em>{escape(t('cases.decided_mark'))}</em>" if option.decided else ""
    line = f'<i class="line line-{look}"></i>'
    return f'<th scope="col">{line}{escape(named(option))}{mark}</th>'


def _row(metric: str, outcomes: OptionOutcomes) -> str:
    cells = "".join(
        f"<td>{_change_cell(change_of(metric, outcome))}</td>" for _, outcome in outcomes
    )
    return f'<tr><th scope="row">{escape(t(f"cases.row.{metric}"))}</th>{cells}</tr>'


def change_of(metric: str, outcome: Outcome) -> Change:
    """Change of a metric at the last quarter; profit and value in money, the rest in percent."""
    if metric in IN_MONEY:
        return money_change(*astuple(outcome.change[metric]), level=outcome.level(metric))
    return percent_change(*astuple(outcome.relative[metric]))


def _change_cell(change: Change) -> str:
    return f"<b>{escape(change.value)}</b> <span>{escape(change.interval)}</span>"


def panel(case: Case, outcomes: OptionOutcomes, metric: str) -> Figure:
    """Draw one metric of all options as changes against no change."""
    style = style_of(load_market(case.market), dark=st.context.theme.type == "dark")
    unit = CHANGE_UNITS[metric]
    best = max(outcomes, key=lambda pair: float(pair[1].changes[metric].plan[-1]))
    value = change_of(metric, best[1]).value
    measured = t(f"cases.unit.{'share' if unit == 'share' else 'money'}")
    return Figure(
        name=f"case.{metric}",
        title=t("cases.panel", metric=t(f"metric.{metric}"), option=named(best[0]), value=value),
        subtitle=measured,
        footer=t("cases.footer", market=case.market, model=fingerprint(case.market)),
        spec=options_chart(style, unit, dashes([option for option, _ in outcomes]), HEIGHT),
        table=_lines(outcomes, metric),
        style=style,
    )


def _lines(outcomes: OptionOutcomes, metric: str) -> pa.Table:
    rows = []
    for number, (option, outcome) in enumerate(outcomes):
        path = outcome.changes[metric]
        rows.append([outcome.vintage, number, named(option), 0.0, 0.0, 0.0, option.decided])
        ends = zip(outcome.quarters, path.plan, path.low_80, path.high_80, strict=True)
        for quarter, *values in ends:
            numbers = [float(value) for value in values]
            rows.append([quarter, number, named(option), *numbers, option.decided])
    return pa.Table.from_pylist([dict(zip(OPTIONS_COLUMNS, row, strict=True)) for row in rows])


def _buttons(case: Case) -> None:
    """Offer every option as a plan in the Cockpit."""
    with st.container(horizontal=True, gap="small", key="case.open"):
        for number, option in enumerate(case.options):
            if st.button(
                plain(t("cases.open", option=named(option))),
                key=f"case.open.{case.market}.{number}",
                help=t("cases.open_help"),
                icon=":material/open_in_new:",
                on_click=plan.adopt,
                args=(option.scenario,),
            ):
                # An empty address, because the present one is bound to the levers and may not be
                # cleared; they write themselves into it again.
                st.switch_page(COCKPIT, query_params={})
