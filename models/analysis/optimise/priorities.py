"""What the order of the KPIs costs: users first, revenue first, and what each gives up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.analysis.optimise.answer import Answer
from models.analysis.optimise.goals import Task
from models.analysis.optimise.optimise import optimise
from models.notation import VOLUMES
from models.parameters import Parameters
from models.vintage import Market

PRIORITY_METRICS = VOLUMES
"""Users, revenue and sales, the three that a group puts in order."""

ORDERS = (("dau", "revenue", "gmv"), ("revenue", "dau", "gmv"), ("gmv", "revenue", "dau"))
"""Users first and revenue as their result; revenue first; sales first."""

ORDER_WEIGHTS = (0.6, 0.3, 0.1)
"""Weight by place: each place counts about twice what the next one does."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Priority:
    """The best plan for one order of the KPIs.

    ``order`` names the KPIs, the first first; ``changes`` are their changes against no change
    in the unit of each; ``given_up`` is what the best plan of any order compared has more of each.
    """

    order: tuple[str, ...]
    answer: Answer
    changes: Mapping[str, float]
    given_up: Mapping[str, float]


def in_order(task: Task, order: Sequence[str]) -> Task:
    """Let the KPIs count by their place in ``order``."""
    weights = tuple(zip(order, ORDER_WEIGHTS, strict=False))
    return replace(task, goal=replace(task.goal, weights=weights))


def priorities(
    market: Market,
    parameters: Parameters,
    task: Task,
    orders: Sequence[tuple[str, ...]] = ORDERS,
) -> Iterator[Priority]:
    """Solve the task for one order of KPIs after another; limits hold in all of them.

    What an order gives up is measured against the orders solved so far, so the last one knows all;
    `settle_costs` tells it for all.

    Raises
    ------
    ModelError
        The task cannot be answered.
    """
    for order in orders:
        answer = optimise(market, parameters, in_order(task, order), f"{order[0]} first")
        changes = {name: answer.effects[name].central for name in PRIORITY_METRICS}
        yield Priority(order=tuple(order), answer=answer, changes=changes, given_up={})


def settle_costs(orderings: Sequence[Priority]) -> tuple[Priority, ...]:
    """Add to each order what it gives up of every KPI against the best of the others."""
    best = {name: max(one.changes[name] for one in orderings) for name in PRIORITY_METRICS}
    return tuple(
        replace(one, given_up={name: best[name] - one.changes[name] for name in PRIORITY_METRICS})
        for one in orderings
    )
