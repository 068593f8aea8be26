"""The options of a case: what each changes, and their lines on shared axes."""

from collections.abc import Sequence
from dataclasses import astuple

import pyarrow as pa

from models.analysis.outcome import IN_MONEY, Outcome
from models.fingerprint import fingerprint
from models.inputs import load_market
from models.validation.cases import Case, Option
from pages.charts.figure import Figure
from pages.charts.line_charts import DASHES, OPTIONS_COLUMNS
from pages.charts.line_charts import options as options_chart
from pages.charts.style import Style
from pages.figures.outcome_figures import CHANGE_UNITS
from pages.figures.provenance import of_metrics
from pages.labels.catalogue import named, t
from pages.labels.format import Change, money_change, percent_change

OptionOutcomes = Sequence[tuple[Option, Outcome]]


def dashes(options: Sequence[Option]) -> tuple[int, ...]:
    """Look of each option's line: 0 for the one that was taken, the others from 1 on."""
    others = iter(range(1, len(DASHES)))
    return tuple(0 if option.decided else next(others) for option in options)


def change_of(metric: str, outcome: Outcome) -> Change:
    """Change of a metric at the last quarter; profit and value in money, the rest in percent."""
    if metric in IN_MONEY:
        return money_change(*astuple(outcome.change[metric]), level=outcome.level(metric))
    return percent_change(*astuple(outcome.relative[metric]))


def panel(
    case: Case, outcomes: OptionOutcomes, metric: str, style: Style, height: int = 240
) -> Figure:
    """Draw one metric of all options as changes against no change, ``height`` pixels high."""
    unit = CHANGE_UNITS[metric]
    best = max(outcomes, key=lambda pair: float(pair[1].changes[metric].plan[-1]))
    value = change_of(metric, best[1]).value
    measured = t(f"cases.unit.{'share' if unit == 'share' else 'money'}")
    return Figure(
        name=f"case.{case.market}.{metric}",
        title=t("cases.panel", metric=t(f"metric.{metric}"), option=named(best[0]), value=value),
        subtitle=t("finding.semicolon").join([measured, *_looks(outcomes)]),
        footer=t("cases.footer", market=case.market, model=fingerprint(case.market)),
        spec=options_chart(style, unit, dashes([option for option, _ in outcomes]), height),
        table=_lines(outcomes, metric),
        style=style,
        **of_metrics(load_market(case.market), metric),
    )


def _looks(outcomes: OptionOutcomes) -> list[str]:
    """Name every option by the look of its line."""
    options = [option for option, _ in outcomes]
    looks = zip(dashes(options), options, strict=True)
    return [
        t(f"cases.line.{look}", option=named(option)) for look, option in sorted(looks, key=_first)
    ]


def _first(look: tuple[int, Option]) -> int:
    return look[0]


def _lines(outcomes: OptionOutcomes, metric: str) -> pa.Table:
    rows = []
    for number, (option, outcome) in enumerate(outcomes):
        path = outcome.changes[metric]
        rows.append([outcome.vintage, number, named(option), 0.0, 0.0, 0.0, option.decided])
        ends = zip(outcome.quarters, path.plan, path.low_80, path.high_80, strict=True)
        for quarter, *values in ends:
            numbers = [float(value) for value in values]
            rows.append([quarter, number, named(option), *numbers, option.decided])
    return pa.Table.from_pylist([dict(zip(OPTIONS_COLUMNS, row, strict=True)) for row in rows])
