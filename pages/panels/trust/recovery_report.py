"""Whether the calibration finds truths that are known: a sentence, and a row an assumption."""

from collections.abc import Mapping, Sequence

import streamlit as st

from models.inputs import read_rows
from pages.labels.catalogue import t

HONEST = (0.85, 0.95)
"""Share of truths that intervals meant for nine in ten may hold, over runs and assumptions."""

_FILES = {"history": "recovery.csv", "tests": "recovery_tests.csv"}


def recovery() -> None:
    """Show every stored run; where there is none, how to make it."""
    rows_by_name = {name: rows for name, file in _FILES.items() if (rows := _rows(file))}
    for name, rows in rows_by_name.items():
        st.markdown(f"**{t(f'recovery.{name}')}** {finding(rows)}")
        st.dataframe(table(rows), hide_index=True, key=f"recovery.{name}")
    st.caption(t("recovery.how" if rows_by_name else "recovery.missing"))


def _rows(file: str) -> tuple[dict[str, str], ...]:
    try:
        return read_rows(file)
    except FileNotFoundError:
        return ()


def finding(rows: Sequence[Mapping[str, str]]) -> str:
    """Write how many truths the ranges held, over all runs and assumptions."""
    runs = [int(float(row["runs"])) for row in rows]
    held = sum(n * float(row["covered"]) for n, row in zip(runs, rows, strict=True)) / sum(runs)
    low, high = HONEST
    verdict = "honest" if low <= held <= high else "narrow" if held < low else "wide"
    return t(
        f"recovery.{verdict}",
        held=f"{held:.1%}",
        nominal=f"{float(rows[0]['nominal']):.0%}",
        runs=f"{max(runs):,}",
        low=f"{low:.0%}",
        high=f"{high:.0%}",
    )


def table(rows: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """Lay the coverage out, the worst first."""
    ranked = sorted(rows, key=lambda row: float(row["covered"]))
    cells = {
        "parameter": [t(f"parameter.{row['parameter']}") for row in ranked],
        "held": [f"{float(row['covered']):.0%}" for row in ranked],
        "runs": [f"{float(row['runs']):,.0f}" for row in ranked],
    }
    return {t(f"recovery.{name}_column"): column for name, column in cells.items()}
