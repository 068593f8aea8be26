"""A figure: a chart with its data and the words that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from pages.charts.libraries import pa
from pages.charts.style import Spec, Style


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What a panel shows: its title, its unit in words, and what its data are multiplied by."""

    title: str
    unit: str
    scale: float = 1.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """What the screen draws and what a picture holds.

    ``name`` serves keys and file names; ``title`` states the finding, ``subtitle`` measure and
    unit, ``footer`` the provenance. ``spec`` knows nothing of ``table``, its data. ``notes`` tell
    where the figures come from and ``grade`` how well the weakest is known. ``measures`` tell
    what each panel shows, by the column ``panel``; without them the subtitle does.
    ``quarter`` is that of all data where they have no column of it.
    """

    name: str
    title: str
    subtitle: str
    footer: str
    spec: Spec
    table: pa.Table
    style: Style
    notes: tuple[str, ...] = ()
    grade: str = ""
    measures: tuple[Measure, ...] = ()
    quarter: str = ""
