"""How far the forecast missed, in words: the own revenue first, rivals after."""

from collections.abc import Mapping

from models.validation.backtest import ForecastScore
from pages.figures.decide_words import listed
from pages.labels.catalogue import t
from pages.labels.format import NOTHING, fixed


def percent(value: float | None) -> str:
    """Write a share with one decimal; a dash for none."""
    return NOTHING if value is None else f"{fixed(100 * value, 1)}%"


def error(score: ForecastScore) -> float:
    """Error of the engine, of the forecast alone where the engine does not have the series."""
    return score.mape_forecast if score.mape is None else score.mape


def sentence(own: ForecastScore | None) -> str:
    """Write by how much the own revenue was missed, beside repeating last year's quarter."""
    if own is None:
        return t("accuracy.nothing")
    missed, naive = percent(error(own)), percent(own.mape_naive)
    # Written alike is no difference that a reader could see.
    key = "same" if missed == naive else "better" if error(own) < own.mape_naive else "worse"
    return t(f"accuracy.own.{key}", missed=missed, naive=naive)


def rivals(scores: Mapping[str, ForecastScore]) -> str:
    """Write by how much each series of rivals was missed, the largest miss first."""
    ranked = sorted(scores, key=lambda name: -error(scores[name]))
    each = [
        t(
            "accuracy.rival",
            series=t(f"accuracy.series.{name}"),
            missed=percent(error(scores[name])),
            naive=percent(scores[name].mape_naive),
        )
        for name in ranked
    ]
    return t("accuracy.rivals", each=listed(each)) if each else ""


def decisions(counted: Mapping[str, int]) -> str:
    """Write how the model did on decisions, which are harder than a forecast without one."""
    return t("accuracy.decisions" if counted["tested"] else "accuracy.decisions.none", **counted)
