"""A page that `AppTest` ran in a process is not run again by the processes that this one starts."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from streamlit.testing.v1 import AppTest

PAGE = """
from pathlib import Path
with Path({path!r}).open("a") as file:
    file.write("run\\n")
"""


@pytest.mark.slow
def test_new_processes_do_not_run_the_page_again(tmp_path, own_main_module):
    runs, page = tmp_path / "runs", tmp_path / "page.py"
    page.write_text(PAGE.format(path=str(runs)))
    AppTest.from_file(str(page)).run()
    own_main_module()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        assert executor.submit(len, "abc").result() == 3
    assert runs.read_text().splitlines() == ["run"]
