"""Files of charts: measure, unit and quarter in words, and nothing that runs."""

import csv
import io
from codecs import BOM_UTF8
from dataclasses import replace

import pyarrow as pa
import pytest

from pages.export.data import csv_of
from pages.figures.cockpit.money_figures import winners_losers_figure
from pages.labels.catalogue import LANGUAGES, t, use_language
from tests.every import every
from tests.pages.stages import plan_of, stage_of


def rows_of(figure):
    data = csv_of(figure)
    assert data.startswith(BOM_UTF8)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.slow
@every("language", LANGUAGES)
def test_every_row_names_measure_unit_and_quarter(language):
    use_language(language)
    stage = stage_of(plan_of())
    for figure in (*stage.all(), winners_losers_figure(stage)):
        rows = rows_of(figure)
        assert len(rows) == figure.table.num_rows
        heads = set(rows[0])
        assert not heads & {"panel", "row", "order", "colour", "upper_colour", "today"}, figure.name
        for row in rows:
            assert all(row[t(name)] for name in ("column.measure", "column.unit", "chart.quarter"))


@every(("language", "scale"), [("english", 1), ("chinese", 10)])
def test_money_stands_in_the_unit_that_is_written(language, scale):
    use_language(language)
    stage = stage_of(plan_of())
    rows = [r for r in rows_of(stage.trajectory()) if r[t("column.measure")] == t("metric.ebita")]
    last = next(r for r in rows if r[t("chart.quarter")] == stage.outcome.quarters[-1])
    assert last[t("column.unit")] == t("unit.RMB bn/quarter")
    value = float(last[t("chart.plan")])
    assert value == pytest.approx(scale * float(stage.outcome.paths["ebita"].plan[-1]))


def test_no_cell_runs_as_a_formula(stage):
    table = pa.table({"name": ["=1+1", "+x", "@y"], "plan": [-1.0, 2.0, 3.0]})
    figure = replace(stage.rivals(), table=table, subtitle="=cmd", measures=())
    rows = rows_of(figure)
    assert [row[t("column.name")] for row in rows] == ["'=1+1", "'+x", "'@y"]
    assert {row[t("column.measure")] for row in rows} == {"'=cmd"}
    assert float(rows[0][t("chart.plan")]) == -1.0
