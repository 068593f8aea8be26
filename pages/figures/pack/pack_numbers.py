"""The numbers of a pack: the plan of a market with the targets and the plans that stand beside it.

Nothing here loads what draws, so that a process can begin with it.
"""

from collections.abc import Collection, Sequence

from models.analysis.board_numbers import BoardNumbers
from models.analysis.targets import Target
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from models.validation.cases import options_of
from pages.figures.challenge.risk_words import DEFAULT_TARGETS

DOES = ("outcome", "reaction", "parts", "alternatives", "ways", "delivered")
"""Parts that are read off the same runs of the plan: who computes one of them computes all."""

DOUBTS = ("stress", "attempt", "scores", "hinges", "swings")
"""Parts that stand alone; the first and the last draw the same parameters."""

SHOWN = {
    ".pptx": (*DOES, *DOUBTS),
    ".xlsx": ("outcome", "reaction", "parts", "alternatives", "ways", "chances", "swings"),
    ".docx": (*DOES, *DOUBTS),
    ".pdf": ("outcome", "reaction", "parts", "stress", "swings"),
    "charts": ("outcome", "reaction", "parts", "stress", "swings"),
}
"""Parts that a document shows, by the ending of its file."""


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
    """Name the parts that some documents show, each once."""
    names = dict.fromkeys(name for kind in kinds for name in SHOWN[kind])
    if "stress" in names:
        names.pop("chances", None)  # which it holds
    return tuple(names)


def options(market: str) -> tuple[Scenario, ...]:
    """Give the plans that were open in the case of a market; none where no case tells of it."""
    return tuple(option.scenario for option in options_of(market))


def targets() -> tuple[Target, ...]:
    """Give the targets that Risk opens with."""
    return tuple(
        Target(metric=metric, bound=round(1.0 + percent / 100.0, 9), is_relative=True)
        for metric, percent in DEFAULT_TARGETS.items()
        if percent is not None
    )
