"""The reported series that are forecast, and the quarters in which they cannot be taken plainly."""

from dataclasses import dataclass

from models.notation import quarter_number


@dataclass(frozen=True, kw_only=True)
class Series:
    """One published figure a quarter.

    ``breaks`` are quarters from which it is reported on another basis; a series that stands
    ``apart`` is scored beside the pool, because it holds more than the domestic platform.
    """

    name: str
    platform: str
    metric: str
    unit: str
    breaks: tuple[str, ...] = ()
    apart: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Platform and metric, as the files spell them."""
        return self.platform, self.metric


SERIES = (
    # December 2021: new segments. 2023Q2: the basis of Taobao and Tmall Group. 2025Q2: that of
    # China E-commerce Group, 1.013 and 1.019 times the one before in 2025Q2 and Q3.
    Series(
        name="CMR",
        platform="Taotian",
        metric="CMR",
        unit="RMB mn",
        breaks=("2021Q4", "2023Q2", "2025Q2"),
    ),
    Series(
        name="Pinduoduo online marketing",
        platform="PDD",
        metric="online_marketing_services_revenue",
        unit="RMB mn",
    ),
    Series(name="Kuaishou GMV", platform="Kuaishou", metric="ecommerce_GMV", unit="RMB bn"),
    Series(
        name="Kuaishou online marketing",
        platform="Kuaishou",
        metric="online_marketing_revenue",
        unit="RMB mn",
    ),
    Series(name="JD net revenue", platform="JD", metric="net_revenues", unit="RMB mn"),
    Series(
        name="Pinduoduo total", platform="PDD", metric="total_revenue", unit="RMB mn", apart=True
    ),
)

POOLED = tuple(series for series in SERIES if not series.apart)
APART = tuple(series for series in SERIES if series.apart)

HALVES = ("Taotian", "CMR_halfyear")
"""The reported spine of CMR: its quarters are mostly recalled and must add up to it."""

EXCEPTIONAL = frozenset(quarter_number(quarter) for quarter in ("2020Q1", "2022Q2"))
"""The pandemic trough and the lockdown of Shanghai: they say little about later quarters."""

TO_BN = {"RMB bn": 1.0, "RMB mn": 1e-3}
"""Units that a file may use, and what they are multiplied by to give RMB bn."""
