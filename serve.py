"""Start the server of app.py, and warm it before the first visitor comes.

Takes the options of ``streamlit run``, such as ``--server.port 8600``.
"""

import runpy
import sys
from pathlib import Path

from pages import compute

APP = Path(__file__).with_name("app.py")


def main() -> None:
    """Warm up, then serve until stopped."""
    compute.begin()  # the processes load what they need while the server does
    sys.argv = ["streamlit", "run", str(APP), *sys.argv[1:]]
    try:
        runpy.run_module("streamlit", run_name="__main__")  # as `python -m streamlit` does
    finally:
        compute.end()


if __name__ == "__main__":
    main()
