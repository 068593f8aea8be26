"""Compose the board pack of a plan in one language."""

from models.analysis.board_numbers import BoardNumbers
from models.fingerprint import fingerprint
from models.scenario.digest import plan_digest
from pages.figures.outcome_figures import Stage, style_of
from pages.figures.pack import pack_doubts, pack_sections
from pages.figures.pack.pack_model import BoardPack
from pages.labels.catalogue import in_language, t


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
