"""Market files on the disk: which there are, one read, and where a reader's own are kept.

An own market is named after its quarter, as every market is, so that no name is ever a path. The
folder is ``markets`` below what the environment calls ``TWO_ROADS_HOME``, and else below the place
that the system has for data of its users.
"""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from models.errors import MarketError
from models.notation import quarter_number
from models.vintage import Market
from models.vintage.market_reader import read_market
from models.vintage.market_rules import Ranges

HOME = "TWO_ROADS_HOME"
"""Name in the environment of the folder for what readers save."""

LIMIT = 500_000
"""Bytes of a market file at most, twenty times what one of five platforms takes."""

Stamp = tuple[int, int]
"""Time and size of a file: another one where it was written anew."""


def home() -> Path:
    """Name the folder for what readers save; it need not exist."""
    if named := os.environ.get(HOME):
        return Path(named)
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")  # noqa: PTH111
    elif sys.platform == "darwin":
        place = os.path.expanduser("~/Library/Application Support")  # noqa: PTH111
    else:
        place = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")  # noqa: PTH111
    return Path(place) / "two-roads"


def own_folder() -> Path:
    """Name the folder of own markets; it need not exist."""
    return home() / "markets"


def quarters_in(folder: Path) -> tuple[str, ...]:
    """Quarters after which files of a folder are named, earliest first."""
    try:
        stems = {path.stem for path in folder.glob("[0-9][0-9][0-9][0-9]Q[1-4].toml")}
    except OSError:
        return ()
    return tuple(sorted(stems, key=quarter_number))


def own_names() -> tuple[str, ...]:
    """Quarters of the own markets that are kept, earliest first."""
    return quarters_in(own_folder())


def own_stamps() -> tuple[tuple[str, Stamp], ...]:
    """Tell two states of all own markets apart."""
    return tuple((name, stamp(own_path(name))) for name in own_names())


def own_path(name: str) -> Path:
    """Name the file of an own market.

    Raises
    ------
    MarketError
        ``name`` is no quarter.
    """
    try:
        quarter_number(name)
    except ValueError as error:
        msg = f"a market bears the name of its quarter: {error}"
        raise MarketError(msg) from error
    return own_folder() / f"{name}.toml"


def stamp(path: Path) -> Stamp:
    """Tell two states of a file apart; (0, 0) where there is none."""
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=32)
def market_at(path: Path, _: Stamp, ranges: Callable[[], Ranges]) -> Market:
    """Read a market file that bears the name of its quarter; ``ranges`` are of parameters.

    Raises
    ------
    MarketError
        The file cannot be read, or it has faults; the message lists all of them.
    """
    market = read_market(market_text(path), path.name, ranges())
    if market.vintage != path.stem:
        msg = f"{path.name}: vintage = {market.vintage!r}, but a file bears its vintage's name"
        raise MarketError(msg)
    return market


@lru_cache(maxsize=32)
def fault_at(path: Path, at: Stamp, ranges: Callable[[], Ranges]) -> str:
    """Tell what is wrong with a market file, nothing where it can be used."""
    try:
        market_at(path, at, ranges)
    except MarketError as error:
        return str(error)
    return ""


def market_text(path: Path) -> str:
    """Read the text of a market file.

    Raises
    ------
    MarketError
        The file cannot be read, is no UTF-8 text or is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path.name}: cannot be read ({error}); a market file is UTF-8 text"
        raise MarketError(msg) from error
    if len(data) > LIMIT:
        msg = f"{path.name}: the file is larger than the limit of {LIMIT:,} bytes"
        raise MarketError(msg)
    return text


def save_own(name: str, text: str) -> Path:
    """Keep an own market: written beside its place and then put there, so never by halves.

    Raises
    ------
    MarketError
        The name is no quarter, or the folder cannot be written.
    """
    path = own_path(name)
    draft = path.with_name(f".{token_hex(8)}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):  # what stops the one may stop the other
            draft.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        rule = f"own markets cannot be kept there ({reason}); set {HOME} to another folder"
        msg = f"{path.parent}: {rule}"
        raise MarketError(msg) from error
    return path


def remove_own(name: str) -> None:
    """Forget an own market; one that is not there is no fault.

    Raises
    ------
    MarketError
        The name is no quarter, or the file cannot be removed.
    """
    path = own_path(name)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        msg = f"{path}: cannot be removed ({error.strerror or error}); remove it by hand"
        raise MarketError(msg) from error


def digest_of(paths: Iterable[Path], root: Path) -> str:
    """Give twelve hex digits of files and of their places, those outside ``root`` by whole path."""
    digest = sha256()
    for path in paths:
        within = path.relative_to(root) if path.is_relative_to(root) else path
        digest.update(
            within.as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n")
        )
    return digest.hexdigest()[:12]
