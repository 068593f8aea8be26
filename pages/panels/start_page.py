"""The page that opens: three decisions, a plan from today, open plans, the other cases."""

from html import escape
from typing import Literal

import streamlit as st

from models.errors import ModelError
from models.inputs import load_market
from models.scenario import Scenario
from models.validation.cases import Case, cases
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures import start_words
from pages.figures.outcome_figures import style_of
from pages.figures.trust.case_figures import OptionOutcomes, panel
from pages.frame import canvas, report
from pages.frame.menu import CASES, COCKPIT
from pages.labels.catalogue import named, t
from pages.labels.names import plain
from pages.plan import plan, shelf

CHART_HEIGHT = 150


def decisions() -> None:
    """Draw the decisions side by side: question, what the model says, a chart, the way in."""
    library = {case.market: case for case in cases()}
    chosen = [library[market] for market in start_words.DECISIONS]
    outcomes = [_outcomes(case) for case in chosen]
    with st.container(key="start"):
        for column, case, pairs in zip(st.columns(3, gap="medium"), chosen, outcomes, strict=True):
            column.html(_question(case, pairs))
        canvas.row(
            [canvas.Shown(figure=_chart(*pair)) for pair in zip(chosen, outcomes, strict=True)],
            columns=(1, 1, 1),
        )
        for column, case, pairs in zip(st.columns(3, gap="medium"), chosen, outcomes, strict=True):
            with column:
                st.html(f'<p class="sides">{escape(_sides(case, pairs))}</p>')
                _open_button(case)


def _outcomes(case: Case) -> OptionOutcomes:
    return [(option, compute.ask(questions.outcome, option.scenario)) for option in case.options]


def _question(case: Case, outcomes: OptionOutcomes) -> str:
    taken = dict(outcomes)[case.taken]
    asked, said = t(f"start.question.{case.market}"), start_words.says(case, taken)
    return (
        f'<div class="decision"><p class="quarter">{escape(case.market)}</p>'
        f"<h2>{escape(asked)}</h2><p>{escape(said)}</p></div>"
    )


def _chart(case: Case, outcomes: OptionOutcomes) -> canvas.Figure:
    style = style_of(load_market(case.market), dark=st.context.theme.type == "dark")
    metric = start_words.DECISIONS[case.market]
    return panel(case, outcomes, metric, style, CHART_HEIGHT)


def _sides(case: Case, outcomes: OptionOutcomes) -> str:
    return start_words.sides(case, dict(outcomes)[case.taken])


def _open_button(case: Case) -> None:
    label = t("start.open", option=named(case.taken))
    _way_in(label, f"start.open.{case.market}", case.taken.scenario, primary=True)


def _way_in(label: str, key: str, scenario: Scenario, *, primary: bool = False) -> None:
    """Offer a plan; the Cockpit shows it."""
    kind: Literal["primary", "tertiary"] = "primary" if primary else "tertiary"
    if st.button(plain(label), key=key, type=kind, on_click=_adopt, args=(scenario,)):
        st.switch_page(COCKPIT, query_params={})


def _adopt(scenario: Scenario) -> None:
    try:
        plan.adopt(scenario)
    except ModelError as error:
        report.notify(str(error))


def other_ways() -> None:
    """Offer a plan from today, the plans that are open, and the cases that are not above."""
    today, open_plans, others = st.columns(3, gap="medium")
    with today:
        st.subheader(t("start.today"))
        st.caption(t("start.today_below", market=load_market().vintage))
        _way_in(
            t("start.begin"),
            "start.begin",
            Scenario(name=t("plan.untitled"), market=load_market().vintage),
        )
    with open_plans:
        st.subheader(t("start.plans"))
        _plans()
    with others:
        st.subheader(t("start.cases"))
        for case in cases():
            if case.market not in start_words.DECISIONS:
                label = f"{case.market} · {named(case)}"
                st.page_link(CASES, label=plain(label), query_params={"case": case.market})


def _plans() -> None:
    kept = shelf.plans()
    if not kept:
        st.caption(t("start.no_plans"))
    for number, scenario in enumerate(kept):
        _way_in(scenario.name, f"start.plan.{number}", scenario)
