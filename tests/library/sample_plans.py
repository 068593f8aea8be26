"""Plans for the tests of the library: real markets, any name, few levers."""

from hypothesis import strategies as st

from models.library.figures import Figure
from models.notation import quarters_after
from models.scenario import Scenario, Step
from tests.models.plans import NAMES

MARKETS = ("2023Q1", "2024Q3")
FIGURES = (Figure(metric="dau", central=368.4, low=336.0, high=405.2),)
FORMULAS = (
    "=1+1",
    "@SUM(A1:A9)",
    "+1",
    "-1",
    '=HYPERLINK("http://x")',
    "'=1",
    "\uff1d1",
    "淘宝 🚀",
)


def plan(name="Plan", traffic=0.5, market="2023Q1", **settings):
    (first,) = quarters_after(market, 1)
    steps = (Step(lever="taobao_traffic_share", quarter=first, value=traffic),)
    return Scenario(name=name, market=market, steps=steps, **settings)


TITLES = st.one_of(st.sampled_from(["A", "a ", "B", "C", *FORMULAS]), NAMES)
PLANS = st.builds(
    plan,
    traffic=st.floats(0.05, 0.95),
    market=st.sampled_from(MARKETS),
    seed=st.integers(0, 99),
    rivals=st.sampled_from(["follow", "passive"]),
)
