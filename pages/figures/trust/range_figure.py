"""Where the range comes from: the variance of each headline, cut by evidence grade."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from models.analysis.evidence import VarianceShares
from models.analysis.judgement import CHANCE, OWN, PARTS
from models.inputs import load_parameters
from models.notation import GRADES, HEADLINES
from models.scenario import Scenario
from pages.charts.bar_charts import EVIDENCE_COLUMNS, evidence, inks
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.figures.provenance import footer
from pages.labels.catalogue import t
from pages.labels.format import whole_percents

RANGE_METRICS = HEADLINES
"""Headlines that are shown, from top to bottom."""

_ROW_HEIGHT, _HEAD = 44, 8
_WIDE_ENOUGH = 0.07
"""A cut narrower than this part of the bar holds no words."""


def range_figure(
    shares: Mapping[str, VarianceShares], scenario: Scenario, style: Style
) -> Figure | None:
    """Draw what the range of each headline rests on; None where nothing can be concluded."""
    names = [name for name in RANGE_METRICS if name in shares]
    if not names:
        return None
    rows = [
        cut for place, name in enumerate(names) for cut in _cuts(place, name, shares[name], style)
    ]
    key = "plan" if scenario.steps else "levels"
    return Figure(
        name="range",
        title=_title(shares, names),
        subtitle=t(f"evidence.subtitle.{key}"),
        footer=footer(scenario),
        spec=evidence(style, len(names), _HEAD + _ROW_HEIGHT * len(names)),
        table=pa.Table.from_pylist(rows),
        style=style,
        notes=tuple(_notes()),
        grade="B",
    )


def _title(shares: Mapping[str, VarianceShares], names: list[str]) -> str:
    """Write how much of the range of visitors, or of what there is, rests on judgement."""
    whole = whole_percents(shares[names[0]])
    percents = {"judgement": whole["D"], "estimates": whole["C"], "known": whole["A"] + whole["B"]}
    percents |= {name: whole[name] for name in (OWN, CHANCE)}
    words = {name: f"{value}%" for name, value in percents.items()}
    key = "evidence.title_own" if whole[OWN] else "evidence.title"
    return t(key, metric=t(f"assumptions.metric.{names[0]}"), **words)


def _cuts(place: int, name: str, shares: VarianceShares, style: Style) -> Iterator[dict[str, Any]]:
    """Cut a bar from what is known best to chance; the last comes first, so outlines lie on top."""
    stop, whole = 1.0, whole_percents(shares)
    for grade in PARTS[::-1]:
        start = max(stop - shares[grade], 0.0)
        fill, stroke, ink = inks(style, grade)
        wide = shares[grade] >= _WIDE_ENOUGH
        words = t(f"evidence.cut.{grade}", share=f"{whole[grade]}%") if wide else ""
        cells = (
            place,
            t(f"assumptions.metric.{name}"),
            grade,
            t(f"evidence.cut.{grade}", share=""),
        )
        row = (*cells, start, stop, shares[grade], words, fill, stroke, ink)
        yield dict(zip(EVIDENCE_COLUMNS, row, strict=True))
        stop = start


def _notes() -> Iterator[str]:
    """Count the parameters of each grade."""
    drawn = [row for row in load_parameters().table.values() if row.kind == "drawn"]
    yield t("evidence.how")
    for grade in GRADES:
        if count := sum(row.grade == grade for row in drawn):
            yield t("evidence.count", grade=grade, meaning=t(f"grade.{grade}"), count=count)
