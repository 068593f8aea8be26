"""What the verbs of the terminal share."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click

from models.errors import ModelError
from models.inputs import load_market, load_parameters
from models.projection import Projection, project
from models.scenario import Scenario
from models.text_rules import shown


def changed(scenario: Scenario, **changes: str | int | None) -> Scenario:
    """Replace the settings of a scenario that are given, that is not None."""
    given = {name: value for name, value in changes.items() if value is not None}
    return replace(scenario, **given) if given else scenario  # type: ignore[arg-type]


def run(scenario: Scenario, draws: int | None, *, plain: bool = False) -> Projection:
    """Project a scenario from its own market."""
    market, parameters = load_market(scenario.market), load_parameters()
    return project(market, parameters, scenario, draws=draws, plain=plain)


def one_or_list(objects: list[dict[str, object]]) -> object:
    """Give JSON for one scenario as an object, for several as a list in their order."""
    return objects[0] if len(objects) == 1 else objects


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what a user can mend into a message and exit status 1."""
    try:
        yield
    except ModelError as error:
        click.echo(shown(str(error), 100_000).replace("\\n", "\n"), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"{shown(str(error.filename))}: {error.strerror}; name another file", err=True)
        sys.exit(1)
