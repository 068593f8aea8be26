"""The game on screen: which plans play, the payoff table, what follows."""

from html import escape

import streamlit as st

from models.analysis.rivalry.wargame import WarGame
from models.errors import ModelError
from models.notation import Array
from models.scenario import Scenario
from models.vintage import Market
from pages import compute
from pages.compute.questions import challenge_questions as questions
from pages.figures.challenge.war_words import answer_name, plan_name, sentence
from pages.figures.html_tables import capital, paragraph
from pages.frame.shown import tell
from pages.labels.catalogue import language, named, t
from pages.labels.format import fixed, money_scale, shared_decimals
from pages.labels.names import plain
from pages.panels.challenge import rivals_control as control
from pages.plan.challenge_plans import strategies

MAX_PLANS = 5
_PLANS = "game.plans"


def game(scenario: Scenario, market: Market) -> None:
    """Let the reader choose who plays, and draw the table with the sentence above."""
    known = strategies(scenario)
    names = list(known)
    chosen = st.pills(
        t("rivals.game.plans"),
        names,
        selection_mode="multi",
        default=names[:MAX_PLANS],
        format_func=plain,
        key=f"{_PLANS}.{market.vintage}.{language()}",  # names change with the language
        help=t("rivals.game.help", most=MAX_PLANS),
    )
    plans = tuple(known[name] for name in chosen[:MAX_PLANS])
    if not plans:
        st.info(t("rivals.game.choose"))
        return
    try:
        war_game = compute.ask(questions.game, plans, control.held(market))
    except ModelError as error:
        st.error(plain(str(error)))
        return
    tell(paragraph(f"{sentence(war_game)}{t('rivals.stop')}"))
    tell(payoffs(war_game, market))
    tell(paragraph(t("rivals.game.answers"), "quiet-note"))
    tell(paragraph(t("rivals.game.note", draws=f"{war_game.draws:,}"), "quiet-note"))


def payoffs(war_game: WarGame, market: Market) -> str:
    """Lay the payoffs out as changes against no change met by the same answer."""
    whom = (
        named(market.platforms[war_game.rivals[0]])
        if len(war_game.rivals) == 1
        else t("war.rivals")
    )
    head = t("rivals.game.head", whom=whom)
    columns = [
        head,
        *(capital(answer_name(name)) for name in war_game.answers),
        t("rivals.game.regret"),
    ]
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in columns)
    rows = "".join(_row(war_game, i) for i in range(len(war_game.plans)))
    return (
        f'<table class="figures payoffs" aria-label="{escape(head)}"><thead><tr>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table>"
    )


def _row(war_game: WarGame, i: int) -> str:
    cautious = i == war_game.cautious[0]
    mark = f"<em>{escape(t('rivals.game.cautious'))}</em>" if cautious else ""
    cells = "".join(_cell(war_game, i, j) for j in range(len(war_game.answers)))
    forgone = _money(war_game.regret[0][i], _decimals(war_game.regret[0])).lstrip("+")
    regret = f"<td>{escape(forgone)}{mark}</td>"
    name = escape(plan_name(war_game.plans[i]))
    kind = ' class="cautious"' if cautious else ""
    return f'<tr{kind}><th scope="row">{name}</th>{cells}{regret}</tr>'


def _cell(war_game: WarGame, i: int, j: int) -> str:
    decimals = _decimals(war_game.changes)
    ours, theirs = (_money(war_game.changes[player, i, j], decimals) for player in (0, 1))
    holds = war_game.equilibria[i, j]
    mark = f"<em>{escape(t('rivals.game.hold'))}</em>" if holds else ""
    share = f"<small>{war_game.stability[i, j]:.0%}</small>" if war_game.stability[i, j] > 0 else ""
    kind = ' class="holds"' if holds else ""
    return f"<td{kind}>{escape(ours)} / {escape(theirs)}{mark}{share}</td>"


def _decimals(values: Array) -> int:
    """Give decimals for all of ``values``: those of the largest figure among them."""
    return shared_decimals([money_scale() * float(abs(values).max())])


def _money(value: float, decimals: int) -> str:
    return fixed(money_scale() * float(value), decimals, sign=True)
