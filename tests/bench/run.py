"""Measure every budget and print budget, figure and verdict: ``make bench``.

A new bench is a module of this folder that registers functions with `budgets.budget`, named in
``BENCHES``. Exit code 1 when a budget is missed or a bench fails.
"""

import sys
from importlib import import_module

import click

from tests.bench.budgets import BUDGETS, Budget

BENCHES = (
    "model",
    "decide",
    "cockpit",
    "challenge",
    "start",
    "load",
    "browser",
    "drag",
    "trust",
    "calibration",
    "library",
    "pack",
)
ROW = "{:<66} {:>12} {:>12} {:<6} {}"


def measured(item: Budget) -> tuple[float | None, str]:
    """Figure and verdict of one budget; a bench that raises does not hide the others."""
    try:
        figure = item.measure()
    except Exception as error:
        return None, f"FAILED: {error}"
    return figure, "ok" if figure <= item.limit else "MISSED"


def main() -> int:
    for name in BENCHES:
        import_module(f"tests.bench.{name}")
    click.echo(ROW.format("", "budget", "figure", "unit", "ok"))
    verdicts = []
    for item in BUDGETS:
        figure, verdict = measured(item)
        shown = "-" if figure is None else f"{figure:.4g}"
        click.echo(ROW.format(item.name, f"{item.limit:g}", shown, item.unit, verdict))
        verdicts.append(verdict)
    return int(any(verdict != "ok" for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main())
