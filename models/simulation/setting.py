"""What a run takes into account beside levers."""

from dataclasses import dataclass
from functools import cached_property

from models.market.rivals import Groups, Posture, grouped


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a run takes into account beside levers: how rivals answer, season and growth.

    ``outside`` is the posture of the instant service that belongs to no platform of the market,
    where rivals answer each in their own way.
    """

    posture: Posture
    season: bool
    growth: bool
    outside: str = "follow"

    @property
    def outsider(self) -> str:
        """Posture of the service of nobody in the market."""
        return self.posture if isinstance(self.posture, str) else self.outside

    @cached_property
    def answering(self) -> str | Groups:
        """One posture for all rivals, or how each group of them answers."""
        return self.posture if isinstance(self.posture, str) else grouped(self.posture)

    @property
    def some_reply_best(self) -> bool:
        """Whether any rival looks at how its sales answer to its own subsidies."""
        if isinstance(self.posture, str):
            return self.posture == "best-reply"
        return any(one.posture == "best-reply" for one in self.posture)
