"""How each rival answers, set on its own: posture, strength, lag, cap; and who is held.

What is set here belongs to the plan. Each widget shows the plan's row before it is drawn and
writes it when it is moved. Who is held in the game is the game's own and stays in the session.
"""

from typing import Any

import streamlit as st

from models.market.rivals import CONDUCTS, LONGEST_LAG, Conduct
from models.notation import OWN
from models.scenario import Scenario
from models.scenario.conduct import ways_of
from models.scenario.conduct_rules import (
    LARGEST_CAP,
    PLATFORMS,
    RIVALS,
    STRONGEST,
    Row,
)
from models.vintage import Market, Platform
from pages.figures.conduct_words import answer
from pages.labels.catalogue import named, t
from pages.labels.format import money
from pages.labels.names import plain
from pages.plan import plan

_CAPS = tuple(float(bn) for bn in range(int(LARGEST_CAP) + 1))
_AS_ALL = "as-all"
_POSTURE, _CAPPED, _HELD = "posture", "capped", "held"
_USUAL: dict[str, Any] = {_POSTURE: _AS_ALL, "strength": 1.0, "lag": 1.0, _CAPPED: False}
"""What the widgets show, by name, while the plan has no row."""


def key(rival: str, name: str) -> str:
    """Session key of a setting of one rival."""
    return f"conduct.{rival}.{name}"


def held(market: Market) -> tuple[int, ...]:
    """List the rivals that do not play in the game, by their place in the market."""
    return tuple(
        place
        for place, rival in enumerate(market.platforms)
        if place != OWN and st.session_state.get(key(rival.id, _HELD))
    )


def bar(scenario: Scenario, market: Market) -> None:
    """Draw one menu a rival, and the way back for all of them."""
    with st.container(horizontal=True, gap="small", key="conducts", vertical_alignment="center"):
        for place, way in enumerate(ways_of(scenario, market), start=1):
            _menu(market, place, way)
        if scenario.conduct or held(market):
            st.button(
                t("conduct.reset"),
                key="conduct.reset",
                type="tertiary",
                on_click=_reset,
                args=(market,),
            )


def _menu(market: Market, place: int, way: Conduct) -> None:
    """Draw the menu of one rival and beside it how it answers.

    The rows are drawn while it is open: a browser forgets what it is told of a field that it does
    not show, and would send the old value again after an undo. The menu keeps its name, because
    the browser closes one whose name changes while it is open.
    """
    rival = market.platforms[place]
    with st.container(
        horizontal=True, gap="xsmall", width="content", wrap=False, vertical_alignment="center"
    ):
        menu = st.popover(plain(named(rival)), key=f"conduct.{rival.id}", on_change="rerun")
        st.caption(plain(answer(way)), width="content")
    if menu.open:
        with menu:
            if rival.id in PLATFORMS:
                _rows(market, place, still=way.posture == "passive")
            _hold(rival)


def _rows(market: Market, place: int, *, still: bool) -> None:
    """Draw the rows of one rival; ``still`` while nothing but the posture counts."""
    rival, today = market.platforms[place].id, _today(market, place)
    st.segmented_control(
        t("conduct.posture"),
        (_AS_ALL, *CONDUCTS),
        required=True,
        format_func=lambda posture: t(f"conduct.{posture}"),
        help=t("conduct.posture_help"),
        **_bound(rival, _POSTURE, today),
    )
    st.slider(
        t("conduct.strength"),
        0.0,
        STRONGEST,
        step=0.1,
        help=t("conduct.strength_help"),
        disabled=still,
        **_bound(rival, "strength", today),
    )
    st.segmented_control(
        t("conduct.lag"),
        [float(count) for count in range(1, LONGEST_LAG + 1)],
        required=True,
        format_func=lambda count: f"{count:g}",
        disabled=still,
        **_bound(rival, "lag", today),
    )
    st.toggle(t("conduct.capped"), disabled=still, **_bound(rival, _CAPPED, today))
    cap = _own().get(_name(rival, "cap"))
    if cap is not None:
        _cap(rival, float(cap), today, still=still)


def _cap(rival: str, cap: float, today: float, *, still: bool) -> None:
    st.select_slider(
        t("conduct.cap", today=money(today)),
        sorted({today, cap, *(step for step in _CAPS if step >= today + 1.0)}),
        format_func=money,
        disabled=still,
        **_bound(rival, "cap", today),
    )


def _hold(rival: Platform) -> None:
    st.toggle(
        t("conduct.held"),
        key=key(rival.id, _HELD),
        help=t("conduct.held_help"),
        persist_state="session",
    )


def _bound(rival: str, name: str, today: float) -> dict[str, Any]:
    """Bind a widget to the plan: at its row before it is drawn, writing it when it is moved.

    One that shows the value already is not written: a reader who is still dragging it would see
    it jump back.
    """
    widget, value = key(rival, name), _own().get(_name(rival, name), _USUAL.get(name))
    shown_value = value is not False if name == _CAPPED else value
    if st.session_state.get(widget) != shown_value:
        st.session_state[widget] = shown_value
    return {"key": widget, "on_change": _set, "args": (rival, name, today)}


def _set(rival: str, name: str, today: float) -> None:
    """Write what a widget shows as a row of the plan; what is usual has none."""
    shown, rows = st.session_state[key(rival, name)], _own()
    if shown == _USUAL.get(name):
        rows.pop(_name(rival, name), None)
    else:
        rows[_name(rival, name)] = today if name == _CAPPED else shown
    _keep(rows)


def _own() -> dict[str, str | float]:
    return dict(plan.sheet().conduct)


def _name(rival: str, name: str) -> str:
    """Name of the row that a widget shows; the toggle of the cap stands for that of the cap."""
    part = "cap" if name == _CAPPED else name
    return rival if part == _POSTURE else f"{rival}:{part}"


def _keep(rows: dict[str, str | float]) -> None:
    """Keep these rows, and with them their notes alone."""
    conduct: tuple[Row, ...] = tuple(sorted(rows.items()))
    notes = tuple(
        (about, text)
        for about, text in plan.sheet().notes
        if not about.startswith(RIVALS) or about.removeprefix(RIVALS) in rows
    )
    plan.change(conduct=conduct, notes=notes)


def _today(market: Market, place: int) -> float:
    """Subsidy budget of a rival today, RMB bn a quarter, as far as a cap goes."""
    return min(round(float(market.subsidy[place].sum()), 2), LARGEST_CAP)


def _reset(market: Market) -> None:
    _keep({})
    for rival in market.platforms[1:]:
        st.session_state.pop(key(rival.id, _HELD), None)
