"""Later quarters: what they change before they are taken, and the market that moves today."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from models.analysis.moved_today import TODAY_METRICS, MovedMetric
from models.analysis.own_market import OwnMarket
from models.errors import FileError, MarketError, ModelError, Problem
from models.inputs import markets, vintages
from models.market_files import own_names
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import file_questions, trust_questions
from pages.figures.trust import own_day_figures, own_day_words
from pages.frame import canvas, choices
from pages.frame.drawer import drawer
from pages.frame.report import problems_table
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.labels.said import said
from pages.panels import own_file
from pages.plan import own_markets, plan

_Of = TypeVar("_Of", OwnMarket, str)

KIND = "market"
QUARTER = "own.market.quarter"
_EXAMPLE = """platform,period,metric,value,unit,kind
Taotian,2025Q4,CMR,102600,RMB mn,reported
Alibaba,2025Q4,China_Ecommerce_Group_adj_EBITA,32000,RMB mn,reported
PDD,2025Q4,online_marketing_services_revenue,60500,RMB mn,reported
Kuaishou,2025Q4,ecommerce_GMV,510,RMB bn,estimate
"""
_WIDTHS = {"number": 250, "value": 110, "grade": 55, "how": 150, "figure": 330, "stands": 170}


class Answer:
    """What came of the figures that the session keeps, else of the example's.

    That is a market, faults, or a reason why there is no market.
    """

    def __init__(self) -> None:
        self.built: OwnMarket | None = None
        self.problems: Sequence[Problem] = ()
        self.reason = ""
        file = own_file.kept(KIND)
        self.is_example = file is None
        self.name = file.name if file else ""
        self.data = file.data if file else _EXAMPLE.encode()
        self._read(self.data)

    def _read(self, data: bytes) -> None:
        try:
            asked = st.session_state.get(QUARTER)
            self.built = compute.ask(file_questions.own_market_in, data, asked)
        except FileError as error:
            self.problems = error.problems
        except MarketError as error:
            self.reason = str(error)
        except ModelError as error:
            # Another file may lack the quarter that was chosen for the last one.
            if st.session_state.pop(QUARTER, None):
                self._read(data)
            else:
                self.reason = str(error)

    def moved(self) -> tuple[MovedMetric, ...]:
        """Set the forecast before the figures beside that after them."""
        assert self.built
        quarter = self.built.market.vintage
        return compute.ask(trust_questions.today_moved, self.data, quarter)


def figures(answer: Answer, moved: Sequence[MovedMetric], style: Style) -> None:
    """Draw what later quarters change, or why they change nothing; beside it they are handed in."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        if answer.problems:
            problems_table(answer.name, answer.problems)
        elif answer.reason:
            st.error(plain(said(answer.reason)))
        elif answer.built:
            _picture(answer.built, moved, style)
    with right:
        own_file.hand_in(KIND, _EXAMPLE)
        if answer.built and not answer.is_example:
            _take(answer.built)
        _kept_markets()
        if reason := st.session_state.pop("own_day.failed", ""):
            st.error(plain(reason))
        st.caption(t("own.market.purpose"))


def _picture(built: OwnMarket, moved: Sequence[MovedMetric], style: Style) -> None:
    metric = canvas.Control(
        label=t("assumptions.metric"),
        options=tuple(TODAY_METRICS),
        name="own_day.metric",
        words=lambda name: t(f"assumptions.metric.{name}"),
    )
    shown = next(one for one in moved if one.metric == metric.value())
    canvas.draw(own_day_figures.outlook_figure(shown, built, style), metric)
    for note in built.notes:
        st.caption(plain(said(note)))


def _take(built: OwnMarket) -> None:
    """Let the reader choose the quarter and take the market."""
    quarter = built.market.vintage
    if len(built.quarters) > 1:
        st.selectbox(
            t("own_day.quarter"),
            built.quarters[::-1],
            index=built.quarters[::-1].index(quarter),
            key=f"{QUARTER}.widget",
            on_change=_choose_quarter,
        )
    is_ours = quarter in vintages()
    st.button(
        t("own_day.save", market=quarter),
        key="own_day.save",
        type="primary",
        disabled=is_ours,
        on_click=_told,
        args=(own_markets.keep, built),
    )
    if is_ours:
        st.caption(t("own_day.ours", market=quarter))


def _choose_quarter() -> None:
    st.session_state[QUARTER] = st.session_state[f"{QUARTER}.widget"]


def _told(change: Callable[[_Of], None], of: _Of) -> None:
    """Keep a market or let it go, and tell on the page why that was not possible."""
    try:
        change(of)
    except ModelError as error:
        st.session_state["own_day.failed"] = str(error)


def _kept_markets() -> None:
    """List the own markets that are kept, each with a way to start from it and to let it go."""
    names = [name for name in own_names() if name not in vintages()]
    usable = markets()
    if names:
        st.markdown(f"**{t('own_day.kept')}**")
    for name in names:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            is_on = plan.sheet().market == name
            st.button(
                t("own_day.started" if is_on else "own_day.start", market=name),
                key=f"own_day.start.{name}",
                icon=":material/check:" if is_on else ":material/today:",
                disabled=is_on or name not in usable,
                on_click=own_markets.start_from,
                args=(name,),
            )
            st.button(
                t("own_day.drop", market=name),
                key=f"own_day.drop.{name}",
                icon=":material/close:",
                type="tertiary",
                on_click=_told,
                args=(own_markets.drop, name),
            )


def details(answer: Answer) -> None:
    """Fold what the quarter lacks and what stands in its place, and every number."""
    if not (built := answer.built):
        return
    market = built.market.vintage
    if built.gaps:
        label = t("own_day.gaps_title", count=len(built.gaps), market=market)
        drawer("own_day.gaps", lambda: _gaps(built), label)
    label = t("own_day.numbers_title", count=len(built.numbers), market=market)
    drawer("own_day.numbers", lambda: _numbers(built), label)


def _gaps(built: OwnMarket) -> None:
    st.dataframe(
        own_day_words.gaps_table(built),
        hide_index=True,
        height="content",
        key="own_day.gaps",
        column_config=_widths(),
    )


def _numbers(built: OwnMarket) -> None:
    how = choices.one(
        t("own_day.how"),
        own_day_words.HOWS,
        "own_day.shown",
        words=lambda name: t(f"own_day.how.{name}"),
    )
    st.dataframe(
        own_day_words.numbers_table(built, how),
        hide_index=True,
        key="own_day.numbers",
        column_config=_widths(),
    )


def _widths() -> dict[str, Any]:
    return {
        t(f"own_day.column.{name}"): st.column_config.Column(width=pixels)
        for name, pixels in _WIDTHS.items()
    }
