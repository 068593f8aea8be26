"""What the model said of the past and what came: the page of cases around its choice."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

from models.scenario import Scenario
from models.validation.cases import Case, Fact
from models.validation.episodes import EpisodeScore
from models.validation.record import tried
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.answer_html import answer
from pages.figures.html_tables import paragraph
from pages.figures.trust import seen_told, trust_words
from pages.frame.drawer import drawers
from pages.frame.example_line import example_line
from pages.frame.shown import tell
from pages.labels.catalogue import named, t
from pages.panels.trust import case_instant, case_options


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


def answer_of(scenario: Scenario) -> str:
    """Write how far to trust a plan, what came of the decision like it, and what right means."""
    found, scores = tried(scenario), board()
    sentence = trust_words.sentence(scenario.name, found, scores)
    return answer(sentence, trust_words.more(found, scores), trust_words.below(found))


def example(case: Case) -> None:
    """Say that the page shows an example where no lever is moved."""
    example_line(replace(case.taken.scenario, name=named(case.taken)))


def findings(case: Case) -> None:
    """Draw what was seen against what the model told of the decision."""
    own = of_decision(case)
    title = t("cases.on", case=named(case), lesson=seen_told.lesson(own))
    tell(seen_told.rows(own), head=title)


def details(case: Case) -> None:
    """Draw what stands behind the answer, each in a drawer of its own."""
    scores = board()
    own = of_decision(case)
    beside = [score for score in of_case(case) if score not in own]
    parts: dict[str, Callable[[], object]] = {
        "cases.decision": lambda: _options(case),
        "cases.lines": lambda: case_options.lines(case),
    }
    if case_instant.is_moved(case):
        parts["cases.services"] = lambda: case_instant.services_and_prices(case)
    if beside:
        parts["cases.beside"] = lambda: tell(seen_told.rows(beside, with_episode=True))
    parts["cases.missed"] = lambda: _missed(scores)
    parts["cases.every"] = lambda: _every(scores)
    drawers(parts)
    case_options.ways_in(case)


def _options(case: Case) -> None:
    tell(happened(case))
    case_options.side_by_side(case)


def _missed(scores: tuple[EpisodeScore, ...]) -> None:
    missed = [score for score in scores if seen_told.is_miss(score)]
    tell(paragraph(seen_told.summary(scores)))
    tell(seen_told.rows(missed, with_episode=True))


def _every(scores: tuple[EpisodeScore, ...]) -> None:
    tell(seen_told.rows(scores, with_episode=True))
    tell(paragraph(t("cases.board_note"), "quiet-note"))


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
