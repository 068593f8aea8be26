"""What the page of assumptions asks of the model, each a plain function of a scenario.

Runs in the server or in a process beside it (`worker`), so nothing here knows Streamlit.
"""

from dataclasses import replace
from functools import lru_cache

from models.analysis.assumption import Weighing, four, weigh
from models.analysis.evidence import Shares, evidence_of_levels
from models.analysis.influence import Swing, influences, swings
from models.analysis.judgement import attribution_of
from models.analysis.outcome import Sample
from models.analysis.refit_preview import Preview, preview
from models.analysis.study import sample
from models.calibration.refit import calibrate
from models.conduct_rules import Row
from models.inputs import load_market, load_parameters
from models.projection import project
from models.scenario import Scenario


def weighed(scenario: Scenario) -> Weighing:
    """Weigh the decision against the assumptions of ``scenario``."""
    market = load_market(scenario.market)
    return weigh(four(market, load_parameters(), scenario, _sample))


def driven(market: str, rivals: str, conduct: tuple[Row, ...]) -> dict[str, list[Swing]]:
    """Find what each parameter drives."""
    return influences(load_market(market), load_parameters(), rivals=rivals, conduct=conduct)


def on_the_plan(scenario: Scenario) -> dict[str, dict[str, Swing]]:
    """Find how far each parameter moves the effects of ``scenario``."""
    return swings(load_market(scenario.market), load_parameters(), scenario)


def levels_rest_on(scenario: Scenario) -> dict[str, Shares]:
    """Split the range of each level without a plan by the grade of what it rests on."""
    market = load_market(scenario.market)
    assumed = tuple({**market.parameters, **dict(scenario.assumptions)}.items())
    found = attribution_of(load_parameters(), assumed, scenario.draws, scenario.seed)
    return evidence_of_levels(_sample(replace(scenario, steps=())), found)


def previewed(scenario: Scenario, experiments: bytes | None, actuals: bytes | None) -> Preview:
    """Fit anew with the reader's files and set the result beside what is drawn now."""
    market = load_market(scenario.market)
    return preview(market, load_parameters(), scenario, calibrate(experiments, actuals))


@lru_cache(maxsize=16)
def _sample(scenario: Scenario) -> Sample:
    return sample(project(load_market(scenario.market), load_parameters(), scenario))
