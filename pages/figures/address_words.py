"""What an address may ask for, in words: the rule behind each of its faults."""

from collections.abc import Iterable
from difflib import get_close_matches

from models.errors import Problem
from models.inputs import load_market, load_parameters, markets
from models.levers import LEVERS, Lever
from models.market.rivals import POSTURES
from models.notation import quarters_after
from models.scenario import Scenario
from models.scenario.address import ASSUMED, LEVER, NAME, RIVAL, SCHEDULE
from models.scenario.rules import WHOLE
from models.text_rules import NAME_LENGTH
from pages.figures import assumption_values as values
from pages.labels.catalogue import t
from pages.labels.format import setting


def rule(name: str, problem: Problem, asked: Scenario) -> str:
    """Write what ``name`` may be in the address of a plan like ``asked``."""
    if name in WHOLE:
        low, high = WHOLE[name]
        return t("address.whole", low=f"{low:,}", high=f"{high:,}")
    if name in ("market", "rivals"):
        allowed = markets() if name == "market" else POSTURES
        return t("address.one_of", names=", ".join(allowed))
    if name == NAME:
        return t("address.name", most=NAME_LENGTH)
    prefix, _, about = name.partition(".")
    return {
        LEVER: lambda: _lever(about, problem, asked),
        SCHEDULE: lambda: _schedule(about, asked),
        ASSUMED: lambda: _assumption(about),
        RIVAL: lambda: t("address.conduct", names=", ".join(POSTURES)),
    }[f"{prefix}."]()


def _lever(about: str, problem: Problem, asked: Scenario) -> str:
    lever = LEVERS.get(about)
    if lever is None:
        return _nothing(about, LEVERS)
    # The only fault that a target within its range can have.
    is_zero = lever.unit == "weight" and "not all zero" in problem.message
    return t("address.zero") if is_zero else _range(lever, asked)


def _range(lever: Lever, asked: Scenario) -> str:
    """Tell the range of a lever in the market that is asked for."""
    least, most = load_market(asked.market).bounds(lever.name)
    low, high = (setting(end, lever.unit) for end in (least, most))
    numbers = {"least": f"{least:g}", "most": f"{most:g}"}
    return t("address.lever", lever=t(lever.name), low=low, high=high, **numbers)


def _schedule(about: str, asked: Scenario) -> str:
    lever = LEVERS.get(about)
    if lever is None:
        return _nothing(about, LEVERS)
    quarters = quarters_after(asked.market, asked.horizon)
    words = {"first": quarters[0], "last": quarters[-1], "example": f"{quarters[0]}:{lever.high:g}"}
    return t("address.schedule", rule=_range(lever, asked), **words)


def _assumption(about: str) -> str:
    if about not in load_parameters().names:
        return _nothing(about, load_parameters().names)
    low, high = (values.number(about, end) for end in load_parameters().allowed(about))
    return t("address.number", low=low, high=high, **_plain(about))


def _plain(about: str) -> dict[str, str]:
    """Give the ends as an address writes them, which counts money in RMB bn."""
    least, most = load_parameters().allowed(about)
    return {"least": f"{least:g}", "most": f"{most:g}"}


def _nothing(about: str, known: Iterable[str]) -> str:
    near = get_close_matches(about, list(known), n=1)
    return t("address.no_lever_near", near=near[0]) if near else t("address.no_lever")
