"""Compose the board pack of a plan in one language."""

from collections.abc import Callable, Mapping
from functools import partial

from models.analysis.board_numbers import BoardNumbers
from models.fingerprint import fingerprint
from models.scenario.digest import plan_digest
from pages.figures.outcome_figures import style_of
from pages.figures.pack import pack_doubts, pack_sections
from pages.figures.pack.pack_figures import stage_of
from pages.figures.pack.pack_model import BoardPack, Section
from pages.labels.catalogue import in_language, t


def board_pack(numbers: BoardNumbers, language: str, date: str) -> BoardPack:
    """Put ``numbers`` into words, figures and charts, each section when it is asked for.

    ``language`` is one of `pages.labels.catalogue.LANGUAGES`, ``date`` ISO 8601. The same numbers
    give the same pack.
    """
    with in_language(language):
        scenario = numbers.scenario
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
            colour=style_of(numbers.market).own,
            compose=partial(_composed, numbers, language, date),
        )


def _composed(numbers: BoardNumbers, language: str, date: str, key: str) -> Section:
    with in_language(language):
        return _makers(numbers, date)[key]()


def _makers(numbers: BoardNumbers, date: str) -> Mapping[str, Callable[[], Section]]:
    style = style_of(numbers.market)
    return {
        "title": lambda: pack_sections.title(numbers),
        "answer": lambda: pack_sections.answer(numbers, style),
        "reason": lambda: pack_sections.reason(numbers, stage_of(numbers, date)),
        "parts": lambda: pack_sections.parts(numbers, style),
        "rivals": lambda: pack_sections.rivals(numbers, stage_of(numbers, date)),
        "risk": lambda: pack_doubts.risk(numbers, style),
        "organisation": lambda: pack_doubts.organisation(numbers),
        "alternatives": lambda: pack_doubts.alternatives(numbers),
        "record": lambda: pack_doubts.record(numbers, style),
        "mind": lambda: pack_doubts.mind(numbers, style),
    }
