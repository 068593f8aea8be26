"""A market of any quarter: stored figures, those of a reader over them, and the recipes."""

from collections.abc import Sequence
from functools import cache

from models.inputs import DATA, read_rows, read_table
from models.market_files import quarters_in
from models.vintage.making.market_figures import Basis, Figures, Row, gather
from models.vintage.making.market_making import Made, Recipes, make

STORED = ("actuals/quarterly.csv", "actuals/annual.csv")


@cache
def recipes() -> Recipes:
    """Read the recipes of all vintages and the rules that are common to all markets."""
    table = {row["name"]: float(row["central"]) for row in read_rows("parameters.csv")}
    return Recipes(
        by_vintage={
            name: read_table(f"recipes/{name}.toml") for name in quarters_in(DATA / "recipes")
        },
        common=read_table("recipes/common.toml"),
        central=table,
    )


def make_market(quarter: str, rows: Sequence[Row] = (), *, is_shipped: bool = False) -> Made:
    """Make the market of a quarter from the stored figures, and over them a reader's ``rows``.

    ``is_shipped`` keeps what was settled by hand for the stored files; without it the rules and
    the judgements of the recipe make the market alone.
    """
    known = Recipes(**{**vars(recipes()), "is_shipped": is_shipped})
    stored = figures()
    return make(quarter, known, figures(rows) if rows else stored, stored)


def figures(rows: Sequence[Row] = ()) -> Figures:
    """Gather the stored figures and, over them, those of a reader."""
    bases = tuple(Basis(**basis) for basis in recipes().common["basis"])
    stored = [row for name in STORED for row in read_rows(name)]
    return gather(stored, rows, bases=bases)
