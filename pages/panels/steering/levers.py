"""Plain sliders, for a browser in which the lever panel did not load: every lever in its group."""

from collections import Counter
from functools import cache

import streamlit as st

from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT, Lever
from models.vintage import Market
from pages.labels.catalogue import explain, language, t
from pages.labels.format import MONEY_UNITS, money_scale, setting
from pages.panels.steering import precedent
from pages.panels.steering.panel_state import counts as counted
from pages.panels.steering.panel_words import LEVER_GROUPS, OPEN, absent, ends, is_offered, members
from pages.panels.steering.timing import timing
from pages.plan import fields, history, plan, schedules

_WHOLE, _EDGE, _EDGE_OF_LONG = 100.0, 20.0, 40.0
_DECIMALS = {"ratio": 2, "index": 1}
_ROUNDING = 1e-9


def plain_sliders() -> None:
    """Draw all groups and the way back to today."""
    counts = counted()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(f"#### {t('levers.title')}")
        with st.container(horizontal=True, gap="xsmall", width="content", key="levers.ways"):
            history.buttons()
            _back("all", t("levers.reset_all"), tuple(LEVERS), bool(counts))
    for name in members(OPEN):
        _lever(name)
    for group in LEVER_GROUPS:
        if group != OPEN and is_offered(group, plan.market()):
            _folded(group, counts[group])
    st.html(f"<style>{_moved_marks(counts)}</style>")


def _folded(group: str, moved: int) -> None:
    """Draw a group that opens on demand.

    Closed it holds nothing: sliders that nobody sees would travel and be drawn with every move.
    """
    folder = st.expander(t(f"group.{group}"), key=f"group.{group}", on_change="rerun")
    if not folder.open:
        return
    with folder:
        for name in members(group):
            if name in UNIT_OF_WEIGHT and name == KPI_UNITS[UNIT_OF_WEIGHT[name]][0]:
                st.caption(t(UNIT_OF_WEIGHT[name]))
            _lever(name)
        _back(group, t("levers.reset_group"), members(group), moved > 0)


def _moved_marks(counts: Counter[str]) -> str:
    """Write behind the name of each group how much of it moved.

    A rule of style, because the browser folds a group whose own name changes.
    """
    rules = (
        f".st-key-group-{group} summary p::after{{content:' {t('levers.moved', count=count)}'}}"
        for group, count in counts.items()
        if group != OPEN
    )
    return "".join(rules)


def _back(name: str, label: str, levers: tuple[str, ...], possible: bool) -> None:
    """Offer the way back to today; it stays in its place when there is nothing to undo."""
    st.button(
        label,
        key=f"reset.{name}",
        type="tertiary",
        disabled=not possible,
        on_click=plan.reset,
        args=(levers,),
    )


def _lever(name: str) -> None:
    """Draw one slider, and while it is moved its own way back, laid over its corner."""
    lever, locale, market = LEVERS[name], language(), plan.market()
    today, value = market.levers[name], plan.targets()[name]
    low, high, step, number = (
        fields.shown(name, x, locale) for x in (*ends(lever, market), lever.step, value)
    )
    with st.container(key=f"around.{name}"):
        st.slider(
            t(name),
            low,
            high,
            number,  # as the key says, which a browser never hears of where a run is cut short
            step=step,
            format=_format(lever.unit, number),
            key=fields.show(name, value, locale),
            help=_help(lever, market),
            disabled=market.is_shut(name),
            on_change=schedules.answer,
            args=(name, locale),
        )
        if value != today or plan.schedule_of(name):
            st.button(
                t("levers.reset", lever=t(name)),
                key=f"reset.{name}",
                icon=":material/restart_alt:",
                type="tertiary",
                on_click=plan.reset,
                args=(schedules.together(name),),
            )
        timing(name)


def _format(unit: str, number: float) -> str:
    """How a slider writes ``number``: money with its unit, what lies between two steps in full."""
    if unit in ("share", "weight"):
        return "percent"
    money = unit in MONEY_UNITS
    decimals = int(money_scale() == 1.0) if money else _DECIMALS.get(unit, 0)
    is_short = abs(round(number, decimals) - number) < _ROUNDING
    form = f"%.{decimals}f" if is_short else "%.6g"
    return t("levers.money", form=form) if money else form


def _help(lever: Lever, market: Market) -> str:
    """Write what the lever does, its range, its unit and where it stands."""
    places = (*ends(lever, market), market.levers[lever.name])
    low, high, now = (setting(value, lever.unit) for value in places)
    unit = t(f"unit.{lever.unit}")
    lines = [explain(lever.name), t("levers.range", low=low, high=high, now=now, unit=unit)]
    if market.is_shut(lever.name):
        lines[-1] = absent(lever.name, market)
    lines += precedent.lines(lever.name)
    if plan.schedule_of(lever.name) and not schedules.rhythm(lever.name):
        lines.append(t("levers.scheduled_help"))
    return "\n\n".join(lines)


def marks() -> str:
    """Style rules that mark today's value under each track, and tell a schedule.

    Rules rather than elements: thirty of them would travel and be drawn with every move.
    """
    market = plan.market()
    special = precedent.levers_beyond() | {row.lever for row in plan.sheet().kept}
    return "".join(
        _mark(lever, market.levers[name], ends(lever, market))
        if name in special
        else _plain_mark(name, market.levers[name], ends(lever, market), language())
        for name, lever in LEVERS.items()
    )


@cache
def _plain_mark(name: str, today: float, ends: tuple[float, float], language: str) -> str:
    """Mark a lever of which there is nothing to tell but ``today``, in ``language``."""
    return _mark(LEVERS[name], today, ends)


def _mark(lever: Lever, today: float, ends: tuple[float, float]) -> str:
    place = 100.0 * (today - ends[0]) / (ends[1] - ends[0])
    text = t("levers.today", value=setting(today, lever.unit))
    if plan.schedule_of(lever.name):
        text = schedules.schedule_mark(lever.name, text)
    # The word stays inside the panel; a longer one needs more room.
    long = precedent.is_beyond(lever.name) or plan.schedule_of(lever.name)
    edge = _EDGE_OF_LONG if long else _EDGE
    shift = "0%" if place < edge else "-100%" if place > _WHOLE - edge else "-50%"
    text = precedent.word(lever.name, text)
    variables = f"--place:{place / 100:.4f};--shift:{shift};--word:'{text}'"
    if precedent.is_beyond(lever.name):
        variables += ";--beyond:underline dotted"
        if plan.schedule_of(lever.name):  # two things to tell take the whole line
            variables += ";--at:0px;--shift:0%"
    return f".st-key-around-{lever.name}{{{variables}}}"
