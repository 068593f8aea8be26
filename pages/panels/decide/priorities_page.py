"""The tab of priorities: the best plan for each order of the KPIs, and what the order costs."""

from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.analysis.optimise.goals import Goal, Task
from models.analysis.optimise.priorities import (
    ORDER_WEIGHTS,
    ORDERS,
    PRIORITY_METRICS,
    Priority,
    in_order,
    settle_costs,
)
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import decide_questions as questions
from pages.figures import decide_words as words
from pages.figures.answer_html import answer
from pages.figures.decide import priorities_figure
from pages.figures.decide.best_answer import effect_cell, level_of
from pages.figures.decide.priorities_words import finding
from pages.figures.html_tables import paragraph, table
from pages.frame import canvas
from pages.frame.drawer import drawer
from pages.frame.shown import look_at, tell
from pages.labels.catalogue import t
from pages.labels.html import Html
from pages.panels.decide import best_job as jobs
from pages.panels.decide.best_job import SearchJob
from pages.panels.decide.best_page import next_steps, with_own_draws
from pages.panels.decide.best_question import Bounds

JOB = "priorities.job"


def priorities(bounds: Bounds, style: Style, top: DeltaGenerator) -> None:
    """Solve for one order after another, and set them side by side."""
    top.html(answer(t("priorities.ask")))
    task = bounds.task(Goal(weights=(("dau", 1.0),), at=bounds.at))
    jobs.controls(JOB, task, t("priorities.find"), stop=t("best.stop"))
    job = jobs.of(JOB)
    if job and job.results:
        if job.question != task:
            st.caption(t("best.asked_otherwise"))
        orderings = settle_costs(job.results)
        top.html(answer(finding(orderings), below=t("priorities.below")))
        _draw(orderings, style)
        drawer("priorities", lambda: _show(orderings, job.question))
    elif not job:
        st.caption(t("priorities.begin"))
    jobs.continue_search(JOB, _step)


def _step(job: SearchJob) -> None:
    job.total = len(ORDERS)
    order = ORDERS[job.steps]
    name = t(f"best.order.{order[0]}")
    answer = compute.ask(questions.best_in_one, in_order(job.question, order), name)
    changes = {name: answer.effects[name].central for name in PRIORITY_METRICS}
    job.results.append(Priority(order=order, answer=answer, changes=changes, given_up={}))


def _draw(orderings: Sequence[Priority], style: Style) -> None:
    """Draw users first against revenue first, once both are there and keep the limits."""
    by_first = {one.order[0]: one for one in orderings if one.answer.is_feasible}
    if {"dau", "revenue"} <= by_first.keys():
        canvas.draw(priorities_figure.figure(by_first["revenue"], by_first["dau"], style))


def _show(orderings: Sequence[Priority], task: Task) -> None:
    heads = [
        t("priorities.order"),
        *(words.measured(name) for name in PRIORITY_METRICS),
        words.measured("ebita"),
    ]
    rows = [(t(f"best.order.{one.order[0]}"), _cells(one)) for one in orderings]
    tell(table(heads, rows, t("priorities")))
    weights = " · ".join(f"{100 * weight:.0f}%" for weight in ORDER_WEIGHTS)
    tell(paragraph(t("priorities.note", weights=weights), "quiet-note"))
    plans = [with_own_draws(one.answer.scenario, task) for one in orderings]
    look_at(*plans)
    for column, one, found in zip(st.columns(len(ORDERS)), orderings, plans, strict=False):
        with column:
            st.markdown(f"**{t(f'best.order.{one.order[0]}')}**")
            next_steps(found, f"priorities.{one.order[0]}")


def _cells(one: Priority) -> list[str]:
    cells = []
    for name in PRIORITY_METRICS:
        cost = one.given_up[name]
        level = level_of(name, one.answer)
        cost_text = words.lone_change(name, -cost, level=level) if cost > 0 else ""
        small = (
            f"<small>{escape(t('priorities.cost', cost=cost_text))}</small>" if cost_text else ""
        )
        cells.append(Html(effect_cell(name, one.answer) + small))
    return [*cells, effect_cell("ebita", one.answer)]
