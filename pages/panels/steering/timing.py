"""When the target of a lever is reached: the rhythms of a plain slider, and the timeline's data."""

from dataclasses import asdict
from typing import Any

import streamlit as st

from models.analysis.outcome import Outcome
from models.levers import LEVERS, UNIT_OF_WEIGHT
from models.scenario.rhythms import RHYTHMS
from pages.labels.catalogue import language, t
from pages.labels.format import setting
from pages.labels.units import setting_form
from pages.plan import fields, plan, schedules

_PERCENT = 100.0
_DECIMALS = 9


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


def _rhythms(lever: str) -> None:
    """Offer the rhythms; a schedule of its own making is none of them."""
    key, value = f"rhythm.{lever}", schedules.rhythm(lever)
    st.session_state[key] = value
    still = is_still(lever)
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


def is_still(lever: str) -> bool:
    """Return whether ``lever`` ends where it stands today, so that there is no way to spread."""
    targets, today = plan.targets(), plan.market().levers
    return all(targets[name] == today[name] for name in schedules.together(lever))


def _chosen(lever: str, key: str) -> None:
    if name := st.session_state[key]:
        schedules.choose(lever, name)


def data(lever: str, outcome: Outcome) -> dict[str, Any]:
    """Write down the schedule of ``lever`` for the timeline, in the unit of the language in use."""
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
        "form": asdict(setting_form(unit)),
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
