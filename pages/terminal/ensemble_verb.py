"""``python cli.py ensemble``: a plan in any number of futures, on any number of machines."""

import json
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import ModelError
from models.inputs import markets, read_scenarios
from models.notation import HEADLINES, UNITS
from models.text_rules import shown
from pages.terminal.children import children
from pages.terminal.common import changed, one_or_list, refusals

if TYPE_CHECKING:
    from models.analysis.ensembles.ensemble_run import Ensemble


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--runs", type=click.IntRange(1, 10**9), default=100_000, show_default=True)
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    type=click.Choice(tuple(UNITS)),
    default=HEADLINES,
    help="Figure of our group at the last quarter; may be given several times.",
)
@click.option("--shocks/--no-shocks", default=True, show_default=True, help="Chance, or none.")
@click.option("--cores", type=click.IntRange(1), help="Processes; default: all cores.")
@click.option("--scheduler", metavar="TCP://HOST:PORT", help="A Dask cluster that has this code.")
@click.option("--market", type=click.Choice(markets()), help="Another market than the file's.")
@click.option("--seed", type=click.IntRange(0), help="Seed of the runs.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def ensemble(
    file: Path,
    runs: int,
    metrics: tuple[str, ...],
    shocks: bool,
    cores: int | None,
    scheduler: str | None,
    market: str | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Run the plans of FILE many times and keep means and quantiles alone.

    The answer is the same to the last bit on one core, on many and on a cluster, and takes the
    same memory for any number of runs.
    """
    from models.analysis.ensembles.blocks import BlockTask
    from models.analysis.ensembles.ensemble_run import run_ensemble

    with refusals(), workers(cores, scheduler) as (executor, count):
        plans = [changed(plan, market=market, seed=seed) for plan in read_scenarios(file)]
        ensembles = [
            run_ensemble(
                BlockTask(scenario=plan, metrics=metrics, shocks=shocks),
                runs,
                executor,
                workers=count,
            )
            for plan in plans
        ]
    if as_json:
        click.echo(json.dumps(one_or_list([as_object(one) for one in ensembles]), indent=1))
        return
    for plan, one in zip(plans, ensembles, strict=True):
        click.echo(f"{shown(plan.name)}: {one.runs:,} runs\n{as_text(one)}")


@contextmanager
def workers(cores: int | None, scheduler: str | None) -> Iterator[tuple[Executor | None, int]]:
    """Open the cluster, the local cores, or for one core nothing at all.

    Raises
    ------
    ModelError
        There is no Dask here, or no scheduler there.
    """
    if scheduler:
        yield from _cluster(scheduler)
        return
    count = cores or cpu_count() or 1
    if count == 1:
        yield None, 1
        return
    with children(count, "spawn") as executor:
        yield executor, count


def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError as error:
        msg = 'a scheduler needs Dask, which is not installed: pip install ".[cluster]"'
        raise ModelError(msg) from error
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        msg = f"no scheduler answers at {address}; start one, or leave --scheduler out"
        raise ModelError(msg) from error
    with client:
        yield client.get_executor(pure=False), max(sum(client.nthreads().values()), 1)


def as_object(statistics: "Ensemble") -> dict[str, object]:
    """Give the summary as the terminal prints it."""
    rows = [
        {
            "metric": metric,
            "unit": UNITS[metric],
            "mean": float(statistics.mean[row]),
            "sd": float(statistics.sd[row]),
            **{f"p{100 * p:g}": float(values[row]) for p, values in statistics.quantiles.items()},
            "quantile_error": float(statistics.error[row]),
        }
        for row, metric in enumerate(statistics.metrics)
    ]
    return {"runs": statistics.runs, "figures": rows}


def as_text(statistics: "Ensemble") -> str:
    """Lay the figures out, one a line."""
    heads = ["mean", "sd", *(f"p{100 * p:g}" for p in statistics.quantiles), "off by at most"]
    columns = [statistics.mean, statistics.sd, *statistics.quantiles.values(), statistics.error]
    lines = [f"{'':22}" + "".join(f"{head:>15}" for head in heads)]
    for row, metric in enumerate(statistics.metrics):
        lines.append(f"{metric:22}" + "".join(f"{values[row]:15.6g}" for values in columns))
    return "\n".join(lines)
