"""What Trust → Accuracy says in words and tables; computed on demand and kept."""

from collections.abc import Mapping

from models.calibration.actuals import Actuals
from models.calibration.series import APART, POOLED, SERIES
from models.notation import quarter_name
from models.validation.backtest import Backtest, ForecastScore
from models.validation.forecast import Forecast
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.labels.catalogue import t
from pages.labels.format import NOTHING, fixed

QUARTERS_SHOWN = 8
"""Quarters that a chart shows at most."""


def figures_reported() -> Actuals:
    """Read the stored figures."""
    return compute.ask(questions.figures_reported)


def tested() -> Backtest:
    """Score the rolling origins."""
    return compute.ask(questions.backtested)


def forecast_at(origin: int) -> Forecast:
    """Forecast the pooled series from ``origin``, to the last figure and a year at least."""
    return compute.ask(questions.forecast_from, origin, QUARTERS_SHOWN)


def percent(value: float | None) -> str:
    """Write a share with one decimal; a dash for none."""
    return NOTHING if value is None else f"{fixed(100 * value, 1)}%"


def finding() -> str:
    """Write the pooled error beside that of last year's quarter."""
    score = _pooled()
    return t(
        "accuracy.finding",
        mape=percent(score.mape),
        naive=percent(score.mape_naive),
        n=score.n,
    )


def period() -> str:
    """Write what was tested, and how often the range held."""
    test, score = tested(), _pooled()
    return t(
        "accuracy.period",
        first=quarter_name(test.origins[0]),
        last=quarter_name(test.origins[-1]),
        horizon=test.horizon,
        held=f"{score.coverage_80:.0%}",
    )


def misses() -> list[str]:
    """List where the forecast did badly: worse than naive, worse than ETS, range off."""
    test = tested()
    scores = {s.name: score for s in SERIES if (score := test.score([s.name]))}
    texts = [
        t("accuracy.miss.naive", series=_name(name), **_errors(score))
        for name, score in scores.items()
        if score.mape > score.mape_naive
    ]
    texts += [
        t("accuracy.miss.ets", series=_name(name), **_errors(score))
        for name, score in scores.items()
        if score.mape_ets is not None and score.mape > score.mape_ets
    ]
    by_horizon = {h: test.score(horizon=h) for h in range(1, test.horizon + 1)}
    for h, score in by_horizon.items():
        if score and not 0.7 <= score.coverage_80 <= 0.9:
            side = "narrow" if score.coverage_80 < 0.7 else "wide"
            texts.append(t(f"accuracy.miss.{side}", horizon=h, held=f"{score.coverage_80:.0%}"))
    return texts


def summary() -> dict[str, list[str]]:
    """Lay out a row a series, then the pool, then what stands apart."""
    test = tested()
    rows = [(_name(s.name), test.score([s.name])) for s in POOLED]
    rows.append((t("accuracy.pooled"), test.score()))
    rows += [(t("accuracy.apart", series=_name(s.name)), test.score([s.name])) for s in APART]
    return _columns({name: score for name, score in rows if score})


def by_horizon() -> dict[str, list[str]]:
    """Lay out a row a series and horizon."""
    test = tested()
    rows: dict[str, ForecastScore] = {}
    for horizon in range(1, test.horizon + 1):
        for series in SERIES:
            if score := test.score([series.name], horizon):
                rows[t("accuracy.ahead", series=_name(series.name), horizon=horizon)] = score
        if pooled := test.score(horizon=horizon):
            rows[t("accuracy.ahead", series=t("accuracy.pooled"), horizon=horizon)] = pooled
    return _columns(rows)


def _columns(rows: Mapping[str, ForecastScore]) -> dict[str, list[str]]:
    scores = list(rows.values())
    cells = {
        "series": list(rows),
        "mape": [percent(score.mape) for score in scores],
        "naive": [percent(score.mape_naive) for score in scores],
        "ets": [percent(score.mape_ets) for score in scores],
        "skill": [percent(score.skill) for score in scores],
        "coverage": [f"{score.coverage_80:.0%}" for score in scores],
        "n": [str(score.n) for score in scores],
    }
    return {t(f"accuracy.column.{name}"): column for name, column in cells.items()}


def _errors(score: ForecastScore) -> dict[str, str]:
    names = {"mape": score.mape, "naive": score.mape_naive, "ets": score.mape_ets}
    return {name: percent(value) for name, value in names.items()}


def _name(series: str) -> str:
    return t(f"accuracy.series.{series}")


def _pooled() -> ForecastScore:
    score = tested().score()
    assert score is not None, "the rolling origins always have something to score"
    return score
