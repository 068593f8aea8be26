"""The tab of the best plan: the search step by step, and its answer."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.analysis.optimise.answer import Answer
from models.analysis.optimise.goals import Task
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from pages import compute
from pages.compute.questions import decide_questions as questions
from pages.figures.decide import best_answer as told
from pages.figures.html_tables import paragraph
from pages.frame import canvas
from pages.labels.catalogue import t
from pages.labels.html import headline
from pages.labels.names import slug
from pages.panels.decide import best_job as jobs
from pages.panels.decide.best_job import Job
from pages.panels.decide.best_question import Bounds, goal
from pages.plan import plan

COCKPIT = "pages/decide/cockpit.py"
JOB = "best.job"
_OPINION = "best.opinion"


def best(bounds: Bounds, top: DeltaGenerator) -> None:
    """Ask what is to be raised, search, and show what was found so far."""
    task = bounds.task(goal(bounds.at))
    jobs.controls(JOB, task, t("best.find"), stop=t("best.stop"))
    job = jobs.of(JOB)
    if job and job.found:
        answer: Answer = job.found[-1][1]
        if job.question != task:
            st.caption(t("best.asked_otherwise"))
        top.html(headline(told.finding(answer), told.below(answer)))
        _show(whole(answer.scenario, job.question), answer, job)
    elif not job:
        st.html(paragraph(t("best.begin"), "quiet-note"))
    jobs.go_on(JOB, _step)


def _step(job: Job) -> None:
    """Take one stop of the search, and write its answer down."""
    stop = compute.ask(questions.next_stop, job.question, job.found[-1][0] if job.found else None)
    answer = compute.ask(questions.answered, job.question, stop, t("best.name"))
    job.found.append((stop, answer))
    job.total, job.steps = stop.total, stop.done - 1
    job.runs = job.runs and not stop.is_last


def _show(found: Scenario, answer: Answer, job: Job) -> None:
    ways_on(found, "best")
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.html(told.plan_table(answer))
        st.html(told.effects_table(answer))
    with right:
        st.html(told.limits_table(answer))
        _second(answer, job)
        with st.expander(t("best.locked")):
            st.html("".join(paragraph(line, "quiet-note") for line in told.locked_lines(answer)))


def _second(answer: Answer, job: Job) -> None:
    """Offer a check by another method once the search is over."""
    if job.runs or not answer.is_feasible:
        return
    if st.button(t("best.opinion"), key="best.opinion.ask", help=t("best.opinion.help")):
        with st.spinner(t("best.opinion.runs")):
            found = compute.ask(questions.checked, job.question, job.found[-1][0])
        st.session_state[_OPINION] = (job.question, found)
    question, found = st.session_state.get(_OPINION, (None, None))
    if found is not None and question == job.question:
        st.html(paragraph(told.opinion(found, answer)))


def whole(found: Scenario, task: Task) -> Scenario:
    """Give a plan that was found the draws of the one asked for, of which a part was computed."""
    return replace(found, draws=task.scenario.draws)


def ways_on(scenario: Scenario, name: str) -> None:
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
            canvas.logged(lambda: write_bytes([scenario])),
            file_name=f"{slug(scenario.name)}.csv",
            mime="text/csv",
            key=f"{name}.download",
            on_click="ignore",
            icon=":material/download:",
        )
