"""What to do first: the levers of a best plan as arrows from today, in order of effect."""

from collections.abc import Sequence

import pyarrow as pa

from models.analysis.optimise.answer import AT_START, Answer
from models.analysis.optimise.first_moves import Move
from models.analysis.optimise.goals import SUM, Task
from models.analysis.precedents import spans
from models.fingerprint import fingerprint
from models.inputs import load_market
from models.levers import KPI_UNITS
from models.notation import UNITS, Array, quarters_after
from models.scenario import Scenario
from models.vintage import Market
from pages.charts.arrow_chart import ARROW_COLUMNS, arrows
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.figures import decide_words as words
from pages.figures.decide.best_answer import finding, level_of, subtitle
from pages.figures.provenance import of_metrics
from pages.labels.catalogue import t

_ROW, _FOOT = 44, 8


def asked(task: Task) -> tuple[str, str]:
    """Give the metric and the quarter by which moves are set in order."""
    goal = task.goal
    last = quarters_after(task.scenario.market, task.scenario.horizon)[-1]
    return goal.metrics[0], last if goal.at == SUM else goal.at


def lines(answer: Answer, moves: Sequence[Move]) -> tuple[str, str, str]:
    """Write the answer, what belongs to it, and when and how sure."""
    told, below = finding(answer), subtitle(answer)
    moves = moving(answer.scenario, moves)
    if not moves or not answer.is_feasible or answer.verdict == AT_START:
        return told, "", below
    first, metric = moves[0], asked(answer.task)[0]
    change = words.change(metric, *[first.effect] * 3, level=level_of(metric, answer))
    if change.is_none or first.effect < 0.0:
        return told, "", below
    market = load_market(answer.scenario.market)
    today, target = _ends(first.lever, answer.scenario, market)
    unit, way = UNITS[metric], _way(first.lever, answer.scenario, market)
    size = words.size(first.effect, unit, level=level_of(metric, answer))
    sentence = t(
        f"best.first.{way}",
        lever=words.inside(words.lever(first.lever)),
        today=today,
        target=target,
        measure=t(f"measure.{metric}"),
        gain=t("risk.rmb", amount=size) if unit.startswith("RMB") else size,
    )
    return words.capital(sentence), told, below


def moving(scenario: Scenario, moves: Sequence[Move]) -> tuple[Move, ...]:
    """Leave out levers that the plan moves by less than a digit."""
    market = load_market(scenario.market)
    ends = {one.lever: _ends(one.lever, scenario, market) for one in moves}
    return tuple(one for one in moves if ends[one.lever][0] != ends[one.lever][1])


def most(moves: Sequence[Move], metric: str, level: float = 0.0) -> str:
    """Say which lever changes ``metric`` most when it alone is moved, up or down."""
    first = max(moves, key=lambda one: abs(one.effect))
    return t(
        "best.moves.yours",
        lever=words.inside(words.lever(first.lever)),
        measure=t(f"measure.{metric}"),
        change=words.lone_change(metric, first.effect, level=level),
    )


def figure(
    scenario: Scenario,
    moves: Sequence[Move],
    asked_for: tuple[str, str],
    style: Style,
    level: float = 0.0,
) -> Figure:
    """Draw every lever that the plan moves, the one with the largest effect first.

    ``asked_for`` are metric and quarter; ``level`` is what changes, 0 if not known.
    """
    metric, quarter = asked_for
    market, moves = load_market(scenario.market), moving(scenario, moves)
    rows = [
        _row(place, one, scenario, market)
        | {"effect": words.lone_change(metric, one.effect, level=level)}
        for place, one in enumerate(moves)
    ]
    return Figure(
        name="best.moves",
        title=t("best.moves"),
        subtitle=t("best.moves.below", measure=t(f"measure.{metric}"), quarter=quarter),
        footer=t("compare.footer", market=market.vintage, model=fingerprint(market.vintage)),
        spec=arrows(style, len(moves), _ROW * len(moves) + _FOOT),
        table=pa.Table.from_pylist([{name: row[name] for name in ARROW_COLUMNS} for row in rows]),
        style=style,
        **of_metrics(market, metric),
    )


def _row(place: int, move: Move, scenario: Scenario, market: Market) -> dict[str, object]:
    name = move.lever
    row: dict[str, object] = {"row": place, "name": words.lever(name), "moves": False, "up": True}
    row["text"] = " → ".join(_ends(name, scenario, market))
    if name in KPI_UNITS:  # three weights have no one place on a line
        return row | dict.fromkeys(("seen_low", "seen_high", "today", "plan"), 0.0)
    low, high = market.bounds(name)
    today, target = market.levers[name], float(_planned(name, scenario, market)[-1])
    seen = spans()[name]
    places = {"seen_low": seen.low, "seen_high": seen.high, "today": today, "plan": target}
    parts = {
        key: min(max((value - low) / ((high - low) or 1.0), 0.0), 1.0)
        for key, value in places.items()
    }
    return row | parts | {"moves": target != today, "up": target > today}


def _ends(name: str, scenario: Scenario, market: Market) -> tuple[str, str]:
    """Write from where to where a lever goes; of a unit its three weights."""
    parts = KPI_UNITS.get(name, (name,))
    today = [market.levers[one] for one in parts]
    target = [float(_planned(one, scenario, market)[-1]) for one in parts]
    return _written(parts, today), _written(parts, target)


def _written(parts: Sequence[str], values: Sequence[float]) -> str:
    return " / ".join(words.target(one, value) for one, value in zip(parts, values, strict=True))


def _way(name: str, scenario: Scenario, market: Market) -> str:
    if name in KPI_UNITS:
        return "weights"
    return "up" if _planned(name, scenario, market)[-1] > market.levers[name] else "down"


def _planned(name: str, scenario: Scenario, market: Market) -> Array:
    return scenario.schedule(market.levers)[name]
