"""What may not stand in the code: each unsafe way has at most one place, and that is named here."""

import pytest

from tests.test_layers import FILES, sources, used_by

CODE = [*FILES, *sources("data")]
EVALUATES = {"eval", "exec", "compile", "__import__"}
SERIALISERS = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}
ALLOWED = {
    # Between a process and those that it started itself.
    "serialisers": {"pages/compute", "models/simulation/second_process.py"},
    "evaluations": set(),
    "unsafe_html": {"pages/trust/method.py"},  # equations, whose words are escaped
    "stray_csv": {
        "models/analysis/numbers.py",  # these two keep names from being formulas
        "pages/export/data.py",
        "pages/terminal/recovery_verb.py",  # names of parameters alone
    },
}
"""The places of each unsafe way."""


def places(path, found):
    return [f"{path}:{one.line}" for one in found]


def serialisers(path):
    imported, _ = used_by(path)
    return places(path, (one for one in imported if one.module.split(".")[0] in SERIALISERS))


def evaluations(path):
    _, called = used_by(path)
    return places(path, (call for call in called if call.name in EVALUATES))


def unsafe_html(path):
    _, called = used_by(path)
    unsafe = {"unsafe_allow_html", "unsafe_allow_javascript"}
    ends = ("components.v1.html", "components.html")
    found = [call for call in called if call.keywords & unsafe or call.name.endswith(ends)]
    return places(path, found)


def raw_sql(path):
    """Statements put together from texts that are not the program's own."""
    _, called = used_by(path)
    runs = {"text", "exec_driver_sql", "execute"}
    found = (call for call in called if call.is_joined and call.name.split(".")[-1] in runs)
    return places(path, found)


def stray_csv(path):
    _, called = used_by(path)
    return places(path, (call for call in called if call.name.endswith(".to_csv")))


@pytest.mark.parametrize("fault", [serialisers, evaluations, unsafe_html, stray_csv])
def test_nothing_unsafe_stands_outside_the_places_named(fault):
    allowed = ALLOWED[fault.__name__]
    found = {place for path in CODE for place in fault(path)}
    used = {name for name in allowed for place in found if place.startswith(name)}
    assert not {place for place in found if not place.startswith(tuple(allowed))}
    assert used == allowed, "a place that is named no longer needs it"


def test_statements_are_put_together_from_our_own_words_alone():
    ours = {"models/library/database.py", "models/library/backup.py"}  # pragmas and own tables
    others = [path for path in CODE if path.as_posix() not in ours]
    assert [place for path in others for place in raw_sql(path)] == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (serialisers, "from pickle import loads"),
        (evaluations, "eval('1')"),
        (unsafe_html, "st.markdown(x, unsafe_allow_html=True)"),
        (stray_csv, "frame.to_csv(path)"),
        (raw_sql, "session.execute(f'DELETE {x}')"),
    ],
)
def test_each_sweep_finds_what_it_looks_for(fault, text, tmp_path):
    path = tmp_path / "bad.py"
    path.write_text(text, encoding="utf-8")
    assert fault(path)
