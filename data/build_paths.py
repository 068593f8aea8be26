"""Build data/forecast_paths: `python -m data.build_paths`, after the markets and a calibration.

For every market file the paths of the simulator's inputs that carry the forecast (E33), sized on
the figures that were known in its quarter.
"""

from models.calibration.actuals import read_actuals
from models.inputs import DATA, PATHS, actuals_bytes, load_market, load_parameters, vintages
from models.validation.engine import paths_of_market
from models.validation.path_table import as_toml


def main() -> None:
    """Write a file a market, and the stamp of what they were made of."""
    from models.validation import stored

    actuals, parameters = read_actuals(actuals_bytes()), load_parameters()
    folder = DATA / PATHS
    folder.mkdir(exist_ok=True)
    for vintage in vintages():
        market = load_market(vintage)
        text = as_toml(market, paths_of_market(actuals, market, parameters))
        (folder / f"{vintage}.toml").write_text(text, encoding="utf-8")
    table = DATA / stored.FILE
    table.write_bytes(stored.stamped(table.read_bytes(), "forecast_paths"))


if __name__ == "__main__":
    main()
