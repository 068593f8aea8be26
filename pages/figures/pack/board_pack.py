"""Compose the board pack of a plan in one language."""

from collections.abc import Sequence

from models.analysis.board_numbers import BoardNumbers, board_numbers
from models.analysis.targets import Target
from models.fingerprint import fingerprint
from models.inputs import load_market, load_parameters
from models.scenario import Scenario
from models.scenario.digest import plan_digest
from models.validation.cases import cases
from pages.figures.challenge.risk_words import DEFAULT_TARGETS
from pages.figures.outcome_figures import Stage, style_of
from pages.figures.pack import pack_doubts, pack_sections
from pages.figures.pack.pack_model import BoardPack
from pages.labels.catalogue import in_language, t


def numbers_of(scenario: Scenario, others: Sequence[Scenario] = ()) -> BoardNumbers:
    """Compute what the pack of ``scenario`` tells; seconds.

    ``others`` are set beside it; where there are none, the options of the case of its market are.

    Raises
    ------
    ModelError
        The plan cannot be computed.
    """
    market = load_market(scenario.market)
    beside = tuple(others) or options(scenario.market)
    return board_numbers(market, load_parameters(), scenario, targets(), beside)


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


def board_pack(numbers: BoardNumbers, language: str, date: str) -> BoardPack:
    """Put ``numbers`` into words, figures and charts.

    ``language`` is one of `pages.labels.catalogue.LANGUAGES`, ``date`` ISO 8601. The same numbers
    give the same pack.
    """
    with in_language(language):
        scenario, market = numbers.scenario, numbers.market
        style = style_of(market)
        stage = Stage(
            market=market, scenario=scenario, outcome=numbers.outcome, style=style, date=date
        )
        return BoardPack(
            scenario=scenario,
            language=language,
            date=date,
            footer=t(
                "pack.footer",
                name=scenario.name,
                plan=plan_digest(scenario),
                market=scenario.market,
                date=date,
                draws=f"{scenario.draws:,}",
                model=fingerprint(scenario.market),
            ),
            colour=style.own,
            sections=(
                pack_sections.title(numbers),
                pack_sections.answer(numbers, style),
                pack_sections.reason(numbers, stage),
                pack_sections.parts(numbers, style),
                pack_sections.rivals(numbers, stage),
                pack_doubts.risk(numbers, style),
                pack_doubts.organisation(numbers),
                pack_doubts.alternatives(numbers),
                pack_doubts.record(numbers, style),
                pack_doubts.mind(numbers, style),
            ),
        )
