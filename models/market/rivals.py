"""How rivals answer: stand still, follow, cut fees, or reply best (E5)."""

from dataclasses import dataclass, replace

import numpy as np

from models.errors import ParameterError
from models.notation import Array
from models.scenario.conduct_rules import CONDUCTS, LONGEST_LAG

DEEPEST = 0.05
"""No rival subsidises more than five per cent of its baseline GMV."""

DEFENCE_SCALE = 0.1


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """How one rival answers.

    Attributes
    ----------
    posture : str
        One of `CONDUCTS`.
    strength : float
        Factor on matching and defence, or on the step of a best reply; 0 or more.
    matching : float, optional
        Depth given for a unit of ours, in place of the parameter ``rival_matching``; 0 or more.
        A column (D,) of strengths or matchings serves futures that differ in it.
    lag : int
        Quarters until our move is seen, 1 to 3.
    cap : float, optional
        Largest budget, RMB bn a quarter; it limits the answer and forces no cut below today.

    Raises
    ------
    ParameterError
        Something is outside its range.
    """

    posture: str = "follow"
    strength: float | Array = 1.0
    matching: float | Array | None = None
    lag: int = 1
    cap: float | None = None

    def __post_init__(self) -> None:
        """Refuse what no rival can do."""
        if self.posture not in CONDUCTS:
            msg = f"a rival's posture is one of {', '.join(CONDUCTS)}, not {self.posture!r}"
            raise ParameterError(msg)
        if self.lag not in range(1, LONGEST_LAG + 1):
            msg = f"a rival answers after 1 to {LONGEST_LAG} quarters, not {self.lag}"
            raise ParameterError(msg)
        for name in ("strength", "matching", "cap"):
            value = getattr(self, name)
            if value is not None and not np.all(np.isfinite(value) & np.greater_equal(value, 0.0)):
                msg = f"{name} of a rival's answer is a finite number, 0 or more, not {value}"
                raise ParameterError(msg)

    def part(self, futures: slice) -> "Conduct":
        """Keep some futures of the columns that differ from future to future."""
        columns = {
            name: value[futures]
            for name in ("strength", "matching")
            if isinstance(value := getattr(self, name), np.ndarray)
        }
        return replace(self, **columns) if columns else self  # type: ignore[arg-type]


Posture = str | tuple[Conduct, ...]
"""One posture for all rivals, or the conduct of each in the order of the market."""


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """What rivals saw in one quarter: our depth (D,), shares (A, D), elasticities (A-1, D)."""

    own_depth: Array
    gmv_share: Array
    reply_elasticity: Array


def follow(
    baseline: Array, own_change: Array, share_lost: Array, matching: Array | float, defence: Array
) -> Array:
    """Subsidy depth of rivals that match our change and defend their share (E5).

    ``own_change`` (D,) is the change of our depth a quarter ago, ``share_lost`` (A-1, D) the
    GMV share that each lost against the baseline; depths are shares of baseline GMV.
    """
    lost = np.maximum(share_lost, 0.0)
    return np.clip(baseline + matching * own_change + DEFENCE_SCALE * defence * lost, 0.0, DEEPEST)


def demand_slope(
    sensitivity: Array, mix: Array, gmv_per_order: Array, cost_per_order: Array, depth: Array
) -> Array:
    """Log price cut for a unit of subsidy depth, (A, D), constant over time (E5)."""
    per_ticket = mix / cost_per_order * -np.log1p(-depth)
    return sensitivity.mean(axis=0) * per_ticket.sum(axis=1) * gmv_per_order


def best_reply(
    depth: Array, baseline: Array, semi_elasticity: Array, baseline_elasticity: Array, speed: Array
) -> Array:
    """Damped step towards the depth that maximises (margin - depth) G(depth) (E5).

    The margin is what makes the baseline depth optimal, so the reply is
    dep0 + 1/psi0 - 1/psi with psi the semi-elasticity of GMV in depth.
    """
    best = baseline + 1.0 / baseline_elasticity - 1.0 / semi_elasticity
    return np.clip(depth + speed * (best - depth), 0.0, DEEPEST)
