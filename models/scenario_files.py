"""The scenario file on disk: at most the limit is read, and whatever fails becomes a problem."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from models.csv_text import LIMIT
from models.errors import Problem
from models.scenario_csv import Reading, read_bytes


def read_scenario_file(
    path: Path, vintages: Sequence[str], parameters: Mapping[str, tuple[float, float, str]]
) -> Reading:
    """Read the scenario file at ``path``; a file that cannot be read is a `Reading` too."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the file cannot be read ({reason}); name a scenario file"
        return Reading(problems=(Problem(line=None, column=None, found="", message=message),))
    return read_bytes(data, vintages=vintages, parameters=parameters)
