"""What the first visitor would wait for: imports, baselines, draws, specifications of charts."""

import logging
from datetime import UTC, datetime
from itertools import product
from threading import Thread

from models.inputs import load_market
from models.scenario import scenario_from_levers
from pages.components import compute, money
from pages.components.figures import Stage, style_of
from pages.labels.catalogue import LANGUAGES, use_language

_LOG = logging.getLogger(__name__)
_MOVED = {"subsidy_budget": 12.0}
"""Some plan: what is drawn of it is what is drawn of any."""


def in_background() -> Thread:
    """Begin at once and let the server start meanwhile; a fault is logged and costs no visit."""
    thread = Thread(target=_warm, name="warm-up", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    try:
        warm()
    except Exception:
        _LOG.exception("the server could not be warmed")


def warm() -> None:
    """Compute a plan and build every specification in both languages and themes."""
    compute.warm_up()
    market = load_market()
    scenario = scenario_from_levers("-", market.vintage, _MOVED, market.levers)
    outcome = compute.outcome(scenario)
    today = datetime.now(UTC).date().isoformat()
    for language, dark in product(LANGUAGES, (False, True)):
        use_language(language)
        style = style_of(market, dark=dark)
        stage = Stage(market=market, scenario=scenario, outcome=outcome, style=style, date=today)
        stage.all()
        money.figures(stage, scenario)
