"""A plan with three levers moved, projected once for all tests of this folder."""

import pytest

from pages.labels.catalogue import use_language
from tests.pages.stages import plan_of, stage_of


@pytest.fixture(scope="session")
def stage():
    return stage_of(plan_of())


@pytest.fixture(autouse=True)
def _english_after_each_test():
    yield
    use_language("english")
