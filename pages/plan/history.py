"""Undo and redo: whole states of the plan, kept for this session."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import streamlit as st

from models.levers import UNIT_OF_WEIGHT
from models.scenario import Scenario
from pages.labels.catalogue import t
from pages.plan import asides, plan

STATES_KEPT = 100
"""States that are kept; the oldest go first."""

PAUSE_SECONDS = 2.0
"""Moves of one lever that follow each other faster are one move: an arrow key held down."""

_HISTORY = "history"


@dataclass(frozen=True, kw_only=True)
class EditHistory:
    """States in the order in which they came; ``at`` is the one on screen.

    ``moved`` says what the last step changed and ``when`` it did, in seconds of a steady clock.
    """

    states: tuple[plan.PlanInputs, ...]
    at: int = 0
    moved: frozenset[str] = frozenset()
    when: float = 0.0


def record() -> None:
    """Note the plan as it is now, unless it is the one noted last; before it is drawn."""
    now = plan.sheet()
    past: EditHistory = st.session_state.setdefault(_HISTORY, EditHistory(states=(now,)))
    moved = frozenset(_changes(past.states[past.at], now))
    # A plan from the address or a file is a step of its own, however soon after a move it comes.
    whole = st.session_state.pop(plan.ADOPTED, False)
    if not moved:
        return
    clock = time.monotonic()
    soon = clock - past.when < PAUSE_SECONDS
    same = soon and not whole and moved == past.moved and past.at > 0
    kept = past.states[: past.at + (0 if same else 1)]
    # Moved and taken back at once is no step: going back would change nothing.
    states = kept if kept[-1] == now else (*kept, now)[-STATES_KEPT:]
    st.session_state[_HISTORY] = EditHistory(
        states=states, at=len(states) - 1, moved=frozenset() if whole else moved, when=clock
    )


def _changes(before: plan.PlanInputs, now: plan.PlanInputs) -> Iterator[str]:
    """Name what differs; the three weights of a unit are one thing, a new name is none.

    Of the rivals' own conduct each row is a thing.
    """
    for field in fields(plan.PlanInputs):
        differs = getattr(before, field.name) != getattr(now, field.name)
        if differs and field.name not in ("name", "moved", "conduct"):
            yield field.name
    yield from (name for name, _ in {*before.conduct} ^ {*now.conduct})
    old, new = dict(before.moved), dict(now.moved)
    for lever in old.keys() | new.keys():
        if old.get(lever) != new.get(lever):
            yield UNIT_OF_WEIGHT.get(lever, lever)


def buttons() -> None:
    """Draw the way back and the way forth; they stay in their places when there is none.

    `keyboard` does the same by keys, and leaves text that is being typed alone.
    """
    record()
    for name, by, possible in zip(("undo", "redo"), (-1, 1), ways(), strict=True):
        st.button(
            t(f"history.{name}"),
            key=f"history.{name}",
            icon=f":material/{name}:",
            type="tertiary",
            help=t(f"history.{name}_help"),
            disabled=not possible,
            on_click=go,
            args=(by,),
        )


def ways() -> tuple[bool, bool]:
    """Return whether there is a step to take back, and one to do again."""
    past: EditHistory = st.session_state[_HISTORY]
    return past.at > 0, past.at < len(past.states) - 1


def go(by: int) -> None:
    """Go ``by`` steps forth, back where negative, as far as there are any."""
    past: EditHistory = st.session_state[_HISTORY]
    at = min(max(past.at + by, 0), len(past.states) - 1)
    st.session_state[_HISTORY] = replace(past, at=at, moved=frozenset())
    plan.restore_state(past.states[at])


def names() -> set[str]:
    """Give every name that the plan has borne."""
    past: EditHistory | None = st.session_state.get(_HISTORY)
    return {state.name for state in past.states} if past else set()


def rename(old: str, new: str) -> None:
    """Give the plan called ``old`` its new name in the past as well."""
    past: EditHistory | None = st.session_state.get(_HISTORY)
    if past:
        states = tuple(
            replace(state, name=new) if state.name == old else state for state in past.states
        )
        st.session_state[_HISTORY] = replace(past, states=states)


def written() -> tuple[tuple[Scenario, ...], int]:
    """Give the plans of all steps, and the number of the current one."""
    past: EditHistory | None = st.session_state.get(_HISTORY)
    return (tuple(map(plan.scenario_of, past.states)), past.at) if past else ((), 0)


def present() -> plan.PlanInputs:
    """Give the plan of the present step."""
    past: EditHistory = st.session_state[_HISTORY]
    return past.states[past.at]


def left_out() -> tuple[Scenario | None, ...]:
    """Give for each step what is left out of its plan."""
    past: EditHistory | None = st.session_state.get(_HISTORY)
    return tuple(map(asides.as_plan, past.states)) if past else ()


def restore(scenarios: Sequence[Scenario], at: int, aside: Sequence[Scenario | None] = ()) -> None:
    """Take up the steps of an earlier session; the current plan is one more step."""
    left = [*aside, *[None] * (len(scenarios) - len(aside))]
    states = tuple(
        replace(plan.sheet_of(scenario), aside=asides.of_plan(one))
        for scenario, one in zip(scenarios, left, strict=False)
    )
    st.session_state[_HISTORY] = EditHistory(states=states, at=at)
