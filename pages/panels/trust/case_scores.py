"""What the model said of the past and what came, on the page of cases."""

from html import escape

import streamlit as st

from models.scenario import Scenario
from models.validation.cases import Case, Fact
from models.validation.episodes import EpisodeScore
from models.validation.record import tried
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.trust import seen_told
from pages.labels.catalogue import named, t
from pages.labels.format import fixed


def board() -> tuple[EpisodeScore, ...]:
    """Score every episode."""
    return compute.ask(questions.episodes_scored)


def of_case(case: Case) -> list[EpisodeScore]:
    """Give the scores of the experiments that belong to a case."""
    return [score for score in board() if score.episode.case == case.market]


def of_decision(case: Case) -> list[EpisodeScore]:
    """Give the scores of the experiment that encodes what was decided; else all of the case."""
    scores = of_case(case)
    return [score for score in scores if score.episode.id == case.episode] or scores


def findings(case: Case) -> None:
    """Draw what was seen against what the model told, of the decision and of what went beside."""
    own = of_decision(case)
    st.html(seen_told.rows(own))
    if beside := [score for score in of_case(case) if score not in own]:
        st.caption(t("cases.beside"))
        st.html(seen_told.rows(beside, with_episode=True))


def trust(case: Case, scenario: Scenario) -> str:
    """Write how the model did over all cases, and how like the plan is to this one where it is."""
    told = t("cases.all", **seen_told.counts(board()))
    found = tried(scenario)
    if found is None or found.case.market != case.market:
        return told
    return f"{t('cases.alike', likeness=fixed(found.likeness, 2))} {told}"


def misses() -> None:
    """List every miss, profit and visitors among them; all findings are folded."""
    scores = board()
    missed = [score for score in scores if seen_told.is_miss(score)]
    st.subheader(t("cases.misses", count=len(missed)))
    st.caption(seen_told.summary(scores))
    st.html(seen_told.rows(missed, with_episode=True))
    with st.expander(t("cases.board", count=len(scores))):
        st.html(seen_told.rows(scores, with_episode=True))
    st.caption(t("cases.board_note"))


def happened(case: Case) -> str:
    """Write the question, what was decided and what happened, facts with their sources folded."""
    facts = "".join(_fact(fact) for fact in case.facts)
    return (
        f'<section class="told-case"><p>{escape(named(case.question))}</p>'
        f"<p><b>{escape(t('cases.decided'))}</b> {escape(named(case.decided))}</p>"
        f"<details><summary>{escape(t('cases.happened'))}</summary><ul>{facts}</ul></details>"
        "</section>"
    )


def _fact(fact: Fact) -> str:
    told = f"{t(f'cases.kind.{fact.kind}')}: {fact.source}"
    return f"<li>{escape(named(fact))} {seen_told.source(fact.grade, told)}</li>"
