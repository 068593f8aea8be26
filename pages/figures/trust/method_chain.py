"""The chain from lever to figure in words and as a picture: rows in the order of execution."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from models.levers import LEVERS
from pages.figures.html_tables import capital
from pages.figures.trust.chain import Chain, reaches
from pages.figures.trust.method_words import grades, metric_name, title
from pages.figures.trust.specification import stages
from pages.labels.catalogue import explain, t
from pages.labels.format import whole_percents

_SHEET = Path(__file__).with_name("method.css")
_LOOKS = ("source", "direct", "remembered", "aside")
_FEW = 7
"""Levers named at most; the others are counted."""


@cache
def sheet() -> str:
    """Give the style sheet as an element."""
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def finding(chain: Chain) -> str:
    """Write which equation a figure comes from, and how sure the numbers on the way are."""
    figure = metric_name(chain.metric)
    if chain.quarters is None:
        return t("method.no_way", lever=t(chain.lever), figure=figure)
    counted = grades(chain.equations)
    sure = t("method.sure", judged=counted.get("D", 0), count=sum(counted.values()))
    if not chain.lever:
        sources = t("method.or").join(map(title, chain.sources))
        return t("method.finding", figure=capital(figure), source=sources, sure=sure)
    way = chain.equations
    return t(
        "method.way",
        lever=t(chain.lever),
        figure=figure,
        count=len(way),
        when=_when(chain.quarters),
        sure=sure,
    )


def _when(quarters: int) -> str:
    key = ("same", "next")[quarters] if quarters < 2 else "later"
    return t(f"method.when.{key}", quarters=quarters)


def rests_on(rests: Mapping[str, float] | None, plan: str) -> str:
    """Write how much of the range in a plan rests on judgement; empty where that is unknown."""
    if not rests:
        return ""
    return t("method.rests", share=f"{whole_percents(rests)['D']}%", plan=plan)


def below(chain: Chain) -> str:
    """Write the grades of the numbers on the way, and how many equations there are."""
    counted = grades(chain.equations)
    parts = [t(f"method.grade.{grade}", count=count) for grade, count in counted.items()]
    told = [t("finding.comma").join(parts)] if parts else []
    if chain.quarters is not None:
        key = "works" if chain.remembered else "works_now"
        told.append(t(f"method.{key}", now=len(chain.direct), before=len(chain.remembered)))
    return t("method.stop").join([*told, ""]).rstrip()


def picture(chain: Chain) -> str:
    """Draw levers, the equations stage by stage and the figure; what is not on the way is pale."""
    rows = [_row(t("method.row.levers"), _levers(chain), "ends")]
    for place, stage in enumerate(stages(), 1):
        chips = "".join(_chip(number, chain) for number in stage)
        rows.append(_row(f"{place} · {t(f'method.stage.{place}')}", chips))
    figure = f'<b class="chip source">{escape(capital(metric_name(chain.metric)))}</b>'
    rows.append(_row(t("method.row.figure"), figure, "ends"))
    label = escape(t("method.chain_label"))
    return f'<div class="chain" role="group" aria-label="{label}">{"".join(rows)}</div>'


def _row(head: str, cells: str, kind: str = "") -> str:
    return f'<div class="stage {kind}"><span>{escape(head)}</span><div>{cells}</div></div>'


def _chip(number: str, chain: Chain) -> str:
    name = escape(t(f"equation.{number}"))
    about = escape(explain(f"equation.{number}"))
    look = _look(number, chain)
    told = f'<span class="unseen">{escape(t(f"method.look.{look}"))}</span>'
    return (
        f'<a class="chip {look}" href="#{number}" title="{about}"><b>{number}</b> {name}{told}</a>'
    )


def _look(number: str, chain: Chain) -> str:
    if chain.quarters is not None and number in chain.sources:
        return "source"
    if number in chain.direct:
        return "direct"
    return "remembered" if number in chain.remembered else "aside"


def _levers(chain: Chain) -> str:
    """Name the lever that was asked about, or those that reach the figure in their own quarter."""
    if chain.lever:
        return f'<b class="chip source">{escape(t(chain.lever))}</b>'
    soon = [name for name in _singly() if reaches(name, chain.metric, 1)]
    late = [name for name in _singly() if name not in soon and reaches(name, chain.metric, 9)]
    return _named("soon", soon) + _named("late", late)


def _singly() -> Collection[str]:
    """Give the levers without the nine weights of KPIs, which are one order of KPIs."""
    return [name for name in LEVERS if LEVERS[name].delivery != "kpi"]


def _named(kind: str, levers: Iterable[str]) -> str:
    names = list(levers)
    if not names:
        return ""
    text = t("finding.comma").join(t(name) for name in names[:_FEW])
    more = t("method.more", count=len(names) - _FEW) if names[_FEW:] else ""
    line = t(f"method.levers.{kind}", count=len(names), names=text + more)
    return f"<p>{escape(line)}</p>"


def legend() -> str:
    """Say what the looks of the picture mean."""
    parts = (f'<b class="chip {look}">{escape(t(f"method.look.{look}"))}</b>' for look in _LOOKS)
    return f'<p class="chain-legend">{"".join(parts)}</p>'
