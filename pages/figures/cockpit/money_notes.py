"""What the figures of money and stakes rest on: parameters and today's numbers, with grades."""

from collections.abc import Iterable, Sequence

from models.analysis.outcome import STAKES
from models.analysis.provenance import ingredients, weakest
from models.analysis.subsidy_mix import Bundle
from models.inputs import load_parameters
from models.parameters.table import Parameter
from models.vintage import Market
from pages.figures.provenance import Notes
from pages.labels.catalogue import t
from pages.labels.source_words import source_words

_SUBSIDY = ("subsidy_depth", "subsidised_basket", "subsidy_elasticity")


def of_bundles(bundles: Sequence[Bundle]) -> Notes:
    """List the parameters that turn RMB 1 bn into orders and orders into more of them."""
    table = load_parameters().table
    rows = [table[f"{name}_{bundle.ticket}"] for bundle in bundles for name in _SUBSIDY]
    return {"notes": (*map(_line, rows), _model()), "grade": _weakest(rows)}


def of_returns() -> Notes:
    """Note that effects of money follow from all parameters at once."""
    return {"notes": (_model(),), "grade": _weakest(_drawn())}


def of_winners_losers(market: Market) -> Notes:
    """List how well today's figures of sellers are known, and what later quarters rest on."""
    grade = weakest(ingredient for name in STAKES for ingredient in ingredients(market, name))
    words = {"quarter": market.vintage, "grade": grade, "meaning": t(f"grade.{grade}")}
    return {"notes": (t("source.today", **words), _model()), "grade": grade}


def _line(row: Parameter) -> str:
    named = t("source.named", name=row.meaning, value=f"{row.central:g} {row.unit}")
    return t("source.number", grade=row.grade, names=named, source=source_words(row.source))


def _model() -> str:
    rows = _drawn()
    return t("source.model", drawn=len(rows), judged=sum(row.grade == "D" for row in rows))


def _drawn() -> list[Parameter]:
    return [row for row in load_parameters().table.values() if row.kind == "drawn"]


def _weakest(rows: Iterable[Parameter]) -> str:
    return max(row.grade for row in rows)
