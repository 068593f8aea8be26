"""``python cli.py calibrate``: refit the parameters to history and to tests, and store them."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from models.inputs import DATA, actuals_bytes
from models.text_rules import shown
from pages.terminal.common import refusals


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
    from models.calibration import calibration_report, refit

    with refusals():
        found = refit.calibrate(
            actuals_bytes(experiments) if experiments else None,
            actuals_bytes(actuals) if actuals else None,
            seed,
        )
        files = calibration_report.files(found)
        report = calibration_report.as_json(found)
        table = "" if as_json else calibration_report.as_table(found)
        _write(files, output)
    if as_json:
        click.echo(json.dumps(report, indent=1))
        return
    click.echo(table)
    for note in found.notes:
        click.echo(f"note: {shown(note, 500)}")
    place = shown(str(output))
    click.echo(
        f"Written to {place}: {', '.join(files)}. An app that is running shows it once restarted."
    )


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write all files beside their places, then put them there: never half of a calibration."""
    folder.mkdir(parents=True, exist_ok=True)
    drafts = {name: folder / f".{name}.draft" for name in files}
    try:
        for name, data in files.items():
            drafts[name].write_bytes(data)
        for name, draft in drafts.items():
            draft.replace(folder / name)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
