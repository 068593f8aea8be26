"""Whatever the ledger refuses is said in Chinese as well."""

import re
from dataclasses import replace

import pytest

from models.errors import FileError, ModelError
from models.ledger import entries
from models.ledger.miss import Aim
from models.ledger.published import Published, published
from pages.labels.catalogue import use_language
from pages.labels.said import said
from tests.ledger.test_entries import AIM, MINE, PLAN

CHINESE = re.compile("[一-鿿]")
HEAD = b"platform,period,metric,value,unit\n"


@pytest.fixture(autouse=True)
def _chinese():
    use_language("chinese")
    yield
    use_language("english")


def told(call):
    with pytest.raises(ModelError) as caught:
        call()
    problems = caught.value.problems if isinstance(caught.value, FileError) else [caught.value]
    return [getattr(one, "message", str(one)) for one in problems]


def test_every_refusal_is_said_in_chinese(library):
    came, other = Published(value=1.0), replace(PLAN, name="other")
    entries.guess(library, other, AIM, MINE)
    entries.freeze(library, PLAN.name, plan=PLAN, aim=AIM)
    assumed = replace(PLAN, assumptions=(("habit_weight", 0.3),))
    asked = [
        lambda: entries.guess(library, PLAN, AIM, MINE),
        lambda: entries.guess(library, other, AIM, MINE),
        lambda: entries.guess(library, other, AIM, replace(MINE, low=999)),
        lambda: entries.guess(library, replace(other, steps=()), AIM, MINE),
        lambda: entries.guess(library, other, replace(AIM, metric="gmv"), MINE),
        lambda: entries.freeze(library, "unheard of"),
        lambda: entries.freeze(library, PLAN.name),
        lambda: entries.freeze(library, "x", plan=PLAN, aim=replace(AIM, metric="value")),
        lambda: entries.freeze(library, "x", plan=PLAN, aim=replace(AIM, quarter="2030Q1")),
        lambda: entries.outcome(library, other.name, came),
        lambda: entries.outcome(library, "unheard of", came),
        lambda: entries.outcome(library, PLAN.name, came, assumed),
        lambda: entries.outcome(library, PLAN.name, came, replace(PLAN, market="2023Q4", steps=())),
        lambda: entries.outcome(library, PLAN.name, Published(value=float("nan"))),
        lambda: published(HEAD, Aim(metric="revenue", quarter="2023Q4")),
        lambda: published(HEAD + b"own,2023Q4,dau,1,km\n", AIM),
    ]
    texts = [text for call in asked for text in told(call)]
    assert not [text for text in texts if not CHINESE.search(said(text))]
