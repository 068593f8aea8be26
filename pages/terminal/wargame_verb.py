"""``python cli.py wargame``: our plans against the rivals' answers as a finite game."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import ScenarioError
from models.inputs import load_market, load_parameters, markets
from models.market.rivals import CONDUCTS, LONGEST_LAG
from models.scenario import Scenario
from models.scenario.conduct_rules import LARGEST_CAP, STRONGEST, Row
from models.text_rules import name_key, refusal, shown
from pages.terminal.common import Finite, apart, changed, refusals, scenarios_of

if TYPE_CHECKING:
    from models.analysis.rivalry.wargame import WarGame
    from models.vintage import Market

Pairs = tuple[str, ...]


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--market", type=click.Choice(markets()), help="Another market than the files'.")
@click.option("--draws", type=click.IntRange(1, 100_000), default=256, show_default=True)
@click.option("--seed", type=click.IntRange(0), help="Seed of the draws.")
@click.option("--hold", multiple=True, metavar="RIVAL=POSTURE", help="A rival that does not play.")
@click.option("--lag", multiple=True, metavar="RIVAL=QUARTERS", help="When a rival answers, 1-3.")
@click.option("--strength", multiple=True, metavar="RIVAL=FACTOR", help="Factor on its answer.")
@click.option("--cap", multiple=True, metavar="RIVAL=RMB_BN", help="Its largest budget a quarter.")
@click.option("--precision", type=Finite(0.0), help="Of the quantal response, per RMB bn.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole game as JSON.")
def wargame(
    files: tuple[Path, ...],
    market: str | None,
    draws: int,
    seed: int | None,
    hold: Pairs,
    lag: Pairs,
    strength: Pairs,
    cap: Pairs,
    precision: float | None,
    as_json: bool,
) -> None:
    """Play the scenarios of all FILEs, and no change, against what rivals may do.

    They stand still, match half or all of the money that we add, class by class, defend their
    share alone, or give sellers in lower fees what matching in full and defence would cost.
    The options stand in place of the same rows of conduct in the files.

    Paid in long-run value, RMB bn, of the central run; the draws say how often an equilibrium
    holds.
    """
    from models.analysis.rivalry.wargame import play_game

    with refusals():
        read = [changed(plan, market=market, seed=seed) for plan in scenarios_of(files)]
        ground = load_market(read[0].market)
        rows = conduct_rows(ground, hold=hold, lag=lag, strength=strength, cap=cap)
        plans = with_own_names([_with_rows(plan, rows) for plan in read])
        held = [_place(ground, "hold", pair.partition("=")[0]) for pair in hold]
        game = play_game(
            ground,
            load_parameters(),
            plans,
            held=held,
            draws=draws,
            precision=precision,
        )
    click.echo(json.dumps(as_object(game, ground), indent=1) if as_json else as_text(game, ground))


def with_own_names(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Give every plan a name of its own; one that moves something is never "no change"."""
    from models.analysis.rivalry.wargame import NO_CHANGE

    idle = [plan for plan in scenarios if not plan.steps]
    is_there = any(name_key(plan.name) == name_key(NO_CHANGE) for plan in idle)
    moving = [plan for plan in scenarios if plan.steps]
    return list(apart([*idle, *moving], () if is_there else (NO_CHANGE,)))


def conduct_rows(market: "Market", **options: Sequence[str]) -> dict[str, str | float]:
    """Read RIVAL=VALUE pairs into rows of conduct.

    Raises
    ------
    ScenarioError
        A pair names no rival or its value cannot be used.
    """
    rows: dict[str, str | float] = {}
    for option, pairs in options.items():
        for pair in pairs:
            rival, _, value = pair.partition("=")
            _place(market, option, rival)
            rows[rival if option == "hold" else f"{rival}:{option}"] = _value(option, value)
    return rows


def _with_rows(plan: Scenario, rows: Mapping[str, str | float]) -> Scenario:
    """Give the plan with ``rows`` in place of its own of the same names."""
    conduct: tuple[Row, ...] = tuple({**dict(plan.conduct), **rows}.items())
    return replace(plan, conduct=conduct)


def _place(market: "Market", option: str, rival: str) -> int:
    rivals = market.platform_ids[1:]
    if rival not in rivals:
        rule = f"--{option} takes RIVAL=VALUE with a rival out of {', '.join(rivals)}"
        raise ScenarioError([refusal(None, option, rival, rule)])
    return 1 + rivals.index(rival)


def _value(option: str, text: str) -> str | int | float:
    rules = {
        "hold": f"a posture is one of {', '.join(CONDUCTS)}",
        "lag": f"a lag is a whole number from 1 to {LONGEST_LAG}",
        "strength": f"a strength is a number from 0 to {STRONGEST:g}",
        "cap": f"a cap is a number of RMB bn a quarter from 0 to {LARGEST_CAP:g}",
    }
    try:
        return text if option == "hold" else int(text) if option == "lag" else float(text)
    except ValueError:
        raise ScenarioError([refusal(None, option, text, rules[option])]) from None


def as_object(game: "WarGame", market: "Market") -> dict[str, object]:
    """Give the game as the terminal prints it: payoffs in RMB bn of long-run value."""
    us, them = players(game, market)
    pairs = [(i, j) for i in range(len(game.plans)) for j in range(len(game.answers))]

    def profile(i: int, j: int) -> dict[str, str]:
        return {us: game.plans[i], them: game.answers[j]}

    ours, theirs = game.cautious
    quantal = game.quantal
    return {
        "players": [us, them],
        "strategies": {us: list(game.plans), them: list(game.answers)},
        "payoffs": [
            {
                "profile": profile(i, j),
                "payoff": {us: float(game.payoffs[0, i, j]), them: float(game.payoffs[1, i, j])},
            }
            for i, j in pairs
        ],
        "nash": [profile(i, j) for i, j in game.cells],
        "quantal_response": {
            us: dict(zip(game.plans, quantal.first.tolist(), strict=True)),
            them: dict(zip(game.answers, quantal.second.tolist(), strict=True)),
        },
        "quantal": {
            "precision": quantal.precision,
            "contraction": quantal.contraction,
            "converged": bool(quantal.converged),
        },
        "minimax_regret": profile(ours, theirs),
    }


def players(game: "WarGame", market: "Market") -> tuple[str, str]:
    """Name both players: our id, and the rival's where one alone plays."""
    ids = market.platform_ids
    return ids[0], ids[game.rivals[0]] if len(game.rivals) == 1 else "rivals"


def as_text(game: "WarGame", market: "Market") -> str:
    """Lay the payoffs out, ours / theirs, an equilibrium marked by a star."""
    from pages.figures.challenge.war_words import sentence

    us, them = players(game, market)
    width = max(len(shown(name)) for name in game.plans)
    cells = [
        [
            f"{game.payoffs[0, i, j]:.1f} / {game.payoffs[1, i, j]:.1f}"
            + ("*" if game.equilibria[i, j] else " ")
            for j in range(len(game.answers))
        ]
        for i in range(len(game.plans))
    ]
    heads = [f"{name} " for name in game.answers]
    wide = [max(len(row[j]) for row in [heads, *cells]) for j in range(len(heads))]
    lines = [
        shown(name).ljust(width) + "".join(f"  {row[j].rjust(wide[j])}" for j in range(len(heads)))
        for name, row in zip(["", *game.plans], [heads, *cells], strict=True)
    ]
    quantal, (ours, theirs) = game.quantal, game.cautious
    odds = (
        zip(game.plans, quantal.first, strict=True),
        zip(game.answers, quantal.second, strict=True),
    )
    return "\n".join(
        [
            f"Long-run value, RMB bn: {us} / {them}; * pure Nash equilibrium",
            *lines,
            "",
            f"minimax regret: {shown(game.plans[ours])}, {game.answers[theirs]}",
            *(
                f"quantal response of {who}: "
                + ", ".join(f"{shown(name)} {chance:.0%}" for name, chance in some)
                for who, some in zip((us, them), odds, strict=True)
            ),
            f"  lambda {quantal.precision:.3g} per RMB bn, contraction {quantal.contraction:.2f},"
            f" {'converged' if quantal.converged else 'NOT converged'}"
            f" after {quantal.iterations} rounds",
            "",
            f"{sentence(game)}.",
        ]
    )
