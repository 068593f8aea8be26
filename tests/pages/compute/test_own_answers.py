"""Answers on an own market, which may be written anew by another program."""

from models import market_files
from pages import compute


def test_an_own_market_written_anew_outside_of_the_server_is_computed_anew(tmp_path, monkeypatch):
    monkeypatch.setenv(market_files.HOME, str(tmp_path))
    compute.forget()
    path = market_files.save_own("2025Q4", "one")
    assert compute.ask(market_files.market_text, path) == "one"
    market_files.save_own("2025Q4", "another")
    assert compute.ask(market_files.market_text, path) == "another"
    compute.forget()
