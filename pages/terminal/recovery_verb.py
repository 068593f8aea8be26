"""``python cli.py recovery``: whether the calibration finds truths that are known."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from models.inputs import DATA
from pages.terminal.common import refusals, stamp, write_files


@click.command()
@click.option("--runs", type=click.IntRange(1, 10_000), default=200, show_default=True)
@click.option("--tests", is_flag=True, help="Simulate tests of levers as well.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the coverage as JSON, as shares.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=DATA)
def recovery(runs: int, tests: bool, seed: int, as_json: bool, output: Path) -> None:
    """Draw truths from the prior, simulate what would be reported, refit, count what is held.

    Writes recovery.csv, or recovery_tests.csv with --tests: coverage by parameter.
    """
    import pandas as pd

    from models.validation.recovery import recover

    with refusals():
        recovered = recover(runs, seed, tests=tests)
        frame = pd.DataFrame([asdict(row) for row in recovered.rows()])
        name = "recovery_tests" if tests else "recovery"
        output.mkdir(parents=True, exist_ok=True)
        table = frame.to_csv(index=False, lineterminator="\n", float_format="%.6g")
        write_files({output / f"{name}.csv": table.encode()} | stamp(output, name))
    if as_json:
        reply = {
            "pooled": recovered.pooled,
            "failed": recovered.failed,
            "nominal": recovered.nominal,
        }
        click.echo(json.dumps({**reply, "parameters": frame.to_dict("records")}, indent=1))
        return
    click.echo(frame.to_string(index=False, float_format="{:.3f}".format))
    click.echo(
        f"90% intervals held {recovered.pooled:.1%} of the truths in {runs} runs pooled;"
        f" {recovered.failed} fits failed"
    )
