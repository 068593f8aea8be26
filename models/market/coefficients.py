"""The parameters of a run as arrays over draws, stacked along the axes of the model."""

from collections.abc import Callable, Mapping

import numpy as np

from models.notation import MERCHANTS, SEGMENTS, TICKETS, Array

STACKS: dict[str, tuple[tuple[str, ...], ...]] = {
    "price_sensitivity": (SEGMENTS,),
    "ideal_sme_share": (SEGMENTS,),
    "growth": (SEGMENTS,),
    "conversion_elasticity": (TICKETS,),
    "subsidy_elasticity": (TICKETS,),
    "subsidy_depth": (TICKETS,),
    "subsidised_basket": (TICKETS,),
    "pull_forward": (TICKETS,),
    "festival_pull_forward": (TICKETS,),
    "merchant_elasticity": (MERCHANTS,),
    "merchant_margin": (MERCHANTS,),
    "assortment_weight": (SEGMENTS, MERCHANTS),
    "season": (("q1", "q2", "q3", "q4"),),
}
"""Vectors of the model and the suffixes that their members carry in data/parameters.csv."""


class Coefficients:
    """Read-only access to parameters by name, each of shape (..., D).

    A name of ``STACKS`` gives its members stacked in front of the draw axis, for instance
    ``price_sensitivity`` of shape (S, D) from ``price_sensitivity_upper`` and ``_lower``.

    Raises
    ------
    AttributeError
        No parameter of that name.
    """

    def __init__(self, values: Mapping[str, Array]) -> None:
        self._values = {
            name: np.atleast_1d(np.asarray(v, dtype=float)) for name, v in values.items()
        }
        for name, axes in STACKS.items():
            self._values[name] = self._stack(name, axes)
        exposed = np.ones_like(self._values["refund_loss_brand_share"])
        self._values["refund_exposure"] = np.stack(
            [exposed, self._values["refund_loss_brand_share"]]
        )

        # Plain attributes: a lookup costs nothing beside the arithmetic of a small array.
        self.__dict__.update(self._values)

    def __getattr__(self, name: str) -> Array:
        """Refuse what is no parameter; the parameters themselves are plain attributes."""
        raise AttributeError(name)

    @property
    def count(self) -> int:
        """Number of draws D."""
        return self._values["habit_weight"].shape[-1]

    def changed(self, change: Callable[[Array], Array]) -> "Coefficients":
        """Do the same to the draws of every parameter: repeat them, or keep some."""
        return Coefficients({name: change(values) for name, values in self._values.items()})

    def _stack(self, name: str, axes: tuple[tuple[str, ...], ...]) -> Array:
        first, *rest = axes
        if rest:
            return np.stack([self._stack(f"{name}_{suffix}", tuple(rest)) for suffix in first])
        return np.stack([self._values[f"{name}_{suffix}"] for suffix in first])
