"""Build data/backtest.csv: `python -m data.build_backtest`, after the markets.

The rolling origins that Trust → Accuracy shows; `python cli.py backtest` computes them anew.
"""

from models.calibration.actuals import read_actuals
from models.inputs import DATA, actuals_bytes
from models.validation import stored
from models.validation.backtest import backtest
from models.validation.stored_backtest import FILE, as_csv


def main() -> None:
    """Write the table, and the stamp of what it was made of."""
    test = backtest(read_actuals(actuals_bytes()))
    (DATA / FILE).write_bytes(as_csv(test))
    table = DATA / stored.FILE
    table.write_bytes(stored.stamped(table.read_bytes(), "backtest"))


if __name__ == "__main__":
    main()
