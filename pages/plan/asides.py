"""Levers left out for a look at the plan without them: what each was set to is kept aside."""

from dataclasses import replace

from models.scenario import Scenario
from pages.plan import plan, schedules
from pages.plan.plan import Aside


def values() -> dict[str, float]:
    """Give the last targets of the levers that are left out."""
    return {one.lever: one.value for one in plan.sheet().aside}


def toggle(lever: str) -> None:
    """Leave ``lever`` out of the plan, or put it back as it was; weights of a unit go together."""
    levers = schedules.together(lever)
    if lever in values():
        _put_back(levers)
    elif any(name in dict(plan.sheet().moved) or plan.schedule_of(name) for name in levers):
        _leave_out(levers)


def only(lever: str) -> None:
    """Leave out every lever of the plan but ``lever``, and put that one back."""
    kept = schedules.together(lever)
    if lever in values():
        _put_back(kept)
    for name in _moved():
        if name not in kept and name not in values():
            toggle(name)


def put_back_all() -> None:
    """Put back all that is left out."""
    for name in tuple(values()):
        if name in values():
            toggle(name)


def of_whole_plan() -> set[str]:
    """Give the levers of the whole plan, those that are left out among them."""
    return {*values(), *_moved()}


def _moved() -> set[str]:
    return {*dict(plan.sheet().moved), *(row.lever for row in plan.sheet().kept)}


def as_plan(state: plan.PlanInputs) -> Scenario | None:
    """Write what is left out of ``state`` as a plan of its own, None where nothing is."""
    if not state.aside:
        return None
    moved = tuple((one.lever, one.value) for one in state.aside)
    rows = tuple(row for one in state.aside for row in one.rows)
    return plan.scenario_of(replace(state, moved=moved, kept=rows, aside=()))


def of_plan(scenario: Scenario | None) -> tuple[Aside, ...]:
    """Read what `as_plan` wrote."""
    if scenario is None:
        return ()
    whole = plan.sheet_of(scenario)
    return tuple(
        Aside(lever=name, value=value, rows=tuple(r for r in whole.kept if r.lever == name))
        for name, value in whole.moved
    )


def _leave_out(levers: tuple[str, ...]) -> None:
    targets, kept = plan.targets(), plan.sheet().kept
    aside = tuple(
        Aside(lever=name, value=targets[name], rows=tuple(r for r in kept if r.lever == name))
        for name in levers
    )
    plan.reset(levers)
    plan.change(aside=(*plan.sheet().aside, *aside))


def _put_back(levers: tuple[str, ...]) -> None:
    """Put levers back as near to what they were as the market of today allows."""
    mine = [one for one in plan.sheet().aside if one.lever in levers]
    _drop(levers)
    rows = (
        replace(row, value=plan.within(row.lever, row.value)) for one in mine for row in one.rows
    )
    plan.change(kept=(*plan.sheet().kept, *rows))
    plan.put({one.lever: one.value for one in mine})


def _drop(levers: tuple[str, ...]) -> None:
    """Forget what ``levers`` were set to."""
    plan.change(aside=tuple(one for one in plan.sheet().aside if one.lever not in levers))
