"""The lines of the terminal and of Python that give the numbers of a plan once more."""

from shlex import quote

from models.levers import Step
from models.scenario import Scenario
from models.scenario.address import DEFAULTS

_FIELDS = ("market", "horizon", "rivals", "draws", "seed", "assumptions", "conduct")
"""What the numbers of a plan depend on, besides its steps."""

_PROJECTED = (
    "numbers = project(load_market(plan.market), load_parameters(), plan{draws}).to_frame()"
)


def terminal_line(file: str, scenario: Scenario, draws: int) -> str:
    """Write the command that projects a plan from ``file``, its CSV or a document with it.

    Parameters
    ----------
    draws
        As many as the numbers at hand were computed with; fewer than the plan asks for are named.
    """
    fewer = f" --draws {draws}" if draws != scenario.draws else ""
    return f"python cli.py project {quote(file)}{fewer}"


def lines_of_file(file: str, scenario: Scenario, draws: int) -> str:
    """Write the lines of Python that project the plan in ``file``."""
    fewer = f", draws={draws}" if draws != scenario.draws else ""
    return "\n".join(
        [
            "from models import load_market, load_parameters, project, read_scenarios",
            "",
            f"plan = read_scenarios({file!r})[0]",
            _PROJECTED.format(draws=fewer),
        ]
    )


def lines_of_plan(scenario: Scenario, draws: int) -> str:
    """Write the lines of Python that project a plan, with the plan itself in them."""
    given = {name: getattr(scenario, name) for name in ("name", *_FIELDS)}
    given["draws"] = draws
    told = {name: value for name, value in given.items() if DEFAULTS.get(name) != value}
    return "\n".join(
        [
            "from models import Scenario, Step, load_market, load_parameters, project",
            "",
            "plan = Scenario(",
            *(f"    {name}={value!r}," for name, value in told.items()),
            "    steps=(",
            *(f"        {_step(step)}," for step in scenario.steps),
            "    ),",
            ")",
            _PROJECTED.format(draws=""),
        ]
    )


def _step(step: Step) -> str:
    return f"Step(lever={step.lever!r}, quarter={step.quarter!r}, value={step.value!r})"
