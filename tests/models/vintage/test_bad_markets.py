"""A market file that cannot be used is left out and told; it stops nothing."""

import os
import re
import subprocess
import sys

import pytest
from streamlit.testing.v1 import AppTest

from models import inputs
from models.errors import MarketError
from models.validation import record, trial
from models.validation.cases import cases
from tests.conftest import PAGE_SCRIPT, ROOT

GOOD = (ROOT / "data" / "markets" / "2023Q1.toml").read_text(encoding="utf-8")


def changed(table, key, start):
    """Give the good file with the value of one key below the header of a table changed."""
    head, header, rest = GOOD.partition(f"[{table}]\n") if table else ("", "", GOOD)
    text, count = re.subn(rf"^{key} = [^,\n]+", f"{key} = {start}", rest, count=1, flags=re.M)
    assert count, (table, key)
    return head + header + text


BAD = {
    "2001Q1": "not = [a market",
    "2001Q2": "",
    "2001Q3": "\udcff",
    "2001Q4": changed("platforms.taotian.ad_rate", "sme", "{ value = 1"),
    "2002Q1": changed("platforms.taotian.gmv", "total", "{ value = 1e308"),
    "2002Q2": changed("", "english", f'"{"x" * 1_000_000}"'),
    "2002Q3": changed("platforms.taotian.dau", "total", "{ value = nan"),
    "2002Q4": changed("", "english", f'"{"x" * 1_000}"'),
    "2003Q1": GOOD,  # bears the name of another vintage
    "2003Q2": GOOD[: len(GOOD) // 2],
    "2003Q3": "[" * 5_000,
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """One good market among bad ones, in place of the stored folder."""
    for name, text in (BAD | {"2023Q1": GOOD}).items():
        text = (
            text.replace('vintage = "2023Q1"', f'vintage = "{name}"') if name > "2003Q1" else text
        )
        (tmp_path / f"{name}.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    monkeypatch.setattr(inputs, "MARKETS", tmp_path)
    monkeypatch.setattr(inputs, "_LEFT_OUT", {})
    trial.failed_trials.cache_clear()
    record._decisions.cache_clear()
    yield tmp_path
    trial.failed_trials.cache_clear()
    record._decisions.cache_clear()


def test_bad_files_are_left_out_and_told(folder):
    assert inputs.vintages() == ("2023Q1",)
    assert inputs.latest() == "2023Q1"
    assert inputs.load_market().vintage == "2023Q1"
    faults = inputs.market_faults()
    assert faults.keys() == BAD.keys()
    for name, fault in faults.items():
        assert fault.startswith(f"{name}.toml")
        assert max(map(len, fault.splitlines())) < 1_000
        with pytest.raises(MarketError):
            inputs.load_market(name)
    assert "allowed is 0 to 0.5 share of GMV" in faults["2001Q4"]
    assert "allowed is above 0 to 100000 RMB bn/quarter" in faults["2002Q1"]


def test_one_that_reads_but_cannot_be_projected_is_left_out(folder, monkeypatch):
    def fails(*_args, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr(trial, "project", fails)
    trial.try_markets()
    assert inputs.vintages() == ()
    assert "2023Q1.toml: a trial run fails" in inputs.market_faults()["2023Q1"]
    with pytest.raises(MarketError, match="no market file"):
        inputs.latest()


def test_a_group_without_revenue_is_left_out(folder):
    free = GOOD
    for place in ("ad_rate", "commission"):
        head, header, rest = free.partition(f"[platforms.taotian.{place}]\n")
        table, gap, rest = rest.partition("\n\n")
        free = head + header + re.sub(r"value = [\d.]+", "value = 0", table) + gap + rest
    (folder / "2023Q1.toml").write_text(free, encoding="utf-8")
    trial.try_markets()
    assert "revenue is 0 RMB bn a quarter" in inputs.market_faults()["2023Q1"]


def test_only_cases_of_markets_that_are_there_are_told(folder):
    (case,) = cases()
    found = record.tried(case.taken.scenario)
    assert case.market == "2023Q1"
    assert found is not None
    assert found.case == case


def test_the_stored_markets_pass_their_trial():
    trial.try_markets()
    assert not inputs.market_faults()


@pytest.mark.slow
def test_the_terminal_tells_and_goes_on(folder):
    plan = folder / "plan.csv"
    plan.write_text("scenario,lever,quarter,value\nA,ad_load,2023Q3,1.1\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "cli.py", "project", str(plan), "--draws", "0"],
        env=os.environ | {"TWO_ROADS_MARKETS": str(folder)},
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr
    assert all(f"{name}.toml is left out" in run.stderr for name in BAD)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "warning_text"), [("en", "is left out"), ("zh", "未被采用")])
def test_the_screen_tells_and_goes_on(folder, language, warning_text):
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=120)
    app.query_params["lang"] = language
    app.run()
    assert not app.exception
    warnings = [warning.value for warning in app.warning if warning_text in warning.value]
    assert len(warnings) == len(BAD)
