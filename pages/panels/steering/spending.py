"""Money at the foot of the lever panel: what is spent on what, and "fund this from …".

All of it over the horizon, because a programme that ends before the last quarter costs as well.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from models.analysis.spending import (
    OUTSIDE,
    SPENDING,
    Spend,
    Transfer,
    fund,
    sources,
    spend,
    together,
    unfunded,
)
from models.notation import Array
from pages.labels.catalogue import t
from pages.labels.format import money
from pages.labels.names import plain
from pages.plan import plan, schedules

_SAID = "money.said"
_SCALES = (5.0, 10.0, 20.0, 40.0, 80.0, 120.0)
"""Lengths of the bars' scale, RMB bn a quarter: few, so that bars keep their scale."""

Paths = Mapping[str, Array]


def spending() -> None:
    """Draw total spend against today by lever, and the way to pay for an increase."""
    paths, today = _paths(), plan.market().levers
    st.html(bars(paths, today))
    _funding(paths, today)


def _paths() -> Paths:
    """Targets of the levers of money over the horizon, (T,)."""
    targets = plan.current().schedule(plan.market().levers)
    return {name: targets[name] for name in SPENDING}


def bars(paths: Paths, today: Mapping[str, float]) -> str:
    """Write one bar for the total and one a lever, all on one scale, with a mark for today."""
    quarters = len(paths[SPENDING[0]])
    pace = sum(today[name] for name in SPENDING)
    planned = spend(together(paths))
    highest = max(planned.total / quarters, pace)
    scale = quarters * next(length for length in _SCALES if length >= highest)
    rows = "".join(_row(name, paths[name], today[name], scale) for name in SPENDING)
    text = escape(t("levers.spending", **_words(planned, quarters, pace)))
    profit = t("money.enters", levers=t("finding.semicolon").join(map(t, OUTSIDE)))
    return (
        f'<div class="spend"><p>{text}</p>{_bar(planned.total, pace * quarters, scale)}{rows}'
        f"<small>{escape(profit)}</small></div>"
    )


def _words(planned: Spend, quarters: int, pace: float) -> dict[str, object]:
    """Write what is spent over the horizon and in its dearest year, and both at today's pace."""
    return {
        "planned": money(planned.total),
        "today": money(pace * quarters),
        "quarters": quarters,
        "year": money(planned.year),
        "today_year": money(pace * min(4, quarters)),
    }


def _row(name: str, path: Array, today: float, scale: float) -> str:
    """Write name, bar and amount of a lever; the words for both ends are in its title."""
    planned = spend(path)
    words = t("money.bar", lever=t(name), **_words(planned, len(path), today))
    profit = t("money.in_group" if name in OUTSIDE else "money.in_domestic")
    bar = _bar(planned.total, today * len(path), scale)
    return (
        f'<div class="spend-row" title="{escape(f"{words} {profit}")}">'
        f"<span>{escape(t(name))}</span>{bar}<em>{escape(money(planned.total))}</em></div>"
    )


def _bar(planned: float, today: float, scale: float) -> str:
    place, mark = (f"{100 * min(value / scale, 1):.2f}%" for value in (planned, today))
    return f'<i><b style="width:{place}"></b><u style="left:{mark}"></u></i>'


def _funding(paths: Paths, today: Mapping[str, float]) -> None:
    """Offer to take an increase from another lever; say what was done until the plan moves on."""
    wanted = unfunded(paths, today)
    menu = st.expander(t("money.fund"), key="money.fund", on_change="rerun")
    if menu.open:
        with menu:
            st.caption(plain(_said(paths)) or t("money.fund_help" if wanted else "money.nothing"))
            if wanted:
                _choice(paths, today, wanted)


def _said(paths: Paths) -> str:
    """Give what the last transfer did, while the plan still stands as it left it."""
    text, left = st.session_state.get(_SAID, ("", {}))
    return str(text) if left == _listed(paths) else ""


def _listed(paths: Paths) -> dict[str, list[float]]:
    return {name: path.tolist() for name, path in paths.items()}


def _choice(paths: Paths, today: Mapping[str, float], wanted: Paths) -> None:
    lever = st.selectbox(
        t("money.pay_for"),
        tuple(wanted),
        key="money.pay_for",
        format_func=lambda name: _option(name, float(wanted[name].sum())),
    )
    market = plan.market()
    room = sources(paths, market, lever)
    if not room:
        st.caption(t("money.no_source"))
        return
    source = st.selectbox(
        t("money.pay_from"),
        tuple(room),
        key="money.pay_from",
        format_func=lambda name: _option(name, room[name]),
    )
    transfer = fund(paths, market, lever, source)
    st.caption(plain(_preview(transfer, paths, today)))
    st.button(t("money.do"), key="money.do", type="primary", on_click=_move, args=(transfer,))


def _option(lever: str, amount: float) -> str:
    return t("money.option", lever=t(lever), amount=money(amount))


def _preview(transfer: Transfer, paths: Paths, today: Mapping[str, float]) -> str:
    source = transfer.source
    text = t(
        "money.preview",
        source=t(source),
        before=money(spend(paths[source]).total),
        left=money(spend(transfer.left).total),
        total=_total({**paths, source: transfer.left}, today),
    )
    return f"{text} {_short(transfer)}".rstrip()


def _total(paths: Paths, today: Mapping[str, float]) -> str:
    path = together(paths)
    pace = sum(today[name] for name in SPENDING)
    return t("levers.spending", **_words(spend(path), len(path), pace))


def _short(transfer: Transfer) -> str:
    """Write what the source cannot pay; nothing where it pays for all."""
    if not transfer.missing:
        return ""
    return t("money.short", source=t(transfer.source), rest=money(transfer.missing))


def _move(transfer: Transfer) -> None:
    """Lower the lever that pays, as the reader could by its slider, and note what was done."""
    schedules.put_path(transfer.source, transfer.left.tolist())
    paths = _paths()
    text = t(
        "money.done",
        amount=money(float(transfer.amount.sum())),
        source=t(transfer.source),
        lever=t(transfer.lever),
        total=_total(paths, plan.market().levers),
    )
    st.session_state[_SAID] = (f"{text} {_short(transfer)}".rstrip(), _listed(paths))
    st.rerun()  # the whole page, not the part that the button stands in
