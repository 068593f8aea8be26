"""The war game: our plans against the rivals' answers, paid in long-run value (E5, E25)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.rivalry.games import (
    FIRST,
    SECOND,
    dominant,
    pure_equilibria,
    worst_regret,
)
from models.analysis.rivalry.quantal import QuantalResponse, quantal_response
from models.ensemble import project_plans
from models.errors import ScenarioError
from models.market.rivals import Conduct
from models.notation import OWN, Array, Marks
from models.parameters import Parameters
from models.scenario import Scenario
from models.scenario.conduct import ways_of
from models.text_rules import name_key, refusal
from models.vintage import Market

ANSWERS: dict[str, Conduct] = {
    "passive": Conduct(posture="passive"),
    "match-half": Conduct(matching=0.5, defence=0.0),
    "match-full": Conduct(matching=1.0, defence=0.0),
    "defend": Conduct(matching=0.0),
    "fee-cut": Conduct(posture="fee-cut", matching=1.0),
}
"""What rivals may do: nothing, match half of what we add or all of it, defend the share that they
lose, or pay to sellers what matching would cost."""

NO_CHANGE = "no change"

DRAWS = 256


@dataclass(frozen=True, kw_only=True, eq=False)
class WarGame:
    """A game between our plans (first player) and the answer of the rivals that play.

    Attributes
    ----------
    rivals : tuple of int
        Platforms that play, by their place in the market; the others keep their conduct.
    plans, answers : tuple of str
        Strategies: N1 plans and N2 answers.
    payoffs : array, shape (2, N1, N2)
        Long-run value, RMB bn, of the central run, as it is shown everywhere: ours, and the sum
        over the rivals that play.
    equilibria : array of bool, shape (N1, N2)
        Pure Nash equilibria of these payoffs.
    stability : array, shape (N1, N2)
        Share of the draws in which a cell is an equilibrium of that draw's own payoffs.
    draws : int
        Number of these draws.
    """

    rivals: tuple[int, ...]
    plans: tuple[str, ...]
    answers: tuple[str, ...]
    payoffs: Array
    equilibria: Marks
    stability: Array
    quantal: QuantalResponse
    draws: int

    @property
    def dominant(self) -> tuple[int | None, int | None]:
        """The strategy of each player that is best whatever the other does, if there is one."""
        return dominant(self.payoffs, FIRST), dominant(self.payoffs, SECOND)

    @property
    def regret(self) -> tuple[Array, Array]:
        """Largest regret of each strategy of each player, RMB bn, (N1,) and (N2,)."""
        return worst_regret(self.payoffs, FIRST), worst_regret(self.payoffs, SECOND)

    @property
    def cautious(self) -> tuple[int, int]:
        """The choice of minimax regret of each player."""
        ours, theirs = self.regret
        return int(ours.argmin()), int(theirs.argmin())

    @property
    def changes(self) -> Array:
        """Payoffs against those of the first plan, which is no change, met by the same answer."""
        return self.payoffs - self.payoffs[:, :1]

    @property
    def cells(self) -> list[tuple[int, int]]:
        """The pure equilibria as pairs of plan and answer."""
        return [(int(i), int(j)) for i, j in np.argwhere(self.equilibria)]


def play_game(
    market: Market,
    parameters: Parameters,
    scenarios: Sequence[Scenario],
    *,
    held: Collection[int] = (),
    answers: Mapping[str, Conduct] = ANSWERS,
    draws: int = DRAWS,
    precision: float | None = None,
) -> WarGame:
    """Play every plan against every answer on common random numbers.

    Parameters
    ----------
    scenarios : sequence of Scenario
        Plans of one market, horizon and set of assumptions; no change joins them. Their conduct
        gives lag, cap and strength of each rival, and what those do that are held.
    held : collection of int
        Platforms that keep their conduct, by their place in the market.
    precision : float, optional
        Lambda of the quantal response, per RMB bn; left out: just where it is still unique.

    Raises
    ------
    ScenarioError
        The plans do not start from the same ground, or nobody is left to play against.
    """
    count = len(market.platforms)
    playing = tuple(a for a in range(count) if a != OWN and a not in held)
    plans = _plans(scenarios, playing)
    own_ways = ways_of(plans[0], market)
    targets = [plan.schedule(market.levers) for plan in plans]

    def against(answer: Conduct) -> Array:
        ways = tuple(
            _in_the_way_of(answer, own) if place in playing else own
            for place, own in enumerate(own_ways, start=1)
        )
        paid = project_plans(
            market, parameters, plans[0], targets, metrics=["value"], draws=draws, conduct=ways
        )
        return paid["value"]

    values = np.stack([against(answer) for answer in answers.values()], axis=1)
    payoffs = np.stack([values[:, :, OWN], values[:, :, list(playing)].sum(axis=2)])
    futures = payoffs[..., 1:] if draws else payoffs
    central = payoffs[..., 0]
    return WarGame(
        rivals=playing,
        plans=tuple(plan.name for plan in plans),
        answers=tuple(answers),
        payoffs=central,
        equilibria=pure_equilibria(central),
        stability=pure_equilibria(futures).mean(axis=-1),
        quantal=quantal_response(central, precision),
        draws=draws,
    )


def _in_the_way_of(answer: Conduct, own: Conduct) -> Conduct:
    """Give an answer with the lag, cap and strength of the rival that gives it."""
    return replace(own, posture=answer.posture, matching=answer.matching, defence=answer.defence)


def _plans(scenarios: Sequence[Scenario], playing: Sequence[int]) -> list[Scenario]:
    """Check that the plans stand on one ground, and let no change join them."""
    first = scenarios[0]
    if not playing:
        raise ScenarioError([refusal(None, "hold", "every rival", "one rival at least must play")])
    for other in scenarios[1:]:
        for name in ("market", "horizon", "assumptions", "seed", "conduct"):
            ours, theirs = getattr(first, name), getattr(other, name)
            if ours != theirs:
                rule = f"all plans of a game share their {name}; {first.name!r} has {ours!r}"
                raise ScenarioError([refusal(None, name, theirs, rule)])
    return with_no_change(scenarios)


def with_no_change(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Put no change in front of plans; a plan that moves nothing is no change.

    A plan that moves something but calls itself no change gets a number behind its name.
    """
    idle = [plan for plan in scenarios if not plan.steps]
    moving = [
        replace(plan, name=f"{plan.name} (2)") if name_key(plan.name) == NO_CHANGE else plan
        for plan in scenarios
        if plan.steps
    ]
    return [*(idle or [replace(scenarios[0], name=NO_CHANGE, steps=(), notes=())]), *moving]
