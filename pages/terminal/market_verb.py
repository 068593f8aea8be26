"""``python cli.py market``: a market made of published figures, each number with its grade."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from models import market_files
from models.analysis.own_market import OwnMarket, build_market
from models.errors import ModelError
from models.inputs import DATA, MARKETS, actuals_bytes
from models.notation import quarter_number
from models.text_rules import shown
from pages.terminal.common import refusals, write_files

_WIDE, _SOURCE = 44, 110


def _quarter(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        if value is not None:
            quarter_number(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


@click.command()
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path),
    help="Figures: platform, period, metric, value, unit, kind, source; the new quarters suffice.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Market file to write, such as data/markets/2025Q4.toml.",
)
@click.option("--quarter", callback=_quarter, help="Default: the latest full quarter of the file.")
@click.option("--json", "as_json", is_flag=True, help="Print every number as JSON.")
def market(source: Path, output: Path | None, quarter: str | None, as_json: bool) -> None:
    """Build a market from published figures by the rules of all markets.

    What is reported is taken, what is not is carried over from the vintage before; each number
    says so, with its grade.
    """
    with refusals():
        built = build_market(actuals_bytes(source), quarter)
        if output:
            refuse_place(output, built.market.vintage)
            write_files({output: built.text.encode()})
    if as_json:
        click.echo(json.dumps(as_record(built, output), indent=1, ensure_ascii=False))
        return
    click.echo("\n".join(lines(built)))
    if output:
        click.echo(f"Written to {shown(str(output), 300)}.")


def refuse_place(output: Path, quarter: str) -> None:
    """Refuse a place where the market would not be found, or another would be lost.

    Raises
    ------
    ModelError
        Says under which name the file is found.
    """
    folder = output.resolve().parent
    listed = [MARKETS.resolve(), (DATA / "markets").resolve(), market_files.own_folder().resolve()]
    if folder not in listed:
        return
    if output.name != f"{quarter}.toml":
        rule = f"in this folder a market bears the name of its quarter: {quarter}.toml"
        msg = f"{shown(output.name)}: {rule}; write it so, or to another folder"
        raise ModelError(msg)
    if (DATA / "recipes" / output.name).exists():
        rule = "this market belongs to the product and is built by make data"
        msg = f"{shown(output.name)}: {rule}; write to another folder"
        raise ModelError(msg)


def as_record(built: OwnMarket, output: Path | None) -> dict[str, object]:
    """Give all that was made as one JSON object."""
    return {
        "market": built.market.vintage,
        "from": built.start,
        "full": not built.lacking,
        "lacking": list(built.lacking),
        "grades": built.grades(),
        "figures": [asdict(number) for number in built.numbers],
        "carried": [asdict(gap) for gap in built.gaps],
        "quarters": list(built.quarters),
        "notes": list(built.notes),
        "written": str(output) if output else None,
    }


def lines(built: OwnMarket) -> list[str]:
    """Write what was made: the sum of it, what was carried over, then every number."""
    grades = ", ".join(f"{count} {grade}" for grade, count in built.grades().items())
    full = "full" if not built.lacking else f"lacks {', '.join(built.lacking)}"
    told = [f"Market of {built.market.vintage} ({full}), from {built.start}; grades: {grades}"]
    levers = sum(number.place.startswith("levers.") for number in built.carried)
    told.append(
        f"{len(built.carried)} numbers are carried over from {built.start}, {levers} of them levers"
        " as they stood then."
    )
    told += [f"note: {shown(note, 500)}" for note in built.notes]
    if built.gaps:
        told += ["", "Carried over because the quarter has no figure:"]
    for gap in built.gaps:
        places = ", ".join(gap.places)
        told.append(f"  {gap.figure} -> {places}, grade {gap.grade}: {shown(gap.how, _SOURCE)}")
    told += ["", f"{'number':<{_WIDE}} {'value':>12} {'unit':<16} grade how       source"]
    for n in built.numbers:
        source = shown(n.source, _SOURCE)
        told.append(
            f"{n.place:<{_WIDE}} {n.value:>12.6g} {n.unit:<16} {n.grade:<5} {n.how:<9} {source}"
        )
    return told
