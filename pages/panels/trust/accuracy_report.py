"""What Trust → Accuracy says in words and tables; computed on demand and kept."""

from collections.abc import Mapping

from models.calibration.actuals import Actuals
from models.calibration.series import POOLED, SERIES
from models.notation import quarter_name
from models.validation.backtest import Backtest, ForecastScore, beside, scored
from models.validation.engine import EngineForecast
from models.validation.forecast import Forecast
from pages import compute
from pages.compute.questions import trust_questions as questions
from pages.figures.answer_html import answer
from pages.figures.decide_words import listed
from pages.figures.trust import accuracy_words
from pages.labels.catalogue import t
from pages.labels.format import NOTHING

OWN_SERIES = SERIES[0].name
"""The group's own revenue."""

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


def _share(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0%}"


def answer_of() -> str:
    """Write how far the forecast of the own revenue can be trusted, then how rivals fared."""
    test = tested()
    scores = {series.name: score for series in POOLED if (score := test.score([series.name]))}
    own = scores.pop(OWN_SERIES, None)
    return answer(accuracy_words.sentence(own), accuracy_words.rivals(scores), period(own))


def period(own: ForecastScore | None) -> str:
    """Write what was tested, and how often the range of the own revenue held."""
    test = tested()
    first, last = quarter_name(test.origins[0]), quarter_name(test.origins[-1])
    told = t("accuracy.period", first=first, last=last, horizon=test.horizon)
    held = own.coverage_80 if own else None
    if own is None or held is None:
        return told
    return f"{told} {t('accuracy.held', held=_share(held), n=own.n)}"


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
    found = [
        t("accuracy.miss.naive", series=_name(name), **_errors(score))
        for name, score in scores.items()
        if accuracy_words.error(score) > score.mape_naive
    ]
    found += [
        t("accuracy.miss.ets", series=_name(name), **_errors(score))
        for name, score in scores.items()
        if score.mape_ets is not None and accuracy_words.error(score) > score.mape_ets
    ]
    by_horizon = {h: test.score(horizon=h) for h in range(1, test.horizon + 1)}
    for h, score in by_horizon.items():
        held = score.coverage_80 if score else None
        if held is not None and not 0.7 <= held <= 0.9:
            side = "narrow" if held < 0.7 else "wide"
            found.append(t(f"accuracy.miss.{side}", horizon=h, held=f"{held:.0%}"))
    return found


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
        "mape": [accuracy_words.percent(score.mape) for score in scores],
        "alone": [accuracy_words.percent(score.mape_forecast) for score in scores],
        "naive": [accuracy_words.percent(score.mape_naive) for score in scores],
        "ets": [accuracy_words.percent(score.mape_ets) for score in scores],
        "skill": [accuracy_words.percent(score.skill) for score in scores],
        "coverage": [_share(score.coverage_80) for score in scores],
        "n": [str(score.n) for score in scores],
    }
    return {t(f"accuracy.column.{name}"): column for name, column in cells.items()}


def _errors(score: ForecastScore) -> dict[str, str]:
    names = {"mape": accuracy_words.error(score), "naive": score.mape_naive, "ets": score.mape_ets}
    return {name: accuracy_words.percent(value) for name, value in names.items()}


def _name(series: str) -> str:
    return t(f"accuracy.series.{series}")
