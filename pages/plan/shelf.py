"""The open plans of this session; the current one is among them under its name.

Two plans never share a name: the one that comes later is renamed, and that is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

import streamlit as st

from models.scenario import Scenario
from models.text_rules import NAME_LENGTH, name_key
from pages.plan import plan

_SHELF = "shelf"


def plans() -> Sequence[Scenario]:
    """Give the open plans, the current one as it was when another was last opened."""
    kept: Sequence[Scenario] = st.session_state.get(_SHELF, ())
    return kept


def put(scenarios: Iterable[Scenario]) -> None:
    """Replace the open plans."""
    st.session_state[_SHELF] = tuple(scenarios)


def rename(old: str, new: str) -> None:
    """Give the open plan called ``old`` its new name."""
    put(replace(one, name=new) if one.name == old else one for one in plans())


def with_active(active: Scenario) -> list[Scenario]:
    """Every open plan, the current one in its place."""
    shelf = {name_key(s.name): s for s in plans()}
    return list((shelf | {name_key(active.name): active}).values())


def free_name(name: str, others: Iterable[Scenario] | None = None) -> str:
    """Give ``name``, or with a number behind it where an open plan bears it."""
    taken = {name_key(one.name) for one in (plans() if others is None else others)}
    tails = ("" if number == 1 else f" ({number})" for number in count(1))
    names = (name[: NAME_LENGTH - len(tail)].rstrip() + tail for tail in tails)
    return next(candidate for candidate in names if name_key(candidate) not in taken)


def open_beside(opened: Iterable[Scenario]) -> list[tuple[str, str]]:
    """Add plans to the open ones and make the first of them current; none that was open goes.

    A plan that nobody touched makes room. Gives the old and new names of those renamed.
    """
    on_table = plan.current()
    kept = [s for s in with_active(on_table) if plan.is_touched() or s.name != on_table.name]
    coming: list[Scenario] = []
    renamed = []
    for one in opened:
        # The very plan that is open already is no second one; only the stamp of a file differs.
        kept = [known for known in kept if known != replace(one, model=known.model)]
        name = free_name(one.name, (*kept, *coming))
        if name != one.name:
            renamed.append((one.name, name))
        coming.append(replace(one, name=name))
    put((*coming, *kept))
    plan.adopt(coming[0])
    return renamed
