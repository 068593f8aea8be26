"""Scenarios for tests, in one line each."""

import numpy as np

from models.inputs import load_market
from models.notation import quarters_after
from models.scenario import Scenario, Step


def scenario(market="2023Q1", name="test", first=1, steps=(), **levers):
    """Set levers from projected quarter ``first`` on; settings go by their own names."""
    settings = {
        key: levers.pop(key)
        for key in ("horizon", "rivals", "draws", "seed", "assumptions")
        if key in levers
    }
    quarter = quarters_after(market, first)[-1]
    return Scenario(
        name=name,
        market=market,
        steps=(
            *steps,
            *(Step(lever=k, quarter=quarter, value=float(v)) for k, v in levers.items()),
        ),
        **({"rivals": "passive", "horizon": 12} | settings),
    )


def year(path):
    """Mean over the last four quarters of a path (T, ...); a single number as it is."""
    return path[-4:].mean(axis=0) if np.ndim(path) else path


def baseline(market="2023Q1"):
    return dict(load_market(market).levers)
