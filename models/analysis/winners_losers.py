"""Who wins and who loses: sellers of both kinds and every rival, before and after the answer."""

from models.analysis.effects import effect, relative
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
    sellers = tuple(
        _stake(
            name,
            OWN,
            relative(name, plan_before, still).central,
            relative(name, plan, no_change),
        )
        for name in STAKES
    )
    before = plan_before.profits[:, 0] - still.profits[:, 0]
    after = plan.profits - no_change.profits
    levels = abs(no_change.profits[:, 0])
    rivals = (a for a in range(len(after)) if a != OWN)
    profits = (_stake(PROFIT, a, before[a], effect(after[a]), levels[a]) for a in rivals)
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
