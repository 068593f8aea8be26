"""Who wins and who loses: sellers of both kinds and every rival, before and after the answer."""

from models.analysis.effects import effects, ratio
from models.analysis.outcome import NEGLIGIBLE, STAKES, Effect, Sample, Stake
from models.notation import OWN

PROFIT = "ebita"


def winners_losers(
    plan: Sample, no_change: Sample, plan_before: Sample, still: Sample
) -> tuple[Stake, ...]:
    """List the stakes: sellers in the order of `STAKES`, then the rivals' profits.

    Parameters
    ----------
    plan, no_change : Sample
        With draws, rivals answering as the scenario says.
    plan_before, still : Sample
        Plan and no change with rivals standing still, central runs.
    """
    earned = effects({name: ratio(name, plan, no_change) for name in STAKES})
    sellers = tuple(
        _stake(name, OWN, ratio(name, plan_before, still)[0], earned[name]) for name in STAKES
    )
    before = plan_before.profits[:, 0] - still.profits[:, 0]
    change = plan.profits - no_change.profits
    after = effects({a: change[a] for a in range(len(change)) if a != OWN})
    levels = abs(no_change.profits[:, 0])
    profits = (_stake(PROFIT, a, before[a], one, levels[a]) for a, one in after.items())
    return (*sellers, *profits)


def _stake(metric: str, platform: int, before: float, after: Effect, level: float = 1.0) -> Stake:
    """Stake with the sign of its change: 0 where the range covers zero or the size is small."""
    sign = after.sign
    counts = abs(after.central) >= NEGLIGIBLE * level
    return Stake(
        metric=metric,
        platform=platform,
        before=float(before),
        after=after,
        sign=sign if counts else 0,
    )
