"""The tab of the best plan: the search step by step, and its answer."""

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.analysis.optimise.answer import Answer
from models.analysis.optimise.goals import Task
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from pages import compute
from pages.compute.questions import decide_questions as questions
from pages.figures.decide import best_answer
from pages.figures.html_tables import paragraph
from pages.frame.menu import COCKPIT
from pages.frame.take_away import logged
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import plain, slug
from pages.panels.decide import best_job as jobs
from pages.panels.decide.best_job import SearchJob
from pages.panels.decide.best_question import Bounds, goal
from pages.plan import plan

JOB = "best.job"
_OPINION = "best.opinion"


def best(bounds: Bounds, top: DeltaGenerator) -> None:
    """Ask what is to be raised, search, and show what was found so far."""
    task = bounds.task(goal(bounds.at))
    jobs.controls(JOB, task, t("best.find"), stop=t("best.stop"))
    job = jobs.of(JOB)
    if job and job.results:
        answer: Answer = job.results[-1][1]
        if job.question != task:
            st.caption(t("best.asked_otherwise"))
        top.html(headline(*best_answer.top_lines(answer, is_over=not job.runs)))
        if best_answer.may_be_shown(answer, is_over=not job.runs):
            _show(with_own_draws(answer.scenario, job.question), answer, job)
    elif not job:
        st.html(paragraph(t("best.begin"), "quiet-note"))
    jobs.continue_search(JOB, _step)


def _step(job: SearchJob) -> None:
    """Advance the search by one state and keep its answer."""
    state = compute.ask(
        questions.next_state, job.question, job.results[-1][0] if job.results else None
    )
    answer = compute.ask(questions.answered, job.question, state, t("best.name"))
    job.results.append((state, answer))
    job.total, job.steps = state.total, state.done - 1
    job.runs = job.runs and not state.is_last


def _show(plan: Scenario, answer: Answer, job: SearchJob) -> None:
    next_steps(plan, "best")
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.html(best_answer.plan_table(answer))
        warn(best_answer.history_lines(answer.departures))
    with right:
        st.html(best_answer.limits_table(answer))
        st.html(best_answer.effects_table(answer))
        _second(answer, job)
        with st.expander(t("best.locked")):
            st.html(
                "".join(paragraph(line, "quiet-note") for line in best_answer.locked_lines(answer))
            )


def _second(answer: Answer, job: SearchJob) -> None:
    """Offer a check by another method once the search is over."""
    if job.runs or not answer.is_feasible:
        return
    if st.button(t("best.opinion"), key="best.opinion.ask", help=t("best.opinion.help")):
        with st.spinner(t("best.opinion.runs")):
            opinion = compute.ask(questions.checked, job.question, job.results[-1][0])
        st.session_state[_OPINION] = (job.question, opinion)
    question, opinion = st.session_state.get(_OPINION, (None, None))
    if opinion is not None and question == job.question:
        st.html(paragraph(best_answer.opinion(opinion, answer)))


def with_own_draws(best: Scenario, task: Task) -> Scenario:
    """Give the best plan the draws of the plan asked for; the search computed a part of them."""
    return replace(best, draws=task.scenario.draws)


def warn(lines: Iterable[str]) -> None:
    """Warn lever by lever where a plan leaves what history has seen."""
    if texts := [plain(line) for line in lines]:
        st.warning("\n\n".join(texts), icon=":material/history:")


def next_steps(scenario: Scenario, name: str) -> None:
    """Offer a plan in the Cockpit, one click away, and as a file."""
    with st.container(horizontal=True, gap="small", key=f"{name}.ways"):
        if st.button(
            t("best.open"),
            key=f"{name}.open",
            icon=":material/open_in_new:",
            on_click=plan.adopt,
            args=(scenario,),
        ):
            st.switch_page(COCKPIT, query_params={})
        st.download_button(
            t("best.download"),
            logged(lambda: write_bytes([scenario])),
            file_name=f"{slug(scenario.name)}.csv",
            mime="text/csv",
            key=f"{name}.download",
            on_click="ignore",
            icon=":material/download:",
        )
