"""Start the server of app.py, and warm it before the first visitor comes.

Takes the options of ``streamlit run``, such as ``--server.port 8600``.
"""

import runpy
import sys

from pages import compute


def main() -> None:
    """Warm up, then serve until stopped."""
    compute.begin()  # the processes load what they need while the server does
    from pages.compute import framework
    from pages.panels import warm

    # Imports are done by now, in one thread; what is computed need not delay the start.
    warm.in_background()
    framework.ignore_pages_folder()
    sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
    try:
        runpy.run_module("streamlit", run_name="__main__")  # as `python -m streamlit` does
    finally:
        compute.end()


if __name__ == "__main__":
    main()
