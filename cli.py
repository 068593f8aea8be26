"""The terminal door: ``python cli.py VERB``; the verbs are those of the pages.

Exit status: 0 done, 1 the input was refused or the answer is no, 2 wrong usage.
"""

import atexit
import gc
import io
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path

import click

if __name__ == "__main__":
    gc.disable()  # what is loaded stays

from models.analysis.numbers import (
    headline_table,
    numbers_against,
    numbers_bytes,
    numbers_frame,
    records,
)
from models.inputs import (
    DATA,
    actuals_bytes,
    calibration_fault,
    market_faults,
    markets,
    read_scenario_file,
    read_scenarios,
)
from models.market.rivals import POSTURES
from models.notation import quarter_number
from models.scenario.csv.scenario_file import Reading, write_bytes
from models.text_rules import shown
from models.validation.trial import try_markets
from pages.terminal.common import changed, refusals, run, write_files
from pages.terminal.export_verb import capped, packed
from pages.terminal.later import LaterGroup, Verbs

LIBRARY = "Saved plans: every save is a revision, and none is ever overwritten."
DEMO = DATA / "scenarios" / "2023Q1" / "return-to-taobao.csv"


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Two Roads: what a plan does to sales, visitors, sellers and profit."""
    # A terminal that cannot show Chinese shows the code of the letter; nothing breaks.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # A document is of one market; to read and try all of them takes a third of a second.
    if click.get_current_context().invoked_subcommand != "export":
        try_markets()
        for vintage, fault in market_faults().items():
            click.echo(f"{vintage}.toml is left out; mend it:\n{fault}", err=True)
    if fault := calibration_fault():
        click.echo(f"note: {shown(fault, 500)}; every draw comes from a prior", err=True)


@main.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: an object, or a list of them.")
def validate(files: tuple[Path, ...], as_json: bool) -> None:
    """Read scenario files and list every problem with its line and column."""
    readings = [read_scenario_file(path) for path in files]
    if as_json:
        replies = [_reply(reading) for reading in readings]
        click.echo(json.dumps(replies if len(replies) > 1 else replies[0], indent=1))
    else:
        for path, reading in zip(files, readings, strict=True):
            click.echo("\n".join(_lines(path, reading)))
    sys.exit(any(reading.problems for reading in readings))


def _reply(reading: Reading) -> dict[str, object]:
    return {
        "ok": not reading.problems,
        "scenarios": len(reading.scenarios),
        "rows": reading.rows,
        "problems": [asdict(problem) for problem in reading.problems],
        "notes": list(reading.notes),
    }


def _lines(path: Path, reading: Reading) -> list[str]:
    name = shown(str(path), 200)
    verdict = f"{len(reading.scenarios)} scenario(s) in {reading.rows} rows"
    if reading.problems:
        verdict = f"refused, {len(reading.problems)} problem(s)"
    return [
        f"{name}: {verdict}",
        *(f"  {problem}" for problem in reading.problems),
        *(f"  note: {note}" for note in reading.notes),
    ]


@main.command("project")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a CSV."
)
@click.option("--market", type=click.Choice(markets()), help="Another market than the file's.")
@click.option("--rivals", type=click.Choice(POSTURES), help="Posture of rivals without an own.")
@click.option("--draws", type=click.IntRange(0, 100_000), help="0: the central run alone.")
@click.option("--seed", type=click.IntRange(0), help="Seed of the draws.")
@click.option("--horizon", type=click.IntRange(1, 40), help="Quarters to project.")
@click.option("--plain", is_flag=True, help="Central run, season, growth and shocks off.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
def project_file(
    file: Path, output: Path | None, draws: int | None, plain: bool, as_json: bool, **changes: str
) -> None:
    """Project every scenario of FILE over its horizon.

    More draws than memory should hold are computed in blocks; how far quantiles may be off then
    stands beside them as `error`.
    """
    with refusals():
        scenarios = [changed(scenario, **changes) for scenario in read_scenarios(file)]
        played = (run(scenario, draws, plain=plain) for scenario in scenarios)
        if output:
            still = (run(replace(one, steps=()), draws, plain=plain) for one in scenarios)
            frame = numbers_against(zip(played, still, strict=True))
            write_files({output: numbers_bytes(frame)})
        else:
            frame = numbers_frame(played)
        if as_json:
            click.echo(json.dumps(records(frame), indent=1))
        else:
            click.echo(headline_table(frame))


def _origin(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    try:
        return None if value is None else quarter_number(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@main.command("backtest")
@click.option("--actuals", type=click.Path(path_type=Path), help="Later figures, same columns.")
@click.option("--origin", callback=_origin, help="One origin, such as 2023Q1; default: rolling.")
@click.option("--horizon", type=click.IntRange(1, 12), default=4, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print every score as JSON, as shares.")
def run_backtest(actuals: Path | None, origin: int | None, horizon: int, as_json: bool) -> None:
    """Score the forecast on quarters it had not seen, against last year's quarter and ETS."""
    from models.calibration.actuals import read_actuals
    from models.validation import backtest, backtest_report

    with refusals():
        figures = read_actuals(actuals_bytes(), actuals_bytes(actuals) if actuals else None)
        test = backtest.backtest(figures, origin, horizon)
        told = backtest_report.as_json(test) if as_json else backtest_report.as_table(test)
    if as_json:
        click.echo(json.dumps(told, indent=1))
        return
    click.echo(told)
    for note in test.notes:
        click.echo(f"note: {shown(note, 500)}")


@main.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out/demo"),
    show_default=True,
    help="Folder for the numbers and the charts.",
)
def demo(output: Path) -> None:
    """Play the return to Taobao of 2023Q1, from scenario file to table, charts and deck."""
    # The drawing libraries take a second to load.
    from pages.terminal.pack import charts_of

    with refusals():
        (scenario,) = read_scenarios(DEMO)
        played, idle = run(scenario, None), run(replace(scenario, steps=()), None)
        frame = numbers_frame([played])
        output.mkdir(parents=True, exist_ok=True)
        plan = write_bytes([scenario])
        numbers = numbers_bytes(numbers_against([(played, idle)]))
        click.echo(headline_table(frame))
        click.echo()
        finding, charts = charts_of(scenario)
        files = {"scenario.csv": plan, "numbers.csv": numbers, **charts}
        deck, _ = packed(capped(scenario), [], [output / "deck.pptx"])
        write_files({output / name: data for name, data in files.items()} | deck)
        click.echo(finding)
        click.echo(f"Written to {shown(str(output))}: {', '.join([*charts, 'deck.pptx'])}")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print every law with its verdict as JSON.")
def laws(as_json: bool) -> None:
    """Check the laws of the model, every lever at its ends; status 1 when one is broken."""
    from models.validation.laws import check_laws, law_records, table_of

    with refusals():
        verdicts = check_laws()
    click.echo(json.dumps(law_records(verdicts), indent=1) if as_json else table_of(verdicts))
    sys.exit(not all(verdict.holds for verdict in verdicts))


main.add_command(
    LaterGroup("library", "pages.terminal.library_verb", "Saved plans that lose nothing.")
)
main.add_command(
    LaterGroup("ledger", "pages.terminal.ledger_verb", "Decisions, and what became of them.")
)

if __name__ == "__main__":
    # What was loaded is not garbage, and what is left at the end goes with the process: to search
    # both takes a tenth of a second.
    gc.freeze()
    gc.enable()
    atexit.register(gc.freeze)
    main()
