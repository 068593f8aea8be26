"""What the page of assumptions has computed, kept by what it follows from."""

from collections.abc import Mapping

import streamlit as st

from models.analysis.assumption import Weighing
from models.analysis.evidence import Shares
from models.analysis.influence import Swing
from models.analysis.refit_preview import Preview
from models.conduct_rules import Row
from models.scenario import Scenario
from pages.components.server import compute, worker
from pages.components.trust import assumption_arithmetic


def weighed(scenario: Scenario) -> Weighing:
    """Weigh the decision against the assumptions of ``scenario``.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """
    return _weighed(compute.essence(scenario))


@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs=compute.KEY)
def _weighed(scenario: Scenario) -> Weighing:
    return worker.run(assumption_arithmetic.weighed, scenario)


def driven(scenario: Scenario) -> Mapping[str, list[Swing]]:
    """Tell what each parameter drives in the market and under the rivals of ``scenario``."""
    return _driven(scenario.market, scenario.rivals, scenario.conduct)


@st.cache_resource(max_entries=16, show_spinner=False)
def _driven(market: str, rivals: str, conduct: tuple[Row, ...]) -> Mapping[str, list[Swing]]:
    return worker.run(assumption_arithmetic.driven, market, rivals, conduct)


def on_the_plan(scenario: Scenario) -> Mapping[str, Mapping[str, Swing]]:
    """Tell how far each parameter moves the plan's effects, by parameter and metric."""
    return _on_the_plan(compute.essence(scenario))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=compute.KEY)
def _on_the_plan(scenario: Scenario) -> Mapping[str, Mapping[str, Swing]]:
    return worker.run(assumption_arithmetic.on_the_plan, scenario)


def rests_on(scenario: Scenario) -> Mapping[str, Shares]:
    """Split the range of each headline by grade: of the plan's changes, or of levels without one.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """
    outcome = compute.outcome(scenario)
    return outcome.evidence if outcome.planned else _levels(compute.essence(scenario))


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=compute.KEY)
def _levels(scenario: Scenario) -> Mapping[str, Shares]:
    return worker.run(assumption_arithmetic.levels_rest_on, scenario)


def previewed(scenario: Scenario, experiments: bytes | None, actuals: bytes | None) -> Preview:
    """Fit anew with the reader's files; some seconds.

    Raises
    ------
    FileError
        A file cannot be used; holds every problem of it.
    ConvergenceError
        The fit failed.
    """
    return _previewed(compute.essence(scenario), experiments, actuals)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=compute.KEY)
def _previewed(scenario: Scenario, experiments: bytes | None, actuals: bytes | None) -> Preview:
    return worker.run(assumption_arithmetic.previewed, scenario, experiments, actuals)
