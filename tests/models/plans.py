"""Hypothesis strategies: any plan that a person may write, with names that nobody should."""

from datetime import UTC

from hypothesis import strategies as st

from models.levers import KPI_UNITS, LEVERS, UNIT_OF_WEIGHT
from models.market.rivals import POSTURES
from models.notation import quarters_after
from models.scenario import Scenario, Step
from models.scenario.rules import ASSUMPTION, SETTINGS
from models.text_rules import name_key, name_rule, text_rule

VINTAGES = ("2008Q4", "2015Q1", "2022Q1", "2023Q1", "2023Q4", "2024Q3")
PARAMETERS = {
    "habit_persistence": (1e-6, 0.999999, "-"),
    "shopping_occasions": (1.6, 4.5, "occasions/day"),
    "auction_thickness": (-0.28, 0.68, "-"),
}

NASTY = st.sampled_from(
    [
        *("=", "+", "-", "@", "'", "''", '"', '""', ",", ";", "|", " ", "\u3000", "\xa0", "\ufeff"),
        *("\uff1d", "\uff0b", "\uff0d", "\uff20", "\u200b", "\u200f", "cmd", "1", "e\u0301", "é"),
        *("淘宝", "🚀", "👩\u200d👩", "\\", "%s", "{0}", "<b>", "assumption:", "market", "NULL"),
    ]
)


HIDDEN = "".join(c for c in map(chr, range(0x3000)) if text_rule(c))
LETTERS = st.characters(exclude_characters=HIDDEN, exclude_categories=["Cs"])


def texts(*, lines=False):
    """Legal texts of one line, or of several where a note is meant.

    Most are drawn in one go: a draw for each character takes more time than what is tested.
    """
    some = st.text(LETTERS, max_size=8)
    ends = ["\t", "\r", "\n", "\r\n"] if lines else []
    odd = st.lists(st.one_of(NASTY, st.sampled_from(ends)) if ends else NASTY, max_size=4)
    return st.one_of(some, odd.map("".join), st.builds(str.__add__, NASTY, some))


NAMES = texts().filter(lambda name: name_rule(name) is None)
NOTES = st.one_of(st.just(""), texts(lines=True))
# A time is refused unless it exists, so the strategy draws real ones.
TIMES = st.one_of(
    st.just(""),
    st.dates().map(lambda day: day.isoformat()),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.datetimes(timezones=st.just(UTC)).map(lambda t: t.isoformat()),
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def between(low, high):
    return st.one_of(st.floats(low, high), st.sampled_from([float(low), float(high)]))


@st.composite
def steps(draw, market, horizon):
    """Steps of any levers in any projected quarters; KPI weights by threes."""
    quarters = quarters_after(market, horizon)
    levers = st.sampled_from([name for name in LEVERS if name not in UNIT_OF_WEIGHT])
    places = draw(st.sets(st.tuples(levers, st.sampled_from(quarters)), max_size=5))
    rows = [
        (*place, draw(between(LEVERS[place[0]].low, LEVERS[place[0]].high))) for place in places
    ]
    for unit in draw(st.sets(st.sampled_from(list(KPI_UNITS)))):
        quarter = draw(st.sampled_from(quarters))
        first = draw(between(0, 1))
        second = draw(between(0, 1 - first))
        weights = (first, second, max(0.0, 1 - first - second))
        rows += [(name, quarter, w) for name, w in zip(KPI_UNITS[unit], weights, strict=True)]
    return tuple(
        Step(lever=lever, quarter=quarter, value=value, note=draw(NOTES))
        for lever, quarter, value in rows
    )


@st.composite
def scenarios(draw, name=NAMES):
    """Any scenario of a known market."""
    market = draw(st.sampled_from(VINTAGES))
    horizon = draw(st.integers(1, 40))
    assumed = draw(st.sets(st.sampled_from(sorted(PARAMETERS))))
    assumptions = tuple((p, draw(between(*PARAMETERS[p][:2]))) for p in sorted(assumed))
    rows = draw(st.sets(st.sampled_from([*SETTINGS, *(ASSUMPTION + p for p in assumed)])))
    noted = [(row, draw(texts(lines=True))) for row in sorted(rows)]
    return Scenario(
        name=draw(name),
        market=market,
        horizon=horizon,
        rivals=draw(st.sampled_from(POSTURES)),
        draws=draw(st.integers(1, 100_000)),
        seed=draw(st.integers(0, 2**53 - 1)),
        author=draw(texts()),
        created=draw(TIMES),
        model=draw(texts()),
        steps=draw(steps(market, horizon)),
        assumptions=assumptions,
        notes=tuple((row, note) for row, note in noted if note),
    )


def libraries(max_size=3):
    """Several scenarios whose names count as different."""
    return st.lists(
        scenarios(), min_size=1, max_size=max_size, unique_by=lambda s: name_key(s.name)
    ).map(tuple)
