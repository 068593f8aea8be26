"""Curves of the reader's own tests: every metric and lever has its words, units and picture."""

from itertools import cycle

import numpy as np
import pytest

from models.analysis.refit_preview import AT_END, Curve, settings
from models.experiments.lift import Lift
from models.inputs import load_market
from models.levers import LEVERS
from models.notation import METRICS, OWN_METRICS
from pages.charts.line_charts import CURVE_COLUMNS
from pages.export import pictures
from pages.figures.outcome_figures import style_of
from pages.figures.trust.own_curves import curve_figure, metric_name
from pages.labels.catalogue import LANGUAGES, use_language
from tests.every import every

pytestmark = pytest.mark.slow


def curve_of(lever="content_investment", metric="dau", level=0.0):
    lift = Lift(
        lever=lever,
        start=LEVERS[lever].low,
        end=LEVERS[lever].high,
        metric=metric,
        platform="taotian",
        quarters=4,
        effect=0.9,
        error=0.1,
        quarter="2024Q4",
        is_total=False,
    )
    points = settings(lift)
    band = np.linspace(0.0, 1.0, len(points)) * np.array([[0.5], [1.0], [1.5]])
    return Curve(lift=lift, points=points, before=band, after=0.9 * band, level=level)


def drawn(curve, number=0):
    return curve_figure(curve, number, style_of(load_market()))


@every("metric,language", zip([*METRICS, *OWN_METRICS], cycle(LANGUAGES), strict=False))
def test_every_metric_can_be_drawn(metric, language):
    use_language(language)
    figure = drawn(curve_of(metric=metric))
    assert "{" not in figure.title + figure.subtitle
    assert metric_name(metric) in figure.subtitle


@every("language", LANGUAGES)
def test_a_curve_becomes_a_picture(language):
    use_language(language)
    assert pictures.svg(drawn(curve_of())).startswith(b"<?xml")


@every("lever", LEVERS)
def test_every_lever_can_be_drawn(lever):
    figure = drawn(curve_of(lever=lever))
    assert "{" not in figure.title + figure.subtitle
    assert tuple(figure.table.column_names) == CURVE_COLUMNS


def test_what_was_measured_stands_where_the_test_ended():
    rows = drawn(curve_of()).table.to_pylist()
    (measured,) = [row for row in rows if row["measured"] is not None]
    assert measured is rows[AT_END]
    assert measured["setting"] == LEVERS["content_investment"].high
    assert measured["measured_low"] < measured["measured"] == 0.9 < measured["measured_high"]


def test_figures_of_two_tests_do_not_share_a_name():
    assert drawn(curve_of(), 0).name != drawn(curve_of(), 1).name
