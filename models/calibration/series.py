"""The reported series that are forecast, and the quarters in which they cannot be taken plainly."""

from dataclasses import dataclass

from models.notation import quarter_number


@dataclass(frozen=True, kw_only=True)
class Series:
    """One published figure a quarter.

    ``breaks`` are quarters from which it is reported on another basis of unknown height, ``links``
    those from which the height is known: figures from then on are divided by it. A series that
    stands ``apart`` is scored beside the pool, because it holds more than the domestic platform.
    """

    name: str
    platform: str
    metric: str
    unit: str
    breaks: tuple[str, ...] = ()
    links: tuple[tuple[str, float], ...] = ()
    apart: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Platform and metric, as the files spell them."""
        return self.platform, self.metric

    def link(self, quarter: int) -> float:
        """Height of the basis of ``quarter`` against the one before all links."""
        heights = [height for start, height in self.links if quarter_number(start) <= quarter]
        return heights[-1] if heights else 1.0


SERIES = (
    # December 2021: new segments. 2023Q2: the basis of Taobao and Tmall Group. 2025Q2: that of
    # China E-commerce Group, on which the same quarters of 2024 were restated.
    Series(
        name="CMR",
        platform="Taotian",
        metric="CMR",
        unit="RMB mn",
        breaks=("2021Q4", "2023Q2"),
        links=(("2025Q2", 1.013), ("2025Q3", 1.019)),
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
