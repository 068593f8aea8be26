"""``python cli.py calibrate``: refit the parameters to history and to tests, and store them."""

import json
from pathlib import Path

import click

from models.inputs import DATA, actuals_bytes
from models.parameters.posterior import read_posterior
from models.text_rules import shown
from pages.terminal.common import refusals, stamp, write_files


@click.command()
@click.option("--actuals", type=click.Path(path_type=Path), help="Later figures, same columns.")
@click.option(
    "--experiments",
    type=click.Path(path_type=Path),
    help="Tests of levers, a row each: lever, from, to, metric, platform, quarters, effect (in the"
    " unit of the metric), standard_error, date, total_or_average.",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=DATA,
    help="Folder to write to; default: data, where the app finds it.",
)
def calibrate(
    actuals: Path | None, experiments: Path | None, seed: int, as_json: bool, output: Path
) -> None:
    """Refit the parameters to what was reported and tested; write draws and report.

    Nothing is written unless the whole fit succeeds.
    """
    from models.calibration import refit
    from models.calibration import report as calibration_report

    with refusals():
        calibration = refit.calibrate(
            actuals_bytes(experiments) if experiments else None,
            actuals_bytes(actuals) if actuals else None,
            seed,
        )
        files = calibration_report.files(calibration)
        report = calibration_report.as_json(calibration)
        table = "" if as_json else calibration_report.as_table(calibration)
        refit.check(read_posterior(*files.values()))  # what would be stored can be read and used
        output.mkdir(parents=True, exist_ok=True)
        written = {output / name: data for name, data in files.items()}
        write_files(written | stamp(output, "posterior"))
    if as_json:
        click.echo(json.dumps(report, indent=1))
        return
    click.echo(table)
    for note in calibration.notes:
        click.echo(f"note: {shown(note, 500)}")
    place = shown(str(output))
    click.echo(
        f"Written to {place}: {', '.join(files)}. An app that is running shows it once restarted."
    )
