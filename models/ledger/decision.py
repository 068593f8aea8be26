"""A decision as the ledger holds it: guesses, forecast, what came, and the split of the miss."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.analysis.outcome import Effect
from models.ledger.miss import PARTS, Aim, Miss
from models.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What somebody expected before the forecast was shown, in the unit of the metric.

    ``by`` is a declared name, empty for nobody's; eight times in ten the figure should lie between
    ``low`` and ``high``. ``at`` is when it was written down, ISO 8601.
    """

    central: float
    low: float
    high: float
    by: str = ""
    at: str = ""

    def holds(self, actual: float) -> bool:
        """Whether what came lies within the guess."""
        return self.low <= actual <= self.high


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a decision: the figure, levers and rivals, and the split of the miss.

    ``source`` says where the figure stands; ``at`` is when it was written down, ISO 8601.
    """

    came: Scenario
    miss: Miss
    source: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One row of the ledger.

    ``frozen`` is when plan and forecast were fixed, ISO 8601, empty before; ``versions`` names the
    model, the parameters and the market that made the forecast. ``is_example`` marks the decision
    that the ledger tells while it has none.
    """

    name: str
    plan: Scenario
    aim: Aim
    guesses: tuple[Guess, ...] = ()
    rationale: str = ""
    author: str = ""
    frozen: str = ""
    forecast: Effect | None = None
    versions: Mapping[str, str] | None = None
    outcome: Outcome | None = None
    is_example: bool = False

    @property
    def miss(self) -> Miss | None:
        """Split of the miss, None before something came."""
        return self.outcome.miss if self.outcome else None

    @property
    def guess(self) -> Guess | None:
        """The first guess that was written down."""
        return self.guesses[0] if self.guesses else None


def as_json(decision: Decision) -> dict[str, object]:
    """Give a decision as the terminal prints it; what is not known yet is None."""
    miss, guess, forecast = decision.miss, decision.guess, decision.forecast
    parts = miss.parts if miss else dict.fromkeys(PARTS)
    told: dict[str, object] = {
        "name": decision.name,
        "frozen": decision.frozen or None,
        "metric": decision.aim.metric,
        "quarter": decision.aim.quarter,
        "guess": guess.central if guess else None,
        "forecast": forecast.central if forecast else None,
        "actual": miss.actual if miss else None,
        "miss": miss.total if miss else None,
        **parts,
        "forecast_range": [forecast.low, forecast.high] if forecast else None,
        "guesses": [vars(one) for one in decision.guesses],
        "ranges": {
            name: [part.low, part.high]
            for name in PARTS[:3]
            if isinstance(part := getattr(miss, name, None), Effect)
        },
        "rationale": decision.rationale,
        "author": decision.author,
        "versions": dict(decision.versions or {}),
        "example": decision.is_example,
    }
    return told
