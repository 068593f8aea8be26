"""What the verbs of the terminal share."""

import math
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, SupportsFloat, SupportsIndex

import click

from models.errors import ModelError, ScenarioError
from models.inputs import load_market, load_parameters, read_scenarios
from models.notation import DRAW_QUARTERS
from models.projection import Projection, project
from models.scenario import Scenario
from models.text_rules import NAME_LENGTH, name_key, printable, shown

if TYPE_CHECKING:
    from models.analysis.ensembles.stream import Streamed


class Finite(click.types.FloatParamType):
    """A finite number, of ``low`` or more."""

    name = "number"

    def __init__(self, low: float = -math.inf) -> None:
        self.low = low

    def convert(
        self,
        value: SupportsFloat | SupportsIndex,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Read a number, and refuse one that is none or out of range."""
        number = float(super().convert(value, param, ctx))
        if not (math.isfinite(number) and number >= self.low):
            least = "" if math.isinf(self.low) else f" of {self.low:g} or more"
            self.fail(f"{value!r} cannot be used; give a finite number{least}", param, ctx)
        return number


FINITE = Finite()


def changed(scenario: Scenario, **changes: str | int | None) -> Scenario:
    """Replace the settings of a scenario that are given, that is not None."""
    given = {name: value for name, value in changes.items() if value is not None}
    return replace(scenario, **given) if given else scenario  # type: ignore[arg-type]


def run(scenario: Scenario, draws: int | None, *, plain: bool = False) -> "Projection | Streamed":
    """Project a scenario from its own market; in blocks where its draws would fill the memory."""
    market, parameters = load_market(scenario.market), load_parameters()
    count = scenario.draws if draws is None else draws
    if count * scenario.horizon > DRAW_QUARTERS and not plain:
        from models.analysis.ensembles.stream import stream

        return stream(market, parameters, replace(scenario, draws=count))
    return project(market, parameters, scenario, draws=draws, plain=plain)


def scenarios_of(files: Sequence[Path]) -> Iterator[Scenario]:
    """Read the scenarios of all files in their order; a refusal names its file, if several.

    Raises
    ------
    ModelError
        Holds every problem of the first file that cannot be used, each with its line.
    """
    for file in files:
        try:
            yield from read_scenarios(file)
        except ScenarioError as error:
            if len(files) == 1:
                raise
            lines = (f"{shown(str(file), 200)}: {problem}" for problem in error.problems)
            raise ModelError("\n".join(lines)) from error


def apart(scenarios: Sequence[Scenario], taken: Collection[str] = ()) -> Iterator[Scenario]:
    """Tell scenarios of one name apart: the second becomes `name (2)`.

    ``taken`` are names of other things, which no scenario may bear either.
    """
    given = {name_key(one.name) for one in scenarios}
    used = {name_key(name) for name in taken}
    for one in scenarios:
        name = one.name
        if name_key(name) in used:
            name = next(new for new in _numbered(name) if name_key(new) not in used | given)
        used.add(name_key(name))
        yield one if name == one.name else replace(one, name=name)


def _numbered(name: str) -> Iterator[str]:
    """Give the name with (2), (3) and so on, cut to what a name may be long."""
    for number in count(2):
        mark = f" ({number})"
        yield f"{name[: NAME_LENGTH - len(mark)]}{mark}"


def one_or_list(objects: list[dict[str, object]]) -> object:
    """Give JSON for one scenario as an object, for several as a list in their order."""
    return objects[0] if len(objects) == 1 else objects


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what a user can mend into a message and exit status 1."""
    try:
        yield
    except ModelError as error:
        click.echo("\n".join(map(printable, str(error).split("\n"))), err=True)
        sys.exit(1)
    except OSError as error:
        place = f"{shown(str(error.filename))}: " if error.filename else ""
        click.echo(f"{place}{error.strerror or error}; name another file", err=True)
        sys.exit(1)


def stamp(folder: Path, result: str) -> dict[Path, bytes]:
    """Note in the table of a folder of what a stored result was made: the table's path and bytes.

    Further figures and tests that a calibration was given are no part of it.
    """
    from models.validation.stored import FILE, stamped

    path = folder / FILE
    return {path: stamped(path.read_bytes() if path.exists() else b"", result)}


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files beside their places, then put all of them there.

    Where one cannot be written, as on a full disk, the older ones stay as they were and nothing
    half-written or empty is left.

    Raises
    ------
    OSError
        Bears the name of the file that was asked for.
    """
    drafts: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            _write(path, data, drafts)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):  # where a folder is none there is no draft either
                draft.unlink()


def _write(path: Path, data: bytes, drafts: dict[Path, Path]) -> None:
    """Write a draft of ``path`` and enter it; a device or a pipe takes the bytes at once."""
    place = path.resolve()  # a link stays one
    if place.exists() and not place.is_file():
        place.write_bytes(data)
        return
    draft = place.with_name(f".{token_hex(8)}.draft")
    drafts[place] = draft
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if place.exists():
        shutil.copymode(place, draft)
