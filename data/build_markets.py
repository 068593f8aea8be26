"""Build the market files: recipes and reported figures in, one TOML file a vintage out.

``python data/build_markets.py`` writes data/markets; ``--check`` only compares. A recipe is a list
of rules, each of which sets the numbers that its path names: from a value, from a reported figure
or from the 2023Q1 table, then times what the rule lists; solves come last and scale rates or costs
until a reported total is met. What no rule names stays as in 2023Q1. SOURCES.md tells the words.
"""

import csv
import fnmatch
import json
import math
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

DATA = Path(__file__).parent
BASE = "2023Q1"
GRADE_OF_KIND = {"reported": "A", "derived": "B", "estimate": "C", "recalled": "C"}
TO_BN = {"RMB mn": 1e-3, "RMB bn": 1.0, "mn": 1.0}


@dataclass(frozen=True)
class Entry:
    """One number of a market file."""

    value: float
    unit: str
    grade: str
    source: str


@dataclass
class Vintage:
    """A market file in the making: texts by table, numbers by dotted place."""

    recipe: dict
    texts: dict
    numbers: dict[str, Entry]
    base: dict[str, Entry] = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        """Platforms, own group first."""
        return list(self.texts["platforms"])


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file of this folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ACTUALS = rows("actuals/quarterly.csv") + rows("actuals/annual.csv")
CENTRAL = {row["name"]: float(row["central"]) for row in rows("parameters.csv")}


def season(vintage: str) -> float:
    """Seasonal multiplier of orders in the vintage's quarter."""
    four = [CENTRAL[f"season_q{q}"] for q in range(1, 5)]
    return CENTRAL[f"season_q{vintage[-1]}"] / math.prod(four) ** 0.25


def reported(key: str) -> Entry:
    """Find the figure ``platform|period|metric`` in RMB bn or million."""
    platform, period, metric = key.split("|")
    wanted = {"platform": platform, "period": period, "metric": metric}
    found = [row for row in ACTUALS if wanted.items() <= row.items()]
    if len(found) != 1:
        msg = f"{key} is given {len(found)} times in data/actuals; a recipe needs one row"
        raise SystemExit(msg)
    row = found[0]
    source = f"{platform} {metric} {period} {float(row['value']):g} {row['unit']}, {row['kind']}"
    source += f": {row['source']}" if row["source"] != "memory" else ""
    value = float(row["value"]) * TO_BN[row["unit"]]
    return Entry(value, "", GRADE_OF_KIND[row["kind"]], source)


def places(path: str, vintage: Vintage) -> list[str]:
    """List the numbers that a path names; ``*`` stands for any part of a name."""
    known = fnmatch.filter(vintage.base, path)
    return known or [path.replace("*", name) for name in vintage.ids] if "*" in path else [path]


def factors(rule: dict, place: str, vintage: Vintage) -> Iterator[tuple[str, float]]:
    """List what a rule multiplies by, each with its words."""
    name = vintage.recipe["vintage"]
    for factor in rule.get("times", []):
        yield f"{factor:g}", factor
    if rule.get("year"):
        yield f"a quarter of the year × season {season(name):.3f}", season(name) / 4
    if rule.get("season"):
        ratio = season(name) / season(BASE)
        yield f"season {ratio:.4f}", ratio
    platform = ".".join(place.split(".")[:2])
    if like := rule.get("like"):
        ratio = vintage.numbers[f"{platform}.{like}"].value / vintage.base[f"{platform}.{like}"].value
        yield f"change of its {like} {ratio:.4f}", ratio
    if whole := rule.get("of"):
        yield f"its {whole}", vintage.numbers[f"{platform}.{whole}"].value


def start(rule: dict, place: str, vintage: Vintage) -> tuple[str, Entry]:
    """Give what a rule starts from, with its words."""
    if "actual" in rule:
        figure = reported(rule["actual"])
        return figure.source, figure
    if "value" in rule:
        return f"{rule['value']:g}", Entry(rule["value"], rule.get("unit", ""), "D", "")
    base = vintage.base[place]
    return f"{BASE}'s {base.value:g}", base


def apply(rule: dict, place: str, vintage: Vintage) -> Entry:
    """Work out the number that a rule sets at one place."""
    words, entry = start(rule, place, vintage)
    steps = list(factors(rule, place, vintage))
    told = " × ".join([words, *(step for step, _ in steps)])
    told = told if steps or "actual" in rule or "value" not in rule else ""
    value = entry.value * math.prod(factor for _, factor in steps)
    source = "; ".join(part for part in (rule.get("source", ""), told) if part)
    old = vintage.base.get(place)
    unit = rule.get("unit") or (old.unit if old else entry.unit)
    return Entry(tidy(value), unit, rule.get("grade", entry.grade), source)


def tidy(value: float) -> float:
    """Round to twelve digits, which hides the noise of floating point."""
    return float(f"{value:.12g}")


def spread(rule: dict, vintage: Vintage) -> Iterator[tuple[str, dict]]:
    """Break a rule of the 2023Q1 table, one column a platform, into one rule a platform."""
    if not isinstance(rule.get("values"), list):
        yield from ((place, rule) for place in places(rule["path"], vintage))
        return
    ids = vintage.ids[len(vintage.ids) - len(rule["values"]) :]
    for i, (name, value) in enumerate(zip(ids, rule["values"], strict=True)):
        cells = {k: rule[k][i] if isinstance(rule[k], list) else rule[k] for k in ("grade", "source")}
        yield rule["path"].replace("*", name), {**rule, **cells, "value": value}


def revenue(vintage: Vintage, platform: str, parts: tuple[str, ...]) -> float:
    """Advertising and commission of a platform at its rates, RMB bn."""
    get = {k: v.value for k, v in vintage.numbers.items() if k.startswith(f"platforms.{platform}.")}
    get = {key.split(".", 2)[2]: value for key, value in get.items()}
    gmv = {"sme": get["gmv.sme"], "brand": get["gmv.total"] - get["gmv.sme"]}
    kept = {"ad_rate": 1.0, "commission": 1.0 - CENTRAL["return_share"]}
    return sum(get[f"{part}.{m}"] * gmv[m] * kept[part] for part in parts for m in gmv)


def solve(task: dict, vintage: Vintage) -> None:
    """Scale rates, or set a cost or margin, so that a total comes out as reported."""
    figure = reported(task["actual"]) if "actual" in task else None
    target = (figure.value if figure else task["value"]) * task.get("share", 1.0)
    told = "; ".join(part for part in (task.get("source", ""), figure.source if figure else "") if part)
    {"rates": scale_rates, "cost": set_cost, "overseas": set_margin}[task["what"]](
        task, vintage, target, told
    )


def scale_rates(task: dict, vintage: Vintage, target: float, told: str) -> None:
    """Scale the rates named in ``parts`` to a revenue."""
    parts = tuple(task["parts"])
    factor = target / revenue(vintage, task["platform"], parts)
    for part in parts:
        for place in places(f"platforms.{task['platform']}.{part}.*", vintage):
            old = vintage.numbers[place]
            source = f"{told}; {BASE}'s {old.value:g} × {factor:.4f} meets {target:.6g} RMB bn"
            grade = task.get("grade", "B")
            vintage.numbers[place] = replace(
                old, value=tidy(old.value * factor), grade=grade, source=source
            )


def set_cost(task: dict, vintage: Vintage, target: float, told: str) -> None:
    """Set the variable cost of the own group so that EBITA comes out, season off."""
    own = vintage.ids[0]
    number = {key: entry.value for key, entry in vintage.numbers.items()}
    names = ("subsidy_budget", "sme_support", "content_investment", "lower_tier_investment")
    spent = sum(number[f"levers.{name}"] for name in (*names, "ai_investment"))
    spent += CENTRAL["protection_cost"] * number["levers.seller_protection"]
    left = revenue(vintage, own, ("ad_rate", "commission")) - spent - target
    left -= number[f"platforms.{own}.fixed_cost"]
    place = f"platforms.{own}.variable_cost"
    value = tidy(left / number[f"platforms.{own}.gmv.total"])
    source = f"solved so that EBITA is {target:g} RMB bn; {told}"
    vintage.numbers[place] = replace(vintage.numbers[place], value=value, grade="B", source=source)


def set_margin(task: dict, vintage: Vintage, target: float, told: str) -> None:
    """Set the margin of the overseas block so that its EBITA comes out."""
    number = {key: entry.value for key, entry in vintage.numbers.items()}
    turnover = number["overseas.gmv"] * number["overseas.take_rate"]
    value = tidy((target + number["levers.overseas_investment"]) / turnover)
    source = f"solved so that overseas EBITA is {target:g} RMB bn after the investment; {told}"
    vintage.numbers["overseas.margin"] = Entry(value, "share", task["grade"], source)


def build(name: str, base: Vintage | None) -> Vintage:
    """Follow one recipe."""
    recipe = tomllib.loads((DATA / "recipes" / f"{name}.toml").read_text(encoding="utf-8"))
    texts = {key: recipe[key] for key in ("vintage", "english", "chinese")}
    tables = base.texts if base else recipe
    texts |= {key: tables[key] for key in ("platforms", "sides")}
    old = base.numbers if base else {}
    kept = {k: replace(e, grade="D", source=f"as in {BASE}: {e.source}") for k, e in old.items()}
    vintage = Vintage(recipe, texts, kept, old)
    for rule in recipe["rule"]:
        for place, single in spread(rule, vintage):
            vintage.numbers[place] = apply(single, place, vintage)
    for task in recipe.get("solve", []):
        solve(task, vintage)
    return vintage


def render(vintage: Vintage) -> str:
    """Write a vintage as TOML, one number a line."""
    head = f"# Built by data/build_markets.py from recipes/{vintage.recipe['vintage']}.toml: edit that."
    tables: dict[str, list[str]] = {"": [head]}
    for name, item in vintage.texts.items():
        fill(tables, name if isinstance(item, dict) else "", item if isinstance(item, dict) else {name: item})
    for place, entry in vintage.numbers.items():
        table, _, key = place.rpartition(".")
        cells = ", ".join(f"{k} = {quoted(getattr(entry, k))}" for k in entry.__dataclass_fields__)
        tables.setdefault(table, []).append(f"{key} = {{ {cells} }}")
    # A table's own keys come before its sub-tables, platform by platform.
    order = sorted(tables, key=lambda table: list(rank(table, list(tables))))
    blocks = ["\n".join(([f"[{t}]"] if t else []) + tables[t]) for t in order]
    return "\n\n".join(blocks) + "\n"


def rank(table: str, tables: list[str]) -> Iterator[int]:
    """Place of a table: that of each of its ancestors, then its own."""
    parts = table.split(".")
    for depth in range(1, len(parts) + 1):
        start = ".".join(parts[:depth])
        yield next(i for i, name in enumerate(tables) if name.startswith(start))


def fill(tables: dict[str, list[str]], table: str, item: dict) -> None:
    """Lay out the texts of one table and of the tables in it."""
    for key, value in item.items():
        if isinstance(value, dict):
            fill(tables, f"{table}.{key}", value)
        else:
            tables.setdefault(table, []).append(f"{key} = {quoted(value)}")


def quoted(value: str | float) -> str:
    """Write a TOML text, or a number as short as it reads back."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value:.12g}"


def main(arguments: list[str]) -> int:
    """Write every market file, or compare; the exit status says whether all is in order."""
    base = build(BASE, None)
    names = sorted(path.stem for path in (DATA / "recipes").glob("*.toml"))
    stale = 0
    for name in names:
        text = render(base if name == BASE else build(name, base))
        path = DATA / "markets" / f"{name}.toml"
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale += 1
            sys.stderr.write(f"{path.name} is not what its recipe gives; run data/build_markets.py\n")
    return min(stale, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
