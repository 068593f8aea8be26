"""How well a plan's organisation delivers it and which would be better, in words."""

from collections.abc import Sequence

from models.analysis.structure.best_integration import Hinge
from models.analysis.structure.comparison import AIM, Way, surely_best
from pages.figures.challenge.structure_figures import structure_name
from pages.labels.catalogue import t
from pages.labels.format import money_size, share

_HINGES = 2
"""Strengths named in the sentence; the others are counted, and all stand in a drawer."""


def sentence(
    effectiveness: float, ways: Sequence[Way], level: float, *, is_idle: bool = False
) -> str:
    """Write how well the plan's own organisation delivers, and which would be better.

    ``effectiveness`` is that of the last quarter, 1 for today's; ``level`` what a structure's
    worth changes, RMB bn.
    """
    best = surely_best(ways)
    gain = money_size(best.gain[AIM].central, level=level)[1]
    better = "kept" if best is ways[0] else "better"
    return t(
        f"structure.finding.{better}{'_idle' if is_idle else ''}",
        share=share(effectiveness),
        structure=structure_name(best.name),
        gain=gain,
    )


def below(ways: Sequence[Way], found: Sequence[Hinge]) -> str:
    """Write how surely the strongest other structure is better, and on what the best one hangs."""
    rival = max((way for way in ways[1:]), key=lambda way: way.change[AIM].central)
    chance = t(
        "structure.chance", structure=structure_name(rival.name), percent=f"{rival.ahead:.0%}"
    )
    return t("structure.below", chance=chance, hangs=_hangs(surely_best(ways).name, found))


def _hangs(best: str, found: Sequence[Hinge]) -> str:
    """Name the strengths under which another structure would be worth most."""
    others = [one for one in found if one.structure != best]
    if not others:
        return t("structure.hangs.none")
    told = [
        t(
            "structure.hangs.one",
            family=t(f"structure.family_short.{one.family}"),
            size=t(f"structure.size.{one.size}").lower(),
            structure=structure_name(one.structure),
        )
        for one in others[:_HINGES]
    ]
    more = t("structure.hangs.more", count=len(others) - _HINGES) if others[_HINGES:] else ""
    return t("structure.hangs", parts=t("finding.comma").join(told) + more)
