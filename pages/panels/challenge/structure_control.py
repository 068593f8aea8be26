"""Which structure is looked at, how strong the effects are taken to be, and one's own."""

import streamlit as st

from models.analysis.structure.kpi_orders import AGREED_ORDERS, order_levers
from models.analysis.structure.strengths import FAMILIES, SIZES, Strengths
from models.analysis.structure.structures import NAMED, TODAY, Structure
from models.scenario import Scenario
from models.vintage import Market
from pages.figures.challenge.structure_figures import structure_name
from pages.figures.challenge.structure_tables import order_name
from pages.labels.catalogue import t
from pages.plan import plan

OWN_STRUCTURE = "own"
_STRENGTH, _CHOSEN, _ORDER = "structure.strength", "structure.chosen", "structure.order"
_INTEGRATION, _LAYERS = "structure.integration", "structure.layers"
_START = "structure.start"


def choose(scenario: Scenario, market: Market) -> tuple[tuple[Structure, ...], Structure]:
    """Draw the choice of a structure; give all that are compared, and the one looked at."""
    name = st.segmented_control(
        t("structure.choose"),
        [*(structure.name for structure in NAMED[1:]), OWN_STRUCTURE],
        default=NAMED[-1].name,
        key=_CHOSEN,
        required=True,
        format_func=structure_name,
        persist_state="session",
    )
    own = _own(scenario, market) if name == OWN_STRUCTURE else None
    every = (*NAMED, own) if own else NAMED
    return every, next((one for one in every if one.name == name), TODAY)


def strengths() -> Strengths:
    """Draw how strong each family of effects is taken to be, and give all of them."""
    chosen = {}
    for column, family in zip(st.columns(len(FAMILIES), gap="small"), FAMILIES, strict=True):
        chosen[family] = column.segmented_control(
            t(f"structure.family.{family}"),
            SIZES,
            default=SIZES[1],
            key=f"{_STRENGTH}.{family}",
            required=True,
            format_func=lambda size: t(f"structure.size.{size}"),
            help=t(f"structure.family_help.{family}"),
            persist_state="session",
        )
    return Strengths(**{family: str(size) for family, size in chosen.items()})


def choose_order() -> str:
    """Draw the choice of an agreed order of KPIs."""
    order = st.segmented_control(
        t("structure.orders.choose"),
        [*AGREED_ORDERS],
        default=next(iter(AGREED_ORDERS)),
        key=_ORDER,
        required=True,
        format_func=order_name,
        persist_state="session",
    )
    return str(order)


def order_button(order: str) -> None:
    """Offer to write an agreed order into the plan, for all units from its first quarter on."""
    agreed = order_levers(order)
    targets = plan.targets()
    st.button(
        t("structure.orders.take"),
        key="structure.order.take",
        help=t("structure.orders.take_help"),
        disabled=all(targets[name] == value for name, value in agreed.items()),
        on_click=_take,
        args=(order,),
    )


def _take(order: str) -> None:
    agreed = order_levers(order)
    for lever in agreed:
        plan.take_over(lever)
    plan.put(agreed)


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
        format="percent",
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
