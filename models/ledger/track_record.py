"""How well decisions have held: coverage and errors of people and of the model, year by year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.ledger.decision import Decision, Guess


@dataclass(frozen=True, kw_only=True)
class Score:
    """Of ``n`` figures that came, how many a range held, and the mean error as a share of them.

    ``error`` is None where nothing came. The ranges should hold eight figures in ten.
    """

    n: int
    held: int
    error: float | None

    @property
    def coverage(self) -> float | None:
        """Share of the figures that the ranges held, 0 to 1; None where nothing came."""
        return self.held / self.n if self.n else None


@dataclass(frozen=True, kw_only=True)
class Record:
    """People against the model on the decisions of one ``year``, or of all where it is empty.

    ``people`` scores every guess, ``model`` every forecast; ``closer`` counts the guesses that
    were nearer than the forecast of their decision, of ``compared``.
    """

    year: str
    people: Score
    model: Score
    closer: int
    compared: int


def records(decisions: Iterable[Decision]) -> tuple[Record, ...]:
    """Score the decisions of which something came, all together and then by year of the figure."""
    known = [one for one in decisions if one.miss]
    years = sorted({one.aim.quarter[:4] for one in known})
    by_year = (_record(y, [one for one in known if one.aim.quarter[:4] == y]) for y in years)
    return (_record("", known), *by_year)


def _record(year: str, decisions: Sequence[Decision]) -> Record:
    guesses = [(guess, one) for one in decisions for guess in one.guesses]
    closer = sum(_error(guess, one) < abs(_total(one)) for guess, one in guesses)
    return Record(
        year=year,
        people=_score(
            [guess.holds(_actual(one)) for guess, one in guesses],
            [_error(guess, one) / abs(_actual(one)) for guess, one in guesses if _actual(one)],
        ),
        model=_score(
            [one.miss.is_held for one in decisions if one.miss],
            [abs(_total(one) / _actual(one)) for one in decisions if _actual(one)],
        ),
        closer=closer,
        compared=len(guesses),
    )


def _score(held: Sequence[bool], errors: Sequence[float]) -> Score:
    mean = sum(errors) / len(errors) if errors else None
    return Score(n=len(held), held=sum(held), error=mean)


def _actual(decision: Decision) -> float:
    return decision.miss.actual if decision.miss else 0.0


def _total(decision: Decision) -> float:
    return decision.miss.total if decision.miss else 0.0


def _error(guess: Guess, decision: Decision) -> float:
    return abs(_actual(decision) - guess.central)
