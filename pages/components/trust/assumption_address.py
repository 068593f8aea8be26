"""Assumptions on their way through the address: ``a.habit_weight=0.3``, one parameter each."""

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from models.csv_cells import number, number_text
from models.errors import ModelError
from models.inputs import load_parameters
from pages.components.steering import plan

PREFIX = "a."


def read() -> Iterator[tuple[str, str, str]]:
    """Take assumptions from the address; give what cannot be: its name, value and the reason."""
    taken: dict[str, float] = {}
    for name, text in _asked():
        value = number(text)
        try:
            load_parameters().check({name: float("nan") if value is None else value})
        except ModelError as error:
            yield PREFIX + name, text, str(error)
        else:
            taken[name] = value or 0.0
    if taken:
        yield from _kept(taken)


def _kept(taken: dict[str, float]) -> Iterator[tuple[str, str, str]]:
    """Write them into the plan, unless all together make the market tip."""
    rows = tuple(sorted(taken.items()))
    try:
        plan.check(replace(plan.current(), assumptions=rows, notes=()))
    except ModelError as error:
        yield PREFIX + rows[0][0], number_text(rows[0][1]), str(error)
    else:
        plan.change(assumptions=rows)


def write() -> None:
    """Put the plan's assumptions into the address."""
    wanted = {PREFIX + name: number_text(value) for name, value in plan.sheet().assumptions}
    for name in [PREFIX + name for name, _ in _asked() if PREFIX + name not in wanted]:
        del st.query_params[name]
    for name, text in wanted.items():
        if st.query_params.get(name) != text:
            st.query_params[name] = text


def _asked() -> list[tuple[str, str]]:
    names = [name for name in st.query_params if name.startswith(PREFIX)]
    return [(name.removeprefix(PREFIX), str(st.query_params.get(name))) for name in names]
