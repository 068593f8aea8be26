"""The scoreboard: sign, order of magnitude, and what is left to quality.

No parameter moves here: every response is that of the priors as they are, so a miss stays a miss.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, partial

import numpy as np

from models.inputs import load_market, load_parameters, read_table
from models.notation import Array, quarter_number
from models.simulation.run import Run
from models.validation.experiment import Check, Episode, read_episodes
from models.validation.response import Values, columns, measure, place, respond
from models.vintage import Market

DRAWS = 200
"""Draws of the priors behind each range."""

FACTOR = 2.0
"""The model has the order of magnitude within this factor of what was seen."""

_QUALITY = np.linspace(-3.0, 3.0, 241)


@dataclass(frozen=True, kw_only=True)
class EpisodeScore:
    """What the model says of one check, beside what was seen; all as relative changes.

    ``central``, ``low`` and ``high`` are the central run and the range of eight draws in ten,
    ``agreement`` the share of draws with the sign that was seen. ``sign`` is ``right``, ``wrong``
    or ``untestable``; ``within`` tells whether it lies within a factor of two. ``remainder`` is
    what was seen less what the model says, and ``quality`` the utils that would close it: empty
    where more than a quality shift is missing. Nothing is judged that is untestable.
    """

    episode: Episode
    check: Check
    central: float
    low: float
    high: float
    agreement: float | None
    sign: str
    within: bool | None
    remainder: float | None
    quality: float | None


def episodes() -> tuple[Episode, ...]:
    """Read the natural experiments of ``data/episodes.toml``, in the order of their years."""
    return read_episodes(read_table("episodes.toml"))


def scoreboard(draws: int = DRAWS) -> tuple[EpisodeScore, ...]:
    """Score every check of every episode with the parameters as they are."""
    return tuple(score for episode in episodes() for score in scores(episode, draws))


def scores(episode: Episode, draws: int = DRAWS) -> tuple[EpisodeScore, ...]:
    """Score the checks of one episode."""
    market = load_market(episode.scenario.market)
    runs = EpisodeRuns(episode=episode, values=columns(market, load_parameters(), draws))
    better = cache(partial(_with_qualities, runs))
    return tuple(_score(check, runs, better) for check in episode.checks)


@dataclass(frozen=True, kw_only=True, eq=False)
class EpisodeRuns:
    """Runs of an episode under columns of parameters, each played once for all checks.

    ``extra`` (A, D) is quality that the run with the plan has on top.
    """

    episode: Episode
    values: Values
    extra: Array | None = None

    @property
    def market(self) -> Market:
        """Where the episode begins."""
        return load_market(self.episode.scenario.market)

    @cached_property
    def _respond(self) -> Callable[..., Run]:
        names = {name for check in self.episode.checks for name in (check.metric, check.over)}
        return partial(respond, self.market, self.episode, self.values, metrics=names)

    @cached_property
    def _plan(self) -> Run:
        return self._respond(extra=self.extra)

    @cached_property
    def _idle(self) -> Run:
        return self._respond(idle=True)

    def effect(self, check: Check) -> Array:
        """Relative change that the model gives for a check, (D,)."""
        other = self._idle
        if check.without:
            other = self._respond(without=check.without)
        first = quarter_number(self.market.vintage) + 1
        rows = [quarter_number(quarter) - first for quarter in check.quarters]
        at = place(self.market, check.platform)
        ours, theirs = (
            measure(run, check.metric, check.over, at, rows) for run in (self._plan, other)
        )
        return ours / theirs - 1.0


def _score(check: Check, runs: EpisodeRuns, better: Callable[[int], EpisodeRuns]) -> EpisodeScore:
    said = runs.effect(check)
    draws = said[1:] if len(said) > 1 else said
    low, high = np.quantile(draws, (0.1, 0.9))
    central, tested = float(said[0]), check.is_tested
    return EpisodeScore(
        episode=runs.episode,
        check=check,
        central=central,
        low=float(low),
        high=float(high),
        agreement=float(np.mean([agrees(check, x) for x in draws])) if tested else None,
        sign=_verdict(check, central),
        within=is_within(check, central) if tested else None,
        remainder=_observed(check) - central if tested else None,
        quality=_missing_quality(check, runs.market, better) if tested else None,
    )


def _observed(check: Check) -> float:
    return 0.0 if check.observed is None else check.observed


def _verdict(check: Check, central: float) -> str:
    if not check.is_tested:
        return "untestable"
    return "right" if agrees(check, central) else "wrong"


def agrees(check: Check, said: float) -> bool:
    """Tell whether a change has the sign that was seen; one that was stable stays in its range."""
    if check.sign == 0:
        return check.low <= said <= check.high
    return bool(said * check.sign > 0)


def is_within(check: Check, said: float) -> bool:
    """Return whether a change lies within a factor of two of the range that was seen."""
    if not agrees(check, said) or check.sign == 0:
        return agrees(check, said)
    seen = sorted(abs(x) for x in (check.low, check.high))
    return seen[0] / FACTOR <= abs(said) <= seen[1] * FACTOR


def _with_qualities(runs: EpisodeRuns, at: int) -> EpisodeRuns:
    """Central runs in which the platform ``at`` has one quality after another on top."""
    central = {name: np.full(len(_QUALITY), value[0]) for name, value in runs.values.items()}
    extra = np.zeros((len(runs.market.platforms), len(_QUALITY)))
    extra[at] = _QUALITY
    return EpisodeRuns(episode=runs.episode, values=central, extra=extra)


def _missing_quality(
    check: Check, market: Market, better: Callable[[int], EpisodeRuns]
) -> float | None:
    """Quality of the platform, utils from the first quarter on, that gives what was seen.

    None where the check compares two metrics, which quality moves alike, or where no quality
    within three utils would do.
    """
    if check.over or check.without:
        return None
    said, wanted = better(place(market, check.platform)).effect(check), _observed(check)
    if not said[0] < wanted < said[-1]:
        return None
    return float(np.interp(wanted, said, _QUALITY))
