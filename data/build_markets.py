"""Build the market files: recipes and reported figures in, one TOML file a vintage out.

``python -m data.build_markets`` writes data/markets; ``--check`` only compares. The rules that
make a market are the same for every quarter: ``models/vintage/making`` and ``recipes/common.toml``;
the recipe of a vintage holds what no figure gives. SOURCES.md explains the keys. Nothing is written
while a row of evidence.csv cannot be used, or parameters.csv shows another pool than it gives.
"""

import sys

from models.errors import ParameterError
from models.inputs import DATA, load_effects, read_rows
from models.own_day import make_market
from models.parameters.evidence_pool import pools, table_faults
from models.vintage.making.market_text import render

HEAD = "Built by data/build_markets.py from data/recipes/{name}.toml; edit the recipe."


def text_of(name: str) -> str:
    """Give the text of the market file of a vintage."""
    return render(make_market(name, is_shipped=True).draft, HEAD.format(name=name))


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
    for name in sorted(path.stem for path in (DATA / "recipes").glob("[0-9]*.toml")):
        text = text_of(name)
        path = DATA / "markets" / f"{name}.toml"
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            sys.stderr.write(f"{path.name} is not what its recipe gives; run: make data\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
