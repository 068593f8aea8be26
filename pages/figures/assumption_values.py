"""The reader's assumptions in words and figures; nothing here needs a browser."""

from dataclasses import dataclass

from models.inputs import load_market, load_parameters
from models.parameters import Parameter
from models.scenario import Scenario
from models.vintage import Market
from pages.labels.catalogue import t
from pages.labels.format import money_scale, setting


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One number that the reader assumes otherwise."""

    name: str
    ours: float
    yours: float


def row(name: str) -> Parameter:
    """Give the row of the parameter table."""
    return load_parameters().table[name]


def ours(name: str, market: Market) -> float:
    """Give the central value that we assume in ``market``."""
    return float(market.parameters.get(name, row(name).central))


def changed(scenario: Scenario) -> tuple[Changed, ...]:
    """List what ``scenario`` assumes otherwise than we do; rows that say the same are left out."""
    market = load_market(scenario.market)
    pairs = ((name, ours(name, market), value) for name, value in scenario.assumptions)
    return tuple(
        Changed(name=name, ours=own, yours=value) for name, own, value in pairs if value != own
    )


def amount(name: str, value: float) -> str:
    """Write a value of a parameter with its unit; money in 亿 where that is read."""
    return _with_unit(number(name, value), row(name).unit)


def number(name: str, value: float) -> str:
    """Write a value of a parameter without its unit."""
    return setting(scale(name) * value, "")


def scale(name: str, locale: str = "") -> float:
    """Give the factor on a value as it is shown: 10 for RMB bn where money is read in 亿.

    ``locale`` is a language, that in use where none is named.
    """
    return money_scale(locale) if row(name).unit.startswith("RMB bn") else 1.0


def _with_unit(text: str, unit: str) -> str:
    if unit == "-":
        return text
    return t("assumptions.amount", value=text, unit=t(f"parameter.unit.{unit}"))


def notice(scenario: Scenario) -> str:
    """Write that figures stand under other assumptions than ours; empty where they do not."""
    changes = changed(scenario)
    if not changes:
        return ""
    one = change_text(changes[0])
    if len(changes) == 1:
        return t("assumptions.notice_one", what=one)
    return t("assumptions.notice_many", what=one, more=len(changes) - 1)


def change_text(change: Changed) -> str:
    """Write one number that is assumed otherwise, without its unit."""
    return t(
        "assumptions.changed_one",
        name=t(f"parameter.{change.name}"),
        yours=number(change.name, change.yours),
        ours=number(change.name, change.ours),
    )
