"""Where the levers stand, as the panel is told with every run: little, because it travels often."""

from collections import Counter
from typing import Any

import streamlit as st

from models.errors import ModelError
from models.levers import LEVERS, UNIT_OF_WEIGHT
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.labels.catalogue import t
from pages.labels.format import setting
from pages.panels.steering import precedent, timing
from pages.plan import asides, dragging, history, locks, plan, schedules

TIMING = "panel.timing"
"""Session key of the lever whose schedule is open."""


def counts() -> Counter[str]:
    """Count what the plan moves in each group; the three weights of a unit are one decision."""
    moved = plan.current().changed(plan.market().levers)
    decisions = {UNIT_OF_WEIGHT.get(name, name): LEVERS[name].group for name in moved}
    return Counter(decisions.values())


def state(token: str, *, live: bool, folded: bool) -> dict[str, Any]:
    """Write down where the levers stand; ``token`` names the words that belong to it.

    ``n`` is the number of the last message that it knows of, which the panel compares with its own.
    ``live`` says whether the page follows a drag, ``folded`` whether it has no use for levers.
    """
    closed = asides.values()
    scheduled = [name for name in LEVERS if plan.schedule_of(name)]
    undo, redo = history.ways()
    return {
        "token": token,
        "n": dragging.told(),
        "live": live,
        "folded": folded,
        "moved": dict(plan.sheet().moved),
        "closed": closed,
        "locked": sorted(locks.locked()),
        "scheduled": scheduled,
        "beyond": sorted(precedent.levers_beyond()),
        "marks": {name: _mark(name) for name in _told(closed, scheduled)},
        "counts": counts(),
        "undo": undo,
        "redo": redo,
        "schedule": _schedule(st.session_state.get(TIMING)),
    }


def _told(closed: dict[str, float], scheduled: list[str]) -> set[str]:
    """Give the levers of which there is more to tell than where they stand today."""
    return {*closed, *scheduled, *precedent.levers_beyond()}


def _mark(name: str) -> str:
    unit, closed = LEVERS[name].unit, asides.values()
    if name in closed:
        return t("panel.aside", value=setting(closed[name], unit))
    text = t("levers.today", value=setting(plan.market().levers[name], unit))
    if plan.schedule_of(name):
        text = schedules.schedule_mark(name, text)
    return precedent.word(name, text)


def _schedule(lever: str | None) -> dict[str, Any] | None:
    """Write down the schedule of ``lever`` that is open, with what is delivered of it."""
    if lever is None:
        return None
    unit, name = t(f"unit.{LEVERS[lever].unit}"), t(UNIT_OF_WEIGHT.get(lever, lever))
    is_event = schedules.is_event(lever)
    told = {
        "lever": lever,
        "title": t("timing.title", lever=name, unit=unit),
        "still": timing.is_still(lever),
        "line": _line(lever),
        "help": t("timing.help_event" if is_event else "timing.help"),
    }
    return told if is_event else {**told, "rhythm": schedules.rhythm(lever)}


def _line(lever: str) -> dict[str, Any] | None:
    try:
        question = questions.live if dragging.is_thin() else questions.outcome
        return timing.data(lever, compute.ask(question, plan.current()))
    except ModelError:  # the page says why
        return None
