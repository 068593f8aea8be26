"""``python cli.py ledger``: decisions written down before the result, and what became of them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import ScenarioError
from models.inputs import actuals_bytes, read_scenarios
from models.notation import METRICS, OWN_METRICS, quarters_after
from models.scenario import Scenario
from models.text_rules import name_key, refusal, shown
from pages.terminal import ledger_lines
from pages.terminal.common import FINITE, refusals
from pages.terminal.library_door import opened

if TYPE_CHECKING:
    from models.ledger.decision import Decision
    from models.ledger.miss import Aim

YEAR = 4
"""Quarters ahead that a decision is judged at unless another one is named."""

_FILE = click.Path(path_type=Path)
_METRICS = click.Choice(tuple(METRICS | OWN_METRICS))
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _aimed(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--quarter", help="Quarter of it; default: a year ahead.")(command)
    text = "Figure that the decision is judged by; default: revenue."
    return click.option("--metric", type=_METRICS, help=text)(command)


@click.group()
def ledger() -> None:
    """Keep decisions: a guess, a frozen forecast, what came, and why it missed."""


@ledger.command()
@click.argument("file", type=_FILE)
@click.option("--plan", "name", help="Plan of FILE where it holds several.")
@_aimed
@click.option("--low", required=True, type=FINITE, help="Eight times in ten it lies above this.")
@click.option("--central", required=True, type=FINITE, help="Expected, in the metric's unit.")
@click.option("--high", required=True, type=FINITE, help="Eight times in ten it lies below this.")
@click.option("--by", default="", help="Who guesses; left out: nobody's.")
@_as_json
def guess(
    file: Path,
    name: str | None,
    metric: str | None,
    quarter: str | None,
    low: float,
    central: float,
    high: float,
    by: str,
    as_json: bool,
) -> None:
    """Write down what is expected of the plan in FILE, before its forecast is shown."""
    from models.ledger import entries
    from models.ledger.decision import Guess

    with refusals():
        plan = _plan(file, name)
        expected = Guess(central=central, low=low, high=high, by=by)
        _tell(entries.guess(opened(), plan, _aim(plan, metric, quarter), expected), as_json)


@ledger.command()
@click.argument("name")
@click.option(
    "--from", "file", type=_FILE, help="Plan, where nobody has guessed and none is saved."
)
@_aimed
@click.option("--why", "rationale", default="", help="Why it is decided so.")
@click.option("--author", default="", help="Who decides.")
@_as_json
def freeze(
    name: str,
    file: Path | None,
    metric: str | None,
    quarter: str | None,
    rationale: str,
    author: str,
    as_json: bool,
) -> None:
    """Fix plan, rationale and forecast of the decision NAME; they stay as they are.

    The plan is that of the guess, of the file, or the saved plan of that name.
    """
    from models.ledger import entries
    from models.library import finding

    with refusals():
        library = opened()
        guessed = entries.find(library, name)
        plan = _plan(file, None, name) if file else None
        if not (plan or guessed):  # decided without a guess: a saved plan of that name
            plan = finding.revision(library, name).scenario()
        aim = _aim(plan, metric, quarter) if plan else None
        words = {"rationale": rationale, "author": author}
        _tell(entries.freeze(library, name, plan=plan, aim=aim, **words), as_json)


@ledger.command()
@click.argument("name")
@click.option(
    "--actuals", required=True, type=_FILE, help="Figures, as data/actuals/quarterly.csv."
)
@click.option("--moved", type=_FILE, help="Levers and rivals as they came, a scenario file.")
@_as_json
def outcome(name: str, actuals: Path, moved: Path | None, as_json: bool) -> None:
    """Write down what came of the decision NAME, and split the miss."""
    from models.ledger import entries
    from models.ledger.published import published

    with refusals():
        library = opened()
        aim = entries.decision(library, name).aim
        figure = published(actuals_bytes(actuals), aim)
        came = _plan(moved, None, name) if moved else None
        _tell(entries.outcome(library, name, figure, came), as_json)


@ledger.command("list")
@_as_json
def list_(as_json: bool) -> None:
    """List every decision, the latest first, and how people and the model have done."""
    from models.ledger import entries
    from models.ledger.decision import as_json as told
    from models.ledger.track_record import records

    with refusals():
        known = entries.decisions(opened())
    if as_json:
        click.echo(json.dumps([told(one) for one in known], indent=1))
        return
    click.echo("\n".join(ledger_lines.listed(known, records(known))))


@ledger.command()
@click.argument("name", required=False)
@click.option("--example", is_flag=True, help="The decision of 2023 that the product tells.")
@_as_json
def show(name: str | None, example: bool, as_json: bool) -> None:
    """Show the decision NAME from guess to split."""
    from models.ledger import entries
    from models.ledger.example import example as of_2023

    if example == bool(name):
        msg = "name a decision, or ask for --example"
        raise click.UsageError(msg)
    with refusals():
        _tell(entries.decision(opened(), name) if name else of_2023(), as_json)


def _tell(decision: "Decision", as_json: bool) -> None:
    from models.ledger.decision import as_json as told

    if as_json:
        click.echo(json.dumps(told(decision), indent=1))
    else:
        click.echo("\n".join(ledger_lines.lines(decision)))


def _aim(plan: Scenario, metric: str | None, quarter: str | None) -> "Aim":
    from models.ledger.miss import Aim

    ahead = quarters_after(plan.market, min(YEAR, plan.horizon))
    return Aim(metric=metric or "revenue", quarter=quarter or ahead[-1])


def _plan(file: Path, name: str | None, likely: str = "") -> Scenario:
    """Give the one plan of a file, or that of a name; ``likely`` names it where it is there."""
    plans = read_scenarios(file)
    if found := _named(plans, name or likely):
        return found
    if name or len(plans) > 1:
        rule = f"the file holds {', '.join(shown(one.name) for one in plans)}; name one of them"
        raise ScenarioError([refusal(None, "scenario", name or "", rule)])
    return replace(plans[0], name=likely) if likely else plans[0]


def _named(plans: Sequence[Scenario], name: str) -> Scenario | None:
    return next((one for one in plans if name_key(one.name) == name_key(name)), None)
