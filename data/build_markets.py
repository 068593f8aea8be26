"""Build the market files: recipes and reported figures in, one TOML file a vintage out.

``python -m data.build_markets`` writes data/markets; ``--check`` only compares. A recipe is a list
of rules; each sets the numbers that its path names, from a value, a reported figure or the vintage
that the recipe starts from (``base``, 2023Q1 by default), times what the rule lists. Solves come
last: they scale rates, or set a cost or a margin, until a total is met. A history lists what was
reported before. What no rule names stays as in the base. SOURCES.md explains the keys. Nothing is
written while a row of evidence.csv cannot be used, or parameters.csv shows another pool than it
gives.
"""

import re
import sys
import tomllib
from dataclasses import replace

from data.market_numbers import (
    ACTUALS,
    DATA,
    Number,
    Table,
    Vintage,
    number,
    reported,
    spread,
    tidy,
)
from data.market_solves import solve
from data.market_text import render
from models.errors import ParameterError
from models.inputs import load_effects, read_rows
from models.parameters.evidence_pool import pools, table_faults

FIRST = "2023Q1"
QUARTER = re.compile(r"\d{4}Q[1-4]", re.ASCII)
"""A period that is one quarter, as first reported."""

FORBIDS = ("unavailable", "limits")


def remember(task: Table, vintage: Vintage) -> None:
    """Follow one history of a recipe: a figure reported quarter by quarter, put on one basis."""
    platform, metric = task["actual"].split("|")
    rows = [row for row in ACTUALS if (row["platform"], row["metric"]) == (platform, metric)]
    known = [row["period"] for row in rows if QUARTER.fullmatch(row["period"])]
    last = task.get("last", vintage.name)
    for quarter in sorted(q for q in known if task["first"] <= q <= last and q < vintage.name):
        figure = reported(f"{platform}|{quarter}|{metric}")
        factor = task.get("times", 1.0)
        told = f" × {factor:g}; {task['source']}" if factor != 1.0 else ""
        vintage.numbers[f"history.{task['metric']}.{quarter}"] = Number(
            value=tidy(figure.value * factor),
            unit="RMB bn/quarter",
            grade=task.get("grade", figure.grade),
            source=f"{figure.source}{told}",
        )


def read(name: str) -> Table:
    """Read one recipe."""
    return tomllib.loads((DATA / "recipes" / f"{name}.toml").read_text(encoding="utf-8"))


def kept(entry: Number, start: str) -> Number:
    """Keep a number of the vintage before; it is a judgement there, whatever it was."""
    told = entry.source if entry.source.startswith("as in ") else f"as in {start}: {entry.source}"
    by_definition = entry.grade == "B" and "by definition" in entry.source
    return replace(entry, grade="B" if by_definition else "D", source=told)


def begin(name: str, recipe: Table, base: Vintage | None) -> Vintage:
    """Start a vintage from its base, without the tables that the recipe leaves out."""
    texts = {key: recipe[key] for key in ("vintage", "english", "chinese")}
    texts |= {key: recipe[key] for key in FORBIDS if key in recipe}
    labels = base.texts if base else recipe
    texts |= {key: labels[key] for key in ("platforms", "sides")}
    left_out = ("history", *recipe.get("without", []))
    has_instant = "instant" not in left_out
    texts["instant"] = labels["instant"] | recipe.get("instant", {}) if has_instant else {}
    old = base.numbers if base else {}
    old = {place: entry for place, entry in old.items() if place.split(".")[0] not in left_out}
    start = base.name if base else ""
    numbers = {place: kept(entry, start) for place, entry in old.items()}
    return Vintage(name, start, texts, old, numbers)


def build(name: str) -> Vintage:
    """Follow one recipe, and before it that of the vintage from which it starts."""
    recipe = read(name)
    base = None if name == FIRST else build(recipe.get("base", FIRST))
    vintage = begin(name, recipe, base)
    for rule in recipe["rule"]:
        for place, single in spread(rule, vintage):
            vintage.numbers[place] = number(single, place, vintage)
    for task in recipe.get("solve", []):
        solve(task, vintage)
    for task in recipe.get("history", []):
        remember(task, vintage)
    return vintage


def evidence_faults() -> list[str]:
    """List rows of the evidence that cannot be used, and pools that parameters.csv misquotes."""
    try:
        found = pools(load_effects())
    except ParameterError as error:
        return [str(error)]
    return list(table_faults(read_rows("parameters.csv"), found))


def main(arguments: list[str]) -> int:
    """Write every market file, or compare; the exit status says whether all is in order."""
    if faults := evidence_faults():
        sys.stderr.write("\n".join([*faults, ""]))
        return 1
    stale = 0
    for name in sorted(path.stem for path in (DATA / "recipes").glob("*.toml")):
        text = render(build(name))
        path = DATA / "markets" / f"{name}.toml"
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            sys.stderr.write(f"{path.name} is not what its recipe gives; run: make data\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
