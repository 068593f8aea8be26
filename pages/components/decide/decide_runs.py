"""What the pages of Decide have computed, kept by what it follows from."""

import streamlit as st

from models.analysis.best.seek import Sought
from models.analysis.compare.contests import Contest
from models.analysis.compare.field import Field
from models.analysis.compare.flips import Flip
from models.analysis.drivers.breakdown import Breakdown
from models.analysis.drivers.causes import Link
from models.scenario import Scenario
from pages.components.decide import decide_arithmetic as arithmetic
from pages.components.server import compute, worker

KEY = {**compute.KEY, Contest: repr}


def drivers(scenario: Scenario) -> dict[str, Breakdown]:
    """Divide the effect of a plan among its levers, by measure, at the last quarter.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """
    return _drivers(compute.essence(scenario))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def _drivers(scenario: Scenario) -> dict[str, Breakdown]:
    return worker.run(arithmetic.drivers, scenario)


def chain(scenario: Scenario, player: str, metric: str) -> tuple[Link, ...]:
    """Follow one lever of a plan to one metric."""
    return _chain(compute.essence(scenario), player, metric)


@st.cache_resource(max_entries=256, show_spinner=False, hash_funcs=KEY)
def _chain(scenario: Scenario, player: str, metric: str) -> tuple[Link, ...]:
    return worker.run(arithmetic.chain, scenario, player, metric)


# Few: eight plans with a thousand draws each weigh ten megabytes.
@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=KEY)
def compared(scenarios: tuple[Scenario, ...]) -> Field:
    """Project scenarios on the same futures; their names tell them apart.

    Raises
    ------
    ModelError
        They cannot be compared; the message says why.
    """
    return worker.run(arithmetic.compared, scenarios)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def turned(pair: tuple[Scenario, Scenario], calls: tuple[Contest, ...]) -> tuple[Flip, ...]:
    """Find what would turn close calls round."""
    return worker.run(arithmetic.turned, pair, calls)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def sought(scenario: Scenario, lever: str, metric: str, target: float, quarter: str) -> Sought:
    """Find what one lever must be set to.

    Raises
    ------
    ScenarioError
        The question makes no sense; the message says why.
    """
    return worker.run(arithmetic.sought, scenario, lever, metric, target, quarter)
