"""A plan with three levers moved, projected once for all tests of this folder."""

import altair as alt
import pytest

from pages.labels.catalogue import use_language
from tests.pages.stages import plan_of, stage_of


@pytest.fixture(scope="session")
def stage():
    return stage_of(plan_of())


@pytest.fixture(autouse=True, scope="session")
def _every_specification_is_held_against_the_schema():
    unchecked = alt.TopLevelMixin.to_dict

    def checked(self, validate=True, **options):
        outermost = options.get("context") is None
        return unchecked(self, validate or outermost, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alt.TopLevelMixin, "to_dict", checked)
        yield


@pytest.fixture(autouse=True)
def _english_after_each_test():
    yield
    use_language("english")
