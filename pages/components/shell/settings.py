"""What a plan is computed under: market, horizon, how the rivals answer."""

from collections.abc import Iterable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.inputs import latest, vintages
from models.scenario import POSTURES
from pages import compute
from pages.components.shell import conduct_words
from pages.components.shell.guide import guide
from pages.components.steering import plan, schedules
from pages.components.trust.assumption_values import changed, told
from pages.labels.catalogue import named, t
from pages.labels.names import plain

_DEFAULT_HORIZON = 12
_LONGEST = 40
_DEFAULT_RIVALS = "follow"


def settings_bar() -> None:
    """Draw the one line that says under what the figures stand, and the means to change it."""
    _from_address()
    with _bar(), st.popover(_summary(), key="settings.popover"):
        known = vintages()
        st.selectbox(
            t("settings.market"),
            known,
            index=known.index(latest()),
            key=plan.MARKET,
            help=t("settings.market_help"),
            on_change=schedules.follow_market,
            bind="query-params",
        )
        st.caption(plain(named(plan.market())))
        st.slider(
            t("settings.horizon"),
            1,
            _LONGEST,
            _DEFAULT_HORIZON,
            key=plan.HORIZON,
            bind="query-params",
        )
        st.segmented_control(
            t("settings.rivals"),
            POSTURES,
            default=st.session_state[plan.RIVALS],  # the menu is drawn late and must know
            key=plan.RIVALS,
            required=True,
            format_func=lambda posture: t(f"rivals.{posture}"),
            help=t("settings.rivals_help"),
        )
        st.caption(_fine_print())
    _to_address()
    plan.remember_market()


def _bar() -> DeltaGenerator:
    """Begin the bar beside the menu with the guide."""
    bar = st.container(key="settings", horizontal=True, gap="xsmall", wrap=False)
    with bar:
        guide()
    return bar


def _summary() -> str:
    """Sum the settings up; on the first run, before they are drawn, from the address."""
    spans = map(str, range(1, _LONGEST + 1))
    market = _asked(plan.MARKET, vintages(), latest())
    horizon = _asked(plan.HORIZON, spans, str(_DEFAULT_HORIZON))
    rivals = t(f"rivals.{st.session_state[plan.RIVALS]}").lower()
    if plan.sheet().conduct:
        rivals = conduct_words.together(plan.current(), plan.market())
    return t("settings.summary", market=market, rivals=rivals, horizon=horizon)


def _asked(key: str, allowed: Iterable[str], otherwise: str) -> str:
    if key in st.session_state:
        return str(st.session_state[key])
    asked = st.query_params.get(key, otherwise)
    return asked if asked in allowed else otherwise


def _fine_print() -> str:
    """Tell what the file brought along that no slider shows."""
    sheet = plan.sheet()
    lines = [t("settings.draws", draws=f"{sheet.draws:,}", seed=sheet.seed)]
    if (draws := compute.screen_draws(plan.current())) < sheet.draws:
        lines.append(t("settings.draws_capped", draws=f"{draws:,}"))
    if sheet.assumptions and (found := changed(plan.current())):
        pairs = t("finding.semicolon").join(map(told, found))
        lines.append(t("settings.assumptions", pairs=pairs))
    if sheet.conduct:
        lines += conduct_words.own(plan.current(), plan.market())
    return "  \n".join(lines)


def _from_address() -> None:
    """Take the rivals' posture from the address at first.

    The widget is not bound, because the address would then carry the word on screen, which
    changes with the language.
    """
    st.session_state[plan.RIVALS] = _asked(plan.RIVALS, POSTURES, _DEFAULT_RIVALS)


def _to_address() -> None:
    chosen = st.session_state[plan.RIVALS]
    if chosen != _DEFAULT_RIVALS:
        # Writing sends the whole address, which a hand on a slider may have changed meanwhile.
        if st.query_params.get(plan.RIVALS) != chosen:
            st.query_params[plan.RIVALS] = chosen
    elif plan.RIVALS in st.query_params:
        del st.query_params[plan.RIVALS]
