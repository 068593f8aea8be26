"""Rows of one scenario together: duplicates, quarters, KPI weights; then the scenario."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from models.errors import Problem
from models.levers import LEVERS, Step
from models.scenario import Scenario
from models.scenario.conduct_rules import RIVALS
from models.scenario.csv.rows import Item
from models.scenario.rules import ASSUMPTION, SETTINGS, WHOLE, kpi_rules, quarter_rule
from models.text_rules import refusal

Refusal: TypeAlias = Callable[[str, str, float], str | None]
"""Of a vintage, a lever and a target: what is allowed there, None where the target is."""

_LONGEST = WHOLE["horizon"][1]


def anything_goes(_vintage: str, _lever: str, _value: float) -> None:
    """Refuse nothing, for readers that know of no market."""


def fitting_market(quarters: Sequence[str], vintages: Sequence[str], horizon: int) -> str:
    """Name the latest market that lets every quarter stand, where the file names none; or nothing.

    A file from before the latest market was there said nothing and meant an earlier one.
    """
    fits = (
        vintage
        for vintage in reversed(vintages)
        if not any(quarter_rule(quarter, vintage, horizon) for quarter in quarters)
    )
    found = next(fits, None)
    return f"; it names no market: the row market,,{found} would fit" if found else ""


@dataclass(kw_only=True)
class Draft:
    """What the rows of one scenario said so far; ``is_whole`` unless some row was not understood.

    ``line`` is where its name stands first.
    """

    name: str
    line: int
    is_whole: bool = True
    items: dict[tuple[str, str], Item] = field(default_factory=dict)

    def add(self, item: Item | None) -> Iterator[Problem]:
        """Take a row in, or refuse it when an earlier row said the same."""
        if item is None:
            self.is_whole = False
            return
        earlier = self.items.setdefault(item.place, item)
        if earlier is not item:
            line = item.row.line
            rule = f"lines {earlier.row.line} and {line} set the same twice; keep one of them"
            yield refusal(line, "lever", " ".join(item.place).strip(), rule)

    def problems(self, vintages: Sequence[str], refused: Refusal) -> Iterator[Problem]:
        """Check what only the rows together can tell; the last of ``vintages`` is left unsaid."""
        given = {name: item.value for (name, _), item in self.items.items() if name in SETTINGS}
        steps = {place: item for place, item in self.items.items() if place[0] in LEVERS}
        # A row that was not understood may be the one that sets the market or the horizon; then
        # only a quarter that no market or horizon allows is a fault.
        market = given.get("market", vintages[-1] if self.is_whole else None)
        horizon = given.get("horizon", Scenario.horizon) or _LONGEST
        farthest = horizon if self.is_whole or "horizon" in given else _LONGEST
        beyond = [row for row, _ in steps.values() if quarter_rule(row.quarter, market, farthest)]
        hint = ""
        if beyond and "market" not in given:
            hint = fitting_market([row.quarter for row, _ in steps.values()], vintages, farthest)
        for row in beyond:
            rule = quarter_rule(row.quarter, market, horizon) or ""
            yield refusal(row.line, "quarter", row.quarter, f"{rule}{hint}")
        if market:
            yield from self._refusals(market, refused)
        for place, column, rule in kpi_rules({place: item.value for place, item in steps.items()}):
            row = steps[place].row
            found = row.lever if column == "lever" else row.value
            yield refusal(row.line, column, found, rule)

    def _refusals(self, market: str, refused: Refusal) -> Iterator[Problem]:
        """Check the targets against the market; what no market allows is refused already."""
        for (name, _), (row, value) in self.items.items():
            fits = name in LEVERS and LEVERS[name].rule(value) is None
            if fits and (rule := refused(market, name, value)):
                yield refusal(row.line, "value", row.value, rule)

    def scenario(self, latest: str) -> Scenario:
        """Make the scenario, once nothing is refused."""
        items = [(*place, item.value, item.row.note) for place, item in self.items.items()]
        settings = {name: value for name, _, value, _ in items if name in SETTINGS[:-1]}
        return Scenario(
            name=self.name,
            steps=tuple(
                Step(lever=name, quarter=quarter, value=value, note=note)
                for name, quarter, value, note in items
                if name in LEVERS
            ),
            assumptions=tuple(
                (name.removeprefix(ASSUMPTION), value)
                for name, _, value, _ in items
                if name.startswith(ASSUMPTION)
            ),
            conduct=tuple(
                (name.removeprefix(RIVALS), value)
                for name, _, value, _ in items
                if name.startswith(RIVALS)
            ),
            notes=tuple((name, note) for name, _, _, note in items if note and name not in LEVERS),
            **{"market": latest, **settings},
        )
