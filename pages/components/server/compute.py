"""Computing for the screen, and the only caches of it.

A move of a slider costs one run with draws and one central run with rivals standing still; what
does not depend on the plan is kept. Caches are shared by all sessions and hold only what follows
from their arguments.
"""

import gc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from models.analysis.billion import Bundle
from models.analysis.outcome import Outcome
from models.analysis.yields import Yield
from models.inputs import load_market, load_parameters
from models.projection import Projection, project
from models.scenario import Scenario
from pages.components.server import arithmetic, worker

KEY: dict[str | type, Callable[[Any], Any]] = {Scenario: repr}
"""A scenario prints all that it is; taken apart field by field it would cost ten times as much."""

SCREEN_DRAWS = 5_000
"""The most draws that the screen computes; downloads compute all that a scenario asks for."""


def outcome(scenario: Scenario) -> Outcome:
    """Compute what the Cockpit shows of ``scenario``.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """
    return _outcome(essence(scenario))


def ahead(scenario: Scenario) -> None:
    """Begin to compute what `outcome` will be asked for, while other things are drawn."""
    worker.ahead(arithmetic.outcome, essence(scenario))


def bundles(scenario: Scenario) -> tuple[Bundle, ...]:
    """Give what RMB 1 bn of subsidies buys from today's market on; the plan plays no part."""
    return _bundles(essence(replace(scenario, steps=())))


def yields(scenario: Scenario) -> tuple[Yield, ...]:
    """Give what one more RMB bn buys in each lever of ``scenario``; asked on demand only."""
    return _yields(essence(scenario))


def project_in_full(scenario: Scenario) -> Projection:
    """Project ``scenario`` as the terminal does, for a download."""
    return project(load_market(scenario.market), load_parameters(), scenario)


def check(scenario: Scenario) -> None:
    """Refuse assumptions under which there is no stable market.

    Raises
    ------
    ParameterError
        Names the parameters and the bound.
    """
    assumed = {**load_market(scenario.market).parameters, **dict(scenario.assumptions)}
    load_parameters().central(assumed)


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Pay for the first visitor: baselines, draws, the shared paths; then settle memory."""
    today = Scenario(name="-", market=load_market().vintage)
    _outcome(essence(today))
    bundles(today)
    gc.collect()
    gc.freeze()


def essence(scenario: Scenario) -> Scenario:
    """Drop what no number depends on, so that a new name is not a new computation."""
    steps = tuple(replace(step, note="") for step in scenario.steps)
    plain = {"author": "", "created": "", "model": "", "notes": ()}
    draws = min(scenario.draws, SCREEN_DRAWS)
    return replace(scenario, name="-", steps=steps, draws=draws, **plain)  # type: ignore[arg-type]


@st.cache_resource(max_entries=512, show_spinner=False, hash_funcs=KEY)
def _outcome(scenario: Scenario) -> Outcome:
    return worker.run(arithmetic.outcome, scenario)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def _bundles(scenario: Scenario) -> tuple[Bundle, ...]:
    return worker.run(arithmetic.bundles, scenario)


@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs=KEY)
def _yields(scenario: Scenario) -> tuple[Yield, ...]:
    return worker.run(arithmetic.yields, scenario)
