"""A market from figures: the rules of all markets, and what the recipe of a vintage judges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.notation import MONEY
from models.vintage.making.market_figures import Figures, Number, is_quarter, quarter_before
from models.vintage.making.market_growth import Draft, Table
from models.vintage.making.market_setting import (
    Gap,
    follow,
    is_due,
    judge,
    tidy,
)
from models.vintage.making.market_solves import solve, solve_first, subject

FIRST = "2023Q1"
"""The vintage that starts from no other."""

FORBIDS = ("unavailable", "limits")

_ENDINGS = {"english": ("March", "June", "September", "December"), "chinese": "一二三四"}


@dataclass(frozen=True, kw_only=True)
class Recipes:
    """The recipe of each vintage, the rules of all, and central values of parameters.

    ``is_shipped`` keeps what was settled by hand where the rules alone come near it: the stored
    files are built so, and a market of one's own day is not.
    """

    by_vintage: Mapping[str, Table]
    common: Table
    central: Mapping[str, float]
    is_shipped: bool = False


@dataclass(frozen=True, kw_only=True)
class Made:
    """A market that was made, and the figures that its quarter lacks."""

    draft: Draft
    gaps: tuple[Gap, ...]


def make(quarter: str, recipes: Recipes, figures: Figures, base_figures: Figures) -> Made:
    """Make the market of a quarter, and before it that of the vintage from which it starts.

    ``base_figures`` are those of earlier vintages, which stay as they are whatever a reader adds.
    """
    recipe = recipes.by_vintage.get(quarter) or own_recipe(quarter, recipes)
    base = None
    if quarter != FIRST:
        shipped = replace(recipes, is_shipped=True)
        base = make(recipe.get("base", FIRST), shipped, base_figures, base_figures).draft
    draft = begin(quarter, recipe, base, figures, recipes.central)
    judge(recipe.get("rule", []), draft)
    if recipe.get("rules") != "common":
        for task in recipe.get("solve", []):
            solve(task, draft)
        gaps: list[Gap] = []
    else:
        gaps = list(_common(recipe, recipes, draft))
    common = recipes.common["history"] if recipe.get("rules") == "common" else []
    for task in (*recipe.get("history", []), *common):
        if is_due(task, quarter):
            remember(task, draft)
    close_up(draft)
    return Made(draft=draft, gaps=tuple(merged(gaps)))


def _common(recipe: Table, recipes: Recipes, draft: Draft) -> Iterator[Gap]:
    judge(recipe.get("judgement", []), draft)
    own = {subject(task): task for task in recipe.get("solve", [])}
    if recipes.is_shipped:
        judge(recipe.get("settled", []), draft)
    for rule in recipes.common["rule"]:
        yield from follow(rule, draft)
    for task in recipes.common["solve"]:
        if mine := own.get(subject(task)):
            solve(mine, draft)
        elif gap := solve_first(task, draft):
            yield gap


def own_recipe(quarter: str, recipes: Recipes) -> Table:
    """Write the recipe of a quarter that has none: the rules, from the latest vintage before it."""
    earlier = [name for name in recipes.by_vintage if name < quarter]
    year, number = quarter[:4], int(quarter[-1]) - 1
    return {
        "vintage": quarter,
        "english": f"{_ENDINGS['english'][number]} quarter {year}: built from your figures",
        "chinese": f"{year}年第{_ENDINGS['chinese'][number]}季度：由您的数据建成",
        "base": max(earlier, default=FIRST),
        "rules": "common",
    }


def begin(
    name: str, recipe: Table, base: Draft | None, figures: Figures, central: Mapping[str, float]
) -> Draft:
    """Start a market from its base, without the tables that the recipe leaves out."""
    texts = {key: recipe[key] for key in ("vintage", "english", "chinese")}
    texts |= {key: recipe[key] for key in FORBIDS if key in recipe}
    labels = base.texts if base else recipe
    texts |= {key: labels[key] for key in ("platforms", "sides")}
    left_out = ("history", *recipe.get("without", []))
    has_instant = "instant" not in left_out
    texts["instant"] = labels["instant"] | recipe.get("instant", {}) if has_instant else {}
    old = base.numbers if base else {}
    old = {place: entry for place, entry in old.items() if place.split(".")[0] not in left_out}
    if base:
        base = replace(base, numbers=old)
    numbers = {place: kept(entry, base.name if base else "") for place, entry in old.items()}
    return Draft(
        name=name, texts=texts, numbers=numbers, base=base, figures=figures, central=central
    )


def kept(entry: Number, start: str) -> Number:
    """Keep a number of the vintage before; it is a judgement there, whatever it was."""
    told = entry.source if entry.source.startswith("as in ") else f"as in {start}: {entry.source}"
    by_definition = entry.grade == "B" and "by definition" in entry.source
    return replace(entry, grade="B" if by_definition else "D", source=told)


def remember(task: Table, draft: Draft) -> None:
    """Follow one history: a figure reported quarter by quarter, put on one basis."""
    platform, metric = task["actual"].split("|")
    last = task.get("last", draft.name)
    known = sorted(
        period
        for owner, period, name in draft.figures.rows
        if (owner, name) == (platform, metric) and is_quarter(period)
    )
    for quarter in (q for q in known if task["first"] <= q <= last and q < draft.name):
        figure = draft.figures.find(f"{platform}|{quarter}|{metric}")
        assert figure
        basis = draft.figures.basis(task["actual"], quarter, draft.name)
        told = f" × {basis.times:g}; {basis.source}" if basis else ""
        draft.numbers[f"history.{task['metric']}.{quarter}"] = Number(
            value=tidy(figure.value * (basis.times if basis else 1.0)),
            unit=MONEY,
            grade=basis.grade if basis else figure.grade,
            source=f"{figure.source}{told}",
        )


def close_up(draft: Draft) -> None:
    """Keep of every history what runs without a gap to the quarter before the market's own."""
    tables = {place.rpartition(".")[0] for place in draft.numbers if place.startswith("history.")}
    for table in tables:
        known = {p.rpartition(".")[2] for p in draft.numbers if p.startswith(f"{table}.")}
        first = draft.name
        while quarter_before(first, 1) in known:
            first = quarter_before(first, 1)
        for quarter in (quarter for quarter in known if quarter < first):
            del draft.numbers[f"{table}.{quarter}"]


def merged(gaps: list[Gap]) -> Iterator[Gap]:
    """Gather gaps of one figure."""
    by_figure: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_figure.setdefault(gap.figure, []).append(gap)
    for same in by_figure.values():
        places = tuple(place for gap in same for place in gap.places)
        yield replace(same[0], places=places, needed=any(gap.needed for gap in same))


def needed(recipes: Recipes, quarter: str) -> tuple[tuple[str, ...], ...]:
    """List the figures without which a quarter is not full, each with those that stand for it."""
    entries = (*recipes.common["rule"], *recipes.common["solve"])
    return tuple(
        tuple(
            way["actual"].format(quarter=quarter, year=quarter[:4])
            for way in entry["ways"]
            if "actual" in way and is_due(way, quarter)
        )
        for entry in entries
        if entry.get("needed")
    )
