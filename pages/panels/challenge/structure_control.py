"""Which structure is looked at, how strong its effects are taken to be, and one's own."""

import streamlit as st

from models.analysis.structure.structures import NAMED, SIZES, TODAY, Structure
from models.scenario import Scenario
from models.vintage import Market
from pages.figures.challenge.structure_figures import structure_name
from pages.labels.catalogue import t

OWN_STRUCTURE = "own"
_SIZE, _CHOSEN = "structure.size", "structure.chosen"
_INTEGRATION, _LAYERS = "structure.integration", "structure.layers"
_START = "structure.start"


def choose(scenario: Scenario, market: Market) -> tuple[tuple[Structure, ...], Structure, str]:
    """Draw the controls; give all structures, the one that is looked at, and the size."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        name = st.segmented_control(
            t("structure.choose"),
            [*(structure.name for structure in NAMED[1:]), OWN_STRUCTURE],
            default=NAMED[-1].name,
            key=_CHOSEN,
            required=True,
            format_func=structure_name,
            persist_state="session",
        )
        size = st.segmented_control(
            t("structure.size"),
            SIZES,
            default=SIZES[1],
            key=_SIZE,
            required=True,
            format_func=lambda size: t(f"structure.size.{size}"),
            help=t("structure.size_help"),
            persist_state="session",
        )
    own = _own(scenario, market) if name == OWN_STRUCTURE else None
    every = (*NAMED, own) if own else NAMED
    chosen = next((one for one in every if one.name == name), TODAY)
    return every, chosen, str(size)


def _own(scenario: Scenario, market: Market) -> Structure:
    """Let the reader set a structure; it starts from the plan's whenever that is another."""
    targets = scenario.schedule(market.levers)
    start = float(targets["centralisation"][-1]), round(targets["reporting_layers"][-1])
    if st.session_state.get(_START) != start:
        st.session_state[_START] = start
        st.session_state[_INTEGRATION], st.session_state[_LAYERS] = start
    left, right = st.columns(2, gap="large")
    integration = left.slider(
        t("centralisation"),
        0.0,
        1.0,
        step=0.05,
        key=_INTEGRATION,
        persist_state="session",
    )
    layers = right.slider(
        t("reporting_layers"),
        3,
        10,
        key=_LAYERS,
        persist_state="session",
    )
    return Structure(name=OWN_STRUCTURE, centralisation=float(integration), layers=float(layers))
