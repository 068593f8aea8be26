"""Numbers of a market set by rules: the first way whose figures are there, or as they were."""

import fnmatch
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.vintage.making.market_figures import Number
from models.vintage.making.market_growth import Draft, Step, Table, factors, moved

REPORTED, SOLVED, GROWN, CARRIED, JUDGED = "reported", "solved", "grown", "carried", "judged"
"""How a number came about."""

_MOVES = ("trend", "level", "yearly", "pace")


@dataclass(frozen=True)
class Gap:
    """A figure that a rule would take and that is not there, and what stands in its place.

    ``places`` are the numbers it would have set; ``how`` and ``grade`` tell what they are now, and
    ``stand_in`` which rule made them: ``grown`` with its like, ``pace`` of before, or ``kept``.
    """

    figure: str
    places: tuple[str, ...]
    how: str
    grade: str
    stand_in: str = "kept"
    needed: bool = False


def tidy(value: float) -> float:
    """Round to twelve digits, which hides the noise of floating point."""
    return float(f"{value:.12g}")


def joined(*parts: str) -> str:
    """Join the parts of a source that say something."""
    return "; ".join(part for part in parts if part)


def key_of(key: str, draft: Draft, place: str = "") -> str:
    """Fill the quarter, its year and the last name of a place into the key of a figure."""
    name = place.rpartition(".")[2]
    return key.format(quarter=draft.name, year=draft.name[:4], name=name)


def is_due(entry: Table, quarter: str) -> bool:
    """Tell whether a rule holds in a quarter: ``since`` one and ``before`` another."""
    return bool(entry.get("since", quarter) <= quarter < entry.get("before", "9999Q5"))


def spread(rule: Table, draft: Draft) -> Iterator[tuple[str, Table]]:
    """List the places of a rule; ``values`` has a column for each of the last platforms."""
    path = rule["path"]
    if "values" not in rule:
        known = draft.base.numbers if draft.base else {}
        places = fnmatch.filter(known, path) if "*" in path else [path]
        yield from ((place, rule) for place in places)
        return
    columns = list(draft.texts["platforms"])[-len(rule["values"]) :]
    for i, name in enumerate(columns):
        cells = {k: v[i] if isinstance(v, list) else v for k, v in rule.items()}
        yield path.replace("*", name), {**cells, "value": cells["values"]}


def judge(rules: Iterable[Table], draft: Draft) -> None:
    """Set numbers that the recipe of the vintage gives itself."""
    for rule in rules:
        for place, single in spread(rule, draft):
            draft.numbers[place] = number(single, place, draft, [])
            draft.how[place] = JUDGED


def follow(rule: Table, draft: Draft) -> list[Gap]:
    """Set the numbers of a rule for all markets, but for those that the recipe gives itself."""
    ways = [way for way in rule.get("ways", [{}]) if is_due(way, draft.name)]
    missed: Table = next((way for way in ways if not way.get("optional")), {})
    gaps = []
    for place, _ in spread(rule, draft):
        if draft.how.get(place) == JUDGED:
            continue
        taken = next((way for way in ways if set_number({**rule, **way}, place, draft)), None)
        if taken and missed and ways.index(taken) > ways.index(missed):
            gaps.append(_gap(missed, taken, place, draft, bool(rule.get("needed"))))
    return gaps


def set_number(rule: Table, place: str, draft: Draft) -> bool:
    """Set a number one way; tell whether every figure that this takes is there."""
    if "actual" in rule and draft.figures.find(key_of(rule["actual"], draft, place)) is None:
        return False
    steps = moved(rule, place, draft)
    if steps is None:
        return False
    draft.numbers[place] = number(rule, place, draft, steps)
    draft.how[place] = _how(rule)
    return True


def _how(rule: Table) -> str:
    if "actual" in rule:
        return REPORTED
    is_moved = any(key in rule for key in (*_MOVES, "like", "season"))
    return GROWN if is_moved and "pace" not in rule else CARRIED


def _gap(missed: Table, taken: Table, place: str, draft: Draft, needed: bool) -> Gap:
    made = draft.numbers[place]
    grown = "grown" if any(key in taken for key in _MOVES) else "kept"
    stand_in = "pace" if "pace" in taken else grown
    return Gap(figure_of(missed, draft), (place,), made.source, made.grade, stand_in, needed)


def figure_of(way: Table, draft: Draft) -> str:
    """Name the figure that a way takes: platform, quarter, metric."""
    if "actual" in way:
        return key_of(way["actual"], draft).replace("|", " ")
    series = next(way[key] for key in _MOVES if key in way)
    platform, metric = series.split("|")
    return f"{platform} {draft.name} {metric}"


def number(rule: Table, place: str, draft: Draft, grown: list[Step]) -> Number:
    """Work out the number that a rule sets at one place."""
    old = draft.base.numbers.get(place) if draft.base else None
    start, told = _start(rule, place, draft)
    steps = [*factors(rule, place, draft), *grown]
    plain = "value" in rule and not steps
    told = "" if plain else " × ".join([told, *(words for words, _ in steps)])
    return Number(
        value=tidy(start.value * math.prod(factor for _, factor in steps)),
        unit=rule.get("unit") or (old.unit if old else ""),
        grade=rule.get("grade", start.grade),
        source=joined(rule.get("source", "").replace("{start}", draft.start), told),
    )


def _start(rule: Table, place: str, draft: Draft) -> tuple[Number, str]:
    """Give what a rule starts from, and its words."""
    if "actual" in rule:
        key = key_of(rule["actual"], draft, place)
        found = draft.figures.find(key)
        if found is None:
            msg = f"{key} stands nowhere among the figures; the recipe of {draft.name} needs it"
            raise LookupError(msg)
        return found, found.source
    if "value" in rule:
        given = Number(rule["value"], "", "D", "")
        return given, f"{given.value:g}"
    before = draft.before(place)
    return before, f"{draft.start}'s {before.value:g}"
