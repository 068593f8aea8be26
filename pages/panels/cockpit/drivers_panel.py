"""Why the plan does what it does: a waterfall of its levers, and behind each bar its causes."""

import streamlit as st

from models.analysis.drivers.players import RIVALS_PLAYER
from models.errors import ModelError
from pages import compute
from pages.charts.marks import PICK
from pages.compute.questions import decide_questions as questions
from pages.compute.questions.decide_questions import DRIVER_MEASURES
from pages.figures import decide_words as words
from pages.figures.cockpit.causes import chain
from pages.figures.cockpit.drivers_figure import drivers_figure
from pages.figures.decide_html import sheet
from pages.figures.outcome_figures import Stage
from pages.frame import canvas, choices
from pages.labels.catalogue import t
from pages.labels.names import plain

DRIVERS_METRIC_KEY, DRIVERS_PLAYER_KEY = "drivers.metric", "drivers.player"

_CLICKED = "drivers.clicked"


def drivers(stage: Stage) -> None:
    """Draw the waterfall of the plan on ``stage``; nothing to explain is said so."""
    if not stage.outcome.planned:
        st.info(t("drivers.empty"))
        return
    metric = _measure()
    try:
        breakdown = compute.ask(questions.drivers, stage.scenario)[metric]
    except ModelError as error:
        st.error(plain(str(error)))
        return
    clicked = canvas.draw(drivers_figure(stage, breakdown), pick=PICK)
    players = [*breakdown.contributions, *([RIVALS_PLAYER] if breakdown.rivals.central else [])]
    player = _player(players, clicked)
    links = compute.ask(questions.chain, stage.scenario, player, metric)
    st.html(sheet() + chain(links, player, metric))


def _measure() -> str:
    return choices.row(
        t("drivers.measure"), DRIVER_MEASURES, DRIVERS_METRIC_KEY, words=words.measure
    )


def _player(players: list[str], clicked: str) -> str:
    """Let the reader choose a lever by name, or take the bar that was clicked last."""
    if clicked in players and clicked != st.session_state.get(_CLICKED):
        choices.take(DRIVERS_PLAYER_KEY, clicked)
    st.session_state[_CLICKED] = clicked
    return choices.one(t("drivers.why"), players, DRIVERS_PLAYER_KEY, words=words.lever)
