"""The Ledger in words: how decisions have held, and why one missed."""

from collections.abc import Sequence
from dataclasses import replace

from models.analysis.outcome import Effect
from models.ledger.decision import Decision
from models.ledger.example import taken
from models.ledger.miss import PARTS, Miss
from models.ledger.track_record import Record
from models.notation import UNITS
from pages.figures import decide_words as words
from pages.figures.html_tables import figure, table
from pages.labels.catalogue import named, sentences, t
from pages.labels.format import MINUS, NOTHING, Change, fixed
from pages.labels.html import Html

SPLIT = PARTS[:3]
"""Parts of every miss; the others are those of an older version, told together as ``older``."""


def name_of(decision: Decision) -> str:
    """Name a decision; the example in the language in use."""
    return named(taken()) if decision.is_example else decision.name


def finding(known: Sequence[Decision], record: Record, example: Decision) -> str:
    """Write how decisions and forecasts have held; without any, what the example says."""
    if not record.model.n:
        return t("ledger.finding.example", name=name_of(example), sentence=_why(example))
    told = t("ledger.finding.held", held=record.model.held, count=record.model.n)
    if record.compared:
        guesses = {"held": record.people.held, "count": record.people.n}
        told += t("finding.semicolon") + t("ledger.finding.guesses", **guesses)
    if part := heaviest([one.miss for one in known if one.miss]):
        told += t("finding.semicolon") + t("ledger.finding.most", part=t(f"ledger.part.{part}.of"))
    return told


def below(known: Sequence[Decision], record: Record) -> str:
    """Write what the finding rests on, and what waits."""
    waiting = [one for one in known if one.frozen and not one.miss]
    parts = [t("ledger.below.example")] if not record.model.n else []
    if waiting:
        first = min(waiting, key=lambda one: one.aim.quarter)
        due = {"quarter": first.aim.quarter, "name": first.name}
        parts.append(t("ledger.below.waiting", count=len(waiting), **due))
    if not known:
        parts.append(t("ledger.below.empty"))
    return sentences(*parts) or t("ledger.below.all", count=len(known))


def _why(decision: Decision) -> str:
    """Write by how much a decision missed and what did it."""
    miss = decision.miss
    assert miss
    metric = decision.aim.metric
    parts = [
        f"{t(f'ledger.part.{name}.of')} {part_beside(miss, metric, name)}"
        for name, size in together(miss).items()
        if size
    ]
    key = "above" if miss.total > 0 else "below"
    size = part_beside(miss, metric, "total").lstrip(f"+{MINUS}")
    return t(
        f"ledger.finding.{key}",
        measure=t(f"measure.{metric}"),
        quarter=decision.aim.quarter,
        size=t("risk.rmb", amount=size) if UNITS[metric].startswith("RMB") else size,
        parts=t("finding.comma").join(parts),
    )


def part_beside(miss: Miss, metric: str, name: str) -> str:
    """Write a part of a miss with the decimals of the largest, as it stands beside the others."""
    sizes = together(miss) | miss.parts | {"total": miss.total}
    largest = max(map(abs, sizes.values()))
    told = words.change(metric, sizes[name], -largest, largest, level=miss.forecast.central)
    return t("format.none") if told.is_none else told.value


def part_of(miss: Miss, metric: str, name: str) -> Change:
    """Write a part of a miss with its range where it has one, or ``total`` or ``older``."""
    part, level = getattr(miss, name, None), miss.forecast.central
    if not isinstance(part, Effect):
        size = miss.total if name == "total" else (together(miss) | miss.parts).get(name, 0.0)
        part = Effect(central=size, low=size, high=size)
    told = words.change(metric, part.central, part.low, part.high, level=level)
    is_nothing = told.value == t("format.no_change")
    return replace(told, value=t("format.none")) if is_nothing else told


def together(miss: Miss) -> dict[str, float]:
    """Give the parts as they are drawn: three, and one of an older version where it counts."""
    parts = miss.parts
    older = sum(parts[name] for name in PARTS[3:])
    return {name: parts[name] for name in SPLIT} | ({"older": older} if older else {})


def heaviest(misses: Sequence[Miss]) -> str:
    """Name the part that weighs most over all misses, each as a share of its forecast."""
    weights = dict.fromkeys((*SPLIT, "older"), 0.0)
    for miss in misses:
        size = scale_of(miss)
        for name, part in together(miss).items():
            weights[name] += abs(part) / size
    most = max(weights, key=lambda name: weights[name])
    return most if weights[most] else ""


def scale_of(miss: Miss) -> float:
    """Size that a miss is set against: the forecast, or what came where that was larger."""
    return max(abs(miss.forecast.central), abs(miss.actual)) or 1.0


def facts(decision: Decision) -> str:
    """Lay a decision out, from guess to the parts of its miss."""
    metric = decision.aim.metric
    rows: list[tuple[str, list[str]]] = [
        (t("ledger.row.guess", by=one.by or t("ledger.nobody")), [_level(metric, one)])
        for one in decision.guesses
    ]
    if made := decision.forecast:
        rows.append((t("ledger.row.forecast"), [_level(metric, made)]))
    if miss := decision.miss:
        rows.append((t("ledger.row.actual"), [figure(words.level(miss.actual, metric))]))
        rows.append((t("ledger.part.total"), [figure(part_of(miss, metric, "total").value)]))
        rows += [(t(f"ledger.part.{name}.long"), [_part(decision, miss, name)]) for name in PARTS
                 if name in SPLIT or miss.parts[name]]  # fmt: skip
    aim = t("ledger.aim", measure=words.measure(metric), quarter=decision.aim.quarter)
    return table([aim, t("ledger.column.size")], rows, t("ledger.details"))


def _level(metric: str, told: "Effect | object") -> Html:
    low, central, high = (getattr(told, name) for name in ("low", "central", "high"))
    ends = f"[{words.level(low, metric)}, {words.level(high, metric)}]"
    return figure(words.level(central, metric), ends)


def _part(decision: Decision, miss: Miss, name: str) -> Html:
    told = part_of(miss, decision.aim.metric, name)
    has_range = isinstance(getattr(miss, name), Effect)
    return figure(told.value, told.interval if has_range else "")


def scores(records: Sequence[Record]) -> str:
    """Lay out how people and the model have done, all years first."""
    heads = [t(f"ledger.score.{name}") for name in ("year", "model", "error", "people", "guess")]
    rows = [(one.year or t("ledger.score.all"), _score(one)) for one in records]
    return table([*heads, t("ledger.score.closer")], rows, t("ledger.scores"))


def _score(record: Record) -> list[str]:
    told = []
    for score in (record.model, record.people):
        held = t("ledger.score.of", held=score.held, count=score.n) if score.n else NOTHING
        error = NOTHING if score.error is None else f"{fixed(100 * score.error, 1)}%"
        told += [held, error]
    nearer = t("ledger.score.of", held=record.closer, count=record.compared)
    return [*told, nearer if record.compared else NOTHING]
