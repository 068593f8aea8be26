"""Numbers of a market file in the making, and the rules of a recipe that set them."""

import csv
import fnmatch
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent
GRADES = {"reported": "A", "derived": "B", "estimate": "C", "recalled": "C"}
TO_BN = {"RMB mn": 1e-3, "RMB bn": 1.0, "mn": 1.0}

Table = dict[str, Any]


@dataclass(frozen=True)
class Number:
    """One number of a market file."""

    value: float
    unit: str
    grade: str
    source: str


@dataclass
class Vintage:
    """A market file in the making: texts by table, numbers by dotted place.

    ``base`` holds the numbers of the vintage that it scales, ``start`` the name of that vintage.
    """

    name: str
    start: str
    texts: Table
    base: dict[str, Number]
    numbers: dict[str, Number]

    def value(self, place: str) -> float:
        """Value at a dotted place."""
        return self.numbers[place].value


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file of this folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ACTUALS = rows("actuals/quarterly.csv") + rows("actuals/annual.csv")
CENTRAL = {row["name"]: float(row["central"]) for row in rows("parameters.csv")}


def season(vintage: str) -> float:
    """Seasonal multiplier of orders in the vintage's quarter."""
    mean = math.prod(CENTRAL[f"season_q{quarter}"] for quarter in range(1, 5)) ** 0.25
    return CENTRAL[f"season_q{vintage[-1]}"] / mean


def reported(key: str) -> Number:
    """Find the figure ``platform|period|metric``, in RMB bn or million."""
    wanted = dict(zip(("platform", "period", "metric"), key.split("|"), strict=True))
    found = [row for row in ACTUALS if wanted.items() <= row.items()]
    if len(found) != 1:
        msg = f"{key} stands {len(found)} times in data/actuals; a recipe needs it once"
        raise SystemExit(msg)
    row = found[0]
    where = "" if row["kind"] == "recalled" else f" ({row['source']})"
    told = (
        f"{' '.join(wanted.values())} {float(row['value']):g} {row['unit']}, {row['kind']}{where}"
    )
    return Number(float(row["value"]) * TO_BN[row["unit"]], "", GRADES[row["kind"]], told)


def tidy(value: float) -> float:
    """Round to twelve digits, which hides the noise of floating point."""
    return float(f"{value:.12g}")


def joined(*parts: str) -> str:
    """Join the parts of a source that say something."""
    return "; ".join(part for part in parts if part)


def factors(rule: Table, place: str, vintage: Vintage) -> Iterator[tuple[str, float]]:
    """List what a rule multiplies by, each with its words."""
    for factor in rule.get("times", []):
        yield f"{factor:g}", factor
    if rule.get("year"):
        multiplier = season(vintage.name)
        yield f"a quarter of the year × season {multiplier:.3f}", multiplier / 4
    if rule.get("season"):
        ratio = season(vintage.name) / season(vintage.start)
        yield f"season {ratio:.4f}", ratio
    platform = ".".join(place.split(".")[:2])
    if "like" in rule:
        other = f"{platform}.{rule['like']}"
        ratio = vintage.value(other) / vintage.base[other].value
        yield f"change of its {rule['like']} {ratio:.4g}", ratio
    if "of" in rule:
        yield f"its {rule['of']}", vintage.value(f"{platform}.{rule['of']}")


def number(rule: Table, place: str, vintage: Vintage) -> Number:
    """Work out the number that a rule sets at one place."""
    old = vintage.base.get(place)
    if "actual" in rule:
        start = reported(rule["actual"])
        told = start.source
    elif "value" in rule:
        start = Number(rule["value"], "", "D", "")
        told = f"{start.value:g}"
    else:
        start = vintage.base[place]
        told = f"{vintage.start}'s {start.value:g}"
    steps = list(factors(rule, place, vintage))
    plain = "value" in rule and not steps
    told = "" if plain else " × ".join([told, *(words for words, _ in steps)])
    return Number(
        value=tidy(start.value * math.prod(factor for _, factor in steps)),
        unit=rule.get("unit") or (old.unit if old else ""),
        grade=rule.get("grade", start.grade),
        source=joined(rule.get("source", ""), told),
    )


def spread(rule: Table, vintage: Vintage) -> Iterator[tuple[str, Table]]:
    """List the places of a rule; ``values`` has a column for each of the last platforms."""
    path = rule["path"]
    if "values" not in rule:
        places = fnmatch.filter(vintage.base, path) if "*" in path else [path]
        yield from ((place, rule) for place in places)
        return
    columns = list(vintage.texts["platforms"])[-len(rule["values"]) :]
    for i, name in enumerate(columns):
        cells = {k: v[i] if isinstance(v, list) else v for k, v in rule.items()}
        yield path.replace("*", name), {**cells, "value": cells["values"]}
