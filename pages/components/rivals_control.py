"""How each rival answers, set on its own: posture, strength, lag, cap, and who is held."""

from typing import Any

import streamlit as st

from models.market.rivals import CONDUCTS, LONGEST_LAG, Conduct
from models.market.vintage import Market, Platform
from models.notation import OWN
from pages.components import plan
from pages.labels.catalogue import named, t
from pages.labels.format import setting

_STRONGEST, _MOST = 3.0, 60.0
_DEFAULTS = {"strength": 1.0, "lag": 1, "capped": False, "held": False}


def key(rival: str, name: str) -> str:
    """Session key of a setting of one rival."""
    return f"conduct.{rival}.{name}"


def ways(market: Market) -> tuple[Conduct, ...]:
    """Read the conduct of every rival, in the order of the market."""
    return tuple(_way(market, place) for place in range(1, len(market.platforms)))


def held(market: Market) -> tuple[int, ...]:
    """List the rivals that do not play in the game, by their place in the market."""
    return tuple(
        place
        for place, rival in enumerate(market.platforms)
        if place != OWN and _get(rival.id, "held")
    )


def bar(market: Market) -> None:
    """Draw one menu a rival, and the way back for all of them."""
    with st.container(horizontal=True, gap="xsmall", key="conducts"):
        for place, rival in enumerate(market.platforms):
            if place != OWN:
                _menu(market, place, rival)
        if any(_is_set(rival.id) for rival in market.platforms[1:]):
            st.button(
                t("conduct.reset"),
                key="conduct.reset",
                type="tertiary",
                on_click=_reset,
                args=(tuple(rival.id for rival in market.platforms[1:]),),
            )


def _menu(market: Market, place: int, rival: Platform) -> None:
    with st.popover(_summary(market, place, rival), key=f"conduct.{rival.id}"):
        st.segmented_control(
            t("conduct.posture"),
            CONDUCTS,
            default=_posture(rival.id),
            key=key(rival.id, "posture"),
            required=True,
            format_func=lambda posture: t(f"conduct.{posture}"),
            help=t("conduct.posture_help"),
            persist_state="session",
        )
        still = _posture(rival.id) == "passive"
        st.slider(
            t("conduct.strength"),
            0.0,
            _STRONGEST,
            1.0,
            0.1,
            key=key(rival.id, "strength"),
            help=t("conduct.strength_help"),
            disabled=still,
            persist_state="session",
        )
        st.segmented_control(
            t("conduct.lag"),
            range(1, LONGEST_LAG + 1),
            default=_get(rival.id, "lag"),
            key=key(rival.id, "lag"),
            required=True,
            disabled=still,
            persist_state="session",
        )
        st.toggle(
            t("conduct.capped"),
            key=key(rival.id, "capped"),
            disabled=still,
            persist_state="session",
        )
        if _get(rival.id, "capped"):
            today = float(market.subsidy[place].sum())
            st.slider(
                t("conduct.cap", today=setting(today, "RMB bn/quarter")),
                0.0,
                _MOST,
                today,
                0.5,
                key=key(rival.id, "cap"),
                disabled=still,
                persist_state="session",
            )
        st.toggle(
            t("conduct.held"),
            key=key(rival.id, "held"),
            help=t("conduct.held_help"),
            persist_state="session",
        )


def _summary(market: Market, place: int, rival: Platform) -> str:
    way = _way(market, place)
    posture = t(f"conduct.{way.posture}").lower()
    if way.posture == "passive":
        return t("conduct.still", rival=named(rival), posture=posture)
    return t("conduct.summary", rival=named(rival), posture=posture, lag=way.lag)


def _way(market: Market, place: int) -> Conduct:
    rival = market.platforms[place].id
    cap = _get(rival, "cap") if _get(rival, "capped") else None
    return Conduct(
        posture=_posture(rival),
        strength=float(_get(rival, "strength")),
        lag=int(_get(rival, "lag")),
        cap=None if cap is None else float(cap),
    )


def _posture(rival: str) -> str:
    """Posture of one rival: its own where it was set, else that of all."""
    everybody = st.session_state.get(plan.RIVALS, plan.DEFAULT_RIVALS)
    return str(st.session_state.get(key(rival, "posture")) or everybody)


def _get(rival: str, name: str) -> Any:  # noqa: ANN401
    return st.session_state.get(key(rival, name), _DEFAULTS.get(name))


def _is_set(rival: str) -> bool:
    everybody = st.session_state.get(plan.RIVALS, plan.DEFAULT_RIVALS)
    return _posture(rival) != everybody or any(
        _get(rival, name) != value for name, value in _DEFAULTS.items()
    )


def _reset(rivals: tuple[str, ...]) -> None:
    for rival in rivals:
        for name in ("posture", "cap", *_DEFAULTS):
            st.session_state.pop(key(rival, name), None)
