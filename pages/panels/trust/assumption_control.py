"""Choosing one assumption and changing it; the plan is the only place where the value is kept."""

from collections.abc import Mapping
from decimal import Decimal
from math import floor, log10
from typing import Any

import numpy as np
import streamlit as st

from models.analysis.influence import ParameterSwing
from models.inputs import load_parameters
from models.scenario import Scenario
from models.vintage import Market
from pages.figures import assumption_values as values
from pages.frame.from_address import asked
from pages.labels.catalogue import language, t
from pages.labels.names import plain
from pages.panels.trust.assumption_views import VIEW, VIEWS
from pages.plan import assumption_plan as assumed
from pages.plan import page_address

PICKED_KEY = "assumption"
LINK_KEY = "parameter"
"""Key of the address by which other pages lead to one assumption and its studies."""

_FIRST = "habit_weight"
_STEPS = 30
_FAR = (0.005, 0.995)
"""Points of the prior between which the slider runs; the field takes all that is allowed."""


def pick(
    scenario: Scenario, on_plan: Mapping[str, Mapping[str, ParameterSwing]], metric: str
) -> str:
    """Let the reader choose; at first what the address asks for, what is changed, what matters."""
    _read_address()
    if PICKED_KEY not in st.session_state:
        st.session_state[PICKED_KEY] = _first(scenario, on_plan, metric)
    # A widget of its own in each language: the browser answers with the words on screen.
    key = f"assumption.pick.{language()}"
    st.session_state[key] = st.session_state[PICKED_KEY]
    name: str = st.selectbox(
        t("assumptions.pick"),
        load_parameters().names,
        key=key,
        format_func=lambda name: t(f"parameter.{name}"),
        help=t("assumptions.pick_help"),
        on_change=_pick,
        args=(key,),
    )
    page_address.write(PICKED_KEY, name)
    return name


def _read_address() -> None:
    """Take what the address asks for: what another page leads to, or what was open here."""
    if linked := asked(LINK_KEY, load_parameters().names):
        put(linked)
    elif opened := asked(PICKED_KEY, load_parameters().names):
        st.session_state[PICKED_KEY] = opened
    page_address.write(LINK_KEY, "")


def put(name: str) -> None:
    """Open an assumption with the studies behind it, before the page draws them."""
    st.session_state[PICKED_KEY] = name
    st.session_state[VIEW] = VIEWS[0]


def _pick(key: str) -> None:
    st.session_state[PICKED_KEY] = st.session_state[key]


def _first(
    scenario: Scenario, on_plan: Mapping[str, Mapping[str, ParameterSwing]], metric: str
) -> str:
    if mine := values.changed(scenario):
        return mine[0].name
    return max(on_plan, key=lambda name: on_plan[name][metric].size, default=_FIRST)


def control(name: str, market: Market) -> None:
    """Draw slider, field and the way back, all at the value that the plan holds."""
    least, most = load_parameters().allowed(name)
    if least == most:
        st.caption(t("assumptions.by_design", value=values.amount(name, least)))
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        _slider(name, market)
        _field(name, market)
    if reason := assumed.refused():
        st.error(plain(reason))
    _way_back(name, market)


def _slider(name: str, market: Market) -> None:
    low, high, step = (values.scale(name) * x for x in _track(name, market, assumed.assumed(name)))
    st.slider(
        t("assumptions.yours", unit=t(f"parameter.unit.{values.row(name).unit}")),
        low,
        high,
        step=step,
        format="%.4g",
        **_bound("slider", name),
    )


def _field(name: str, market: Market) -> None:
    """Draw the field, which takes everything that is allowed."""
    scale, (least, most) = values.scale(name), load_parameters().allowed(name)
    limits = {"low": values.number(name, least), "high": values.number(name, most)}
    st.number_input(
        t("assumptions.exact_value"),
        scale * least,
        scale * most,
        None,
        step=scale * _track(name, market, assumed.assumed(name))[2],
        format="%.6g",
        label_visibility="collapsed",
        width=140,
        help=t("assumptions.allowed", **limits),
        **_bound("field", name),
    )


def _bound(part: str, name: str) -> dict[str, Any]:
    """Bind a widget to the plan: at its value before it is drawn, writing it when it is moved.

    It is another widget in another language, where money counts in other units.
    """
    key = f"assumption.{part}.{name}.{language()}"
    st.session_state[key] = values.scale(name) * assumed.assumed(name)
    return {"key": key, "on_change": _set, "args": (name, key, language())}


def _set(name: str, key: str, locale: str) -> None:
    """Take what was typed in the language ``locale``; a field that was cleared goes back."""
    st.session_state[VIEW] = VIEWS[1]
    if (number := st.session_state[key]) is not None:
        value = number / values.scale(name, locale)
        assumed.assume(name, float(f"{value:.9g}"))


def _track(name: str, market: Market, value: float) -> tuple[float, float, float]:
    """Give ends and step of the slider, which holds almost all of the prior, and the value."""
    row, central = values.row(name), values.ours(name, market)
    assert row.prior is not None, f"{name} is no parameter of the model"
    far = row.quantile(np.array(_FAR), central)
    ends = [*map(float, far), central, value]
    if not row.prior.drawn:
        ends += [row.low, row.high]
    least, most = load_parameters().allowed(name)
    low, high = min(ends), max(ends)
    step = 10.0 ** floor(log10((high - low) / _STEPS or 1.0))
    low, high = step * floor(low / step), step * -floor(-high / step)
    low, high = max(least, _exact(low, step)), min(most, _exact(high, step))
    return min(low, value), max(high, value), step


def _exact(value: float, step: float) -> float:
    """Round to the digits of the step, so that 0.30000000000000004 is 0.3."""
    return float(Decimal(value).quantize(Decimal(str(step)).normalize())) if step < 1 else value


def _way_back(name: str, market: Market) -> None:
    """Offer the way back to our value; it stays in its place when there is nothing to take back."""
    ours, yours = values.ours(name, market), assumed.assumed(name)
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("assumptions.back", value=values.number(name, ours)),
            key="assumption.back",
            icon=":material/restart_alt:",
            disabled=yours == ours,
            on_click=assumed.take_back,
            args=(name,),
        )


def others(scenario: Scenario) -> None:
    """List every number that the plan assumes otherwise, each with its way back."""
    changes = values.changed(scenario)
    if not changes:
        return
    with st.container(horizontal=True, gap="small", key="assumption.changed"):
        for change in changes:
            st.button(
                t(
                    "assumptions.changed_one",
                    name=t(f"parameter.{change.name}"),
                    yours=values.amount(change.name, change.yours),
                    ours=values.number(change.name, change.ours),
                ),
                key=f"assumption.undo.{change.name}",
                icon=":material/close:",
                help=t("assumptions.undo_help"),
                on_click=assumed.take_back,
                args=(change.name,),
            )
