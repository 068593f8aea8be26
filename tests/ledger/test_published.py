"""The figure that came, out of a file: found, converted, or refused with line and remedy."""

import pytest

from models.errors import ActualsError
from models.inputs import actuals_bytes
from models.ledger.miss import Aim
from models.ledger.published import AIMS, SERIES, published, row_wanted
from tests.every import every

HEAD = "platform,period,metric,value,unit,kind,source\n"
AIM = Aim(metric="revenue", quarter="2023Q4")


def of(*rows, aim=AIM):
    return published((HEAD + "\n".join(rows) + "\n").encode(), aim)


def test_the_stored_figures_give_what_was_published():
    rows = [r.split(",") for r in actuals_bytes().decode().splitlines()]
    (value,) = (float(r[3]) for r in rows if r[:3] == ["Taotian", "2023Q4", "CMR"])
    assert published(actuals_bytes(), AIM).value == pytest.approx(value / 1000)


@every(
    ("row", "value"),
    [
        ("Taotian,2023Q4,CMR,92113,RMB mn", 92.113),
        ("Taotian,2023Q4,CMR,92.113,RMB bn", 92.113),
        ("taotian,2023Q4,revenue,92.113,RMB bn/quarter", 92.113),
        ("own,2023Q4,revenue,92113,RMB mn", 92.113),
    ],
)
def test_a_figure_is_found_under_both_names_and_in_every_unit(row, value):
    found = of("PDD,2023Q4,online_marketing_services_revenue,48685,RMB mn", f"{row},reported,here")
    assert found.value == pytest.approx(value)
    assert (found.line, found.kind, found.source) == (3, "reported", "here")


@every("metric", AIMS)
def test_the_row_that_a_message_asks_for_is_taken(metric):
    aim = Aim(metric=metric, quarter="2024Q1")
    row = row_wanted(aim).replace("…", "12.5")
    factor = 1e-3 if "RMB mn" in row else 1.0
    assert of(row, aim=aim).value == pytest.approx(12.5 * factor)


@every(
    ("rows", "told"),
    [
        ([], "add one like Taotian,2023Q4,CMR,…,RMB mn"),
        (["Taotian,2023Q3,CMR,68661,RMB mn"], "no row gives revenue of 2023Q4"),
        (['Taotian,2023Q4,CMR,"92,113",RMB mn'], "line 2, column value"),
        (["taotian,2023Q4,revenue,92,USD bn"], "the unit of revenue is"),
        (
            ["Taotian,2023Q4,CMR,92113,RMB mn", "taotian,2023Q4,revenue,92,RMB bn"],
            "line 2 gives this figure already",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_place_and_remedy(rows, told):
    with pytest.raises(ActualsError, match=told):
        of(*rows)


def test_every_series_is_of_a_metric_that_a_decision_may_name():
    assert set(SERIES) <= set(AIMS)
