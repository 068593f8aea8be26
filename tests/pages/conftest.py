"""A plan with three levers moved, projected once for all tests of this folder."""

from functools import cache, partial

import altair as alt
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner

from models.analysis.risk.stress import stress
from models.inputs import load_parameters
from models.validation.laws import Verdict, laws
from pages.compute.questions import challenge_questions, trust_questions
from pages.frame import canvas
from pages.labels.catalogue import use_language
from pages.panels.challenge import risk_page
from tests.pages.stages import plan_of, stage_of

FEW_FUTURES = 400


@pytest.fixture(scope="session")
def stage():
    return stage_of(plan_of())


@pytest.fixture(autouse=True, scope="session")
def _every_specification_is_held_against_the_schema():
    unchecked, known = alt.TopLevelLayerSpec.to_dict, set()

    def checked(self, validate=True, **options):
        spec = unchecked(self, False, **options)
        # The schema asks the same of every layer, wherever it stands.
        shapes = {shape(one): one for one in spec["layer"]}
        layers = [one for of_layer, one in shapes.items() if of_layer not in known]
        whole = shape(spec | {"layer": []})
        if layers or whole not in known:
            self.validate(spec | {"layer": layers})
            known.update(shapes, {whole})
        return spec

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alt.TopLevelLayerSpec, "to_dict", checked)
        yield


def shape(spec):
    """Give what of a specification the schema can object to: all but its texts and amounts."""
    if isinstance(spec, dict):
        return tuple((name, shape(value)) for name, value in sorted(spec.items()))
    if isinstance(spec, list | tuple):
        return tuple(map(shape, spec))
    is_word = isinstance(spec, str) and spec.isascii() and spec.isidentifier()
    return spec if is_word or isinstance(spec, bool) else type(spec)


@pytest.fixture(autouse=True, scope="session")
def _installed_packages_are_searched_once():
    """Each app of a test looks for components in the metadata of all packages."""
    with pytest.MonkeyPatch.context() as patch:
        searched = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", searched)
        yield


@pytest.fixture(autouse=True, scope="session")
def _a_run_of_a_page_is_waited_for():
    """`AppTest` looks a thousand times a second whether a run is over: a tenth of all time."""
    looked = local_script_runner.require_widgets_deltas

    def waited(runner, timeout=3):
        runner._script_thread.join(timeout)
        looked(runner, 1 if runner.script_stopped() else 0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", waited)
        yield


@pytest.fixture
def drawn(monkeypatch):
    """Every figure that a page draws."""
    figures = []
    row = canvas.row

    def kept(shown, *rest, **options):
        figures.extend(one.figure for one in shown)
        return row(shown, *rest, **options)

    monkeypatch.setattr(canvas, "row", kept)
    return figures


@pytest.fixture
def few_futures(monkeypatch):
    """Test targets and regrets in few futures: enough to find a box and to write a share."""
    monkeypatch.setattr(challenge_questions, "stress", partial(stress, count=FEW_FUTURES))
    monkeypatch.setattr(risk_page, "FUTURES", FEW_FUTURES)


@pytest.fixture
def no_influences(monkeypatch):
    """Leave out what each parameter drives, which takes seconds in each market."""
    idle = dict.fromkeys(load_parameters().names, ())
    monkeypatch.setattr(trust_questions, "influences_of", lambda *_: idle)


@pytest.fixture
def laws_known(monkeypatch):
    """As if they had been checked, which takes seconds: what a page tells of them is tested."""
    told = tuple(Verdict(law=law, value=law.tolerance / 3.0) for law in laws())
    monkeypatch.setattr(trust_questions, "laws_checked", lambda: told)


@pytest.fixture(autouse=True)
def _english_after_each_test():
    yield
    use_language("english")
