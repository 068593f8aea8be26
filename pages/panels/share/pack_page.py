"""The page of the board pack: what the board reads first, and the documents to take away."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import streamlit as st

from models.analysis.board_numbers import BoardNumbers
from models.scenario import Scenario
from pages import compute
from pages.compute.answers import screen_draws
from pages.compute.questions import pack_questions as questions
from pages.export.pack_writers import FILES, MIMES
from pages.figures.pack.pack_numbers import both_sides
from pages.frame import choices
from pages.frame.shown import tell
from pages.frame.take_away import logged
from pages.labels.catalogue import LANGUAGES, language, t
from pages.labels.names import slug
from pages.plan import shelf

LANGUAGE_KEY = "pack.language"


def numbers_of(scenario: Scenario) -> BoardNumbers:
    """Ask for the numbers of the pack; the other open plans of the market stand beside it.

    Raises
    ------
    ModelError
        The plan cannot be computed.
    """
    beside = [
        one for one in shelf.plans() if one.name != scenario.name and one.market == scenario.market
    ]
    compute.prefetch(questions.pack_doubts, scenario)  # beside the other half
    plan = compute.ask(questions.pack_plan, (scenario, *beside))
    doubts = compute.ask(questions.pack_doubts, scenario)
    return both_sides(replace(scenario, draws=screen_draws(scenario)), plan, doubts)


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
    """Offer every document that there is a writer for; each is written when it is asked for."""
    for kind in FILES:
        _take(kind, kind, numbers, lambda kind=kind: _written(kind, numbers, locale))  # type: ignore[misc]
    _take(
        ".charts",
        ".zip",
        numbers,
        lambda: compute.ask(questions.pack_charts, numbers, locale, today()),
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
    return compute.ask(questions.pack_file, kind, numbers, locale, today())


def today() -> str:
    """Give the day that the documents bear, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def first_pages(numbers: BoardNumbers, locale: str) -> None:
    """Show small what the board sees first: the title slide, the first page of the memo."""
    left, right = st.columns([5, 3], gap="medium")
    slide, page = (
        compute.ask(question, numbers, locale, today())
        for question in (questions.pack_first_slide, questions.pack_first_page)
    )
    tell(picture(slide, t("pack.first_slide")), left)
    tell(picture(page, t("pack.first_page")), right)


def picture(data: bytes, label: str) -> str:
    """Show a PNG with a thin frame and its name for those who cannot see it."""
    look = "width:100%;border:1px solid rgba(128,128,128,.35)"
    encoded = b64encode(data).decode()
    return f'<img style="{look}" alt="{escape(label)}" src="data:image/png;base64,{encoded}">'
