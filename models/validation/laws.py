"""The laws of the model: a table in data, run over every lever at its ends and every posture.

Identities hold in every quarter of every run at the extremes; limiting cases equal their closed
form; signs are what a strategist would check first, in the market of 2023Q1 at central parameters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from models.calibration.trace import Moment, extremes, moments, prepared
from models.inputs import load_market, load_parameters, read_rows
from models.scenario import POSTURES
from models.validation.identities import IDENTITIES
from models.validation.limits import LIMITS
from models.validation.signs import margin

LAW_KINDS = ("identity", "limit", "sign")
QUARTERS, DRAWS = 6, 8
"""Length and number of draws of a run at the extremes."""


@dataclass(frozen=True, kw_only=True)
class Law:
    """One row of ``data/laws.csv``.

    ``tolerance`` is the largest error that an identity or a limit may show, and the margin that a
    sign must exceed. ``setting`` and ``than`` are plans (grammar: `models.validation.signs`).
    """

    name: str
    kind: str
    statement: str
    chinese: str
    setting: str
    than: str
    metric: str
    platform: str
    when: str
    sign: str
    tolerance: float

    @property
    def english(self) -> str:
        """Statement in English, for those who look names up."""
        return self.statement


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of a law: the worst ``value`` found, and where if it was found at an end."""

    law: Law
    value: float
    where: str = ""

    @property
    def holds(self) -> bool:
        """Return whether the law holds; what is not a number does not."""
        if self.law.kind == "sign":
            return self.value > self.law.tolerance
        return self.value <= self.law.tolerance


def laws() -> tuple[Law, ...]:
    """Read the table.

    Raises
    ------
    ValueError
        A row has no check, or a check has no row; the message names it.
    """
    table = tuple(law_of(row) for row in read_rows("laws.csv"))
    if spare := {*IDENTITIES, *LIMITS} - {law.name for law in table}:
        msg = f"no row of data/laws.csv is for the check {', '.join(sorted(spare))}"
        raise ValueError(msg)
    return table


def law_of(row: Mapping[str, str]) -> Law:
    """Read one row.

    Raises
    ------
    ValueError
        The law is of no kind, or it is an identity or a limit that nothing checks.
    """
    name, kind = row["name"], row["kind"]
    if kind not in LAW_KINDS:
        msg = f"the law {name!r} is of the kind {kind!r}; kinds are {', '.join(LAW_KINDS)}"
        raise ValueError(msg)
    checked = {"identity": {*IDENTITIES}, "limit": {*LIMITS}}.get(kind, {name})
    if name not in checked:
        msg = f"the law {name!r} has no check; write the function of that name, or mend the row"
        raise ValueError(msg)
    texts = {column: value for column, value in row.items() if column != "tolerance"}
    return Law(tolerance=float(row["tolerance"]), **texts)


def check_laws(table: Iterable[Law] | None = None) -> tuple[Verdict, ...]:
    """Check every law, in the order of the table."""
    table = laws() if table is None else tuple(table)
    asked = {law.name for law in table if law.kind == "identity"}
    worst = _at_extremes(asked) if asked else {}
    return tuple(_verdict(law, worst) for law in table)


def _verdict(law: Law, worst: Mapping[str, tuple[float, str]]) -> Verdict:
    if law.kind == "identity":
        value, where = worst[law.name]
        return Verdict(law=law, value=value, where=where)
    if law.kind == "limit":
        return Verdict(law=law, value=LIMITS[law.name]())
    difference = margin(law.setting, law.than, law.metric, law.platform, law.when)
    return Verdict(law=law, value=int(law.sign) * difference)


def _at_extremes(names: Iterable[str]) -> dict[str, tuple[float, str]]:
    """Worst error of every identity over posture, extreme and quarter, and where it was."""
    market = load_market()
    base, worst = prepared(market, load_parameters(), DRAWS), dict.fromkeys(names, (0.0, ""))
    for posture in POSTURES:
        for end, targets in extremes(market).items():
            run = moments(base, targets, posture, QUARTERS)
            for name, error in worst_errors(run, worst).items():
                if not error <= worst[name][0] and not np.isnan(worst[name][0]):
                    worst[name] = (error, f"{end}, {posture}")
    return worst


def worst_errors(run: Iterable[Moment], names: Iterable[str]) -> dict[str, float]:
    """Worst error of some identities over the quarters of a run; not a number where one is not."""
    errors = [{name: IDENTITIES[name](moment) for name in names} for moment in run]
    return {
        name: float(np.max([error_by_name[name] for error_by_name in errors])) for name in names
    }


def law_records(verdicts: Iterable[Verdict]) -> list[dict[str, object]]:
    """Rows for JSON: name, kind, statement, setting, tolerance, value, where, holds."""
    shown = ("name", "kind", "statement", "setting", "than", "tolerance")
    return [
        {name: getattr(v.law, name) for name in shown}
        | {"value": v.value, "where": v.where, "holds": v.holds}
        for v in verdicts
    ]


def table_of(verdicts: Iterable[Verdict]) -> str:
    """Lay the verdicts out as text, a law a line."""
    return "\n".join(
        f"{'holds' if v.holds else 'BROKEN':<7}{v.law.kind:<10}{v.law.name:<24}"
        f"{v.value:>10.2g}  {v.law.statement}{f' ({v.where})' if v.where and not v.holds else ''}"
        for v in verdicts
    )
