"""How rivals answer, in words: one of them, and all of them together."""

from models.market.rivals import Conduct
from models.scenario import Scenario
from models.scenario.conduct import shared_posture, ways_of
from models.vintage import Market, Platform
from pages.labels.catalogue import named, t
from pages.labels.format import money, number


def summary(rival: Platform, way: Conduct) -> str:
    """Write how one rival answers, by name."""
    return t("conduct.of", rival=named(rival), answer=answer(way))


def answer(way: Conduct) -> str:
    """Write how a rival answers; strength and cap where they are not as usual."""
    posture = t(f"conduct.{way.posture}").lower()
    if way.posture == "passive":
        return posture
    parts = [t("conduct.answer", posture=posture, lag=way.lag)]
    if way.strength != 1.0:
        parts.append(t("conduct.summary_strength", value=number(float(way.strength))))
    if way.cap is not None:
        parts.append(t("conduct.summary_cap", cap=money(way.cap)))
    return t("finding.comma").join(parts)


def together(scenario: Scenario, market: Market) -> str:
    """Name the posture that all rivals share, or say that they are set one by one."""
    return t(f"rivals.{shared_posture(scenario, market)}").lower()


def own(scenario: Scenario, market: Market) -> list[str]:
    """List how each rival answers to which the plan gives a conduct of its own."""
    named_in = {name.partition(":")[0] for name, _ in scenario.conduct}
    ways = zip(market.platforms[1:], ways_of(scenario, market), strict=True)
    return [summary(rival, way) for rival, way in ways if rival.id in named_in]
