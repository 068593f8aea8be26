"""What further studies would change, before they are taken: pools, grades, where priors stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.parameters import Parameters
from models.parameters.evidence_pool import Pool, grade, pool
from models.parameters.evidence_rows import Effect


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is published on one parameter: its pool, None without a row, its grade by the rule.

    ``place`` is where the prior's central value lies: in the range of the ``mean``, in that of a
    new ``setting``, ``outside`` the pool, or with ``none``.
    """

    pool: Pool | None
    grade: str
    place: str


@dataclass(frozen=True, kw_only=True)
class EvidenceChange:
    """One parameter before the studies are taken and after."""

    parameter: str
    before: Standing
    after: Standing


def standing(name: str, effects: Iterable[Effect], parameters: Parameters) -> Standing:
    """Give pool, grade and place of the prior of one parameter under ``effects``."""
    rows = [effect for effect in effects if effect.pooled and name in effect.parameters]
    row, found = parameters.table[name], pool(rows) if rows else None
    is_check = row.kind == "reference"
    return Standing(
        pool=found,
        grade=grade(len(rows), verified=row.verified, reference=is_check),
        place=found.place(row.central) if found else "none",
    )


def evidence_preview(
    known: Sequence[Effect], given: Sequence[Effect], parameters: Parameters
) -> tuple[EvidenceChange, ...]:
    """Set each parameter that ``given`` rows touch beside itself, in the order of the table.

    A row with the id of a ``known`` one replaces it; nothing is taken out.
    """
    after = {effect.id: effect for effect in known} | {effect.id: effect for effect in given}
    before = {effect.id: effect for effect in known}
    # By their text: a missing number is unlike itself.
    moved = [effect for effect in given if repr(before.get(effect.id)) != repr(effect)]
    replaced = [before[effect.id] for effect in moved if effect.id in before]
    touched = {name for effect in (*moved, *replaced) for name in effect.parameters}
    return tuple(
        EvidenceChange(
            parameter=name,
            before=standing(name, known, parameters),
            after=standing(name, after.values(), parameters),
        )
        for name in parameters.table
        if name in touched
    )
