"""What is written into the ledger: in order, once, by everybody, and as it was thereafter."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from models.analysis.outcome import Effect
from models.errors import LibraryError, ScenarioError
from models.inputs import load_market, load_parameters
from models.ledger import entries
from models.ledger.decision import Guess, as_json
from models.ledger.miss import PARTS, Aim, forecast
from models.ledger.published import Published
from models.library import people
from models.projection import project
from models.scenario import Scenario, Step

AIM = Aim(metric="dau", quarter="2023Q4")
PLAN = Scenario(
    name="=Return to *Taobao*",
    market="2023Q1",
    horizon=4,
    draws=10,
    steps=(Step(lever="subsidy_budget", quarter="2023Q2", value=9),),
)
MINE = Guess(central=380, low=370, high=390, by="Ann")


def frozen(library, plan=PLAN, **settings):
    return entries.freeze(library, plan.name, plan=plan, aim=AIM, **settings)


def test_a_decision_from_guess_to_split(library):
    entries.guess(library, PLAN, AIM, MINE)
    entries.guess(library, PLAN, AIM, replace(MINE, central=375, by="李雷"))
    entries.guess(library, PLAN, AIM, replace(MINE, by=""))
    made = entries.freeze(library, PLAN.name, rationale="users first", author="Ann")
    assert made.forecast == forecast(load_market("2023Q1"), load_parameters(), PLAN, AIM)
    assert [one.by for one in made.guesses] == ["Ann", "李雷", ""]

    moved = replace(PLAN, steps=(), conduct=(("pdd", "passive"),))
    came = project(load_market("2023Q1"), load_parameters(), moved, draws=0).central("dau")[2]
    told = entries.outcome(library, PLAN.name, Published(value=float(came) + 1.0), moved)
    assert told.miss.model.central == pytest.approx(1.0)
    assert told.miss.execution.central != 0.0
    assert sum(told.miss.parts.values()) == pytest.approx(told.miss.total, abs=1e-9)
    assert told.outcome.came.conduct == moved.conduct

    read = entries.decision(library, f" {PLAN.name.upper()} ")
    assert read == told
    assert entries.decisions(library) == (told,)
    assert set(as_json(read)) >= {"name", "frozen", "guess", "forecast", "actual", "miss", *PARTS}
    assert as_json(read)["miss"] == pytest.approx(sum(as_json(read)[name] for name in PARTS))


def test_what_is_frozen_stays_as_it_is(library):
    made = frozen(library, rationale="why", author="Ann")
    for again in (
        lambda: frozen(library, rationale="another"),
        lambda: entries.freeze(library, PLAN.name),
        lambda: entries.guess(library, PLAN, AIM, MINE),
        lambda: entries.guess(library, replace(PLAN, horizon=6), AIM, MINE),
    ):
        with pytest.raises(LibraryError):
            again()
    entries.outcome(library, PLAN.name, Published(value=381.0))
    last = entries.outcome(library, PLAN.name, Published(value=382.0))
    assert last.miss.actual == 382.0
    assert replace(last, outcome=None) == made


def test_an_older_version_is_told_apart(library):
    made = frozen(library)
    older = made.forecast.central - 2.0
    with library.writing() as session:
        session.execute(text("UPDATE freezes SET model = 'older', central = :c"), {"c": older})
    told = entries.outcome(library, PLAN.name, Published(value=made.forecast.central + 1.0))
    assert told.miss.equations == pytest.approx(2.0, abs=1e-9)
    assert told.miss.model.central == pytest.approx(1.0, abs=1e-9)
    assert told.miss.parameters == told.miss.market == 0.0


def test_older_parameters_are_told_apart(library):
    made = frozen(library)
    with library.writing() as session:
        kept = session.execute(text("SELECT parameters FROM freezes")).scalar_one()
        whole = session.execute(
            text("SELECT text FROM contents WHERE digest = :d"), {"d": kept}
        ).scalar_one()
        start = whole.index("habit_weight,")
        central = load_parameters().table["habit_weight"].central
        row = whole[start : start + 400].replace(f",{central:g},", f",{central * 0.9:g},", 1)
        other = whole[:start] + row + whole[start + 400 :]
        assert other != whole
        session.execute(text("INSERT INTO contents VALUES ('other', :t)"), {"t": other})
        session.execute(text("UPDATE freezes SET parameters = 'other'"))
    told = entries.outcome(library, PLAN.name, Published(value=made.forecast.central))
    assert told.miss.parameters != 0.0
    assert told.miss.parameters == pytest.approx(-told.miss.equations, rel=1e-6)


def test_the_order_is_guess_freeze_outcome(library):
    with pytest.raises(LibraryError, match="no decision"):
        entries.outcome(library, PLAN.name, Published(value=1.0))
    with pytest.raises(LibraryError, match="nothing is known"):
        entries.freeze(library, PLAN.name)
    entries.guess(library, PLAN, AIM, MINE)
    with pytest.raises(LibraryError, match="not frozen"):
        entries.outcome(library, PLAN.name, Published(value=1.0))
    with pytest.raises(LibraryError, match="'Ann' has written down"):
        entries.guess(library, PLAN, AIM, replace(MINE, central=371))
    with pytest.raises(LibraryError, match="judged by dau of 2023Q4"):
        entries.guess(library, PLAN, replace(AIM, metric="gmv"), MINE)
    with pytest.raises(LibraryError, match="another plan"):
        entries.guess(library, replace(PLAN, steps=()), AIM, MINE)
    assert len(entries.decision(library, PLAN.name).guesses) == 1


def test_what_cannot_be_is_refused_and_leaves_nothing(library):
    for low, central, high in ((2, 1, 3), (1, 2, float("nan")), (float("-inf"), 2, 3)):
        with pytest.raises(LibraryError, match="three numbers in order"):
            entries.guess(library, PLAN, AIM, Guess(central=central, low=low, high=high))
    for aim in (replace(AIM, metric="value"), replace(AIM, quarter="2030Q1")):
        with pytest.raises(ScenarioError):
            entries.guess(library, PLAN, aim, MINE)
        with pytest.raises(ScenarioError):
            entries.freeze(library, PLAN.name, plan=PLAN, aim=aim)
    assert entries.decisions(library) == ()
    frozen(library)
    assumed = replace(PLAN, assumptions=(("habit_weight", 0.3),))
    for came in (assumed, Scenario(name="other", market="2023Q4")):
        with pytest.raises(ScenarioError):
            entries.outcome(library, PLAN.name, Published(value=380.0), came)
    assert entries.decision(library, PLAN.name).outcome is None


def test_a_person_is_forgotten_and_the_guess_stays(library):
    entries.guess(library, PLAN, AIM, MINE)
    entries.guess(library, PLAN, AIM, replace(MINE, by="Bob"))
    entries.freeze(library, PLAN.name, author="Ann")
    with library.writing() as session:
        assert entries.forget(session, "Ann") == 2
        assert entries.forget(session, "") == 0
    known = entries.decision(library, PLAN.name)
    assert [one.by for one in known.guesses] == ["", "Bob"]
    assert known.author == ""
    assert isinstance(known.forecast, Effect)


def test_forgetting_in_the_library_reaches_the_ledger_and_keeps_its_decisions(library):
    entries.guess(library, replace(PLAN, author="Ann"), AIM, MINE)
    made = entries.freeze(library, PLAN.name, author="Ann")
    assert made.plan.author == ""
    assert people.forget(library, "Ann", entries.forget).names == 2
    known = entries.decision(library, PLAN.name)
    assert known.plan == made.plan
    assert (known.author, known.guesses[0].by) == ("", "")
    assert entries.outcome(library, PLAN.name, Published(value=380.0)).miss.equations == 0.0


def test_the_ledger_keeps_every_digit(library):
    entries.guess(library, PLAN, AIM, Guess(central=1 / 3, low=0.1, high=2 / 3))
    (known,) = entries.decision(library, PLAN.name).guesses
    assert (known.low, known.central, known.high) == (0.1, 1 / 3, 2 / 3)
