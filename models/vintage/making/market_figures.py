"""Reported figures by platform, period and metric, as a recipe asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.notation import quarter_name, quarter_number

GRADES = {"reported": "A", "derived": "B", "estimate": "C", "recalled": "C"}
"""Grade of a figure by how well it is known; what the file does not say is an estimate."""

TO_BN = {"RMB mn": 1e-3, "RMB bn": 1.0, "mn": 1.0}
"""Units of figures that become RMB bn or million; others stay as they are."""

YEAR = 4

Row = Mapping[str, str]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Number:
    """One number of a market file in the making."""

    value: float
    unit: str
    grade: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Basis:
    """A series that changed its basis: figures before a quarter times a factor stand on the new.

    ``grade`` is that of a figure so converted, ``source`` says where the factor comes from.
    """

    actual: str
    before: str
    times: float
    grade: str
    source: str


@dataclass(frozen=True)
class Figures:
    """Rows of figures by (platform, period, metric); a later table wins over an earlier one."""

    rows: Mapping[Key, Sequence[Row]]
    bases: tuple[Basis, ...] = field(default=())

    def find(self, key: str) -> Number | None:
        """Find ``platform|period|metric``, in RMB bn or million; None where it stands nowhere.

        Raises
        ------
        LookupError
            It stands there more than once in one table.
        """
        platform, period, metric = key.split("|")
        found = self.rows.get((platform, period, metric), ())
        if not found:
            return None
        if len(found) > 1:
            msg = f"{key} stands {len(found)} times among the figures; a recipe needs it once"
            raise LookupError(msg)
        row = found[0]
        value = float(row["value"])
        # A restated period says so itself; a source that is only a memory is not worth quoting.
        where = "" if row["kind"] == "recalled" else f" ({row['source']})" if row["source"] else ""
        told = f"{platform} {period} {metric} {value:g} {row['unit']}, {row['kind']}{where}"
        return Number(value * TO_BN.get(row["unit"], 1.0), "", GRADES[row["kind"]], told)

    def quarters(self, series: str) -> dict[str, float]:
        """Give the figures of ``platform|metric`` by quarter, all on the latest basis."""
        platform, metric = series.split("|")
        found = {}
        for (owner, period, name), rows in self.rows.items():
            if (owner, name) == (platform, metric) and is_quarter(period):
                unit = rows[0]["unit"]
                found[period] = float(rows[0]["value"]) * TO_BN.get(unit, 1.0)
        for basis in self.bases:
            if basis.actual == series:
                found = {q: v * basis.times if q < basis.before else v for q, v in found.items()}
        return found

    def basis(self, series: str, quarter: str, today: str) -> Basis | None:
        """Give the change of basis that lies between a quarter and that of a market."""
        changes = (one for one in self.bases if one.actual == series)
        return next((one for one in changes if quarter < one.before <= today), None)


def gather(*tables: Iterable[Row], bases: tuple[Basis, ...] = ()) -> Figures:
    """Collect tables of figures; in a later one a figure replaces that of an earlier one."""
    rows: dict[Key, Sequence[Row]] = {}
    for table in tables:
        found: dict[Key, list[Row]] = {}
        for row in table:
            key = row["platform"], row["period"], row["metric"]
            found.setdefault(key, []).append(row)
        rows |= found
    return Figures(rows, bases)


def is_quarter(period: str) -> bool:
    """Tell whether a period is one quarter, as first reported."""
    try:
        quarter_number(period)
    except ValueError:
        return False
    return True


def quarter_before(quarter: str, count: int) -> str:
    """Name the quarter ``count`` quarters earlier."""
    return quarter_name(quarter_number(quarter) - count)


def over_year(levels: Mapping[str, float], quarter: str) -> float | None:
    """Add up the four quarters that end with one; None where one of them is not known."""
    parts = [levels.get(quarter_before(quarter, ago)) for ago in range(YEAR)]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == YEAR else None
