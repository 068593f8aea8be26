"""The tab of the best plan: the search step by step, and its answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.analysis.optimise.answer import Answer
from models.analysis.optimise.first_moves import Move
from models.analysis.optimise.goals import Task
from models.scenario import Scenario
from models.scenario.csv.scenario_file import write_bytes
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import decide_questions as questions
from pages.compute.questions.cockpit_questions import outcome
from pages.figures.answer_html import answer as answer_html
from pages.figures.decide import best_answer, best_question_words, moves_figure
from pages.figures.html_tables import paragraph
from pages.frame import canvas
from pages.frame.drawer import drawers
from pages.frame.menu import COCKPIT
from pages.frame.shown import look_at, tell
from pages.frame.take_away import logged
from pages.labels.catalogue import t
from pages.labels.names import slug
from pages.panels.decide import best_job as jobs
from pages.panels.decide.best_job import SearchJob
from pages.panels.decide.best_question import Bounds, goal
from pages.plan import plan

JOB = "best.job"
_OPINION = "best.opinion"


def best(bounds: Bounds, form: DeltaGenerator, style: Style, top: DeltaGenerator) -> None:
    """Ask in ``form`` what is to be raised, search, and show what was found so far."""
    with form:
        task = bounds.task(goal(bounds.at))
    top.html(answer_html(best_question_words.question(task)))
    jobs.controls(JOB, task, t("best.find"), stop=t("best.stop"))
    job = jobs.of(JOB)
    if job and job.results:
        found: Answer = job.results[-1][1]
        if job.question != task:
            st.caption(t("best.asked_otherwise"))
        if best_answer.may_be_shown(found, is_over=not job.runs):
            moves = _moves(found, job)
            top.html(answer_html(*moves_figure.lines(found, moves)))
            _show(with_own_draws(found.scenario, job.question), found, job, moves, style)
        else:
            sentence, below = best_answer.top_lines(found, is_over=not job.runs)
            top.html(answer_html(sentence, below=below))
    elif not job:
        tell(paragraph(t("best.begin"), "quiet-note"))
        _before(task, style)
    jobs.continue_search(JOB, _step)


def _before(task: Task, style: Style) -> None:
    """Draw the plan on the table the same way, to set the answer beside."""
    asked = moves_figure.asked(task)
    moves = compute.ask(questions.moves, task.scenario, *asked) if task.scenario.steps else ()
    if moves_figure.moving(task.scenario, moves):
        level = compute.ask(outcome, task.scenario).level(asked[0])
        shown = moves_figure.figure(task.scenario, moves, asked, style, level)
        canvas.draw(replace(shown, title=moves_figure.most(moves, asked[0], level)))


def _step(job: SearchJob) -> None:
    """Advance the search by one state and keep its answer."""
    state = compute.ask(
        questions.next_state, job.question, job.results[-1][0] if job.results else None
    )
    answer = compute.ask(questions.answered, job.question, state, t("best.name"))
    job.results.append((state, answer))
    job.total, job.steps = state.total, state.done - 1
    job.runs = job.runs and not state.is_last


def _moves(found: Answer, job: SearchJob) -> tuple[Move, ...]:
    """Set the levers of a finished search in order of effect."""
    if job.runs or not found.scenario.steps:
        return ()
    return compute.ask(questions.moves, found.scenario, *moves_figure.asked(found.task))


def _show(
    plan: Scenario, found: Answer, job: SearchJob, moves: Sequence[Move], style: Style
) -> None:
    if moves_figure.moving(found.scenario, moves):
        asked = moves_figure.asked(found.task)
        level = best_answer.level_of(asked[0], found)
        canvas.draw(moves_figure.figure(found.scenario, moves, asked, style, level))
    look_at(plan)
    next_steps(plan, "best")
    warn(best_answer.history_lines(found.departures))
    parts: dict[str, Callable[[], object]] = {
        "best.limits.head": lambda: tell(best_answer.limits_table(found)),
        "best.effects": lambda: tell(best_answer.effects_table(found)),
        "best.plan": lambda: tell(best_answer.plan_table(found)),
        "best.opinion.head": lambda: _second(found, job),
        "best.locked": lambda: _locked(found),
    }
    drawers(parts)


def _locked(found: Answer) -> None:
    lines = best_answer.locked_lines(found)
    tell("".join(paragraph(line, "quiet-note") for line in lines))


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
        tell(paragraph(best_answer.opinion(opinion, answer)))


def with_own_draws(best: Scenario, task: Task) -> Scenario:
    """Give the best plan the draws of the plan asked for; the search computed a part of them."""
    return replace(best, draws=task.scenario.draws)


def warn(lines: Iterable[str]) -> None:
    """Say lever by lever where a plan leaves what history has seen."""
    if texts := [paragraph(line, "quiet-note") for line in lines]:
        tell("".join(texts))


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
