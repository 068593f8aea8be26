"""The page of rivals around its picture: the answer, the picture, and what lies in drawers."""

from collections.abc import Callable
from dataclasses import replace

from models.analysis.rivalry.takeback import Reaction
from models.scenario import Scenario
from models.vintage import Market
from pages import compute
from pages.charts.figure import Figure
from pages.charts.style import Style
from pages.compute.questions import challenge_questions as questions
from pages.figures.answer_html import answer
from pages.figures.challenge import rivals_tables
from pages.figures.challenge.answer_words import cost, left, remainder, sentence
from pages.figures.challenge.rivals_figures import TAKEBACK_MEASURES, picture
from pages.figures.html_tables import capital
from pages.frame import canvas
from pages.frame.canvas import Control
from pages.frame.drawer import drawers
from pages.frame.shown import tell
from pages.labels.catalogue import t
from pages.panels.challenge import rivals_control
from pages.panels.challenge.rivals_game import game
from pages.plan import plan

MEASURE = "rivals.measure"


def headline_of(reaction: Reaction, scenario: Scenario, market: Market) -> str:
    """Write what is taken back of our sales, and what it costs those who take it."""
    below = t("rivals.below", name=scenario.name, quarter=reaction.quarter)
    price = cost(reaction)
    more = f"{capital(price)}{t('rivals.stop')}" if price else ""
    return answer(sentence(reaction, market), more, below, behind=("gmv",))


def draw(reaction: Reaction, scenario: Scenario, market: Market, style: Style) -> None:
    """Draw gain, answers and remainder of the figure that the reader chooses."""
    measure = Control(
        label=t("rivals.measure"),
        options=TAKEBACK_MEASURES,
        name=MEASURE,
        words=lambda metric: capital(t(f"measure.{metric}")),
    )
    metric = measure.value()
    figure = picture(reaction, metric, scenario, market, style)
    canvas.draw(_titled(figure, reaction) if metric == "gmv" else figure, measure)


def _titled(figure: Figure, reaction: Reaction) -> Figure:
    """Say of sales what remains: who takes it is what the page says already."""
    return replace(figure, title=remainder(reaction) or left(reaction))


def details(reaction: Reaction, scenario: Scenario, market: Market, style: Style) -> None:
    """Draw what stands behind the answer, each in a drawer of its own."""
    parts: dict[str, Callable[[], object]] = {
        "rivals.ways": lambda: rivals_control.bar(scenario, market),
        "rivals.game": lambda: game(scenario, market),
        "rivals.bill.title": lambda: tell(rivals_tables.bill(reaction, market, style)),
        "rivals.money.drawer": lambda: _money(scenario, reaction, market, style),
        "rivals.kpi.title": lambda: tell(rivals_tables.before_after(reaction)),
    }
    if not plan.current().steps:  # how rivals answer is set in a plan, and an example is nobody's
        del parts["rivals.ways"]
    drawers(parts)


def _money(scenario: Scenario, reaction: Reaction, market: Market, style: Style) -> None:
    found = compute.ask(questions.money, scenario)
    tell(rivals_tables.money(found, market, style, reaction.quarter))
