"""The present view takes the number of its chart from the address."""

from pages.frame import present
from tests.every import every


@every("asked,number", [("1", 1), ("3", 3), ("0", 1), ("4", 1), ("99", 1), ("yes", 1), ("", 1)])
def test_an_address_that_names_no_chart_opens_the_first(monkeypatch, asked, number):
    monkeypatch.setattr(present.st, "query_params", {"present": asked})
    assert present.place(3) == number
