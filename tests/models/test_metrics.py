"""A metric is one row: what the rows say is what a projection gives."""

import numpy as np
import pytest

from models.inputs import load_market, load_parameters
from models.notation import (
    FLOWS,
    HORIZON_METRICS,
    METRIC_TABLE,
    OWN_METRICS,
    PARTIAL_METRICS,
    ROLES,
    SERVICE_METRICS,
    SIGNED,
    UNITS,
    metrics_of,
)
from models.projection import project
from models.scenario import Scenario


@pytest.fixture(scope="module")
def run():
    plan = Scenario(name="-", market="2023Q1", horizon=4)
    return project(load_market("2023Q1"), load_parameters(), plan, draws=0)


def test_every_row_is_sound_and_stands_once():
    names = [metric.name for metric in METRIC_TABLE]
    assert len(names) == len(set(names))
    assert {metric.kind for metric in METRIC_TABLE} == {"flow", "stock", "share"}
    scopes = {"all", "own", "horizon", "service"}
    assert {metric.scope for metric in METRIC_TABLE} == scopes
    assert {metric.role for metric in METRIC_TABLE} == set(ROLES)


def test_a_projection_gives_every_metric_in_its_scope_and_no_other(run):
    assert {*run.paths} == {*UNITS}
    apps, quarters = len(run.market.platforms), 4
    for name, path in run.paths.items():
        places = (quarters,) if name in OWN_METRICS else (quarters, apps)
        assert path.shape[:-1] == ((apps,) if name in HORIZON_METRICS else places), name


def test_what_adds_up_is_counted_by_the_quarter():
    units = UNITS | SERVICE_METRICS
    assert {name for name, unit in units.items() if unit.endswith("/quarter")} == FLOWS


def test_what_is_not_signed_never_falls_below_zero(run):
    for name in {*run.paths} - {*SIGNED}:
        assert np.nanmin(run.paths[name]) >= 0.0, name


def test_only_what_is_partial_is_missing_somewhere(run):
    missing = {name for name, path in run.paths.items() if np.isnan(path).any()}
    assert missing - {"terminal_share"} == PARTIAL_METRICS


def test_metrics_of_some_roles_stand_in_the_order_of_the_roles():
    assert metrics_of("profit", "buyers", "users") == ("dau", "dac", "aac", "ebita")
    assert metrics_of("nothing") == ()
