"""The figures of a plan as files, for those who work without a browser."""

from dataclasses import replace
from datetime import UTC, datetime

from models.analysis.study import study
from models.analysis.subsidy_mix import bundles
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from pages.export.overview import overview
from pages.export.page import page_png, page_svg
from pages.export.pictures import png, svg
from pages.figures.cockpit import rests
from pages.figures.cockpit.money_figures import subsidy_figure, winners_losers_figure
from pages.figures.outcome_figures import Stage, style_of

DRAWERS = {"png": png, "svg": svg}
PAGE_DRAWERS = {"png": page_png, "svg": page_svg}


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
    files = {}
    idle = replace(scenario, steps=())
    money = (
        winners_losers_figure(stage),
        subsidy_figure(stage, bundles(market, load_parameters(), idle)),
    )
    for figure in [*stage.all(), *(figure for figure in money if figure)]:
        for kind, draw in DRAWERS.items():
            files[f"{figure.name}.{kind}"] = draw(figure)
    page = overview(stage)
    for kind, draw_page in PAGE_DRAWERS.items():
        files[f"page.{kind}"] = draw_page(page)
    return "\n".join([page.finding, *rests.lines(outcome)]), files
