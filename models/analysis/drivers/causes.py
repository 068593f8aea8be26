"""The chain of causes behind one bar: figures of two projections, not prose."""

from dataclasses import dataclass, replace

import numpy as np

from models.analysis.drivers.players import RIVALS_PLAYER, Player, coalition, players
from models.analysis.drivers.routes import DELIVERED, VISITS, Node, route
from models.analysis.quarter_index import place_of
from models.analysis.reading import figure, year_to
from models.notation import OWN, UNITS
from models.parameters import Parameters
from models.projection import Projection, project
from models.scenario import LEVERS, Scenario
from models.vintage import Market

_SUBSIDY = ("subsidy_high_ticket", "subsidy_low_ticket")


@dataclass(frozen=True, kw_only=True)
class Link:
    """One step of a chain: what a figure is without the lever and with it, and why it moves.

    ``parameter`` is the one that sets the size of the step, with its central ``value``, ``grade``
    and ``source``; without one, ``parameter`` is empty and the step follows from the market file.
    """

    name: str
    unit: str
    before: float
    after: float
    equation: str
    parameter: str
    value: float
    grade: str
    source: str

    @property
    def change(self) -> float:
        """Difference that the lever makes, in ``unit``."""
        return self.after - self.before


def causes(
    market: Market,
    parameters: Parameters,
    scenario: Scenario,
    player: str,
    metric: str,
    quarter: str | None = None,
) -> tuple[Link, ...]:
    """Follow one lever, moved alone, to one metric; central runs, the rivals standing still.

    Parameters
    ----------
    player
        Name of a lever or KPI unit that the plan moves; ``rivals`` for their answer.
    quarter
        Figures are those of the year to it; left out: the last one.

    Raises
    ------
    KeyError
        The plan does not move ``player``.
    ScenarioError
        The quarter lies outside the horizon.
    """
    if player == RIVALS_PLAYER:
        return answer(market, parameters, scenario, metric, quarter)
    mover = {one.name: one for one in players(scenario, market.levers)}[player]
    still, planned = replace(scenario, steps=()), scenario.schedule(market.levers)
    targets = coalition(planned, still.schedule(market.levers), [mover])
    runs = (
        project(market, parameters, still, draws=0, rivals="passive"),
        project(market, parameters, still, draws=0, rivals="passive", planned=targets),
    )
    quarter_index = place_of(quarter, runs[0].quarters)
    return tuple(
        _link(node, mover, runs, quarter_index, parameters) for node in route(player, metric)
    )


def answer(
    market: Market, parameters: Parameters, scenario: Scenario, metric: str, quarter: str | None
) -> tuple[Link, ...]:
    """Follow the rivals' answer: the plan with rivals standing still, and with their answer."""
    runs = (
        project(market, parameters, scenario, draws=0, rivals="passive"),
        project(market, parameters, scenario, draws=0),
    )
    quarter_index = place_of(quarter, runs[0].quarters)
    first = Node("rival_subsidy", "E5", "rival_matching")
    nodes = (first, *route("subsidy_budget", metric)[1:])
    mover = Player(name=RIVALS_PLAYER, levers=())
    return tuple(_link(node, mover, runs, quarter_index, parameters) for node in nodes)


def _link(
    node: Node,
    mover: Player,
    runs: tuple[Projection, Projection],
    quarter_index: int,
    parameters: Parameters,
) -> Link:
    before, after = (_figure(node.name, mover, run, quarter_index) for run in runs)
    known = parameters.table.get(node.parameter)
    assumed = {**runs[0].market.parameters, **dict(runs[0].scenario.assumptions)}
    return Link(
        name=node.name,
        unit=_unit(node.name, mover),
        before=before,
        after=after,
        equation=node.equation,
        parameter=node.parameter,
        value=float(assumed.get(node.parameter, known.central)) if known else np.nan,
        grade=known.grade if known else "",
        source=known.source if known else "",
    )


def _unit(name: str, mover: Player) -> str:
    if name == VISITS:
        return "million/day"
    if name == "rival_subsidy":
        return "RMB bn/quarter"
    return LEVERS[mover.levers[0]].unit if name == DELIVERED else UNITS[name]


def _figure(name: str, mover: Player, run: Projection, quarter_index: int) -> float:
    if name == DELIVERED:
        return _delivered(mover.levers[0], run, quarter_index)
    if name == VISITS:
        visits = run.central("dau") * run.central("visits_per_user")
        return float(year_to(visits, quarter_index))
    if name == "rival_subsidy":
        spent = np.delete(run.paths["subsidy"][..., 0], OWN, axis=1).sum(axis=1)
        return float(year_to(spent, quarter_index))
    return float(figure(run.paths, name, quarter_index)[0])


def _delivered(lever: str, run: Projection, quarter_index: int) -> float:
    """Lever as the organisation delivers it; one that acts at once is as planned."""
    high, low = (float(year_to(run.realised[name][:, 0], quarter_index)) for name in _SUBSIDY)
    if lever == "subsidy_budget":
        return high + low
    if lever == "high_ticket_share" and high + low > 0.0:
        return high / (high + low)
    realised = run.realised.get(lever)
    path = run.planned[lever] if realised is None else realised[:, 0]
    return float(year_to(path, quarter_index))
