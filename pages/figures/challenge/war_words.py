"""What follows from the game between our plans and the rivals' answers, in one sentence."""

import numpy as np

from models.analysis.rivalry.wargame import NO_CHANGE, WarGame
from pages.labels.catalogue import t
from pages.labels.format import money_size

_TIE = 1e-9
"""Part of a payoff by which two may differ and still be one."""

_SHORT = 3
"""Of more pairs than that the first are named."""


def plan_name(name: str) -> str:
    """Name of one of our strategies."""
    return t("war.no_change") if name == NO_CHANGE else name


def answer_name(name: str) -> str:
    """Name of one of the rivals' strategies, as a verb."""
    return t(f"war.answer.{name}")


def sentence(game: WarGame) -> str:
    """Write what both sides would do who think it through, and what to do not knowing theirs."""
    text = t("finding.semicolon").join(part for part in (_meeting(game), _after(game)) if part)
    return text[:1].upper() + text[1:]


def _meeting(game: WarGame) -> str:
    best, _ = game.dominant
    cells = game.cells
    if best is not None:
        return t("war.dominant", plan=plan_name(game.plans[best]))
    if not cells:
        return t("war.none")
    if len(cells) == 1:
        ((i, j),) = cells
        return t("war.one", plan=plan_name(game.plans[i]), answer=answer_name(game.answers[j]))
    pairs = [_pair(game, i, j) for i, j in cells[:_SHORT]]
    key = "war.several" if len(cells) <= _SHORT else "war.many"
    return t(key, count=len(cells), pairs=t("finding.comma").join(pairs))


def _pair(game: WarGame, i: int, j: int) -> str:
    return t("war.pair", plan=plan_name(game.plans[i]), answer=answer_name(game.answers[j]))


def _after(game: WarGame) -> str:
    """Where our best is plain, say what the rivals would do; else what caution chooses."""
    best, _ = game.dominant
    if best is None:
        place = game.cautious[0]
        sign, worst = money_size(float(game.regret[0][place]))
        key = "war.cautious" if sign else "war.cautious_free"
        return t(key, plan=plan_name(game.plans[place]), amount=worst)
    paid = game.payoffs[1, best]
    alike = [
        answer_name(name)
        for name, one in zip(game.answers, paid, strict=True)
        if np.isclose(one, paid.max(), rtol=_TIE, atol=0.0)
    ]
    if len(alike) == len(paid):
        return t("war.their_tie")
    return t("war.their_best", answer=t("finding.or").join(alike))
