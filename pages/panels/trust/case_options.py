"""The options of a case side by side: figures by column, lines on shared axes, and the way in."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from models.analysis.spending import is_overseas
from models.inputs import load_market
from models.notation import metrics_of
from models.validation.cases import Case, Option
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures.outcome_figures import CHANGE_UNITS, style_of
from pages.figures.trust.case_figures import OptionOutcomes, change_of, dashes, panel
from pages.frame import canvas
from pages.frame.menu import COCKPIT
from pages.frame.shown import tell
from pages.labels.catalogue import named, t
from pages.labels.format import Change
from pages.labels.names import plain
from pages.plan import plan

CASE_METRICS = metrics_of(
    *("users", "sales", "revenue", "profit", "group_profit", "worth", "seller_income")
)
"""Figures told of every option, at the last quarter; the group's profit where it is another."""


def side_by_side(case: Case) -> None:
    """Draw the table of a case's options."""
    tell(table(_outcomes(case)))


def lines(case: Case) -> None:
    """Draw visitors, revenue and profit of the options over time."""
    outcomes = _outcomes(case)
    style = style_of(load_market(case.market), dark=st.context.theme.type == "dark")
    with st.container(key="case.lines"):
        for column, metric in zip(st.columns(len(CHANGE_UNITS)), CHANGE_UNITS, strict=True):
            with column:
                canvas.draw(panel(case, outcomes, metric, style))


def _outcomes(case: Case) -> OptionOutcomes:
    return [(option, compute.ask(questions.outcome, option.scenario)) for option in case.options]


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


def _change_cell(change: Change) -> str:
    return f"<b>{escape(change.value)}</b> <span>{escape(change.interval)}</span>"


def ways_in(case: Case) -> None:
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
