"""The figures of a plan as files, for those who work without a browser."""

from datetime import UTC, datetime
from pathlib import Path

from models.analysis.study import study
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from pages.components.figures import Stage, style_of
from pages.components.finding import finding
from pages.export.pictures import png, svg

DRAWERS = {"png": png, "svg": svg}


def write_charts(scenario: Scenario, folder: Path) -> tuple[str, list[Path]]:
    """Write every chart of ``scenario`` as PNG and SVG; give the finding and the files."""
    market = load_market(scenario.market)
    outcome = study(market, load_parameters(), scenario)
    today = datetime.now(UTC).date().isoformat()
    stage = Stage(
        market=market, scenario=scenario, outcome=outcome, style=style_of(market), date=today
    )
    paths = []
    for figure in stage.all():
        for kind, draw in DRAWERS.items():
            paths.append(folder / f"{figure.name}.{kind}")
            paths[-1].write_bytes(draw(figure))
    return finding(outcome, scenario.rivals), paths
