"""Undo and redo: whole states of the plan, kept for this session."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import streamlit as st

from models.levers import UNIT_OF_WEIGHT, Step
from models.scenario import Scenario
from pages.components.steering import plan
from pages.labels.catalogue import t

LONGEST = 100
"""States that are kept; the oldest go first."""

PAUSE_SECONDS = 2.0
"""Moves of one lever that follow each other faster are one move: an arrow key held down."""

_HISTORY = "history"


@dataclass(frozen=True, kw_only=True)
class State:
    """The plan, and the rows of its file that wait for another market or horizon."""

    scenario: Scenario
    waiting: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class History:
    """States in the order in which they came; ``at`` is the one on screen.

    ``moved`` says what the last step changed and ``when`` it did, in seconds of a steady clock.
    """

    states: tuple[State, ...]
    at: int = 0
    moved: frozenset[str] = frozenset()
    when: float = 0.0


def record() -> None:
    """Note the plan as it is now, unless it is the one noted last; before it is drawn."""
    now = _state()
    past: History = st.session_state.setdefault(_HISTORY, History(states=(now,)))
    moved = frozenset(_changes(past.states[past.at], now))
    if not moved:
        return
    clock = time.monotonic()
    same = moved == past.moved and clock - past.when < PAUSE_SECONDS and past.at > 0
    kept = past.states[: past.at + (0 if same else 1)]
    states = (*kept, now)[-LONGEST:]
    st.session_state[_HISTORY] = History(states=states, at=len(states) - 1, moved=moved, when=clock)


def _state() -> State:
    kept = plan.sheet().kept
    fitting = plan.fitting(kept)
    return State(scenario=plan.current(), waiting=tuple(row for row in kept if row not in fitting))


def _changes(before: State, now: State) -> Iterator[str]:
    """Name what differs; the three weights of a unit are one thing, a new name is none.

    Of the rivals' own conduct each row is a thing.
    """
    old, new = before.scenario, now.scenario
    for name in (
        field.name for field in fields(Scenario) if field.name not in ("name", "steps", "conduct")
    ):
        if getattr(old, name) != getattr(new, name):
            yield name
    if before.waiting != now.waiting:
        yield "waiting"
    yield from (name for name, _ in {*old.conduct} ^ {*new.conduct})
    for row in set(old.steps) ^ set(new.steps):
        yield UNIT_OF_WEIGHT.get(row.lever, row.lever)


def buttons() -> None:
    """Draw the way back and the way forth; they stay in their places when there is none.

    Their keys are those of `keyboard`, which leaves text that is being typed alone.
    """
    record()
    past: History = st.session_state[_HISTORY]
    last = len(past.states) - 1
    ways = (("undo", -1, past.at > 0), ("redo", 1, past.at < last))
    for name, by, possible in ways:
        st.button(
            t(f"history.{name}"),
            key=f"history.{name}",
            icon=f":material/{name}:",
            type="tertiary",
            help=t(f"history.{name}_help"),
            disabled=not possible,
            on_click=_go,
            args=(by,),
        )


def _go(by: int) -> None:
    past: History = st.session_state[_HISTORY]
    at = min(max(past.at + by, 0), len(past.states) - 1)
    state = past.states[at]
    st.session_state[_HISTORY] = replace(past, at=at, moved=frozenset())
    plan.adopt(state.scenario)
    if state.waiting:
        plan.change(kept=(*plan.sheet().kept, *state.waiting))


def rename(old: str, new: str) -> None:
    """Give the plan called ``old`` its new name in the past as well."""
    past: History | None = st.session_state.get(_HISTORY)
    if past:
        states = tuple(
            replace(s, scenario=replace(s.scenario, name=new)) if s.scenario.name == old else s
            for s in past.states
        )
        st.session_state[_HISTORY] = replace(past, states=states)


def written() -> tuple[tuple[Scenario, ...], int]:
    """Give the plans of all steps, and the number of the one on the table."""
    past: History | None = st.session_state.get(_HISTORY)
    return (tuple(state.scenario for state in past.states), past.at) if past else ((), 0)


def restore(scenarios: Sequence[Scenario], at: int) -> None:
    """Take up the steps of an earlier session; what is on the table then is one more step."""
    states = tuple(State(scenario=scenario) for scenario in scenarios)
    st.session_state[_HISTORY] = History(states=states, at=at)
