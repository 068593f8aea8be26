"""The finding in words: what the plan gains, what it costs, what the rivals take back.

The sentence speaks of visitors, revenue and profit, all three, and never boasts the one while it
hides the other. Words only; the figures are those of the outcome.
"""

from models.analysis.outcome import TRADE, Effect, Outcome
from models.notation import OWN
from models.scenario import Scenario
from pages.figures.assumption_values import notice
from pages.labels.catalogue import sentences, t
from pages.labels.format import fixed, money_change, money_size, percent_change

_FRACTIONS = {
    "twentieth": 1 / 20,
    "tenth": 1 / 10,
    "fifth": 1 / 5,
    "quarter": 1 / 4,
    "third": 1 / 3,
    "half": 1 / 2,
    "two_thirds": 2 / 3,
    "three_quarters": 3 / 4,
}
_NEAR = 0.1
"""Part of a fraction by which a share may differ from it and still be called so."""

_ALMOST_NONE = 0.01

_TEN = 10


def finding(outcome: Outcome, rivals: str) -> str:
    """Write the trade in one sentence; without a moved lever, say what to try."""
    sentence = _sentence(outcome, rivals)
    return sentence[:1].upper() + sentence[1:]


def statement(outcome: Outcome, rivals: str) -> str:
    """Write the finding with the time that it takes, as the Cockpit states it."""
    sentence = _sentence(outcome, rivals)
    if not outcome.planned:
        return sentence
    return t("finding.by", quarter=outcome.quarters[-1], sentence=sentence)


def _sentence(outcome: Outcome, rivals: str) -> str:
    if not outcome.planned:
        return t("finding.nothing")
    signs = {name: outcome.sign(name) for name in TRADE}
    gains = [_phrase(name, outcome) for name, sign in signs.items() if sign > 0]
    costs = [_phrase(name, outcome) for name, sign in signs.items() if sign < 0]
    unclear = [t(f"finding.{name}") for name, sign in signs.items() if not sign]
    parts = [_trade(gains, costs)] if gains or costs else []
    if unclear:
        parts.append(t("finding.unclear", what=_listed(unclear)))
    return t("finding.semicolon").join([*parts, _answer(outcome, rivals)])


def period(outcome: Outcome, scenario: Scenario) -> str:
    """Write which plan, when, how sure, and what is assumed otherwise than we do."""
    key = "finding.period_few" if is_too_few(scenario.draws) else "finding.period"
    words = {"name": scenario.name, "quarter": outcome.quarters[-1], "draws": scenario.draws}
    return sentences(t(key, **words), notice(scenario))


def is_too_few(draws: int) -> bool:
    """Tell whether so few futures cannot say where eight in ten lie."""
    return draws < _TEN


def _trade(gains: list[str], costs: list[str]) -> str:
    if gains and costs:
        return t("finding.gain_for_cost", gain=_listed(gains), cost=_listed(costs))
    return t("finding.only", what=_listed(gains or costs))


def _phrase(name: str, outcome: Outcome) -> str:
    """Visitors and revenue in percent, profit in money, because it may cross zero."""
    effect = outcome.change[name]
    if name == "ebita":
        verb = "finding.profit_up" if effect.central > 0 else "finding.profit_down"
        change = money_change(
            abs(effect.central), effect.low, effect.high, level=outcome.level(name)
        ).value
        return t(verb, amount=change.lstrip("+"))
    ratio = outcome.relative[name]
    return t("finding.change", what=t(f"finding.{name}"), change=_percent(ratio))


def _percent(ratio: Effect) -> str:
    """Write a change in percent with one decimal, as those beside it; with two where none is left.

    A sentence that sets −0.29% beside +7.3% makes the smaller one look the better known.
    """
    percent = 100.0 * ratio.central
    if round(percent, 1) and abs(percent) < 1.0:
        return t("format.percent", value=fixed(percent, 1, sign=True))
    return percent_change(ratio.central, ratio.low, ratio.high).value


def _listed(parts: list[str]) -> str:
    """Join as people do: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return t("finding.and", most=t("finding.comma").join(parts[:-1]), last=parts[-1])


def _answer(outcome: Outcome, rivals: str) -> str:
    """Write what the rivals' answer does to the sales that the plan won or lost."""
    if rivals == "passive":
        return t("finding.rivals_still")
    own = outcome.rival_responses[OWN]
    if not outcome.sign("gmv"):
        return t("finding.sales_unclear")
    back = own.before - own.after.central
    sign, amount = money_size(back)
    if not sign:
        return t("finding.rivals_nothing")
    if own.before <= 0:
        key = "deepen" if sign > 0 else "soften" if own.after.central <= 0 else "turn"
        return t(f"finding.rivals_{key}", amount=amount)
    if sign < 0:
        return t("finding.rivals_give", amount=amount)
    share = back / own.before
    if share > 1:
        return t("finding.rivals_all")
    return t("finding.rivals_take", part=fraction(share))


def fraction(share: float) -> str:
    """Name a share, 0 to 1, by a fraction that is near it, else in percent."""
    if share < _ALMOST_NONE:
        return t("fraction.almost_none")
    word, near = min(_FRACTIONS.items(), key=lambda item: abs(share - item[1]))
    if abs(share / near - 1.0) <= _NEAR:
        return t(f"fraction.{word}")
    return f"{fixed(100.0 * share, 0 if share >= _FRACTIONS['tenth'] else 1)}%"
