"""What can go wrong, as one small tree.

::

    ModelError
    ├── MarketError       a market file that cannot be used
    ├── ParameterError    a parameter outside its range, or an unknown one
    ├── FileError         a file that a user hands in, with its problems, all of them
    │   ├── ScenarioError     a scenario (file)
    │   └── ActualsError      reported figures
    ├── LibraryError      saved plans that cannot be found, read or written
    │   └── ConflictError     somebody else saved in between; names the winner
    └── ConvergenceError  a solver that stopped early; carries the best answer so far

Every message says what was found, where, what is allowed and what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class ModelError(Exception):
    """Base of every error that a user can mend."""


class MarketError(ModelError):
    """A market file is missing, truncated or holds an impossible number."""


class ParameterError(ModelError):
    """A parameter is unknown or outside its admissible range."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault of a file that a user handed in.

    ``line`` counts as an editor does (the header is line 1) and is None where no line applies;
    ``column`` is the name of the column; ``found`` quotes the cell; ``message`` says what is
    allowed and what to do.
    """

    line: int | None
    column: str | None
    found: str
    message: str

    def __str__(self) -> str:
        """Place and message in one line, as the terminal shows it."""
        place = [f"line {self.line}"] if self.line else []
        place += [f"column {self.column}"] if self.column else []
        return ": ".join([", ".join(place), self.message] if place else [self.message])


class FileError(ModelError):
    """A file cannot be used; ``problems`` holds every reason, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["FileError"], tuple[Sequence[Problem]]]:
        """Travel between processes whole, not as the message alone."""
        return type(self), (self.problems,)


class ScenarioError(FileError):
    """A scenario cannot be used."""


class ActualsError(FileError):
    """Reported figures cannot be used."""


class LibraryError(ModelError):
    """Saved plans cannot be found, read or written; nothing was changed."""


class ConflictError(LibraryError):
    """Somebody saved in between: ``revision`` of plan ``name`` by ``author`` stands now."""

    def __init__(self, name: str, revision: int, author: str, onto: int) -> None:
        self.name, self.revision, self.author, self.onto = name, revision, author, onto
        by = f" by {author}" if author else ""
        super().__init__(
            f"plan {name!r}: revision {revision}{by} was saved in between, and yours began from "
            f"{onto or 'nothing'}; nothing was written. See what differs, then save onto {revision}"
        )

    def __reduce__(self) -> tuple[type["ConflictError"], tuple[str, int, str, int]]:
        """Travel between processes whole, not as the message alone."""
        return type(self), (self.name, self.revision, self.author, self.onto)


class ConvergenceError(ModelError):
    """A solver stopped early; ``best`` is its best point and ``iterations`` what it spent."""

    def __init__(self, message: str, best: object, iterations: int) -> None:
        super().__init__(message)
        self.best = best
        self.iterations = iterations

    def __reduce__(self) -> tuple[type["ConvergenceError"], tuple[str, object, int]]:
        """Travel between processes whole, not as the message alone."""
        return type(self), (str(self), self.best, self.iterations)
