"""Runs as they were when last looked at; `make golden` rewrites them and a diff shows the move."""

import pytest

from models.inputs import load_market, load_parameters, vintages
from models.projection import project
from tests.models.worlds import scenario

METRICS = ("gmv", "revenue", "ebita", "dau", "dac", "aac", "value", "overseas_ebita")
PLANS = {
    "no_change": {},
    "return_to_taobao": {
        "taobao_traffic_share": 0.55,
        "subsidy_budget": 12,
        "high_ticket_share": 0.2,
        "sme_support": 4,
    },
    "harvest": {"ad_load": 1.4, "subsidy_budget": 2, "added_commission": 0.006},
}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("vintage", vintages())
def test_runs_are_what_they_were(golden, vintage, plan):
    lever = scenario(vintage, rivals="follow", horizon=8, draws=60, **PLANS[plan])
    frame = project(load_market(vintage), load_parameters(), lever).to_frame()
    frame = frame[frame.metric.isin(METRICS) & frame.statistic.isin(["central", "p10", "p90"])]
    shown = frame[frame.platform.isin(frame.platform.unique()[:2])]
    paths = shown.groupby(["metric", "platform", "statistic"], sort=False)["value"]
    golden(f"{vintage}-{plan}", {"/".join(key): list(path) for key, path in paths})
