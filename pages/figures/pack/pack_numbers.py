"""The numbers of a pack: the plan of a market with the targets and the plans that stand beside it.

Nothing here loads what draws, so that a process can begin with it.
"""

from collections.abc import Collection, Sequence

from models.analysis.board_numbers import BoardNumbers
from models.analysis.targets import Target
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from models.validation.cases import cases
from pages.figures.challenge.risk_words import DEFAULT_TARGETS

DOUBTS = ("stress", "reaction", "hinges", "delivered", "ways", "scores")
"""Parts that question a plan, those that take longest first."""

DOES = ("parts", "alternatives", "swings", "outcome", "attempt")
"""Parts that say what it does; together they take about as long."""

SHOWN = {
    ".pptx": (*DOUBTS, *DOES),
    ".xlsx": ("chances", "reaction", "ways", "parts", "alternatives", "swings", "outcome"),
    ".docx": (*DOUBTS, *DOES),
    ".pdf": ("stress", "reaction", "parts", "swings", "outcome"),
    "charts": ("stress", "reaction", "parts", "swings", "outcome"),
}
"""Parts that a document shows, by the ending of its file; those that take longest first."""


def numbers_of(scenario: Scenario, others: Sequence[Scenario] = ()) -> BoardNumbers:
    """Give what the pack of ``scenario`` tells, each part computed when it is first asked for.

    ``others`` are set beside it; where there are none, the options of the case of its market are.
    """
    return BoardNumbers(
        market=load_market(scenario.market),
        parameters=load_parameters(),
        scenario=scenario,
        targets=targets(),
        others=tuple(others) or options(scenario.market),
    )


def shown(kinds: Collection[str]) -> tuple[str, ...]:
    """Name the parts that some documents show, each once, those that take longest first."""
    names = dict.fromkeys(name for kind in kinds for name in SHOWN[kind])
    if "stress" in names:
        names.pop("chances", None)  # which it holds
    return tuple(names)


def options(market: str) -> tuple[Scenario, ...]:
    """Give the plans that were open in the case of a market; none where no case tells of it."""
    found = [case for case in cases() if case.market == market]
    return tuple(option.scenario for case in found for option in case.options)


def targets() -> tuple[Target, ...]:
    """Give the targets that Risk opens with."""
    return tuple(
        Target(metric=metric, bound=round(1.0 + percent / 100.0, 9), is_relative=True)
        for metric, percent in DEFAULT_TARGETS.items()
        if percent is not None
    )
