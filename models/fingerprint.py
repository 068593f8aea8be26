"""The fingerprint of what makes numbers: code, parameters and market."""

from functools import cache
from pathlib import Path

from models import market_files
from models.inputs import DATA, DRAWS, MODELS, PATHS, load_parameters, market_path

_KEEPERS = ("library", "ledger", "documents")
"""Packages that keep plans and decisions, and make no number."""


def fingerprint(vintage: str) -> str:
    """Twelve hex digits of code, parameters and market: what made a number.

    Projections of one scenario agree to the last bit where their fingerprints do and they ran
    under the same lock file, on the same kind of processor and with one thread.
    """
    path = market_path(vintage)
    return _fingerprint(path, market_files.stamp(path))


def code_files() -> list[Path]:
    """List the files of code that make numbers."""
    files = sorted(MODELS.rglob("*.py"))
    return [path for path in files if path.relative_to(MODELS).parts[0] not in _KEEPERS]


@cache
def _fingerprint(market: Path, _: market_files.Stamp) -> str:
    parts = [*code_files(), DATA / "parameters.csv", market]
    parts += [DATA / DRAWS] if load_parameters().posterior else []
    parts += sorted((DATA / PATHS).glob("*.toml"))
    return market_files.digest_of(parts, MODELS.parent)
