"""Money at the foot of the lever panel: what is spent on what, and "fund this from …"."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from models.analysis.spending import SPENDING, Transfer, fund, sources, total_spend, unfunded
from pages.components.shell.report import plain
from pages.components.steering import plan, schedules
from pages.labels.catalogue import t
from pages.labels.format import money

_SAID = "money.said"
_SCALES = (5.0, 10.0, 20.0, 40.0, 80.0, 120.0)
"""Lengths of the bars' scale, RMB bn a quarter: few, so that bars keep their scale."""


def spending() -> None:
    """Draw total spend against today by lever, and the way to pay for an increase."""
    values, today = plan.targets(), plan.market().levers
    st.html(bars(values, today))
    _funding(values, today)


def bars(values: Mapping[str, float], today: Mapping[str, float]) -> str:
    """Write one bar for the total and one a lever, all on one scale, with a mark for today."""
    totals = total_spend(values), total_spend(today)
    scale = next(length for length in _SCALES if length >= max(totals))
    told = t("levers.spending", planned=money(totals[0]), today=money(totals[1]))
    rows = "".join(_row(t(name), values[name], today[name], scale) for name in SPENDING)
    return f'<div class="spend"><p>{escape(told)}</p>{_bar(*totals, scale)}{rows}</div>'


def _row(name: str, planned: float, today: float, scale: float) -> str:
    """Write name, bar and amount of a lever; the words for both ends are in its title."""
    whole = t("money.bar", lever=name, planned=money(planned), today=money(today))
    return (
        f'<div class="spend-row" title="{escape(whole)}"><span>{escape(name)}</span>'
        f"{_bar(planned, today, scale)}<em>{escape(money(planned))}</em></div>"
    )


def _bar(planned: float, today: float, scale: float) -> str:
    place, mark = (f"{100 * min(value / scale, 1):.2f}%" for value in (planned, today))
    return f'<i><b style="width:{place}"></b><u style="left:{mark}"></u></i>'


def _funding(values: Mapping[str, float], today: Mapping[str, float]) -> None:
    """Offer to take an increase from another lever; say what was done until the plan moves on."""
    wanted = unfunded(values, today)
    menu = st.expander(t("money.fund"), key="money.fund", on_change="rerun")
    if menu.open:
        with menu:
            st.caption(plain(_said(values)) or t("money.fund_help" if wanted else "money.nothing"))
            if wanted:
                _choice(values, today, wanted)


def _said(values: Mapping[str, float]) -> str:
    """Give what the last transfer did, while the plan still stands as it left it."""
    text, left = st.session_state.get(_SAID, ("", {}))
    return str(text) if left == {name: values[name] for name in SPENDING} else ""


def _choice(
    values: Mapping[str, float], today: Mapping[str, float], wanted: Mapping[str, float]
) -> None:
    lever = st.selectbox(
        t("money.pay_for"),
        tuple(wanted),
        key="money.pay_for",
        format_func=lambda name: _option(name, wanted[name]),
    )
    room = sources(values, today, lever)
    if not room:
        st.caption(t("money.no_source"))
        return
    source = st.selectbox(
        t("money.pay_from"),
        tuple(room),
        key="money.pay_from",
        format_func=lambda name: _option(name, room[name]),
    )
    transfer = fund(values, today, lever, source)
    st.caption(plain(_preview(transfer, values[source], total_spend(today))))
    st.button(t("money.do"), key="money.do", type="primary", on_click=_move, args=(transfer,))


def _option(lever: str, amount: float) -> str:
    return t("money.option", lever=t(lever), amount=money(amount))


def _preview(transfer: Transfer, before: float, today: float) -> str:
    source = t(transfer.source)
    told = t(
        "money.preview",
        source=source,
        before=money(before),
        left=money(transfer.left),
        total=money(transfer.total),
        today=money(today),
    )
    return told if transfer.is_whole else f"{told} {_short(transfer)}"


def _short(transfer: Transfer) -> str:
    rest = money(transfer.wanted - transfer.amount)
    return t("money.short", source=t(transfer.source), rest=rest)


def _move(transfer: Transfer) -> None:
    """Take the money as a hand would at the slider of the source, and note what was done."""
    schedules.moved(transfer.source, transfer.left)
    values, today = plan.targets(), plan.market().levers
    told = t(
        "money.done",
        amount=money(transfer.amount),
        source=t(transfer.source),
        lever=t(transfer.lever),
        total=money(total_spend(values)),
        today=money(total_spend(today)),
    )
    if not transfer.is_whole:
        told = f"{told} {_short(transfer)}"
    st.session_state[_SAID] = (told, {name: values[name] for name in SPENDING})
