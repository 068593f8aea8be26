"""Timing: beside each lever, when its target is reached, drawn on a small timeline.

The control is a menu; while it is closed it costs nothing.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from models.analysis.outcome import Outcome
from models.errors import ModelError
from models.levers import LEVERS, UNIT_OF_WEIGHT
from models.scenario.rhythms import RHYTHMS
from pages import compute
from pages.compute.questions import cockpit_questions as questions
from pages.labels.catalogue import language, t
from pages.labels.format import setting
from pages.plan import fields, plan, schedules

_PERCENT = 100.0
_DECIMALS = 9
_AXIS, _COLUMN, _WIDEST = 50, 46, 640
"""Pixels of the timeline: its axis, a quarter, and what is wider scrolls."""


def timing(lever: str) -> None:
    """Draw the control of ``lever``, or of its unit where it is the first weight of one."""
    if schedules.together(lever)[0] != lever:
        return
    name = UNIT_OF_WEIGHT.get(lever, lever)
    label = t("timing.open", lever=t(name))
    menu = st.popover(
        label, icon=":material/schedule:", type="tertiary", key=f"timing.{name}", on_change="rerun"
    )
    if menu.open:
        with menu:
            unit = t(f"unit.{LEVERS[lever].unit}")
            st.markdown(f"**{t('timing.title', lever=t(name), unit=unit)}**")
            if not schedules.is_event(lever):
                _rhythms(lever)
            _timeline(lever)


def _rhythms(lever: str) -> None:
    """Offer the rhythms; a schedule of its own making is none of them."""
    key, value = f"rhythm.{lever}", schedules.rhythm(lever)
    st.session_state[key] = value
    levers, today = schedules.together(lever), plan.market().levers
    still = all(plan.targets()[name] == today[name] for name in levers)
    st.segmented_control(
        t("timing.rhythm"),
        RHYTHMS,
        key=key,
        format_func=lambda rhythm: t(f"timing.{rhythm}"),
        disabled=still,
        on_change=_chosen,
        args=(lever, key),
        label_visibility="collapsed",
    )
    if still:
        st.caption(t("timing.still"))


def _chosen(lever: str, key: str) -> None:
    if name := st.session_state[key]:
        schedules.choose(lever, name)


def _timeline(lever: str) -> None:
    """Draw the targets of all quarters and what the organisation delivers of them."""
    try:
        outcome = compute.ask(questions.outcome, plan.current())
    except ModelError:  # the page says why
        return
    locale = language()
    key = f"timeline.{lever}.{locale}"
    width = min(_WIDEST, _AXIS + _COLUMN * len(outcome.quarters))
    _component()(
        data=_data(lever, outcome),
        key=key,
        width=width,
        on_drawn_change=lambda: _drawn(key, locale),
    )
    st.caption(t("timing.help_event" if schedules.is_event(lever) else "timing.help"))


def _data(lever: str, outcome: Outcome) -> dict[str, Any]:
    spec, unit = LEVERS[lever], LEVERS[lever].unit
    scale = _scale(lever, language())
    low, high = setting(spec.low, unit), setting(spec.high, unit)
    return {
        "quarters": list(outcome.quarters),
        "series": [_series(name, outcome) for name in schedules.together(lever)],
        "low": spec.low * scale,
        "high": spec.high * scale,
        "step": round(spec.step * scale, _DECIMALS),
        "digits": _DECIMALS,
        "carries": not schedules.is_event(lever),
        "unit": t(f"unit.{unit}"),
        "allowed": t("timing.allowed", low=low, high=high),
    }


def _series(name: str, outcome: Outcome) -> dict[str, Any]:
    scale, quarters = _scale(name, language()), len(outcome.quarters)
    today = outcome.baseline[name]

    def path(series: Any) -> list[float]:  # noqa: ANN401
        values = series[name].tolist() if name in series else [today] * quarters
        return [round(value * scale, _DECIMALS) for value in values]

    return {
        "lever": name,
        "label": t(name),
        "short": t(f"timing.{name.rpartition('_')[2]}") if name in UNIT_OF_WEIGHT else "",
        "today": today * scale,
        "planned": path(outcome.planned),
        "delivered": path(outcome.delivered),
    }


def _scale(lever: str, locale: str) -> float:
    """Give the factor on a value of ``lever`` as the timeline of a language shows it."""
    share = LEVERS[lever].unit in ("share", "weight")
    return _PERCENT if share else fields.scale(lever, locale)


def _drawn(key: str, locale: str) -> None:
    drawn = st.session_state[key]["drawn"]
    lever = drawn["lever"]
    path = [round(value / _scale(lever, locale), _DECIMALS) for value in drawn["path"]]
    if not any(LEVERS[lever].rule(value) for value in path):
        schedules.put_path(lever, path)


@cache
def _component() -> Any:  # noqa: ANN401
    here = Path(__file__)
    css, js = (here.with_name(f"timeline.{kind}").read_text("utf-8") for kind in ("css", "js"))
    html = '<div class="timeline"></div>\n'
    return st.components.v2.component("timeline", html=html, css=css, js=js)
