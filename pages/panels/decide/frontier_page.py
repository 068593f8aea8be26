"""The tab of the frontier: points as they come, one chosen, steps along the curve."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.analysis.optimise.frontier import FRONTIER_POINTS, FrontierPoint, non_dominated
from models.analysis.optimise.goals import SUM, Goal
from models.analysis.precedents import departures
from models.fingerprint import fingerprint
from models.inputs import load_market
from models.notation import UNITS, quarters_after
from models.scenario import Scenario
from pages import compute
from pages.charts.figure import Figure
from pages.charts.marks import PICK
from pages.charts.scatter import FRONTIER_COLUMNS
from pages.charts.scatter import frontier as frontier_chart
from pages.charts.style import Style
from pages.compute.questions import decide_questions as questions
from pages.figures import decide_words as words
from pages.figures.answer_html import answer
from pages.figures.decide.best_answer import history_lines
from pages.figures.decide.frontier_words import finding, trade
from pages.figures.html_tables import table
from pages.figures.provenance import of_metrics, with_unit
from pages.frame import canvas, choices
from pages.frame.drawer import drawer
from pages.frame.shown import look_at, tell
from pages.labels.catalogue import t
from pages.panels.decide import best_job as jobs
from pages.panels.decide.best_job import SearchJob
from pages.panels.decide.best_page import next_steps, warn, with_own_draws
from pages.panels.decide.best_question import GOALS, Bounds

JOB, CHOSEN = "frontier.job", "frontier.chosen"
_CLICKED = "frontier.clicked"
_HEIGHT = 360
_STEP = 0.01


def frontier(bounds: Bounds, style: Style, top: DeltaGenerator) -> None:
    """Ask for two measures, trace their frontier, and let the reader step on it."""
    top.html(answer(t("frontier.ask")))
    left, right = st.columns(2)
    with left:
        up = choices.one(
            t("frontier.y"), GOALS, "frontier.y", words=words.measure, default="revenue"
        )
    with right:
        rest = [name for name in GOALS if name != up]
        across = choices.one(t("frontier.x"), rest, "frontier.x", words=words.measure)
    at = bounds.at if bounds.at != SUM else _last(bounds.scenario)
    question = (bounds.task(Goal(weights=((up, 1.0),), at=at)), across)
    jobs.controls(JOB, question, t("frontier.walk"), stop=t("best.stop"))
    job = jobs.of(JOB)
    if job and len(job.results) >= 2:
        if job.question != question:
            st.caption(t("best.asked_otherwise"))
        _show(job, style, top)
    elif not job:
        st.caption(t("frontier.begin"))
    jobs.continue_search(JOB, _step)


def _last(scenario: Scenario) -> str:
    return quarters_after(scenario.market, scenario.horizon)[-1]


def _step(job: SearchJob) -> None:
    task, across = job.question
    job.total = FRONTIER_POINTS
    point = compute.ask(
        questions.frontier_step, task, across, job.steps, FRONTIER_POINTS, tuple(job.results)
    )
    if point is not None:
        job.results.append(point)


def _show(job: SearchJob, style: Style, top: DeltaGenerator) -> None:
    task, across = job.question
    up = task.goal.metrics[0]
    points = non_dominated(job.results)
    here = compute.ask(questions.of_plan, task.scenario, (across, up), task.goal.at)
    said = finding(points, across, up, (here[0], here[1]), is_plan=bool(task.scenario.steps))
    below = t("frontier.below", quarter=task.goal.at)
    top.html(answer(said, trade(points, across, up), below))
    _take(points, canvas.picked("frontier", PICK))
    canvas.draw(_figure(job, points, style), pick=PICK)
    _chosen(points, _steps(points, up), job)


def _chosen(points: tuple[FrontierPoint, ...], number: int, job: SearchJob) -> None:
    """Show the plan that the reader stands on."""
    task, across = job.question
    up, point = task.goal.metrics[0], points[number]
    named = replace(point.scenario, name=t("frontier.name", number=number + 1))
    scenario = with_own_draws(named, task)
    today = load_market(scenario.market).levers
    moved = scenario.schedule(today)
    rows = [
        (words.lever(name), [words.target(name, today[name]), words.target(name, moved[name][-1])])
        for name in dict.fromkeys(step.lever for step in scenario.steps)
    ]
    rows = [(name, ends) for name, ends in rows if ends[0] != ends[1]]
    levels = t(
        "frontier.at",
        x=f"{words.measure(across)} {words.level(point.x, across)}",
        y=f"{words.measure(up)} {words.level(point.y, up)}",
    )
    st.markdown(f"**{levels}**")
    look_at(scenario)
    next_steps(scenario, "frontier")
    drawer("best.plan", lambda: _targets(scenario, rows))


def _targets(scenario: Scenario, rows: Sequence[tuple[str, list[str]]]) -> None:
    """Lay out what the levers are set to, and where that leaves what history has seen."""
    heads = [t("best.plan.lever"), t("best.plan.today"), t("best.plan.plan")]
    tell(table(heads, rows, t("best.plan")))
    warn(history_lines(departures(scenario)))


def _take(points: tuple[FrontierPoint, ...], clicked: str) -> None:
    """Stand on the point that was clicked."""
    if clicked and clicked != st.session_state.get(_CLICKED) and int(clicked) < len(points):
        st.session_state[CHOSEN] = int(clicked)
    st.session_state[_CLICKED] = clicked


def _steps(points: tuple[FrontierPoint, ...], up: str) -> int:
    """Offer to step along by one per cent of the upper measure; give the point stood on."""
    here = _standing(points)
    with st.container(horizontal=True, gap="small", key="frontier.steps"):
        for name, sign in (("more", 1.0), ("less", -1.0)):
            there = stepped(points, here, sign * _STEP)
            st.button(
                t(f"frontier.{name}", measure=t(f"measure.{up}")),
                key=f"frontier.{name}",
                disabled=there == here,
                on_click=_stand,
                args=(there,),
            )
    return here


def _standing(points: tuple[FrontierPoint, ...]) -> int:
    """Give the plan that was chosen; before, the one in the middle."""
    last = len(points) - 1
    return min(int(st.session_state.get(CHOSEN, last // 2)), last)


def _stand(number: int) -> None:
    st.session_state[CHOSEN] = number


def stepped(points: tuple[FrontierPoint, ...], here: int, part: float) -> int:
    """Find the point nearest to ``part`` more of the upper measure, at least one further on."""
    wanted = points[here].y + part * abs(points[here].y)
    way = range(here - 1, -1, -1) if part > 0 else range(here + 1, len(points))
    return min(way, key=lambda i: abs(points[i].y - wanted), default=here)


def _figure(job: SearchJob, points: tuple[FrontierPoint, ...], style: Style) -> Figure:
    task, across = job.question
    up = task.goal.metrics[0]
    here = _standing(points)
    return Figure(
        name="frontier",
        title=t("frontier.figure" if len(points) > 1 else "frontier.lone", count=len(points)),
        subtitle=t("frontier.subtitle", y=with_unit(words.measure(up), up), quarter=task.goal.at),
        footer=t(
            "compare.footer", market=task.scenario.market, model=fingerprint(task.scenario.market)
        ),
        spec=frontier_chart(
            style, (UNITS[across], UNITS[up]), with_unit(words.measure(across), across), _HEIGHT
        ),
        table=pa.Table.from_pylist(_rows(job, points, here)),
        style=style,
        **of_metrics(load_market(task.scenario.market), up, across),
    )


def _rows(job: SearchJob, points: tuple[FrontierPoint, ...], here: int) -> list[dict[str, object]]:
    task, across = job.question
    rows: list[tuple[object, ...]] = [
        (str(i), "chosen" if i == here else "plan", t("frontier.name", number=i + 1), p.x, p.y)
        for i, p in enumerate(points)
    ]
    measures = (across, task.goal.metrics[0])
    x, y = compute.ask(questions.without_plan, task.scenario, measures, task.goal.at)
    rows.append((None, "today", t("compare.no_change"), x, y))
    if task.scenario.steps:
        stands = compute.ask(questions.of_plan, task.scenario, measures, task.goal.at)
        rows.append((None, "here", t("frontier.you"), *stands))
    return [dict(zip(FRONTIER_COLUMNS, row, strict=True)) for row in rows]
