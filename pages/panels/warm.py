"""What the first visitor would wait for: imports, baselines, draws, specifications of charts."""

import gc
import importlib
import logging
import pkgutil
import time
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from threading import Thread

import pages.panels
from models.analysis.precedents import spans
from models.inputs import load_market
from models.scenario import scenario_from_levers
from models.validation.record import tried
from models.vintage import Market
from pages import compute
from pages.compute import framework
from pages.compute.questions import cockpit_questions as questions
from pages.compute.questions import file_questions, trust_questions
from pages.figures.outcome_figures import Stage, style_of
from pages.frame.look import ICON
from pages.panels.cockpit import money_panel

_LOG = logging.getLogger(__name__)
_MOVED = {"subsidy_budget": 12.0}
"""Some plan: what is drawn of it is what is drawn of any."""

LATER_SECONDS = 3.0
"""So long who comes as soon as the server answers has the interpreter alone for what is drawn."""


def in_background() -> Thread:
    """Begin at once and let the server start meanwhile; a fault is logged and costs no visit."""
    thread = Thread(target=_warm, name="warm-up", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    try:
        warm()
    except CancelledError:
        _LOG.info("the server ended while it was being warmed")
    except Exception:
        _LOG.exception("the server could not be warmed")


def warm() -> None:
    """Load every part, compute a plan, build what the usual look draws, and settle memory.

    What the first visitor looks at first goes first; the rest waits until it is drawn, because it
    would take turns with that.
    """
    framework.prepare(ICON)
    for part in pkgutil.walk_packages(pages.panels.__path__, "pages.panels."):
        importlib.import_module(part.name)
    compute.ask(file_questions.failed_trials)
    stage = _stage(load_market())
    stage.trajectory(changes=True)
    stage.rivals()
    time.sleep(LATER_SECONDS)
    _settle(stage)


def _settle(stage: Stage) -> None:
    """Build the usual look alone: the others, six seconds of work, would delay early visitors."""
    spans()
    tried(stage.scenario)  # reads the cases
    stage.all()
    money_panel.figures(stage, stage.scenario)
    gc.collect()
    gc.freeze()
    compute.ask(trust_questions.episodes_scored)  # three seconds, in the lane of long questions


def _stage(market: Market) -> Stage:
    scenario = scenario_from_levers("-", market.vintage, _MOVED, market.levers)
    outcome = compute.ask(questions.outcome, scenario)
    today = datetime.now(UTC).date().isoformat()
    style = style_of(market, dark=False)
    return Stage(market=market, scenario=scenario, outcome=outcome, style=style, date=today)
