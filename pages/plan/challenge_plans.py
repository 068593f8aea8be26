"""Plans to compare: the current one, the open ones, and those of the case library."""

from dataclasses import replace

from models.errors import ModelError
from models.scenario import Scenario
from models.text_rules import name_key
from models.validation.cases import cases
from pages.labels.catalogue import named
from pages.plan import shelf

_GROUND = ("horizon", "seed", "assumptions", "rivals", "conduct")


def strategies(scenario: Scenario) -> dict[str, Scenario]:
    """Gather the current plan, open plans and those of the case library, by name.

    They take on horizon, seed, assumptions and rivals of the current plan, so that all stand
    on the same ground.
    """
    library = [
        replace(option.scenario, name=named(option))
        for case in cases()
        if case.market == scenario.market
        for option in case.options
    ]
    opened = [plan for plan in shelf.plans() if plan.market == scenario.market]
    mine = [scenario] if scenario.steps else []
    by_name: dict[str, Scenario] = {}
    for plan in (*mine, *opened):
        same_ground = _on_ground(plan, scenario)
        if same_ground and not any(name_key(plan.name) == name_key(name) for name in by_name):
            by_name[plan.name] = same_ground
    for plan in library:
        if same_ground := _on_ground(plan, scenario):
            known = by_name.get(plan.name)
            if known and known.steps == same_ground.steps:
                continue
            name = shelf.free_name(plan.name, by_name.values())  # what it was before a change
            by_name[name] = replace(same_ground, name=name)
    return by_name


def elsewhere(scenario: Scenario) -> list[Scenario]:
    """Give the open plans that cannot be compared with ``scenario``: theirs is another market."""
    return [one for one in shelf.plans() if one.steps and one.market != scenario.market]


def _on_ground(plan: Scenario, scenario: Scenario) -> Scenario | None:
    """Give a plan under the settings of the current one; None where it starts too late."""
    settings = {name: getattr(scenario, name) for name in _GROUND}
    try:
        return replace(plan, notes=(), **settings)
    except ModelError:
        return None
