"""A figure: a chart with its data and the words that belong to it."""

from dataclasses import dataclass

import pyarrow as pa

from pages.charts.style import Spec, Style


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """What the screen draws and what a picture holds.

    ``name`` serves keys and file names; ``title`` states the finding, ``subtitle`` measure and
    unit, ``footer`` the provenance. ``spec`` knows nothing of ``table``, its data. ``notes`` tell
    where the figures come from and ``grade`` how well the weakest is known.
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
