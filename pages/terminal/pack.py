"""The figures of a plan as files, for those who work without a browser."""

from dataclasses import replace
from datetime import UTC, datetime

from models.analysis.study import study
from models.analysis.subsidy_mix import bundles
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from pages.export.overview import overview
from pages.export.page import page_svg
from pages.export.pictures import SCALE, svg
from pages.export.sheet import to_png
from pages.figures.cockpit import rests
from pages.figures.cockpit.money_figures import subsidy_figure, winners_losers_figure
from pages.figures.outcome_figures import Stage, style_of


def charts_of(scenario: Scenario) -> tuple[str, dict[str, bytes]]:
    """Draw every chart of ``scenario`` and the page as PNG and SVG; give finding and files.

    With the finding what the ranges rest on.
    """
    market = load_market(scenario.market)
    outcome = study(market, load_parameters(), scenario)
    today = datetime.now(UTC).date().isoformat()
    stage = Stage(
        market=market, scenario=scenario, outcome=outcome, style=style_of(market), date=today
    )
    files: dict[str, bytes] = {}
    idle = replace(scenario, steps=())
    money = (
        winners_losers_figure(stage),
        subsidy_figure(stage, bundles(market, load_parameters(), idle)),
    )
    for figure in [*stage.all(), *(figure for figure in money if figure)]:
        files |= _both(figure.name, svg(figure))
    page = overview(stage)
    files |= _both("page", page_svg(page))
    return "\n".join([page.finding, *rests.lines(outcome)]), files


def _both(name: str, drawn: bytes) -> dict[str, bytes]:
    """Give a picture as pixels and as vectors, drawn once."""
    return {f"{name}.png": to_png(drawn, SCALE), f"{name}.svg": drawn}
