"""What the pages of Challenge have computed, kept by what it follows from."""

import streamlit as st

from models.analysis.risk.regret import Regret
from models.analysis.risk.sensitivity import Sensitivity
from models.analysis.risk.stress import Stress
from models.analysis.risk.targets import Target
from models.analysis.rivalry.takeback import Reaction
from models.analysis.rivalry.wargame import WarGame
from models.analysis.structure.delivery import Delivered
from models.analysis.structure.latest import Start
from models.analysis.structure.structures import Structure
from models.scenario import Scenario
from pages.components.challenge import challenge_arithmetic as arithmetic
from pages.components.server import compute, worker

KEY = {**compute.KEY, Target: repr, Structure: repr}


def reaction(scenario: Scenario) -> Reaction:
    """Set the plan against no change before and after the rivals answer.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """
    return _reaction(compute.essence(scenario))


@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs=KEY)
def _reaction(scenario: Scenario) -> Reaction:
    return worker.run(arithmetic.reaction, scenario)


def game(plans: tuple[Scenario, ...], held: tuple[int, ...]) -> WarGame:
    """Play plans against answers; the names of the plans are those of the strategies.

    Raises
    ------
    ScenarioError
        The plans do not start from the same ground, or nobody is left to play against.
    """
    return _game(plans, held)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def _game(plans: tuple[Scenario, ...], held: tuple[int, ...]) -> WarGame:
    return worker.run(arithmetic.game, plans, held)


def stressed(scenario: Scenario, targets: tuple[Target, ...]) -> Stress:
    """Try a plan in many futures.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """
    return _stressed(compute.essence(scenario), targets)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def _stressed(scenario: Scenario, targets: tuple[Target, ...]) -> Stress:
    return worker.run(arithmetic.stressed, scenario, targets)


def swings(scenario: Scenario, metric: str, leading: int = 0) -> Sensitivity:
    """Vary the assumptions behind the change of one figure; some with Sobol indices."""
    return _swings(compute.essence(scenario), metric, leading)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def _swings(scenario: Scenario, metric: str, leading: int) -> Sensitivity:
    return worker.run(arithmetic.swings, scenario, metric, leading)


def forgone(plans: tuple[Scenario, ...], count: int) -> tuple[Regret, ...]:
    """Set plans against each other in the same futures."""
    return _forgone(plans, count)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=KEY)
def _forgone(plans: tuple[Scenario, ...], count: int) -> tuple[Regret, ...]:
    return worker.run(arithmetic.forgone, plans, count)


def cards(
    scenario: Scenario, structures: tuple[Structure, ...]
) -> dict[tuple[str, str], Delivered]:
    """Project a plan under structures and all sizes, by name of structure and size.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """
    return _cards(compute.essence(scenario), structures)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def _cards(
    scenario: Scenario, structures: tuple[Structure, ...]
) -> dict[tuple[str, str], Delivered]:
    return worker.run(arithmetic.cards, scenario, structures)


def starts(scenario: Scenario, structure: Structure, target: Target) -> dict[str, Start]:
    """Start the move in every quarter, by size."""
    return _starts(compute.essence(scenario), structure, target)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=KEY)
def _starts(scenario: Scenario, structure: Structure, target: Target) -> dict[str, Start]:
    return worker.run(arithmetic.starts, scenario, structure, target)
