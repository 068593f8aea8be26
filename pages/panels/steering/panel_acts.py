"""What the panel tells: a frame of a drag, or something done. All of it comes from a browser.

What names no lever of ours, holds no number or goes against a lock changes nothing.
"""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

import streamlit as st

from models.levers import LEVERS
from models.scenario.rhythms import RHYTHMS
from pages.components import loader
from pages.panels.steering.panel_state import TIMING
from pages.panels.steering.panel_words import members
from pages.plan import asides, dragging, history, locks, plan, schedules

Message = Mapping[str, Any]

_ROUNDING = 9


def drag(told: Message) -> None:
    """Answer one frame of a drag: the plan follows, and what is live is sent ahead."""
    dragging.note(int(told["n"]), drag=True)
    _move(told)


def act(told: Message) -> None:
    """Answer something done: what is live is sent ahead, or the whole page is drawn."""
    dragging.note(int(told["n"]), drag=False)
    kind = str(told["act"])
    if done := _ACTS.get(kind):
        done(told)
    if dragging.has_parts():  # the panel's own part is drawn, unless more must be
        if kind in _WHOLE:
            st.rerun()
        elif loader.has_failed(dragging.MODULE):
            dragging.rest(whole=True)


def _lever(told: Message) -> tuple[str, ...]:
    """Give the lever that is told of, with those it moves together; none where it may not move."""
    name = told.get("lever")
    if name not in LEVERS or locks.locked() & set(schedules.together(name)):
        return ()
    return schedules.together(name)


def _move(told: Message) -> None:
    name, value = told["lever"], _number(told.get("value"))
    if value is not None and _lever(told) and name not in asides.values():
        schedules.moved(name, plan.tidy(name, value))


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _reset(told: Message) -> None:
    plan.reset(_lever(told))


def _reset_all(_: Message) -> None:
    plan.reset(locks.free(LEVERS))


def _reset_group(told: Message) -> None:
    plan.reset(locks.free(members(str(told.get("group")))))


def _eye(told: Message) -> None:
    if levers := _lever(told):
        asides.toggle(levers[0])


def _lock(told: Message) -> None:
    if told.get("lever") in LEVERS:
        locks.toggle(schedules.together(str(told["lever"])))


def _timing(told: Message) -> None:
    name = told.get("lever")
    is_open = st.session_state.get(TIMING) == name
    st.session_state[TIMING] = name if name in LEVERS and not is_open else None


def _rhythm(told: Message) -> None:
    if (levers := _lever(told)) and told.get("rhythm") in RHYTHMS:
        schedules.choose(levers[0], str(told["rhythm"]))


def _path(told: Message) -> None:
    """Take over a path drawn by hand, in the model's unit, unless a value of it is not allowed."""
    path = [_number(value) for value in told.get("path", ())]
    if not _lever(told) or len(path) != plan.sheet().horizon:
        return
    values = [round(value, _ROUNDING) for value in path if value is not None]
    if len(values) == len(path) and not any(map(LEVERS[told["lever"]].rule, values)):
        schedules.put_path(told["lever"], values)


_WHOLE = {"undo", "redo"}
"""What may change more than levers: market, horizon, how rivals answer."""

_ACTS: Mapping[str, Callable[[Message], None]] = {
    "move": _move,
    "reset": _reset,
    "reset_all": _reset_all,
    "reset_group": _reset_group,
    "eye": _eye,
    "lock": _lock,
    "timing": _timing,
    "rhythm": _rhythm,
    "path": _path,
    "undo": lambda _: history.go(-1),
    "redo": lambda _: history.go(1),
}
