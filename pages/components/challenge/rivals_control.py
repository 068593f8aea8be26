"""How each rival answers, set on its own: posture, strength, lag, cap, and who is held."""

from typing import Any

import streamlit as st

from models.market.rivals import CONDUCTS, LONGEST_LAG, Conduct
from models.market.vintage import Market, Platform
from models.notation import OWN
from pages.components.steering import plan
from pages.labels.catalogue import named, t
from pages.labels.format import money

_STRONGEST = 3.0
_CAPS = tuple(float(bn) for bn in range(61))
_AS_ALL = "as-all"
_DEFAULTS = {"posture": _AS_ALL, "strength": 1.0, "lag": 1, "capped": False, "held": False}


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
            (_AS_ALL, *CONDUCTS),
            default=_AS_ALL,
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
            today = _today(market, place)
            st.select_slider(
                t("conduct.cap", today=money(today)),
                [today, *(cap for cap in _CAPS if cap >= today + 1.0)],
                today,
                format_func=money,
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
    # On the run that sets the cap its slider is not drawn yet: it will stand at today's budget.
    wanted = _get(rival, "cap")
    cap = (_today(market, place) if wanted is None else wanted) if _get(rival, "capped") else None
    return Conduct(
        posture=_posture(rival),
        strength=float(_get(rival, "strength")),
        lag=int(_get(rival, "lag")),
        cap=None if cap is None else float(cap),
    )


def _today(market: Market, place: int) -> float:
    """Subsidy budget of a rival today, RMB bn a quarter."""
    return round(float(market.subsidy[place].sum()), 2)


def _posture(rival: str) -> str:
    """Posture of one rival: its own where it was set, else that of all."""
    own = _get(rival, "posture")
    everybody = plan.sheet().rivals
    return str(everybody if own == _AS_ALL else own)


def _get(rival: str, name: str) -> Any:  # noqa: ANN401
    return st.session_state.get(key(rival, name), _DEFAULTS.get(name))


def _is_set(rival: str) -> bool:
    return any(_get(rival, name) != value for name, value in _DEFAULTS.items())


def _reset(rivals: tuple[str, ...]) -> None:
    for rival in rivals:
        for name in ("cap", *_DEFAULTS):
            st.session_state.pop(key(rival, name), None)
