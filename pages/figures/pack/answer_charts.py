"""Charts of the pack that set a figure before the rivals answer beside the one after it."""

from collections.abc import Sequence
from typing import NamedTuple

from models.analysis.outcome import STAKES, Effect, Outcome, RivalResponse, Stake
from models.notation import METRICS, UNITS
from models.vintage import Market
from pages.charts.style import NO_CHANGE_COLOUR
from pages.figures.cockpit.money_tables import SIDES
from pages.figures.decide_words import capital
from pages.figures.pack.pack_charts import chart_of, unit_words
from pages.figures.pack.pack_model import Chart, Series
from pages.labels.catalogue import named, t
from pages.labels.format import money_arrow, money_before_after, percent_before_after


class _Row(NamedTuple):
    name: str
    colour: str
    before: float
    after: Effect
    text: str


def platforms(outcome: Outcome, market: Market) -> Chart:
    """Draw every platform's sales."""
    rows = [
        _of_platform(one, market, money_arrow(one.before, one.after.central))
        for one in outcome.rival_responses
    ]
    return _answers("platforms", capital(t("measure.gmv")), METRICS["gmv"], rows)


def sellers(outcome: Outcome, market: Market) -> Chart:
    """Draw what sellers of both kinds win or lose, as ratios to no change."""
    rows = [
        _Row(
            name=t(f"money.stake.{one.metric}"),
            colour=market.sides[side].colour,
            before=one.before,
            after=one.after,
            text=str(percent_before_after(one.before, *_ends(one.after))),
        )
        for side, one in zip(SIDES, outcome.stakes, strict=False)
    ]
    return _answers("stakes.sellers", t("chart.stakes.0"), "share", rows)


def rivals(outcome: Outcome, market: Market) -> Chart:
    """Draw what each rival wins or loses of its profit."""
    rows = [
        _of_platform(one, market, str(money_before_after(one.before, *_ends(one.after))))
        for one in outcome.stakes[len(STAKES) :]
    ]
    return _answers("stakes.rivals", t("pack.stakes.rivals"), UNITS["ebita"], rows)


def _of_platform(one: RivalResponse | Stake, market: Market, text: str) -> _Row:
    platform = market.platforms[one.platform]
    return _Row(
        name=named(platform),
        colour=platform.colour,
        before=one.before,
        after=one.after,
        text=text,
    )


def _ends(effect: Effect) -> tuple[float, float, float]:
    return effect.central, effect.low, effect.high


def _answers(key: str, title: str, unit: str, rows: Sequence[_Row]) -> Chart:
    _, scale = unit_words(unit)
    found = {
        "before": [row.before for row in rows],
        "low_80": [row.after.low for row in rows],
        "after": [row.after.central for row in rows],
        "high_80": [row.after.high for row in rows],
    }
    return chart_of(
        key,
        "answers",
        title,
        unit,
        categories=tuple(row.name for row in rows),
        series=tuple(
            Series(
                role=role,
                name=t(f"chart.{role}"),
                values=tuple(scale * value for value in values),
                colour=NO_CHANGE_COLOUR,
            )
            for role, values in found.items()
        ),
        texts=tuple(row.text for row in rows),
        colours=tuple(row.colour for row in rows),
    )
