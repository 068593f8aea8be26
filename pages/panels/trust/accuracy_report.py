"""What Trust → Accuracy says in words and tables; computed on demand and kept."""

from collections.abc import Mapping

from models.calibration.actuals import Actuals
from models.calibration.series import SERIES
from models.notation import quarter_name
from models.validation.backtest import Backtest, ForecastScore, beside, scored
from models.validation.engine import EngineForecast
from models.validation.forecast import Forecast
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.decide_words import listed
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


def forecast_at(origin: int) -> tuple[Forecast, EngineForecast | None]:
    """Forecast from ``origin``, to the last figure and a year at least: alone, and the engine."""
    return compute.ask(questions.forecast_from, origin, QUARTERS_SHOWN)


def percent(value: float | None) -> str:
    """Write a share with one decimal; a dash for none."""
    return NOTHING if value is None else f"{fixed(100 * value, 1)}%"


def _share(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0%}"


def finding() -> str:
    """Write the pooled error of what is shown beside that of last year's quarter."""
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
        held=_share(score.coverage_80),
        alone=percent(score.mape_forecast),
    )


def vintages() -> str:
    """Write how often the ranges held from each market to the last figure."""
    test = tested()
    found = {name: test.coverage(name) for name in test.vintages}
    count, held = test.coverage()
    each = listed([f"{name} {share:.0%}" for name, (_, share) in found.items()])
    return t("accuracy.vintages", held=f"{held:.0%}", count=count, each=each)


def misses() -> list[str]:
    """List where the forecast did badly: worse than naive, worse than ETS, range off."""
    test = tested()
    scores = {s.name: score for s in SERIES if (score := test.score([s.name]))}
    texts = [
        t("accuracy.miss.naive", series=_name(name), **_errors(score))
        for name, score in scores.items()
        if _shown(score) > score.mape_naive
    ]
    texts += [
        t("accuracy.miss.ets", series=_name(name), **_errors(score))
        for name, score in scores.items()
        if score.mape_ets is not None and _shown(score) > score.mape_ets
    ]
    by_horizon = {h: test.score(horizon=h) for h in range(1, test.horizon + 1)}
    for h, score in by_horizon.items():
        held = score.coverage_80 if score else None
        if held is not None and not 0.7 <= held <= 0.9:
            side = "narrow" if held < 0.7 else "wide"
            texts.append(t(f"accuracy.miss.{side}", horizon=h, held=f"{held:.0%}"))
    return texts


def _shown(score: ForecastScore) -> float:
    """Error of the engine, of the forecast alone where the engine does not have the series."""
    return score.mape_forecast if score.mape is None else score.mape


def summary() -> dict[str, list[str]]:
    """Lay out a row a series, then the pool, then what stands apart."""
    test = tested()
    rows = [(_name(s.name), test.score([s.name])) for s in scored()]
    rows.append((t("accuracy.pooled"), test.score()))
    for series in beside():
        label = "accuracy.apart" if series.apart else "accuracy.beside"
        rows.append((t(label, series=_name(series.name)), test.score([series.name])))
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
        "alone": [percent(score.mape_forecast) for score in scores],
        "naive": [percent(score.mape_naive) for score in scores],
        "ets": [percent(score.mape_ets) for score in scores],
        "skill": [percent(score.skill) for score in scores],
        "coverage": [_share(score.coverage_80) for score in scores],
        "n": [str(score.n) for score in scores],
    }
    return {t(f"accuracy.column.{name}"): column for name, column in cells.items()}


def _errors(score: ForecastScore) -> dict[str, str]:
    names = {"mape": _shown(score), "naive": score.mape_naive, "ets": score.mape_ets}
    return {name: percent(value) for name, value in names.items()}


def _name(series: str) -> str:
    return t(f"accuracy.series.{series}")


def _pooled() -> ForecastScore:
    score = tested().score()
    assert score is not None, "the rolling origins always have something to score"
    return score
