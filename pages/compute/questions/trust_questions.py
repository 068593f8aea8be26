"""What the pages of Trust ask of the model and of its history."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from models.analysis.assumption import AssumptionEffects, assumption_effects, run_four
from models.analysis.evidence import VarianceShares, evidence_of_levels
from models.analysis.influence import ParameterSwing, ends, influences, swings
from models.analysis.judgement import attribution_of
from models.analysis.moved_today import MovedMetric, moved_today
from models.analysis.outcome import OUTCOME_METRICS, Sample
from models.analysis.own_market import build_market
from models.analysis.refit_preview import Preview, preview
from models.analysis.study import sample
from models.calibration.actuals import Actuals, read_actuals
from models.calibration.refit import calibrate
from models.calibration.series import POOLED
from models.inputs import actuals_bytes, data_bytes, load_market, load_parameters, read_rows
from models.projection import project
from models.scenario import Scenario
from models.scenario.conduct_rules import Row
from models.validation import stored_backtest
from models.validation.backtest import Backtest, backtest, look_ahead
from models.validation.engine import EngineForecast, engine_forecast
from models.validation.episodes import EpisodeScore, scoreboard
from models.validation.forecast import Forecast
from models.validation.laws import Verdict, check_laws
from pages.compute.questions import long
from pages.compute.questions.cockpit_questions import outcome


@long
def weighed(scenario: Scenario) -> AssumptionEffects:
    """Weigh the decision against the assumptions of ``scenario``."""
    market = load_market(scenario.market)
    return assumption_effects(run_four(market, load_parameters(), scenario, _sample))


def evidence_of_plan(scenario: Scenario) -> Mapping[str, VarianceShares]:
    """Split the range of each headline by grade: of the plan's changes, or of levels without one.

    Raises
    ------
    ModelError
        Market, parameters or scenario do not fit together; the message says why.
    """
    of_plan = outcome(scenario)
    return of_plan.evidence if of_plan.planned else levels_rest_on(scenario)


@long
def influences_of(
    market: str, rivals: str, conduct: tuple[Row, ...]
) -> dict[str, list[ParameterSwing]]:
    """Find what each parameter drives."""
    return influences(load_market(market), load_parameters(), rivals=rivals, conduct=conduct)


@long
def swings_of_plan(scenario: Scenario) -> dict[str, dict[str, ParameterSwing]]:
    """Find how far each parameter moves the effects of ``scenario``."""
    return swings(load_market(scenario.market), load_parameters(), scenario)


@long
def spans_of_plan(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Give the ends between which `swings_of_plan` takes each parameter."""
    taken = ends(load_market(scenario.market), load_parameters(), scenario)
    low, high = slice(0, -1, 2), slice(1, -1, 2)
    return {
        name: (float(column[low][place]), float(column[high][place]))
        for place, (name, column) in enumerate(taken.items())
    }


def levels_rest_on(scenario: Scenario) -> dict[str, VarianceShares]:
    """Split the range of each level without a plan by the grade of what it rests on."""
    market = load_market(scenario.market)
    attribution = attribution_of(load_parameters(), market, scenario)
    return evidence_of_levels(_sample(replace(scenario, steps=())), attribution)


@long
def previewed(scenario: Scenario, experiments: bytes | None, actuals: bytes | None) -> Preview:
    """Fit anew with the reader's files and set the result beside what is drawn now."""
    market = load_market(scenario.market)
    return preview(market, load_parameters(), scenario, calibrate(experiments, actuals))


@long
def today_moved(data: bytes, quarter: str) -> tuple[MovedMetric, ...]:
    """Set the forecast from the latest market beside that from one made of the reader's figures.

    Raises
    ------
    ModelError
        The figures make no market.
    """
    return moved_today(load_market(), build_market(data, quarter).market, load_parameters())


@long
def laws_checked() -> tuple[Verdict, ...]:
    """Check every law."""
    return check_laws()


@long
def episodes_scored() -> tuple[EpisodeScore, ...]:
    """Score every episode; nothing in it depends on the reader."""
    return scoreboard()


def figures_reported() -> Actuals:
    """Read the stored figures, on one basis."""
    return read_actuals(actuals_bytes()).linked()


@long
def backtested() -> Backtest:
    """Score the rolling origins, or read the stored scores."""
    stored = data_bytes(stored_backtest.FILE)
    if stored:
        return stored_backtest.read_backtest(read_rows(stored_backtest.FILE))
    return backtest(figures_reported())


@long
def forecast_from(origin: int, ahead: int) -> tuple[Forecast, EngineForecast | None]:
    """Forecast from ``origin``, to the last figure and a year at least: alone, and the engine.

    ``ahead`` is the most quarters to look ahead.
    """
    actuals = figures_reported()
    horizon = min(ahead, max(4, actuals.last - origin))
    alone = look_ahead(actuals, origin, horizon, POOLED)
    return alone, engine_forecast(actuals, origin, horizon)


@lru_cache(maxsize=8)
def _sample(scenario: Scenario) -> Sample:
    market = load_market(scenario.market)
    return sample(project(market, load_parameters(), scenario, metrics=OUTCOME_METRICS))
