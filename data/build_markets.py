"""Build the market files: recipes and reported figures in, one TOML file a vintage out.

``python data/build_markets.py`` writes data/markets; ``--check`` only compares. A recipe is a list
of rules; each sets the numbers that its path names, from a value, a reported figure or the 2023Q1
table, times what the rule lists. Solves come last: they scale rates, or set a cost or a margin,
until a total is met. A history lists what was reported before. What no rule names stays as in
2023Q1. SOURCES.md explains the keys.
"""

import csv
import fnmatch
import json
import math
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent
sys.path.insert(0, str(DATA.parent))

from models.levers import LEVERS  # noqa: E402

DOMESTIC = [name for name, lever in LEVERS.items() if lever.spend in ("deals", "domestic")]
OVERSEAS = [name for name, lever in LEVERS.items() if lever.spend == "overseas"]
BASE = "2023Q1"
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
    """A market file in the making: texts by table, numbers by dotted place."""

    name: str
    texts: Table
    base: dict[str, Number]
    numbers: dict[str, Number]

    def value(self, place: str) -> float:
        """Value at a dotted place."""
        return self.numbers[place].value


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file of this folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


ACTUALS = rows("actuals/quarterly.csv") + rows("actuals/annual.csv")
CENTRAL = {row["name"]: float(row["central"]) for row in rows("parameters.csv")}


def season(vintage: str) -> float:
    """Seasonal multiplier of orders in the vintage's quarter."""
    mean = math.prod(CENTRAL[f"season_q{quarter}"] for quarter in range(1, 5)) ** 0.25
    return CENTRAL[f"season_q{vintage[-1]}"] / mean


def reported(key: str) -> Number:
    """Find the figure ``platform|period|metric``, in RMB bn or million."""
    wanted = dict(zip(("platform", "period", "metric"), key.split("|"), strict=True))
    matching = [row for row in ACTUALS if wanted.items() <= row.items()]
    if len(matching) != 1:
        msg = f"{key} stands {len(matching)} times in data/actuals; a recipe needs it once"
        raise SystemExit(msg)
    row = matching[0]
    where = "" if row["source"] == "memory" else f" ({row['source']})"
    origin = (
        f"{' '.join(wanted.values())} {float(row['value']):g} {row['unit']}, {row['kind']}{where}"
    )
    return Number(float(row["value"]) * TO_BN[row["unit"]], "", GRADES[row["kind"]], origin)


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
        ratio = season(vintage.name) / season(BASE)
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
        origin = start.source
    elif "value" in rule:
        start = Number(rule["value"], "", "D", "")
        origin = f"{start.value:g}"
    else:
        start = vintage.base[place]
        origin = f"{BASE}'s {start.value:g}"
    steps = list(factors(rule, place, vintage))
    plain = "value" in rule and not steps
    origin = "" if plain else " × ".join([origin, *(words for words, _ in steps)])
    return Number(
        value=tidy(start.value * math.prod(factor for _, factor in steps)),
        unit=rule.get("unit") or (old.unit if old else ""),
        grade=rule.get("grade", start.grade),
        source=joined(rule.get("source", ""), origin),
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


def revenue(vintage: Vintage, platform: str, parts: list[str]) -> float:
    """Add up what a platform earns at its rates, RMB bn; refunds cut commission."""
    place = f"platforms.{platform}"
    sme = vintage.value(f"{place}.gmv.sme")
    gmv = {"sme": sme, "brand": vintage.value(f"{place}.gmv.total") - sme}
    kept = {"ad_rate": 1.0, "commission": 1.0 - CENTRAL["return_share"]}
    return sum(kept[p] * gmv[m] * vintage.value(f"{place}.{p}.{m}") for p in parts for m in gmv)


def scale_rates(task: Table, vintage: Vintage, target: float) -> dict[str, float]:
    """Scale the rates named in ``parts`` until they earn the target."""
    factor = target / revenue(vintage, task["platform"], task["parts"])
    start = f"platforms.{task['platform']}"
    places = [f"{start}.{part}.{m}" for part in task["parts"] for m in ("sme", "brand")]
    return {place: vintage.value(place) * factor for place in places if vintage.value(place)}


def set_cost(task: Table, vintage: Vintage, target: float) -> dict[str, float]:
    """Set the variable cost of a platform so that its EBITA is the target, season off."""
    place = f"platforms.{task['platform']}"
    left = revenue(vintage, task["platform"], ["ad_rate", "commission"]) - target
    left -= sum(vintage.value(f"levers.{name}") for name in DOMESTIC)
    left -= CENTRAL["protection_cost"] * vintage.value("levers.seller_protection")
    left -= vintage.value(f"{place}.fixed_cost")
    return {f"{place}.variable_cost": left / vintage.value(f"{place}.gmv.total")}


def set_margin(task: Table, vintage: Vintage, target: float) -> dict[str, float]:
    """Set the margin of the overseas block so that its EBITA is the target."""
    turnover = vintage.value("overseas.gmv") * vintage.value("overseas.take_rate")
    spent = sum(vintage.value(f"levers.{name}") for name in OVERSEAS)
    return {"overseas.margin": (target + spent) / turnover}


SOLVERS = {"rates": scale_rates, "cost": set_cost, "overseas": set_margin}
UNIT_OF_MARGIN = "share"


def solve(task: Table, vintage: Vintage) -> None:
    """Follow one solve of a recipe."""
    figure = reported(task["actual"]) if "actual" in task else Number(task["value"], "", "B", "")
    target = figure.value * task.get("share", 1.0)
    for place, value in SOLVERS[task["what"]](task, vintage, target).items():
        old = vintage.numbers.get(place)
        origin = f"set so that the {task['meets']} comes to {target:.6g} RMB bn"
        if task["what"] == "rates" and old:
            origin += f": {old.value:g} × {value / old.value:.4f}"
        vintage.numbers[place] = Number(
            value=tidy(value),
            unit=old.unit if old else UNIT_OF_MARGIN,
            grade=task.get("grade", "B"),
            source=joined(origin, task.get("source", ""), figure.source),
        )


def remember(task: Table, vintage: Vintage) -> None:
    """Follow one history of a recipe: a figure reported quarter by quarter on one basis."""
    platform, metric = task["actual"].split("|")
    known = [
        row["period"] for row in ACTUALS if (row["platform"], row["metric"]) == (platform, metric)
    ]
    for quarter in sorted(q for q in known if task["first"] <= q < vintage.name):
        figure = reported(f"{platform}|{quarter}|{metric}")
        vintage.numbers[f"history.{task['metric']}.{quarter}"] = replace(
            figure, value=tidy(figure.value), unit="RMB bn/quarter"
        )


def build(name: str, base: Vintage | None) -> Vintage:
    """Follow one recipe."""
    recipe = tomllib.loads((DATA / "recipes" / f"{name}.toml").read_text(encoding="utf-8"))
    texts = {key: recipe[key] for key in ("vintage", "english", "chinese")}
    labels = base.texts if base else recipe
    texts |= {key: labels[key] for key in ("platforms", "sides")}
    old = base.numbers if base else {}
    old = {place: entry for place, entry in old.items() if not place.startswith("history.")}
    kept = {p: replace(n, grade="D", source=f"as in {BASE}: {n.source}") for p, n in old.items()}
    vintage = Vintage(name, texts, old, kept)
    for rule in recipe["rule"]:
        for place, single in spread(rule, vintage):
            vintage.numbers[place] = number(single, place, vintage)
    for task in recipe.get("solve", []):
        solve(task, vintage)
    for task in recipe.get("history", []):
        remember(task, vintage)
    return vintage


def quoted(value: str | float) -> str:
    """Write a TOML text, or a number as short as it reads back."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value:.12g}"


def render(vintage: Vintage) -> str:
    """Write a vintage as TOML, one number a line."""
    head = (
        f"# Built by data/build_markets.py from data/recipes/{vintage.name}.toml; edit the recipe."
    )
    tables: dict[str, list[str]] = {"": [head]}
    for key, text in vintage.texts.items():
        if isinstance(text, str):
            tables[""].append(f"{key} = {quoted(text)}")
            continue
        for name, cells in text.items():
            tables[f"{key}.{name}"] = [f"{k} = {quoted(v)}" for k, v in cells.items()]
    for place, entry in vintage.numbers.items():
        table, _, key = place.rpartition(".")
        cells = ", ".join(f"{k} = {quoted(v)}" for k, v in asdict(entry).items())
        tables.setdefault(table, []).append(f"{key} = {{ {cells} }}")
    # Sorting is stable: the tables of a platform gather behind its own.
    first = list(tables).index
    order = sorted(tables, key=lambda t: first(".".join(t.split(".")[:2])))
    blocks = ["\n".join([f"[{t}]"] * bool(t) + tables[t]) for t in order]
    return "\n\n".join(blocks) + "\n"


def main(arguments: list[str]) -> int:
    """Write every market file, or compare; the exit status says whether all is in order."""
    base = build(BASE, None)
    stale = 0
    for name in sorted(path.stem for path in (DATA / "recipes").glob("*.toml")):
        text = render(base if name == BASE else build(name, base))
        path = DATA / "markets" / f"{name}.toml"
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            sys.stderr.write(f"{path.name} is not what its recipe gives; run: make data\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
