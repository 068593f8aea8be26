"""A market of one's own day, made of a reader's figures by the rules of all markets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.own_figures import read_figures
from models.errors import MarketError, ModelError
from models.inputs import load_parameters, load_priors
from models.own_day import figures, make_market, recipes
from models.projection import project
from models.scenario import Scenario
from models.vintage import Market
from models.vintage.making.market_figures import Row, is_quarter
from models.vintage.making.market_growth import Draft
from models.vintage.making.market_making import FIRST, Made, needed
from models.vintage.making.market_setting import CARRIED, REPORTED, SOLVED, Gap
from models.vintage.making.market_text import render
from models.vintage.market_reader import read_market

HEAD = "Built from a reader's figures by the rules of data/recipes/common.toml; edit the figures."

TRIAL_QUARTERS = 4

_UNUSABLE = "these figures make no market that the model can use; check them: {}"

ODD = 2.0
"""Factor by which sales, visitors or rates of a platform move in no quarter without a reason."""

_WATCHED = (".gmv.", ".dau.", ".ad_rate.", ".commission.")


@dataclass(frozen=True, kw_only=True)
class OwnNumber:
    """One number of a market that was made; ``how`` says how it came about."""

    place: str
    value: float
    unit: str
    grade: str
    source: str
    how: str


@dataclass(frozen=True, kw_only=True, eq=False)
class OwnMarket:
    """A market made of figures, with the text of its file and all that is to be said of it.

    ``start`` is the vintage that it starts from; ``lacking`` are needed figures that its quarter
    has not, without which it is not full; ``quarters`` those that the figures allow.
    """

    market: Market
    text: str
    start: str
    numbers: tuple[OwnNumber, ...]
    gaps: tuple[Gap, ...]
    lacking: tuple[str, ...]
    quarters: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def carried(self) -> tuple[OwnNumber, ...]:
        """Numbers that stay as they were in the vintage before, or go on as they did."""
        return tuple(number for number in self.numbers if number.how == CARRIED)

    def grades(self) -> dict[str, int]:
        """Count the numbers of each grade."""
        return {grade: sum(n.grade == grade for n in self.numbers) for grade in "ABCD"}


def build_market(data: bytes, quarter: str | None = None) -> OwnMarket:
    """Make a market of a file of figures, of its latest full quarter where none is named.

    Raises
    ------
    ModelError
        The file has faults (`ActualsError`, by line), the quarter none of its figures, or the
        figures make no market that can be used.
    """
    rows, notes = read_figures(data)
    offered = quarters_offered(rows)
    chosen = quarter or chosen_quarter(rows, offered)
    if chosen not in offered:
        msg = f"the file gives no figure of {chosen}; choose one of {', '.join(offered)}"
        raise ModelError(msg)
    made = _made(chosen, rows)
    text = render(made.draft, HEAD)
    return OwnMarket(
        market=_tried(text, chosen),
        text=text,
        start=made.draft.start,
        numbers=tuple(
            OwnNumber(place=place, **vars(number), how=made.draft.how.get(place, CARRIED))
            for place, number in made.draft.numbers.items()
            if not place.startswith("history.")
        ),
        gaps=made.gaps,
        lacking=lacking(rows, chosen),
        quarters=offered,
        notes=(*notes, *_odd(made.draft)),
    )


def _made(quarter: str, rows: Sequence[Row]) -> Made:
    try:
        return make_market(quarter, rows)
    except (ArithmeticError, ValueError) as error:
        raise MarketError(_UNUSABLE.format(error)) from error


def _odd(draft: Draft) -> Iterator[str]:
    """Tell numbers of figures that moved more than a reader would believe without a second look."""
    for place, how in draft.how.items():
        before = draft.base.numbers.get(place) if draft.base else None
        if (
            how in (REPORTED, SOLVED)
            and before
            and before.value > 0
            and any(part in place for part in _WATCHED)
        ):
            ratio = draft.numbers[place].value / before.value
            if not 1.0 / ODD < ratio < ODD:
                yield f"{place} is {ratio:.3g} times that of {draft.start}; check the figures"


def quarters_offered(rows: Iterable[Row]) -> tuple[str, ...]:
    """List the quarters of a file that the rules can make a market of, earliest first.

    Raises
    ------
    ModelError
        There is none.
    """
    found = {row["period"] for row in rows if is_quarter(row["period"])}
    later = tuple(sorted(quarter for quarter in found if quarter > FIRST))
    if not later:
        msg = f"the file ends with {max(found)}; a market is made of quarters after {FIRST}"
        raise ModelError(msg)
    return later


def chosen_quarter(rows: Iterable[Row], offered: tuple[str, ...]) -> str:
    """Choose the latest full quarter of a file, or else the one that lacks least, the latest."""
    kept = list(rows)
    return min(reversed(offered), key=lambda quarter: len(lacking(kept, quarter)))


def lacking(rows: Iterable[Row], quarter: str) -> tuple[str, ...]:
    """List the needed figures that a quarter has not, each by its first name."""
    known = figures(list(rows))
    sought = needed(recipes(), quarter)
    missed = [keys[0] for keys in sought if not any(known.find(key) for key in keys)]
    return tuple(key.replace("|", " ") for key in missed)


def _tried(text: str, quarter: str) -> Market:
    """Read the market that was made and project it, so that it can be used once it is kept."""
    try:
        market = read_market(text, f"{quarter}.toml", load_priors().allowed_ranges)
        plan = Scenario(name="trial", market=quarter, horizon=TRIAL_QUARTERS)
        with np.errstate(all="ignore"):
            project(market, load_parameters(), plan, draws=0)
    except (ModelError, ArithmeticError, ValueError) as error:
        raise MarketError(_UNUSABLE.format(error)) from error
    return market
