"""What history covers of a lever, in words, and a mark where a plan goes beyond it."""

import streamlit as st

from models.analysis.precedents import beyond, spans
from models.levers import LEVERS
from models.vintage import Market
from pages.figures import provenance
from pages.labels.catalogue import t
from pages.labels.format import setting
from pages.labels.names import plain
from pages.plan import plan

_BEYOND = "levers.beyond"


def note() -> None:
    """Note which levers the plan takes beyond history; once a run, before levers are drawn."""
    st.session_state[_BEYOND] = frozenset(beyond(plan.current()))


def levers_beyond() -> frozenset[str]:
    """Give the levers that the plan takes to where no quarter on file had them."""
    names: frozenset[str] = st.session_state.get(_BEYOND, frozenset())
    return names


def is_beyond(lever: str) -> bool:
    """Return whether the plan takes ``lever`` to where no quarter on file had it."""
    return lever in st.session_state.get(_BEYOND, ())


def word(lever: str, text: str) -> str:
    """Write the word under the track: where the lever stands today, and that the plan is beyond."""
    return t("history.beyond_word", today=text) if is_beyond(lever) else text


def lines(lever: str) -> list[str]:
    """List in Markdown what is known of a lever, and whether the plan leaves that behind."""
    texts = [plain(text) for text in known(lever, plan.market())]
    return [*texts, f"**{t('history.beyond')}**"] if is_beyond(lever) else texts


def known(lever: str, market: Market) -> list[str]:
    """List source and grade of today's value of a lever, and what history covers."""
    span, unit = spans()[lever], LEVERS[lever].unit
    low, high = (setting(value, unit) for value in (span.low, span.high))
    key = "history.point" if span.is_point else "history.covers"
    seen = (
        t(key, low=low, high=high, quarters=span.quarters)
        if span.quarters
        else t("history.seen", low=low, high=high, source=t(f"seen.{lever}"))
    )
    return [provenance.lever(lever, market), seen]
