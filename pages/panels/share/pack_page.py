"""The page of the board pack: what the board reads first, and the documents to take away."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import streamlit as st

from models.analysis.board_numbers import BoardNumbers
from models.analysis.outcome import Outcome
from models.scenario import Scenario
from pages import compute
from pages.compute.answers import screen_draws
from pages.compute.questions import pack_questions as questions
from pages.export.pack_writers import FILES, MIMES
from pages.figures.pack import pack_numbers
from pages.frame import choices
from pages.frame.shown import tell
from pages.frame.take_away import logged
from pages.labels.catalogue import LANGUAGES, language, t
from pages.labels.names import slug
from pages.plan import shelf

LANGUAGE_KEY = "pack.language"


def numbers_of(scenario: Scenario, outcome: Outcome) -> BoardNumbers:
    """Give the numbers of the pack, of which the outcome is known.

    The other open plans of the market stand beside it.
    """
    beside = [
        one for one in shelf.plans() if one.name != scenario.name and one.market == scenario.market
    ]
    numbers = pack_numbers.numbers_of(replace(scenario, draws=screen_draws(scenario)), beside)
    numbers.known["outcome"] = outcome
    return numbers


def begin(numbers: BoardNumbers) -> None:
    """Have one half of the parts computed while this session asks for the other."""
    compute.prefetch(questions.pack_doubts, numbers.scenario)


def whole(numbers: BoardNumbers) -> BoardNumbers:
    """Ask for every part that is not known.

    Raises
    ------
    ModelError
        The plan cannot be computed.
    """
    scenario = numbers.scenario
    does = compute.ask(questions.pack_does, (scenario, *numbers.others))
    doubts = compute.ask(questions.pack_doubts, scenario)
    return replace(numbers, known=does | doubts | numbers.known)


def chosen_language() -> str:
    """Let the reader choose the language of the documents, that of the screen at first."""
    return choices.one(
        t("pack.language"),
        LANGUAGES,
        LANGUAGE_KEY,
        words=lambda name: t(f"pack.language.{name}"),
        default=language(),
    )


def documents(numbers: BoardNumbers, locale: str) -> None:
    """Offer every document that there is a writer for.

    Each is computed and written when it is asked for.
    """
    for kind in FILES:
        _take(kind, kind, numbers, lambda kind=kind: _written(kind, numbers, locale))  # type: ignore[misc]
    _take(
        ".charts",
        ".zip",
        numbers,
        lambda: compute.ask(questions.pack_charts, whole(numbers), locale, today()),
    )


def _take(name: str, ending: str, numbers: BoardNumbers, make: Callable[[], bytes]) -> None:
    st.download_button(
        t(f"pack.take{name}"),
        logged(make),
        file_name=f"{slug(numbers.scenario.name)}{ending}",
        mime=MIMES[ending],
        key=f"pack.take{name}",
        help=t(f"pack.help{name}"),
        on_click="ignore",
        width="stretch",
    )


def _written(kind: str, numbers: BoardNumbers, locale: str) -> bytes:
    return compute.ask(questions.pack_file, kind, whole(numbers), locale, today())


def today() -> str:
    """Give the day that the documents bear, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def first_slide(numbers: BoardNumbers, locale: str) -> None:
    """Show small what the board sees first."""
    slide = compute.ask(questions.pack_first_slide, numbers, locale, today())
    tell(picture(slide, t("pack.first_slide")))


def first_page(numbers: BoardNumbers, locale: str) -> None:
    """Show small the first page of the memo, for which most of the pack is computed."""
    page = compute.ask(questions.pack_first_page, whole(numbers), locale, today())
    tell(picture(page, t("pack.first_page")))


def picture(data: bytes, label: str) -> str:
    """Show a PNG with a thin frame and its name for those who cannot see it."""
    look = "width:100%;border:1px solid rgba(128,128,128,.35)"
    encoded = b64encode(data).decode()
    return f'<img style="{look}" alt="{escape(label)}" src="data:image/png;base64,{encoded}">'
