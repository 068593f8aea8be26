"""The page that opens: three decisions, a plan from today, saved plans, the other cases."""

from dataclasses import replace
from html import escape

import streamlit as st

from models.inputs import load_market
from models.scenario import Scenario
from models.validation.cases import Case, cases
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.figures import start_words
from pages.figures.html_tables import behind_numbers
from pages.figures.outcome_figures import style_of
from pages.figures.trust.case_figures import OptionOutcomes, panel
from pages.frame import canvas
from pages.frame.menu import CASES
from pages.frame.shown import tell
from pages.labels.catalogue import named, t
from pages.labels.names import plain
from pages.panels.start_saved import saved_plans, way_in

CHART_HEIGHT = 150


def decisions() -> None:
    """Draw the decisions side by side: question, what the model says, a chart, the way in."""
    library = {case.market: case for case in cases()}
    chosen = [library[market] for market in start_words.DECISIONS if market in library]
    outcomes = [_outcomes(case) for case in chosen]
    with st.container(key="start"):
        for column, case, pairs in zip(st.columns(3, gap="medium"), chosen, outcomes, strict=False):
            with column:  # on a phone each question keeps its chart and its way in
                tell(_question(case, pairs))
                canvas.draw(_chart(case, pairs))
                st.html(_below(case, pairs))
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


def _below(case: Case, outcomes: OptionOutcomes) -> str:
    """Write who gains and who loses, and what the figure of the chart is."""
    sides = escape(start_words.sides(case, dict(outcomes)[case.taken]))
    behind = behind_numbers([start_words.DECISIONS[case.market]])
    return f'<p class="sides">{sides}</p><p class="sides">{behind}</p>'


def _open_button(case: Case) -> None:
    name = named(case.taken)
    scenario = replace(case.taken.scenario, name=name)  # a plan opens under the name on its button
    way_in(t("start.open", option=name), f"start.open.{case.market}", scenario, kind="primary")


def other_ways() -> None:
    """Offer a plan from today, saved plans, and the cases that are not above."""
    today, kept, others = st.columns(3, gap="medium")
    with today:
        st.subheader(t("start.today"))
        st.caption(t("start.today_below", market=load_market().vintage))
        way_in(
            t("start.begin"),
            "start.begin",
            Scenario(name=t("plan.untitled"), market=load_market().vintage),
            kind="secondary",
        )
    with kept:
        st.subheader(t("start.plans"))
        saved_plans()
    with others:
        st.subheader(t("start.cases"))
        for case in cases():
            if case.market not in start_words.DECISIONS:
                label = f"{case.market} · {named(case)}"
                st.page_link(CASES, label=plain(label), query_params={"case": case.market})
