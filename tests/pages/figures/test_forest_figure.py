"""Forest plots: what stands in them is the evidence and the pool, inside the plot."""

import pytest

from models.inputs import load_effects, load_market, load_parameters
from models.parameters.evidence_pool import pools
from pages.charts.forest import FOREST_COLUMNS
from pages.export import pictures
from pages.figures.outcome_figures import style_of
from pages.figures.trust import forest_words
from pages.figures.trust.evidence_known import standing_of, studies_of
from pages.figures.trust.forest_figure import forest_figure
from pages.figures.trust.forest_span import clipped, span_of
from pages.labels.catalogue import LANGUAGES, use_language
from tests.every import every
from tests.pages.stages import plan_of

POOLS = pools(load_effects())


def drawn(name, **options):
    market = load_market()
    return forest_figure(name, plan_of({}, **options), market, style_of(market))


def rows_of(figure, kind):
    return [row for row in figure.table.to_pylist() if row["kind"] == kind]


@every("name", ["rival_matching", "subsidy_elasticity_low_ticket", "pull_forward_low_ticket"])
def test_a_plot_holds_studies_pool_new_setting_and_prior(name):
    figure, pool, prior = drawn(name), POOLS[name], load_parameters().table[name]
    assert tuple(figure.table.column_names) == FOREST_COLUMNS
    studies = rows_of(figure, "study")
    estimates = sorted(e.estimate for e in load_effects() if e.pooled and name in e.parameters)
    assert sorted(row["estimate"] for row in studies) == estimates
    assert len(studies) == pool.count
    (diamond,), (setting,), (ours,) = (
        rows_of(figure, kind) for kind in ("pool", "setting", "prior")
    )
    assert [diamond[end] for end in ("low", "estimate", "high")] == [pool.low, pool.mean, pool.high]
    assert (setting["low"] == pool.new_low) != setting["cut_low"]
    assert ours["estimate"] == prior.central
    assert f"{pool.count} studies" in figure.title


def test_a_prior_that_leaves_its_pool_says_why_and_one_inside_does_not():
    inside, outside = "rival_matching", "pull_forward_low_ticket"
    assert (
        drawn(outside).title == "Measured: 0.02 (4 studies). We take 0.15, above all of that range"
    )
    for name, told in ((outside, "Why the range leaves"), (inside, "What our range rests on")):
        text = forest_words.reason(name, standing_of(name))
        assert text.startswith(told)
        assert load_parameters().table[name].source in text


def test_a_parameter_without_studies_says_so():
    bare = drawn("refund_loss_brand_share")
    assert bare.title == "Judgement: nobody measured it"
    assert [row["kind"] for row in bare.table.to_pylist()] == ["prior"]
    assert bare.grade == "D"


def test_an_own_value_stands_in_the_plot():
    (yours,) = rows_of(drawn("rival_matching", assumptions=(("rival_matching", 1.1),)), "yours")
    assert yours["estimate"] == 1.1


@pytest.mark.slow
@every("language", LANGUAGES)
def test_every_parameter_can_be_drawn_inside_its_plot(language, pytestconfig):
    use_language(language)
    stride = 1 if pytestconfig.getoption("--exhaustive") else 48
    for name in load_parameters().names[::stride]:
        figure = drawn(name)
        x = figure.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
        for row in figure.table.to_pylist():
            assert x[0] <= row["low"] <= row["estimate"] <= row["high"] <= x[1], (name, row)
        assert forest_words.rule(name, standing_of(name)).startswith(
            load_parameters().table[name].grade
        )
    assert pictures.svg(figure).startswith(b"<?xml")


def test_a_range_that_leaves_the_plot_is_cut_and_marked():
    cells = {"below": "", "text": "", "name": "", "kind": "prior"}
    near = {"low": 1.0, "estimate": 2.0, "high": 3.0} | cells
    far = {"low": -90.0, "estimate": 2.0, "high": 2.5} | cells | {"kind": "study"}
    span = span_of([near, far], is_log=False)
    kept, cut = clipped([near, far], span)
    assert not kept["cut_low"]
    assert cut["cut_low"]
    assert cut["low"] == span.low > -90.0


@every("name", ["rival_matching", "shopping_occasions"])
def test_every_study_is_listed_with_what_was_done_and_a_link(name):
    html = forest_words.listed(studies_of(name))
    assert html.count("<li>") == len(studies_of(name))
    assert html.count('rel="noopener noreferrer"') == html.count('href="http')


def test_what_a_study_says_cannot_become_markup():
    (study, *_) = studies_of("rival_matching")
    hostile = type(study)(
        **vars(study) | {"url": "javascript:alert(1)", "study": "<img src=x onerror=alert(1)>"}
    )
    html = forest_words.listed([hostile])
    assert "<img" not in html
    assert "href" not in html
