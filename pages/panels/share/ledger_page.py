"""What the page Ledger puts where: the answer, the three steps, and the details folded."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from models.ledger import entries
from models.ledger.decision import Decision
from models.ledger.track_record import Record, records
from models.library import Library
from models.scenario import Scenario
from pages import compute
from pages.charts.style import Style
from pages.compute.questions import ledger_questions
from pages.figures.answer_html import answer
from pages.figures.html_tables import paragraph
from pages.figures.share import ledger_changes, ledger_words
from pages.figures.share.ledger_figure import miss_figure
from pages.frame import canvas, choices
from pages.frame.drawer import drawers
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.labels.names import plain
from pages.panels.share import ledger_came, ledger_forms


def read(library: Library) -> tuple[Decision, ...]:
    """Read every decision, the latest first."""
    return entries.decisions(library)


def opening(known: Sequence[Decision], style: Style) -> None:
    """Say how well decisions have held, and draw the misses; without any, those of the example."""
    example = compute.ask(ledger_questions.example_decision)
    whole, *_ = records(known)
    sentence = ledger_words.finding(known, whole, example)
    st.html(answer(sentence, below=ledger_words.below(known, whole)))
    shown = [one for one in known if one.miss] or [example]
    canvas.draw(miss_figure(shown, style))


def steps(library: Library, scenario: Scenario, known: Sequence[Decision]) -> None:
    """Offer the three steps of a decision, in their order."""
    ledger_forms.tell_done()
    parts: dict[str, Callable[[], None]] = {
        "ledger.step.guess": partial(ledger_forms.guess, library, scenario),
        "ledger.step.freeze": partial(ledger_forms.freeze, library, scenario, known),
        "ledger.step.came": partial(ledger_came.came, library, known),
    }
    choices.tabs(parts, "ledger.steps")


def details(known: Sequence[Decision]) -> None:
    """Fold one decision from guess to split, and the record of all."""
    told = [*known] or [compute.ask(ledger_questions.example_decision)]
    parts: dict[str, Callable[[], object]] = {"ledger.details": lambda: _one(told)}
    scored = records(known)
    if scored[0].model.n:
        parts["ledger.scores"] = lambda: _record(scored)
    drawers(parts)


def _one(told: Sequence[Decision]) -> None:
    by_name = {one.name: one for one in told}
    words = {name: ledger_words.name_of(one) for name, one in by_name.items()}
    name = choices.one(t("ledger.decision"), [*by_name], "ledger.chosen", words=words.__getitem__)
    one = by_name[name]
    st.caption(t("ledger.example.note" if one.is_example else "ledger.chart.note"))
    left, right = st.columns(2, gap="large")
    with left:
        tell(ledger_words.facts(one))
        if one.rationale:
            tell(paragraph(t("ledger.why", reason=one.rationale)))
    with right:
        tell(ledger_changes.came(one))
        for line in ledger_changes.versions(one):
            st.caption(plain(line))


def _record(scored: Sequence[Record]) -> None:
    tell(ledger_words.scores(scored))
    st.caption(t("ledger.scores.note"))
