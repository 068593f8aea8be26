"""What a plan is computed under: market, horizon, how the rivals answer."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.inputs import markets, vintages
from models.scenario import POSTURES
from models.scenario.rules import WHOLE
from pages import compute
from pages.figures import conduct_words
from pages.figures.assumption_values import change_text, changed
from pages.frame.guide import guide
from pages.frame.visitor_prices import visitor_prices
from pages.labels.catalogue import named, t
from pages.labels.names import plain
from pages.plan import plan, schedules

_LONGEST = WHOLE["horizon"][1]


def settings_bar() -> None:
    """Draw the one line that says under what the figures stand, and the means to change it.

    The means are drawn while they are open: a browser forgets what it is told of a field that it
    does not show, and would send the old value again after an undo. The menu keeps its name,
    because the browser closes one whose name changes while it is open.
    """
    with _bar():
        menu = st.popover(
            t("settings.open"), icon=":material/tune:", key="settings.popover", on_change="rerun"
        )
        st.caption(_summary(), width="content")
    if menu.open:
        with menu:
            _fields()


def _fields() -> None:
    st.selectbox(
        t("settings.market"),
        markets(),
        key=_shown("market"),
        format_func=lambda name: name if name in vintages() else t("settings.own", market=name),
        help=t("settings.market_help"),
        on_change=lambda: schedules.follow_market(st.session_state["market"]),
    )
    st.caption(plain(named(plan.market())))
    st.slider(
        t("settings.horizon"),
        1,
        _LONGEST,
        key=_shown("horizon"),
        on_change=_taken,
        args=("horizon",),
    )
    st.segmented_control(
        t("settings.rivals"),
        POSTURES,
        key=_shown("rivals"),
        required=True,
        format_func=lambda posture: t(f"rivals.{posture}"),
        help=t("settings.rivals_help"),
        on_change=_taken,
        args=("rivals",),
    )
    visitor_prices("settings")
    st.caption(_fine_print())


def _shown(name: str) -> str:
    """Set a widget to what the plan says before it is drawn, and give its key."""
    value = getattr(plan.sheet(), name)
    if st.session_state.get(name) != value:
        st.session_state[name] = value
    return name


def _taken(name: str) -> None:
    plan.change(**{name: st.session_state[name]})


def _bar() -> DeltaGenerator:
    """Begin the bar beside the menu with the guide."""
    bar = st.container(
        key="settings", horizontal=True, gap="xsmall", wrap=False, vertical_alignment="center"
    )
    with bar:
        guide()
    return bar


def _summary() -> str:
    on = plan.sheet()
    rivals = t(f"rivals.{on.rivals}").lower()
    if on.conduct:
        rivals = conduct_words.together(plan.current(), plan.market())
    return t("settings.summary", market=on.market, rivals=rivals, horizon=on.horizon)


def _fine_print() -> str:
    """Write what the file brought along that no slider shows."""
    sheet = plan.sheet()
    lines = [t("settings.draws", draws=f"{sheet.draws:,}", seed=sheet.seed)]
    if (draws := compute.screen_draws(plan.current())) < sheet.draws:
        lines.append(t("settings.draws_capped", draws=f"{draws:,}"))
    if sheet.assumptions and (changes := changed(plan.current())):
        pairs = t("finding.semicolon").join(map(change_text, changes))
        lines.append(t("settings.assumptions", pairs=pairs))
    if sheet.conduct:
        lines += conduct_words.own(plan.current(), plan.market())
    return "  \n".join(lines)
