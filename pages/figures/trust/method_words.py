"""The equations as the page shows them: Markdown with mathematics, folded, an entry an equation."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from models.inputs import load_parameters
from models.levers import LEVERS
from models.notation import GRADES
from models.vintage import Market
from pages.figures import assumption_values as values
from pages.figures.html_tables import capital
from pages.figures.trust import assumption_words
from pages.figures.trust.specification import Equation, equations, stages
from pages.labels.catalogue import LANGUAGES, catalogue, explain, t
from pages.labels.names import plain

OPEN_UP_TO = 2
"""So few equations are shown open, with the text of the specification."""

_MANY = 12
"""From so many levers on only their number is told."""

_BARE = ("-", "share")
"""Units that say nothing which a figure does not."""

Link = Callable[[str], str]
"""Address of a parameter's page."""


def title(number: str) -> str:
    """Name an equation with its number."""
    return t("method.title", number=number, name=t(f"equation.{number}"))


def lever_names(levers: Iterable[str]) -> str:
    """Join levers by their names on screen."""
    return t("finding.comma").join(t(name) for name in levers)


def metric_name(metric: str) -> str:
    """Name a figure."""
    return t(f"measure.{metric}")


def figure_title(metric: str) -> str:
    """Name a figure at the beginning of a line."""
    return capital(metric_name(metric))


def grades(entries: Iterable[Equation]) -> dict[str, int]:
    """Count the parameters of some equations by grade, each once; grades that none has are left."""
    table = load_parameters().table
    names = {name for entry in entries for _, name in entry.parameters}
    counted = Counter(table[name].grade for name in names)
    return {grade: counted[grade] for grade in GRADES if counted[grade]}


def found(asked: str) -> tuple[str, ...]:
    """Find equations by words, by number, and by names of parameters, levers and figures."""
    words = asked.casefold().split()
    return tuple(n for n, e in equations().items() if all(_fits(word, e) for word in words))


def _fits(word: str, entry: Equation) -> bool:
    if word.upper() in equations():
        return word.upper() == entry.number
    return any(word in _searched(entry.number, language) for language in LANGUAGES)


@cache
def _searched(number: str, language: str) -> str:
    entry, rows = equations()[number], catalogue()
    about = "help" if language == LANGUAGES[0] else "help_chinese"
    keys = [f"equation.{number}", *(f"parameter.{name}" for _, name in entry.parameters)]
    keys += [name for name in entry.levers if len(entry.levers) < len(LEVERS)]
    keys += [f"measure.{name}" for name in entry.gives]
    texts = [rows[key][language] for key in keys] + [rows[keys[0]][about], entry.title]
    names = [name for _, name in entry.parameters] + [*entry.levers, *entry.gives]
    names = names if len(entry.levers) < len(LEVERS) else [*entry.gives]
    return " ".join([number, *texts, *names, *(file for file, _ in entry.code)]).casefold()


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Equations to show: those that give the figure, open and ``first``, and those ``found``.

    What the reader asked for by words stands first instead, open where it is little.
    """

    first: Sequence[str] = ()
    found: Sequence[str]
    is_asked: bool = False


def listing(shown: Shown, marked: Collection[str], market: Market, link: Link) -> str:
    """Write equations as Markdown with HTML in it; ``marked`` lie on the chain.

    Without a search what gives the figure is open, and all others fold into one line.
    """
    unfolded = len(shown.found) <= OPEN_UP_TO

    def write(numbers: Iterable[str], *, is_open: bool) -> str:
        return "\n\n".join(_entry(n, n in marked, market, link, is_open) for n in numbers)

    if shown.is_asked:
        body = _staged(shown.found, lambda numbers: write(numbers, is_open=unfolded))
    else:
        rest = [number for number in shown.found if number not in shown.first]
        head = f"<summary>{escape(t('method.rest', count=len(rest)))}</summary>"
        staged = _staged(rest, lambda numbers: write(numbers, is_open=False))
        first = write(shown.first, is_open=True)
        body = f'{first}\n\n<details class="rest">{head}\n\n{staged}\n\n</details>'
    return f'<div class="equations">\n\n{body}\n\n</div>'


def _staged(shown: Collection[str], write: Callable[[Sequence[str]], str]) -> str:
    """Put equations under the stages in which they are executed."""
    parts = []
    for place, stage in enumerate(stages(), 1):
        if here := [number for number in stage if number in shown]:
            parts += [f"<h3>{place} · {escape(t(f'method.stage.{place}'))}</h3>", write(here)]
    return "\n\n".join(parts)


def _entry(number: str, is_marked: bool, market: Market, link: Link, unfolded: bool) -> str:
    """Write one equation; the anchor stands within, so that going there opens it."""
    entry = equations()[number]
    look = ' class="on-chain"' if is_marked else ""
    head = (
        f"<summary{look}><b>{number}</b> <strong>{escape(t(f'equation.{number}'))}</strong> "
        f"<span>{escape(explain(f'equation.{number}'))}</span> "
        f"<small>{escape(grades_text([entry]))}</small></summary>"
    )
    formulas = "\n\n".join(_display(formula) for formula in entry.formulas)
    parts = [formulas, _parameter_table(entry, market, link), "\n".join(_facts(entry))]
    if unfolded:
        parts.append(_full_text(entry))
    body = "\n\n".join(part for part in parts if part)
    is_open = " open" if unfolded else ""
    return f'<details{is_open}>{head}<i id="{number}"></i>\n\n{body}\n\n</details>'


def grades_text(entries: Iterable[Equation]) -> str:
    """Write how many numbers some equations have, by grade."""
    counted = grades(entries)
    if not counted:
        return t("method.no_numbers")
    parts = t("finding.comma").join(f"{count} {grade}" for grade, count in counted.items())
    return t("method.numbers", count=sum(counted.values()), grades=parts)


def _display(formula: str) -> str:
    return f"$$\n{formula}\n$$"


def _parameter_table(entry: Equation, market: Market, link: Link) -> str:
    if not entry.parameters:
        return ""
    heads = [t(f"method.column.{name}") for name in ("letter", "name", "value", "range", "grade")]
    lines = [f"| {' | '.join(heads)} |", "|:--|:--|--:|--:|:-:|"]
    lines += [_parameter_row(letter, name, market, link) for letter, name in entry.parameters]
    return "\n".join(lines)


def _parameter_row(letter: str, name: str, market: Market, link: Link) -> str:
    """Write a parameter: letter, name with the way to its evidence, value, nine in ten, grade."""
    row = values.row(name)
    ours = values.ours(name, market)
    value = values.number(name, ours) if row.unit in _BARE else values.amount(name, ours)
    known = assumption_words.learned(name)
    span = (
        (known.posterior_low, known.posterior_high)
        if known
        else assumption_words.prior_range(name, market)
    )
    cells = (
        f"${letter}$" if letter else "",
        f"[{plain(t(f'parameter.{name}'))}]({link(name)})",
        plain(value),
        plain(assumption_words.range_text(name, span)),
        row.grade,
    )
    return f"| {' | '.join(cells)} |"


def _facts(entry: Equation) -> Iterator[str]:
    """Write levers, figures, neighbours and files, a line each."""
    if entry.levers:
        every = len(entry.levers) > _MANY
        told = (
            t("method.levers_many", count=len(entry.levers)) if every else lever_names(entry.levers)
        )
        yield _fact("levers", plain(told))
    if entry.gives:
        names = [metric_name(name) for name in entry.gives]
        yield _fact("gives", plain(t("finding.comma").join(names)))
    if entry.uses:
        yield _fact("uses", _linked(entry.uses))
    if entry.before:
        yield _fact("before", _linked(entry.before))
    files = [f"`{file}`" + _defined(names) for file, names in entry.code]
    yield _fact("files", t("finding.semicolon").join(files))


def _fact(kind: str, text: str) -> str:
    return f"- **{t(f'method.fact.{kind}')}** {text}"


def _linked(numbers: Iterable[str]) -> str:
    return " · ".join(f'<a href="#{number}">{title(number)}</a>' for number in numbers)


def _defined(names: Sequence[str]) -> str:
    return f" ({', '.join(f'`{name}`' for name in names)})" if names else ""


def _full_text(entry: Equation) -> str:
    """Give the entry word for word; its mathematics stands above, and letters need their lines."""
    parts = entry.text.split("$$")
    text = "".join(
        f"\n$$\n{part.strip()}\n$$\n" if place % 2 else part for place, part in enumerate(parts)
    )
    head = t("method.full", page=f"models/equations/{entry.page}.md")
    return f"<details><summary>{escape(head)}</summary>\n\n{text}\n\n</details>"
